import { countMp4Frames } from './count-mp4-frames.js';
import type { VideoFacts } from './video-facts.js';

const PATIENCE_MS = 15_000;

/** What the browser makes of a file; null when it can't read it, which says nothing about Upreel. */
export async function readVideoFacts(file: File): Promise<VideoFacts | null> {
  const [shown, frames] = await Promise.all([readShown(file), countMp4Frames(file).catch(() => null)]);
  if (shown === null) return null;
  return { ...shown, ...(frames !== null && { frames }), sizeBytes: file.size };
}

function readShown(file: File): Promise<Pick<VideoFacts, 'width' | 'height' | 'durationSeconds'> | null> {
  const video = document.createElement('video');
  const address = URL.createObjectURL(file);
  return new Promise<Awaited<ReturnType<typeof readShown>>>((resolve) => {
    const giveUp = (): void => {
      resolve(null);
    };
    setTimeout(giveUp, PATIENCE_MS);
    video.onerror = giveUp;
    video.onloadedmetadata = () => {
      const { videoWidth: width, videoHeight: height, duration } = video;
      resolve(
        width > 0 && height > 0 && Number.isFinite(duration) && duration > 0
          ? { width, height, durationSeconds: duration }
          : null,
      );
    };
    video.preload = 'metadata';
    video.muted = true;
    video.src = address;
  }).finally(() => {
    video.removeAttribute('src');
    URL.revokeObjectURL(address);
  });
}
