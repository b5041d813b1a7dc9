interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What a part of a deployment costs a month while nothing happens. */
export interface IdleCost {
  readonly what: string;
  readonly count: number;
  /** US dollars; assumed list prices of us-east-1. */
  readonly monthly: number;
}

const HOURS_A_MONTH = 730;

/** Assumed: list prices of us-east-1, in US dollars, rounded; not read from AWS. */
const PRICES = {
  vcpuHour: 0.0405,
  gibibyteHour: 0.0045,
  publicAddressHour: 0.005,
  natGatewayHour: 0.045,
  /** g6.xlarge, on demand. */
  machineHour: 0.805,
  alarmMonth: 0.1,
  secretMonth: 0.4,
  metricMonth: 0.3,
} as const;

/** Published by the scheduled functions: four for each of two queues, two of the third, and three of jobs. */
const METRICS = 13;

/**
 * What costs though nothing is done, of a synthesised template: services that run always, gateways, alarms, metrics.
 * Storage, requests and the calls of the clock are left out: they are a matter of use, and cents.
 */
export function idleCosts(resources: Readonly<Record<string, TemplateResource>>): readonly IdleCost[] {
  const ofType = (type: string) => Object.values(resources).filter((resource) => resource.Type === type);
  const always = ofType('AWS::ECS::Service').filter(({ Properties }) => Number(Properties?.DesiredCount ?? 0) > 0);
  const running = always.map(({ Properties }) => resources[reference(Properties?.TaskDefinition)]?.Properties ?? {});
  const taskHour = running.reduce(
    (sum, { Cpu, Memory }) =>
      sum + (Number(Cpu) / 1_024) * PRICES.vcpuHour + (Number(Memory) / 1_024) * PRICES.gibibyteHour,
    0,
  );
  const machines = ofType('AWS::AutoScaling::AutoScalingGroup').filter(({ Properties }) => Properties?.MinSize !== '0');
  const gateways = ofType('AWS::EC2::NatGateway').length;
  const addresses = gateways === 0 ? always.length : gateways;
  const alarms = ofType('AWS::CloudWatch::Alarm').length;
  return [
    { what: 'tasks that always run (Fargate)', count: always.length, monthly: taskHour * HOURS_A_MONTH },
    {
      what: 'machines that always run',
      count: machines.length,
      monthly: machines.length * PRICES.machineHour * HOURS_A_MONTH,
    },
    { what: 'NAT gateways', count: gateways, monthly: gateways * PRICES.natGatewayHour * HOURS_A_MONTH },
    { what: 'public addresses', count: addresses, monthly: addresses * PRICES.publicAddressHour * HOURS_A_MONTH },
    { what: 'alarms', count: alarms, monthly: alarms * PRICES.alarmMonth },
    { what: 'metrics', count: METRICS, monthly: METRICS * PRICES.metricMonth },
    { what: "Temporal's secret", count: 1, monthly: PRICES.secretMonth },
  ].map((cost) => ({ ...cost, monthly: Math.round(cost.monthly * 100) / 100 }));
}

function reference(value: unknown): string {
  return (value as { readonly Ref?: string } | undefined)?.Ref ?? '';
}
