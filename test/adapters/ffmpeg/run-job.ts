import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createMediaTool } from '../../../src/adapters/ffmpeg/create-media-tool.js';
import type { JobPlan } from '../../../src/contracts/checkpoints.js';
import { resolveJobOptions, type GivenOptions } from '../../../src/contracts/job-options.js';
import { planBatch } from '../../../src/domain/plan-batch.js';
import { planJob } from '../../../src/domain/plan-job.js';
import { planPicture } from '../../../src/domain/plan-picture.js';
import { streamFamily } from '../../../src/domain/stream-family.js';
import type { ExtractedSegment } from '../../../src/ports/media-tool.js';
import type { Frame } from '../../../src/ports/upscaler.js';
import { TOOLS } from './clips.js';

export const media = createMediaTool(TOOLS);

export interface JobResult {
  readonly plan: JobPlan;
  readonly segments: readonly ExtractedSegment[];
  readonly output: string;
}

/** A whole job without its stores: the model is a nearest-neighbour copy. */
export async function runJob(
  path: string,
  directory: string,
  given: GivenOptions = {},
  batchFrames = 32,
  modelScale = 4,
): Promise<JobResult> {
  const options = resolveJobOptions({ scale: modelScale, ...given }, 'real', 'fp32');
  const facts = await media.probe(path);
  const { picture } = planPicture(facts, options, modelScale);
  const segmentDirectory = join(directory, 'segments');
  mkdirSync(segmentDirectory);
  const segments: ExtractedSegment[] = [];
  const extraction = await media.extract(
    { path, facts, picture, batchFrames, directory: segmentDirectory, onSegment: (segment) => segments.push(segment) },
    {},
  );
  const source = { bucket: 'b', key: 'k', versionId: null, eTag: 'e', sizeBytes: 1, contentType: 'video/mp4' };
  const job = {
    jobId: 'job',
    videoName: 'video',
    videoType: 'real' as const,
    source,
    processedBucket: 'b',
    finalBucket: 'b',
    options,
  };
  const plan = planJob({ job, facts, batchFrames, modelScale, extraction });
  const family = streamFamily(facts.format, plan.streams);
  const streams = join(directory, `streams.${family}`);
  const kept = await media.extractStreams(
    { path, streams: plan.streams, originMicroseconds: plan.streamsOrigin ?? 0, output: streams, family },
    {},
  );
  const coded = [];
  for (const segment of segments) {
    const target = join(directory, `coded-${segment.firstFrame}.nut`);
    const sink = media.encode(
      {
        plan: planBatch(plan, segment),
        firstFrame: segment.firstFrame,
        frameCount: segment.frameCount,
        output: target,
      },
      {},
    );
    for await (const frame of media.decode(segment.path, picture, {}))
      await sink.write(enlarge(frame, modelScale, picture.bitDepth / 8));
    await sink.end();
    coded.push({ ...segment, path: target });
  }
  const output = join(directory, `output.${plan.container}`);
  await media.recompose({ plan, segments: coded, streams: kept ? streams : null, output }, {});
  return { plan, segments, output };
}

/** Every pixel becomes scale × scale equal ones. */
function enlarge({ width, height, data }: Frame, scale: number, sampleBytes: number): Frame {
  const pixel = 3 * sampleBytes;
  const rowBytes = width * scale * pixel;
  const result = new Uint8Array(rowBytes * height * scale);
  for (let y = 0; y < height; y += 1) {
    const row = result.subarray(y * scale * rowBytes, (y * scale + 1) * rowBytes);
    for (let x = 0; x < width; x += 1) {
      const source = data.subarray((y * width + x) * pixel, (y * width + x + 1) * pixel);
      for (let copy = 0; copy < scale; copy += 1) row.set(source, (x * scale + copy) * pixel);
    }
    for (let copy = 1; copy < scale; copy += 1)
      result.copyWithin((y * scale + copy) * rowBytes, y * scale * rowBytes, (y * scale + 1) * rowBytes);
  }
  return { width: width * scale, height: height * scale, data: result };
}
