import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { GetObjectCommand, ListMultipartUploadsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { createTemporalClient } from '../../../src/adapters/temporal/create-temporal-client.js';
import type { AttemptRecord } from '../../../src/contracts/attempts.js';
import type { JobRow } from '../../../src/contracts/job-row.js';
import { isFinalStatus, type JobStatus } from '../../../src/contracts/job.js';
import type { VideoType } from '../../../src/contracts/models.js';
import type { Stack } from '../../../src/contracts/stack.js';
import { workflowIdOf } from '../../../src/contracts/temporal-names.js';
import { StackAws } from '../../e2e/support/aws.js';
import { eventually, startDev } from '../../e2e/support/dev-stack.js';

/** A stack in a process of its own. */
interface StackProcess {
  readonly directory: string;
  /** stack.json as it is now: process ids change when a child is started again. */
  stack(): Promise<Stack>;
  /** Resolves when a line that it writes contains the text. */
  said(text: string): Promise<void>;
  stop(): Promise<void>;
}

/** A running stack with what a test needs to start jobs, to disturb them and to look at what they leave. */
export class JobStack {
  readonly directory: string;
  readonly aws: StackAws;
  readonly temporal: Client;
  private readonly process: StackProcess;

  private constructor(process: StackProcess, stack: Stack) {
    this.process = process;
    this.directory = process.directory;
    this.aws = new StackAws(stack);
    this.temporal = createTemporalClient({ ...stack.temporal, tls: false });
  }

  /** `upreel dev`. */
  static async start(directory: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const dev = await startDev(directory, args, env);
    return JobStack.on({ ...dev, said: (text) => dev.command.said(text) });
  }

  /** `endpoints`: past whatever stands in front of the stack's AWS side. */
  static async on(process: StackProcess, endpoints?: Stack['aws']['endpoints']): Promise<JobStack> {
    const stack = await process.stack();
    return new JobStack(process, { ...stack, aws: { ...stack.aws, ...(endpoints && { endpoints }) } });
  }

  /** As it is now. */
  stack(): Promise<Stack> {
    return this.process.stack();
  }

  said(text: string): Promise<void> {
    return this.process.said(text);
  }

  async pid(role: string): Promise<number> {
    const pid = (await this.process.stack()).pids[role];
    if (pid === undefined) throw new Error(`there is no ${role}`);
    return pid;
  }

  /** Uploads a file through the front door; resolves with its job's id. */
  async submit(path: string, videoType: VideoType = 'anime', options: object = {}): Promise<string> {
    const { http } = await this.process.stack();
    const body = JSON.stringify({ fileName: basename(path), videoType, contentType: 'video/mp4', ...options });
    const answer = await fetch(`${http}/uploads`, { method: 'POST', body });
    const { url, headers, jobId } = (await answer.json()) as {
      url: string;
      headers: Record<string, string>;
      jobId: string;
    };
    const put = await fetch(url, { method: 'PUT', headers, body: await readFile(path) });
    if (!put.ok) throw new Error(`the upload was answered ${put.status}: ${await put.text()}`);
    return jobId;
  }

  async post(jobId: string, action: 'cancel' | 'retry'): Promise<void> {
    const answer = await fetch(`${(await this.process.stack()).http}/jobs/${jobId}/${action}`, { method: 'POST' });
    if (!answer.ok) throw new Error(`${action} was answered ${answer.status}: ${await answer.text()}`);
  }

  untilStatus(jobId: string, status: JobStatus): Promise<JobRow> {
    return eventually(async () => {
      const row = await this.aws.row(jobId);
      if (row !== null && isFinalStatus(row.Status) && row.Status !== status) {
        throw new Error(`the job is ${row.Status}: ${row.FailureReason ?? ''}`);
      }
      return row?.Status === status ? row : null;
    }, 120_000);
  }

  /** The end of the job, whatever it is. */
  untilEnd(jobId: string): Promise<JobRow> {
    return eventually(async () => {
      const row = await this.aws.row(jobId);
      return row !== null && isFinalStatus(row.Status) ? row : null;
    }, 180_000);
  }

  /** Whether an activity of this name runs in a worker; its attempt where it does. */
  async attemptOf(jobId: string, activityType: string): Promise<number | null> {
    const STARTED = 2;
    try {
      const { raw } = await this.temporal.workflow.getHandle(workflowIdOf(jobId)).describe();
      const found = raw.pendingActivities?.find(
        ({ activityType: type, state }) => type?.name === activityType && Number(state) === STARTED,
      );
      return found?.attempt ?? null;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  }

  /** Every attempt at a batch, in order. */
  async attempts(jobId: string, prefix: string): Promise<AttemptRecord[]> {
    const keys = await this.aws.keys('processed', `jobs/${jobId}/checkpoints/${prefix}`);
    return Promise.all(
      keys.map(async (key) => JSON.parse((await this.read('processed', key)).toString()) as AttemptRecord),
    );
  }

  /** Hex digest of the published video. */
  async finalSha256(row: JobRow): Promise<string> {
    return createHash('sha256')
      .update(await this.read('final', row.FinalKey ?? ''))
      .digest('hex');
  }

  /** Uploads in parts that nobody has ended. */
  async openUploads(): Promise<number> {
    const { buckets } = await this.process.stack();
    const lists = await Promise.all(
      [buckets.processed, buckets.final].map((Bucket) => this.aws.s3.send(new ListMultipartUploadsCommand({ Bucket }))),
    );
    return lists.reduce((sum, { Uploads = [] }) => sum + Uploads.length, 0);
  }

  async stop(): Promise<void> {
    this.aws.close();
    await this.temporal.connection.close();
    await this.process.stop();
  }

  async read(bucket: keyof Stack['buckets'], key: string): Promise<Buffer> {
    const { buckets } = await this.process.stack();
    const { Body } = await this.aws.s3.send(new GetObjectCommand({ Bucket: buckets[bucket], Key: key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  }

  async write(bucket: keyof Stack['buckets'], key: string, body: Buffer): Promise<void> {
    const { buckets } = await this.process.stack();
    await this.aws.s3.send(new PutObjectCommand({ Bucket: buckets[bucket], Key: key, Body: body }));
  }
}
