import type { VideoFacts } from '../upload/video-facts.js';
import { callApi } from './call-api.js';

interface Range {
  readonly low: number;
  readonly high: number;
}

export interface JobEstimate {
  readonly frames: Range;
  readonly output: { readonly width: number; readonly height: number };
  readonly gpuSeconds: Range;
  readonly outputBytes: Range;
  readonly price: (Range & { readonly currency: string }) | null;
}

export async function estimateJob(
  video: VideoFacts,
  options: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<JobEstimate> {
  return (await callApi('/estimate', { method: 'POST', body: { video, ...options }, signal })) as JobEstimate;
}
