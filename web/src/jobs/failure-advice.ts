import type { FailureType } from '../../../src/contracts/failures.js';

/** What the owner of a video can do about a failure of each kind. */
const ADVICE: Readonly<Record<FailureType, string>> = {
  InvalidInput: 'Upload the video again with other options.',
  UnsupportedMedia: 'Convert the video to H.264 in MP4 with any editor or with ffmpeg, and upload that.',
  SourceTooLarge: 'Cut the video into parts, or upload a smaller copy of it.',
  SourceNotFound: 'The upload is gone: upload the video again.',
  SourceChanged: 'Another file was uploaded over this one while it was read: upload the video again.',
  ModelUnavailable: 'Choose another model or precision, or have this one installed: upreel models pull.',
  ModelOutputInvalid: 'Choose another model, or fp32 as precision.',
  MediaToolFailed: 'Retry. If it fails at the same place again, convert the video to H.264 in MP4 first.',
  OutputMismatch: 'Retry. If it fails again, the log of the worker in Temporal says which check did not hold.',
  OutOfDisk: 'Retry once the workers have room again, or upload a shorter video.',
  DeviceOutOfMemory: 'Retry, or choose a smaller scale or another model.',
  OverBudget: 'Give it a larger budget, a smaller scale or a faster model.',
  Unavailable: 'A part of Upreel did not answer for too long: retry once it is back.',
  Cancelled: 'Retry goes on from what was already done.',
  Terminated: 'Somebody ended it in Temporal. Retry goes on from what was already done.',
  TimedOut: 'It took longer than a job may. Retry goes on from what was already done.',
  Internal: 'This is a fault of Upreel. Retry; if it happens again, report it with the workflow’s history.',
};

export function failureAdvice(type: FailureType | undefined): string {
  return ADVICE[type ?? 'Internal'];
}
