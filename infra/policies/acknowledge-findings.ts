import { type Stack, Validations } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { ACCEPTED_WILDCARDS } from './accepted-wildcards.js';
import { flattenReference } from './flatten-reference.js';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Tells cdk-nag of the wildcards that are accepted, each by its own text: any other stays a finding. */
export function acknowledgeWildcards(stack: Stack): void {
  const policies = stack.node.findAll().filter((construct) => construct instanceof CfnPolicy);
  for (const policy of policies) {
    const { Statement: statements } = stack.resolve(policy.policyDocument) as {
      readonly Statement: readonly Statement[];
    };
    for (const text of statements.flatMap(resourcesOf).filter((resource) => resource.includes('*'))) {
      const accepted = ACCEPTED_WILDCARDS.find(({ pattern }) => pattern.test(text));
      if (accepted === undefined) continue;
      Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${text}]`, reason: accepted.reason });
    }
  }
}

function resourcesOf({ Resource }: Statement): string[] {
  return (Array.isArray(Resource) ? Resource : [Resource]).map(flattenReference);
}
