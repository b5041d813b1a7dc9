import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic as SnsTopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type Topic, TOPICS } from '../../src/contracts/job-message.js';

/** One topic a stage, encrypted, over TLS only. */
export class Topics extends Construct {
  readonly byStage: Readonly<Record<Topic, SnsTopic>>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const masterKey = Alias.fromAliasName(this, 'Key', 'alias/aws/sns');
    const topics = TOPICS.map((stage) => [stage, new SnsTopic(this, stage, { enforceSSL: true, masterKey })]);
    this.byStage = Object.fromEntries(topics) as Record<Topic, SnsTopic>;
  }
}
