interface AcceptedWildcard {
  /** Of the flattened resource (or action); nothing else with a `*` or `?` is let through. */
  readonly pattern: RegExp;
  /** All that a statement with such a resource may allow. */
  readonly actions: readonly string[];
  readonly reason: string;
}

const COPY_FILES = [
  's3:GetObject*',
  's3:GetBucket*',
  's3:List*',
  's3:DeleteObject*',
  's3:PutObject',
  's3:PutObjectLegalHold',
  's3:PutObjectRetention',
  's3:PutObjectTagging',
  's3:PutObjectVersionTagging',
  's3:Abort*',
];

/** Every wildcard of an identity's policy, and why it can't be narrower. */
export const ACCEPTED_WILDCARDS: readonly AcceptedWildcard[] = [
  {
    pattern: /^<Buckets(Source|Processed|Final)\w+\.Arn>\/(uploads|data\/src|jobs|data\/final)\/\*$/,
    actions: [
      's3:GetObject',
      's3:GetObjectVersion',
      's3:PutObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
    ],
    reason: 'Objects of one bucket below one prefix; the rest of their keys comes with each job.',
  },
  {
    pattern: /^arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:[^*?]+-\?{6}$/,
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    reason: 'One secret, made before the stack; AWS ends its ARN with six characters of its own.',
  },
  {
    pattern: /^arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task\/<WorkersCluster\w+>\/\*$/,
    actions: ['ecs:UpdateTaskProtection'],
    reason: 'A worker protects its own task while it is busy; tasks have no number before they run.',
  },
  {
    pattern: /^arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:service\/<WorkersCluster\w+>\/\*$/,
    actions: ['ecs:DescribeServices', 'ecs:DeleteService'],
    reason: 'The roll-out removes the services of drained builds, which are no part of the template any more.',
  },
  {
    pattern: /^arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:container-instance\/<WorkersCluster\w+>\/\*$/,
    actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
    reason: 'The ECS agent speaks for its own machine, whose number it gets when it registers.',
  },
  {
    pattern: /^\*$/,
    actions: ['ecs:DiscoverPollEndpoint'],
    reason: 'AWS knows no resource of this action, which tells the ECS agent whom to ask.',
  },
  {
    pattern: /^\*$/,
    actions: ['ecs:ListServices'],
    reason: 'AWS knows no resource of this action; a condition binds it to the cluster.',
  },
  {
    pattern: /^\*$/,
    actions: ['ecr:GetAuthorizationToken'],
    reason: 'AWS knows no resource of this action: it logs in to the registry, and what may be pulled is said apart.',
  },
  {
    pattern:
      /^(<PageFiles\w+\.Arn>|arn:<AWS::Partition>:s3:::cdk-[a-z0-9]+-assets-<AWS::AccountId>-<AWS::Region>)\/\*$/,
    actions: COPY_FILES,
    reason: "The CDK's own way of putting files into a bucket: from that of its assets, into that of the page.",
  },
  {
    pattern: /^s3:(GetObject|GetBucket|List|DeleteObject|Abort)\*$/,
    actions: COPY_FILES,
    reason: 'As the CDK writes these rights; the resources beside them are the buckets of its assets and of the page.',
  },
];

/** What lets a wildcard of a statement with these actions through; undefined when nothing does. */
export function acceptedWildcard(text: string, actions: readonly string[]): AcceptedWildcard | undefined {
  return ACCEPTED_WILDCARDS.find(
    (accepted) => accepted.pattern.test(text) && actions.every((action) => accepted.actions.includes(action)),
  );
}
