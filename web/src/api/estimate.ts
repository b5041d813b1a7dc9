import type { JobEstimate } from '../../../src/contracts/estimate.js';
import type { VideoFacts } from '../upload/video-facts.js';
import { callApi } from './call-api.js';

export async function estimateJob(
  video: VideoFacts,
  options: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<JobEstimate> {
  return (await callApi('/estimate', { method: 'POST', body: { video, ...options }, signal })) as JobEstimate;
}
