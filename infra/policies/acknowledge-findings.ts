import { type Stack, Validations } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { acceptedWildcard } from './accepted-wildcards.js';
import { flattenReference } from './flatten-reference.js';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Tells cdk-nag of the wildcards that are accepted, each by its own text: any other stays a finding. */
export function acknowledgeWildcards(stack: Stack): void {
  for (const policy of stack.node.findAll().filter((construct) => construct instanceof CfnPolicy)) {
    const { Statement: statements } = stack.resolve(policy.policyDocument) as {
      readonly Statement: readonly Statement[];
    };
    // A finding is told by its text alone: it is acknowledged where every statement that makes it is accepted.
    const reasons = new Map<string, string | undefined>();
    for (const { id, reason } of statements.flatMap(findingsOf)) {
      reasons.set(id, reasons.has(id) && reasons.get(id) === undefined ? undefined : reason);
    }
    for (const [id, reason] of reasons) {
      if (reason !== undefined) Validations.of(policy).acknowledge({ id, reason });
    }
  }
}

function findingsOf({ Action, Resource }: Statement): { readonly id: string; readonly reason: string | undefined }[] {
  const actions = [Action].flat<readonly (string | readonly string[])[]>();
  const resources = [Resource].flat().map(flattenReference);
  const finding = (kind: 'Action' | 'Resource') => (text: string) => ({
    id: `AwsSolutions-IAM5[${kind}::${text}]`,
    reason: acceptedWildcard(text, actions)?.reason,
  });
  return [
    ...actions.filter((action) => action.includes('*')).map(finding('Action')),
    ...resources.filter((resource) => resource.includes('*')).map(finding('Resource')),
  ];
}
