import type { JobRow } from '../../src/contracts/job-row.js';
import type { JobProgress } from '../../src/contracts/progress.js';
import type { JobDescription } from '../../src/triggers/jobs/describe-job.js';
import { JOB_ID } from './fake-front.js';

export function sampleRow(change: Partial<JobRow> = {}): JobRow {
  return {
    JobId: JOB_ID,
    VideoName: 'clip.mp4',
    SourceBucket: 'source',
    SourceKey: `data/src/real/${JOB_ID}/clip.mp4`,
    ProcessedBucket: 'processed',
    FinalBucket: 'final',
    ContentLength: 5,
    ContentType: 'video/mp4',
    Status: 'PROCESSING',
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: '2026-01-01T00:00:01.000Z',
    Frames: { Total: 120, Extracted: 120, Processed: 56 },
    VideoType: 'real',
    Options: {
      model: 'realesr-general-x4v3',
      precision: 'fp32',
      frameFormat: 'segment',
      codec: 'h264',
      crf: 18,
      deinterlace: 'auto',
      encoder: 'software',
      priority: 3,
      scale: 4,
    },
    SourceETag: 'abc',
    SourceVersionId: 'null',
    WorkflowId: `upscale-${JOB_ID}`,
    RunId: 'run-1',
    Revision: 1,
    ...change,
  };
}

export const SECONDS = { total: 20, extract: 1, upscale: 17, recompose: 1, verify: 1 };

function sampleProgress(change: Partial<JobProgress> = {}): JobProgress {
  return {
    status: 'PROCESSING',
    frames: { total: 120, extracted: 120, processed: 56 },
    startedAt: '2026-01-01T00:00:00.000Z',
    upscalingSince: '2026-01-01T00:00:10.000Z',
    framesBeforeUpscaling: 0,
    seconds: SECONDS,
    ...change,
  };
}

export const RUNNING: JobDescription = { row: sampleRow(), progress: sampleProgress() };

export const COMPLETED: JobDescription = {
  row: sampleRow({
    Status: 'COMPLETED',
    Frames: { Total: 120, Extracted: 120, Processed: 120 },
    FinalKey: `data/final/${JOB_ID}/clip.mp4`,
    ReportKey: `data/final/${JOB_ID}/report.json`,
  }),
  progress: null,
};

export const FAILED: JobDescription = {
  row: sampleRow({ Status: 'FAILED', FailureType: 'UnsupportedMedia', FailureReason: 'This is no video.' }),
  progress: null,
};

export function sampleReport() {
  return {
    version: 1,
    jobId: JOB_ID,
    videoName: 'clip.mp4',
    model: { id: 'realesr-general-x4v3', graphSha256: ['abc'], devices: ['cpu, 2 × 1 threads'] },
    result: {
      key: `data/final/${JOB_ID}/clip.mp4`,
      container: 'mp4',
      sizeBytes: 8,
      sha256: 'abc',
      frames: 120,
      repeatedFrames: 0,
      repeatedTiles: 0,
      durationSeconds: 4.8,
      picture: { outputWidth: 704, outputHeight: 576 },
    },
    decisions: [{ about: 'container', decision: 'MP4', why: 'Everything fits.' }],
    streams: [
      { index: 1, type: 'audio', codec: 'pcm_s16le', action: 'transcode', to: 'aac', reason: 'MP4 does not hold it' },
    ],
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: SECONDS,
    framesPerSecond: { extract: 120, upscale: 7 },
    cost: {
      estimate: {
        frames: { low: 120, high: 120 },
        output: { width: 704, height: 576 },
        gpuSeconds: { low: 12, high: 30 },
        outputBytes: { low: 1000, high: 2000 },
        intermediateBytes: { low: 1000, high: 2000 },
        price: null,
        basis: [],
      },
      actual: { frames: 120, gpuSeconds: 16.2, outputBytes: 8, intermediateBytes: 1500, price: null },
    },
    checks: [{ check: 'frames', result: 'passed', figure: '120 of 120' }],
  };
}
