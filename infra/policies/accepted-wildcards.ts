interface AcceptedWildcard {
  /** Of the flattened resource (or action); nothing else with a `*` or `?` is let through. */
  readonly pattern: RegExp;
  readonly reason: string;
}

/** Every wildcard of an identity's policy, and why it can't be narrower. */
export const ACCEPTED_WILDCARDS: readonly AcceptedWildcard[] = [
  {
    pattern: /^<Buckets(Source|Processed|Final)\w+\.Arn>\/(uploads|data\/src|jobs|data\/final)\/\*$/,
    reason: 'Objects of one bucket below one prefix; the rest of their keys comes with each job.',
  },
  {
    pattern: /^arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:[^*?]+-\?{6}$/,
    reason: 'One secret, made before the stack; AWS ends its ARN with six characters of its own.',
  },
];
