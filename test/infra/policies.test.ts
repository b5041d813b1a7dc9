import { ACCEPTED_WILDCARDS, acceptedWildcard } from '../../infra/policies/accepted-wildcards.js';
import { flattenReference } from '../../infra/policies/flatten-reference.js';
import { resourcesOf, synthesise } from './synthesise.js';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly NotAction?: unknown;
  readonly NotResource?: unknown;
  readonly Resource: unknown;
}

/** All that there can be: the page comes with tokens. */
const template = synthesise({ auth: 'jwt', jwtIssuer: 'https://id.example', jwtAudience: 'a' });
const statements = [
  ...Object.entries(resourcesOf(template, 'AWS::IAM::Policy')).map(([id, { PolicyDocument }]) => [id, PolicyDocument]),
  ...Object.entries(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).map(([id, policy]) => [
    id,
    policy.PolicyDocument,
  ]),
  ...Object.entries(resourcesOf(template, 'AWS::IAM::Role')).flatMap(([id, { Policies }]) =>
    ((Policies ?? []) as { PolicyDocument: unknown }[]).map(({ PolicyDocument }) => [id, PolicyDocument]),
  ),
].flatMap(([id, document]) =>
  (document as { Statement: readonly Statement[] }).Statement.map((statement) => ({ id: String(id), statement })),
);

function listed<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** Every text of an allowing statement that stands for more than one thing. */
const wildcards = statements
  .filter(({ statement }) => statement.Effect === 'Allow')
  .flatMap(({ id, statement: { Action, Resource } }) => [
    ...listed(Action).map((action) => ({ id, text: action, actions: listed(Action) })),
    ...listed(Resource).map((resource) => ({ id, text: flattenReference(resource), actions: listed(Action) })),
  ])
  .filter(({ text }) => /[*?]/.test(text));

it('no identity may do or reach more than is listed with a reason', () => {
  const unlisted = wildcards.filter(({ text, actions }) => acceptedWildcard(text, actions) === undefined);
  expect(unlisted).toEqual([]);
});

it('no reason is listed that nothing needs', () => {
  const used = new Set(wildcards.map(({ text, actions }) => acceptedWildcard(text, actions)));
  expect(ACCEPTED_WILDCARDS.filter((accepted) => !used.has(accepted))).toEqual([]);
});

it('nothing is allowed by what is left out', () => {
  expect(statements.filter(({ statement }) => 'NotAction' in statement || 'NotResource' in statement)).toEqual([]);
});

it('no two functions share a role', () => {
  const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function'));
  const roles = functions.map(({ Role }) => flattenReference(Role));
  expect(new Set(roles).size).toBe(functions.length);
});

it('identities have only policies of this template, but for those that AWS keeps for machines', () => {
  const managed = Object.values(resourcesOf(template, 'AWS::IAM::Role')).flatMap(({ ManagedPolicyArns }) =>
    listed((ManagedPolicyArns ?? []) as unknown[]).map(flattenReference),
  );
  expect(managed).toEqual([]);
});
