import type { Client } from '@temporalio/client';
import type { JobProgress } from '../../contracts/progress.js';
import { PROGRESS_QUERY } from '../../contracts/temporal-names.js';
import { withLiveFrames } from '../../domain/live-frames.js';
import { readRunningActivities } from './running-activities.js';

/** Jobs whose last answer is kept; the one that was asked for longest ago goes first. */
const REMEMBERED_JOBS = 1_000;

interface Answer {
  readonly runId: string;
  readonly historyLength: number;
  readonly progress: JobProgress;
}

/**
 * What a workflow has counted, with the frames that its running activities have told. A query takes a worker's turn, and
 * its answer changes only with the workflow's history: the same history is asked once, however many look.
 */
export class ProgressReader {
  readonly #client: Client;
  readonly #answers = new Map<string, Answer>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** @throws whatever Temporal answers, for instance that there is no such workflow */
  async read(workflowId: string): Promise<JobProgress> {
    const handle = this.#client.workflow.getHandle(workflowId);
    const { runId, historyLength, raw } = await handle.describe();
    const running = readRunningActivities(raw.pendingActivities ?? []);
    const known = this.#answers.get(workflowId);
    if (known?.runId === runId && known.historyLength === historyLength) return withLiveFrames(known.progress, running);
    const progress = await handle.query<JobProgress>(PROGRESS_QUERY);
    this.#remember(workflowId, { runId, historyLength, progress });
    return withLiveFrames(progress, running);
  }

  #remember(workflowId: string, answer: Answer): void {
    this.#answers.delete(workflowId);
    this.#answers.set(workflowId, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > REMEMBERED_JOBS && oldest !== undefined) this.#answers.delete(oldest);
  }
}
