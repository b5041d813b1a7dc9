import type { FaultKind } from '../plan/planned-fault.js';
import type { Random } from '../../domain/seeded-random.js';

export const SERVICES = ['s3', 'dynamodb', 'messaging'] as const;
/** The servers behind the proxy; SNS and SQS are one. */
export type Service = (typeof SERVICES)[number];

export type Effect = 'error' | 'slow down' | 'throttled' | 'truncated' | 'delayed' | 'answer dropped';

/** What the proxy does for each kind of fault that is its own. */
const PROXY_FAULTS: Partial<Record<FaultKind, readonly [Service, Effect]>> = {
  's3 500': ['s3', 'error'],
  's3 503 SlowDown': ['s3', 'slow down'],
  's3 truncated body': ['s3', 'truncated'],
  's3 delay': ['s3', 'delayed'],
  's3 answer dropped': ['s3', 'answer dropped'],
  'dynamodb 500': ['dynamodb', 'error'],
  'dynamodb throttled': ['dynamodb', 'throttled'],
  'dynamodb answer dropped': ['dynamodb', 'answer dropped'],
  'messaging 500': ['messaging', 'error'],
  'messaging answer dropped': ['messaging', 'answer dropped'],
};

/** What is wrong with the AWS side at the moment. */
export class Disturbances {
  readonly #random: Random;
  readonly #open = new Set<{ readonly service: Service; readonly effect: Effect; readonly share: number }>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Call what is returned when it is over. null: this kind is none of the proxy's. */
  begin(kind: FaultKind, share: number): (() => void) | null {
    const [service, effect] = PROXY_FAULTS[kind] ?? [];
    if (service === undefined || effect === undefined) return null;
    const disturbance = { service, effect, share };
    this.#open.add(disturbance);
    return () => this.#open.delete(disturbance);
  }

  /** What becomes of one request; null: it passes. */
  effectOn(service: Service, method: string): Effect | null {
    for (const { service: of, effect, share } of this.#open) {
      if (of === service && concerns(effect, method) && this.#random() < share) return effect;
    }
    return null;
  }
}

function concerns(effect: Effect, method: string): boolean {
  if (effect === 'truncated') return method === 'GET';
  if (effect === 'answer dropped') return method !== 'GET' && method !== 'HEAD';
  return true;
}
