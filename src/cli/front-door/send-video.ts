import type { VideoFile } from '../upscale/video-file.js';
import type { FrontDoor, UploadRequest } from './front-door.js';
import { putFile } from './put-file.js';

export interface SendVideo {
  readonly front: FrontDoor;
  readonly video: VideoFile;
  readonly request: Pick<UploadRequest, 'videoType' | 'options'>;
  readonly signal: AbortSignal;
  /** Bytes sent so far. */
  readonly onBytes: (bytes: number) => void;
  readonly limits?: SendLimits;
}

interface SendLimits {
  /** What one request carries at most. */
  readonly onePutBytes: number;
  /** How often a part is sent before the upload is given up. */
  readonly attempts: number;
}

const S3_LIMITS: SendLimits = { onePutBytes: 5 * 2 ** 30, attempts: 4 };

/**
 * Sends a video, in parts where one request can't carry it, and gives the job that begins.
 * @throws FrontDoorError, UpreelError; the reason of an aborted signal. No part is left behind.
 */
export async function sendVideo(send: SendVideo): Promise<string> {
  const { front, video, signal, onBytes, limits = S3_LIMITS } = send;
  const request = { fileName: video.name, contentType: video.contentType, ...send.request };
  if (video.sizeBytes > limits.onePutBytes) return sendParts(send, request, limits);
  const { jobId, url, headers } = await front.upload(request, signal);
  await putFile({ path: video.path, sizeBytes: video.sizeBytes, url, headers, signal, onBytes });
  return jobId;
}

async function sendParts(
  { front, video, signal, onBytes }: SendVideo,
  request: UploadRequest,
  { attempts }: SendLimits,
): Promise<string> {
  const { path, sizeBytes } = video;
  const upload = await front.beginUpload(request, sizeBytes, signal);
  try {
    for (let partNumber = 1; partNumber <= upload.partCount; partNumber += 1) {
      const offset = (partNumber - 1) * upload.partSizeBytes;
      const length = Math.min(upload.partSizeBytes, sizeBytes - offset);
      const onPart = (bytes: number): void => {
        onBytes(offset + bytes);
      };
      await persistently(attempts, signal, async () => {
        const url = await front.signPart(upload, partNumber, signal);
        await putFile({ path, offset, sizeBytes: length, url, headers: {}, signal, onBytes: onPart });
      });
    }
    await front.completeUpload(upload, sizeBytes, signal);
    return upload.jobId;
  } catch (error) {
    // What can't be aborted now, the bucket's lifecycle rule takes away.
    await front.abortUpload(upload).catch(() => undefined);
    throw error;
  }
}

async function persistently(attempts: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (signal.aborted || attempt === attempts) throw error;
    }
  }
}
