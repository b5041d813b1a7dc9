import { desiredWorkers, type FleetLimits, type Need, neededWorkers, rememberNeed } from '../desired-workers.js';
import { between, type Random } from '../seeded-random.js';
import { stepChange } from '../step-change.js';
import type { EventQueue } from './event-queue.js';
import { Fifo } from './fifo.js';

export interface FleetSetting {
  readonly limits: FleetLimits;
  /** From the order until a worker polls; a quarter more or less by chance. */
  readonly coldStartMs: number;
  /** How often an hour a machine is taken back. */
  readonly interruptionsAnHour: number;
  /** How long a machine that is taken back may still work. */
  readonly drainMs: number;
  /** So long after its last task a worker still is not chosen when workers are sent away. */
  readonly lingerMs: number;
  /** From a published figure until ECS acts on it. */
  readonly figureAgeMs: number;
  readonly cooldownMs: number;
  /** The tasks of a worker take turns on one device. */
  readonly oneDevice: boolean;
}

export interface SimulatedTask {
  /** On the device, and beside it. */
  readonly workMs: number;
  readonly overheadMs: number;
  readonly onDone: () => void;
}

/** What a fleet is like at a moment. */
export interface FleetState {
  readonly queued: number;
  readonly running: number;
  readonly workers: number;
  readonly starting: number;
  readonly ordered: number;
}

export interface FleetFigures {
  /** From a worker's order to its end, all of them. */
  readonly workerHours: number;
  readonly workHours: number;
  readonly peakWorkers: number;
  /** The most that the scaling function ever said were needed, and the most that were ever ordered. */
  readonly peakNeeded: number;
  readonly peakOrdered: number;
  readonly peakBacklog: number;
  readonly interruptions: number;
  /** Tasks that began again because their machine was taken back. */
  readonly repeated: number;
  /** Workers that were sent away at work. */
  readonly stoppedBusy: number;
  /** How often ordering more turned into sending away. */
  readonly turns: number;
  /** Seconds that tasks waited. */
  readonly waits: readonly number[];
}

const HOUR_MS = 3_600_000;

/** Workers of one queue under the real scaling functions: ordered, started, at work, taken back, sent away. */
export class SimulatedFleet {
  readonly #setting: FleetSetting;
  readonly #events: EventQueue;
  readonly #random: Random;
  readonly #queue = new Fifo<{ readonly task: SimulatedTask; readonly atMs: number }>();
  /** One entry a free slot, in the order they became free. */
  readonly #polls = new Fifo<Worker>();
  readonly #workers = new Set<Worker>();
  readonly #starting = new Set<Worker>();
  readonly #waits: number[] = [];
  #needs: readonly Need[] = [];
  #ordered = 0;
  #running = 0;
  /** As workers told the server at the last minute. */
  #toldRunning = 0;
  #lastOut = { atMs: Number.NEGATIVE_INFINITY, workers: 0 };
  #lastInMs = Number.NEGATIVE_INFINITY;
  #lastDirection = 0;
  #billedMs = 0;
  #workMs = 0;
  readonly #peaks = { workers: 0, needed: 0, ordered: 0, backlog: 0 };
  readonly #counts = { interruptions: 0, repeated: 0, stoppedBusy: 0, turns: 0 };

  constructor(setting: FleetSetting, events: EventQueue, random: Random) {
    this.#setting = setting;
    this.#events = events;
    this.#random = random;
  }

  get state(): FleetState {
    return {
      queued: this.#queue.length,
      running: this.#running,
      workers: this.#workers.size,
      starting: this.#starting.size,
      ordered: this.#ordered,
    };
  }

  get figures(): FleetFigures {
    const { workers, needed, ordered, backlog } = this.#peaks;
    return {
      workerHours: this.#billedMs / HOUR_MS,
      workHours: this.#workMs / HOUR_MS,
      peakWorkers: workers,
      peakNeeded: needed,
      peakOrdered: ordered,
      peakBacklog: backlog,
      ...this.#counts,
      waits: this.#waits,
    };
  }

  offer(task: SimulatedTask): void {
    this.#queue.add({ task, atMs: this.#events.nowMs });
    this.#dispatch();
    this.#peaks.backlog = Math.max(this.#peaks.backlog, this.#queue.length);
  }

