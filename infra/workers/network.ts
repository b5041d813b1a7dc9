import { RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  SecurityGroup,
  type SubnetSelection,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';

interface Props extends Pick<DeploymentParameters, 'natGateways'> {
  readonly logRetention: RetentionDays;
}

/**
 * Where workers run: they call out, and nothing calls them. Without NAT gateways they have public addresses, which cost
 * only while they run; S3 and DynamoDB are reached inside AWS either way.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly subnets: SubnetSelection;
  readonly workers: SecurityGroup;
  readonly publicAddresses: boolean;

  constructor(scope: Construct, id: string, { natGateways, logRetention }: Props) {
    super(scope, id);
    this.publicAddresses = natGateways === 0;
    const kinds = [SubnetType.PUBLIC, ...(this.publicAddresses ? [] : [SubnetType.PRIVATE_WITH_EGRESS])];
    this.vpc = new Vpc(this, 'Vpc', {
      maxAzs: Math.max(2, natGateways),
      natGateways,
      subnetConfiguration: kinds.map((subnetType) => ({ name: subnetType, subnetType, cidrMask: 20 })),
      gatewayEndpoints: {
        S3: { service: GatewayVpcEndpointAwsService.S3 },
        DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
      },
    });
    this.subnets = { subnetType: this.publicAddresses ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS };
    this.workers = new SecurityGroup(this, 'Workers', {
      vpc: this.vpc,
      description: 'Workers of Upreel: out only',
      allowAllOutbound: true,
    });
    const logs = new LogGroup(this, 'RefusedTraffic', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.vpc.addFlowLog('Refused', {
      destination: FlowLogDestination.toCloudWatchLogs(logs),
      trafficType: FlowLogTrafficType.REJECT,
    });
  }
}
