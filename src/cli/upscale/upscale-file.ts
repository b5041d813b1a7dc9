import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';

import { type Container, CONTAINERS, type GivenOptions } from '../../contracts/job-options.js';
import type { JobRow } from '../../contracts/job-row.js';
import type { StageSeconds } from '../../contracts/job.js';
import type { VideoType } from '../../contracts/models.js';
import { followJob } from '../follow-job.js';
import { fetchFile } from '../front-door/fetch-file.js';
import { fetchReport } from '../front-door/fetch-report.js';
import type { FrontDoor } from '../front-door/front-door.js';
import { sendVideo } from '../front-door/send-video.js';
import { jobStep, plainStep, type Step } from '../show/step.js';
import { timedTransfer } from '../show/timed-transfer.js';
import type { ResultLine } from './result-line.js';
import type { VideoFile } from './video-file.js';

export interface UpscaleFile {
  readonly front: FrontDoor;
  readonly video: VideoFile;
  readonly videoType: VideoType;
  readonly options: GivenOptions;
  readonly pathOf: (container: Container) => string;
  /** Saves report.json beside the video. */
  readonly saveReport: boolean;
  readonly signal: AbortSignal;
  readonly onStep: (step: Step) => void;
  /** The upload is complete: from here on the job lives without this process. */
  readonly onJob: (jobId: string) => void;
}

const NO_SECONDS: StageSeconds = { total: 0, extract: 0, upscale: 0, recompose: 0, verify: 0 };

/**
 * One video through the front door: presigned upload, the job to its end, download. A failed job is a result, not an error.
 * @throws ExitError, FrontDoorError, UpreelError; the reason of an aborted signal
 */
export async function upscaleFile(request: UpscaleFile): Promise<ResultLine> {
  const { front, video, signal, onStep } = request;
  const transfer = timedTransfer(onStep);
  const jobId = await sendVideo({
    front,
    video,
    request,
    signal,
    onBytes: (bytes) => {
      transfer('uploading', bytes, video.sizeBytes);
    },
  });
  request.onJob(jobId);

  let seconds = NO_SECONDS;
  const { row } = await followJob({
    front,
    jobId,
    signal,
    expectSoon: true,
    onView: (view) => {
      seconds = view?.progress?.seconds ?? seconds;
      onStep(view === null ? plainStep('waiting for the job') : jobStep(view, Date.now()));
    },
  });
  if (row.Status === 'FAILED') return resultLine(row, { output: null, report: null, seconds });
  return resultLine(row, await fetchResult(request, row, transfer));
}

type Result = Pick<ResultLine, 'output' | 'report' | 'seconds'>;

function resultLine(row: JobRow, { output, report, seconds }: Result): ResultLine {
  return {
    jobId: row.JobId,
    workflowId: row.WorkflowId,
    status: row.Status,
    output,
    report,
    frames: { total: row.Frames.Total, extracted: row.Frames.Extracted, processed: row.Frames.Processed },
    seconds,
    ...(row.FailureType === undefined ? {} : { failureType: row.FailureType }),
    ...(row.FailureReason === undefined ? {} : { failureReason: row.FailureReason }),
  };
}

async function fetchResult(
  { front, pathOf, saveReport, signal }: UpscaleFile,
  row: JobRow,
  transfer: ReturnType<typeof timedTransfer>,
): Promise<Result> {
  const { url, reportUrl, fileName } = await front.result(row.JobId, signal);
  const container = CONTAINERS.find((known) => fileName.endsWith(`.${known}`));
  if (container === undefined) throw new Error(`The result ${fileName} is neither MP4 nor Matroska.`);
  const output = pathOf(container);
  const report = await fetchReport(reportUrl, signal);
  await fetchFile({
    url,
    path: output,
    signal,
    onBytes: (bytes, total) => {
      transfer('downloading', bytes, total);
    },
  });
  const reportPath = saveReport ? `${output.slice(0, -extname(output).length)}.report.json` : null;
  if (reportPath !== null) await writeFile(reportPath, `${JSON.stringify(report, null, 2)}\n`);
  return { output, report: reportPath, seconds: report.seconds };
}