  /** Once a minute: what scale-workers publishes, and what ECS makes of it some time later. */
  publish(): void {
    const { limits, figureAgeMs } = this.#setting;
    const nowMs = this.#events.nowMs;
    const workers = neededWorkers({ backlog: this.#queue.length, inFlight: this.#toldRunning }, limits);
    this.#toldRunning = this.#running;
    this.#needs = rememberNeed(this.#needs, { atMs: nowMs, workers }, limits);
    this.#peaks.needed = Math.max(this.#peaks.needed, workers);
    const missing = desiredWorkers({ needs: this.#needs, ordered: this.#ordered, nowMs }, limits) - this.#ordered;
    if (missing !== 0) {
      this.#events.at(nowMs + figureAgeMs, () => {
        this.#act(stepChange(missing));
      });
    }
    // ECS goes on trying to send away who was protected before.
    this.#reconcile();
  }

  /** Step scaling: what the last order brought counts while its cooldown lasts; sending away waits for its own. */
  #act(step: number): void {
    const { cooldownMs, limits } = this.#setting;
    const nowMs = this.#events.nowMs;
    const cooling = nowMs < this.#lastOut.atMs + cooldownMs;
    const change = step > 0 && cooling ? Math.max(0, step - this.#lastOut.workers) : step;
    if (change === 0 || (change < 0 && nowMs < this.#lastInMs + cooldownMs)) return;
    if (change > 0) this.#lastOut = { atMs: nowMs, workers: cooling ? step : change };
    else this.#lastInMs = nowMs;
    const ordered = Math.min(limits.maxWorkers, Math.max(0, this.#ordered + change));
    const direction = Math.sign(ordered - this.#ordered);
    if (direction * this.#lastDirection < 0) this.#counts.turns += 1;
    if (direction !== 0) this.#lastDirection = direction;
    this.#ordered = ordered;
    this.#peaks.ordered = Math.max(this.#peaks.ordered, ordered);
    this.#reconcile();
  }

  /** What ECS does to have as many as were ordered. */
  #reconcile(): void {
    while (this.#surplus() < 0) this.#start();
    if (this.#surplus() === 0) return;
    for (const worker of [...this.#starting].reverse()) {
      if (this.#surplus() <= 0) return;
      this.#end(worker);
    }
    for (const worker of this.#workers) {
      if (this.#surplus() <= 0) return;
      if (this.#isProtected(worker)) continue;
      if (worker.running.size > 0) this.#counts.stoppedBusy += 1;
      this.#end(worker);
    }
  }

  #surplus(): number {
    return this.#workers.size + this.#starting.size - this.#ordered;
  }

  #isProtected({ running, idleSinceMs }: Worker): boolean {
    return running.size > 0 || this.#events.nowMs < idleSinceMs + this.#setting.lingerMs;
  }

  #start(): void {
    const { coldStartMs, interruptionsAnHour } = this.#setting;
    const nowMs = this.#events.nowMs;
    const worker: Worker = {
      orderedMs: nowMs,
      idleSinceMs: Number.NEGATIVE_INFINITY,
      deviceFreeMs: 0,
      running: new Set(),
      state: 'starting',
    };
    this.#starting.add(worker);
    this.#peaks.workers = Math.max(this.#peaks.workers, this.#workers.size + this.#starting.size);
    this.#events.at(nowMs + coldStartMs * between(this.#random, 0.75, 1.25), () => {
      if (worker.state !== 'starting') return;
      this.#starting.delete(worker);
      this.#workers.add(worker);
      worker.state = 'polling';
      for (let slot = 0; slot < this.#setting.limits.slotsPerWorker; slot += 1) this.#polls.add(worker);
      this.#dispatch();
    });
    if (interruptionsAnHour > 0) {
      const lifetimeMs = (-Math.log(1 - this.#random()) / interruptionsAnHour) * HOUR_MS;
      this.#events.at(nowMs + lifetimeMs, () => {
        this.#takeBack(worker);
      });
    }
  }

  #takeBack(worker: Worker): void {
    if (worker.state === 'ended') return;
    this.#counts.interruptions += 1;
    worker.state = worker.state === 'polling' ? 'draining' : worker.state;
    this.#events.at(this.#events.nowMs + (worker.running.size > 0 ? this.#setting.drainMs : 0), () => {
      const unfinished = [...worker.running];
      if (worker.state !== 'ended') this.#end(worker);
      for (const task of unfinished) {
        this.#counts.repeated += 1;
        this.offer(task);
      }
      this.#reconcile();
    });
  }

  #end(worker: Worker): void {
    worker.state = 'ended';
    this.#running -= worker.running.size;
    worker.running.clear();
    this.#workers.delete(worker);
    this.#starting.delete(worker);
    this.#billedMs += this.#events.nowMs - worker.orderedMs;
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const worker = this.#polls.take();
      if (worker === undefined) return;
      if (worker.state !== 'polling') continue;
      const next = this.#queue.take();
      if (next !== undefined) this.#run(worker, next.task, next.atMs);
    }
  }

  #run(worker: Worker, task: SimulatedTask, queuedMs: number): void {
    const nowMs = this.#events.nowMs;
    this.#waits.push((nowMs - queuedMs) / 1000);
    const begins = this.#setting.oneDevice ? Math.max(nowMs, worker.deviceFreeMs) : nowMs;
    worker.deviceFreeMs = begins + task.workMs;
    worker.running.add(task);
    this.#running += 1;
    this.#events.at(begins + task.workMs + task.overheadMs, () => {
      if (!worker.running.delete(task)) return;
      this.#running -= 1;
      this.#workMs += task.workMs;
      if (worker.running.size === 0) this.#becomeIdle(worker);
      if (worker.state === 'polling') this.#polls.add(worker);
      task.onDone();
      this.#dispatch();
    });
  }

  #becomeIdle(worker: Worker): void {
    const nowMs = this.#events.nowMs;
    worker.idleSinceMs = nowMs;
    if (this.#surplus() <= 0) return;
    this.#events.at(nowMs + this.#setting.lingerMs, () => {
      if (worker.state !== 'ended') this.#reconcile();
    });
  }
}

interface Worker {
  readonly orderedMs: number;
  idleSinceMs: number;
  deviceFreeMs: number;
  readonly running: Set<SimulatedTask>;
  state: 'starting' | 'polling' | 'draining' | 'ended';
}
