import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { checkpointKey, processedFramesPrefix, segmentName } from '../../../src/contracts/object-keys.js';
import type { FrameSink, MediaTool } from '../../../src/ports/media-tool.js';
import type { Upscaler, UpscalerProvider } from '../../../src/ports/upscaler.js';
import { makeClip, TOOLS } from '../../adapters/ffmpeg/clips.js';
import { jobRig, type JobRun } from './job-rig.js';

jest.setTimeout(120_000);

const rig = jobRig();

const SATURATED = 'testsrc2=s=64x48:r=25';

function makeSource(picture = SATURATED): string {
  const path = rig.at('source.mp4');
  makeClip(
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', 'sine=440:r=48000', '-frames:v', '70', '-t', '2.8'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-bf', '2', '-c:a', 'aac', path],
  );
  return path;
}

/** A media tool whose joined file is changed before anybody looks at it. */
function tamperedAfterJoining(...arguments_: readonly string[]): MediaTool {
  return {
    ...rig.media,
    recompose: async (request, options) => {
      await rig.media.recompose(request, options);
      const whole = `${request.output}.whole.mp4`;
      renameSync(request.output, whole);
      execFileSync(TOOLS.ffmpeg, ['-v', 'error', '-i', whole, ...arguments_, request.output]);
    },
  };
}

async function upscaled(media: MediaTool = rig.media): Promise<JobRun> {
  const job = await rig.start(makeSource(), { media });
  await job.extract();
  await job.upscale();
  return job;
}

const mismatch = (sentence: RegExp) => ({
  type: 'OutputMismatch',
  message: expect.stringMatching(sentence) as string,
});

describe('a broken stage is caught', () => {
  it('a batch that loses a frame', async () => {
    const media: MediaTool = {
      ...rig.media,
      encode: (request, options): FrameSink => {
        let frame = 0;
        const sink = rig.media.encode({ ...request, frameCount: request.frameCount - 1 }, options);
        return { ...sink, write: async (picture) => (frame++ === 5 ? undefined : sink.write(picture)) };
      },
    };
    // Two batches are made side by side: either may be the first to fail.
    await expect(upscaled(media)).rejects.toMatchObject(mismatch(/frame (?:0|32) decodes to 31 frames instead of 32/));
  });

  it('a decoder that loses a frame', async () => {
    const media: MediaTool = {
      ...rig.media,
      decode: async function* (...request) {
        let frame = 0;
        for await (const picture of rig.media.decode(...request)) if (frame++ !== 7) yield picture;
      },
    };
    await expect(upscaled(media)).rejects.toMatchObject({ message: expect.stringMatching(/31 frames/) as string });
  });

  it('a join that loses a frame', async () => {
    const media = tamperedAfterJoining('-c', 'copy', '-frames:v', '69');
    await expect((await upscaled(media)).recompose()).rejects.toMatchObject(
      mismatch(/has 69 frames; the source has 70/),
    );
  });

  it('a join that moves a frame in time', async () => {
    const media = tamperedAfterJoining('-c', 'copy', '-bsf:v', "setts=pts='PTS+if(eq(N,40),1,0)'");
    await expect((await upscaled(media)).recompose()).rejects.toMatchObject(mismatch(/^Frame \d+ is shown/));
  });

  it.each(['0.040', '-0.040'])('sound moved by %s s', async (seconds) => {
    const media: MediaTool = {
      ...rig.media,
      recompose: async (request, options) => {
        await rig.media.recompose(request, options);
        const whole = `${request.output}.whole.mp4`;
        renameSync(request.output, whole);
        const inputs = ['-i', whole, '-itsoffset', seconds, '-i', whole];
        const copied = ['-map', '0:v', '-map', '1:a', '-c', 'copy', '-video_track_timescale', '12800', request.output];
        execFileSync(TOOLS.ffmpeg, ['-v', 'error', ...inputs, ...copied]);
      },
    };
    await expect((await upscaled(media)).recompose()).rejects.toMatchObject(
      mismatch(/sound of stream 1 (begins|ends)/),
    );
  });

  it('sound that was coded again', async () => {
    const media = tamperedAfterJoining('-c:v', 'copy', '-c:a', 'aac', '-b:a', '64k', '-video_track_timescale', '12800');
    await expect((await upscaled(media)).recompose()).rejects.toMatchObject(mismatch(/sound of stream 1/));
  });

  it.each([
    ['another matrix', ['-bsf:v', 'h264_metadata=matrix_coefficients=1'], /colour matrix: bt709/],
    ['another range', ['-bsf:v', 'h264_metadata=video_full_range_flag=1'], /colour range: pc/],
    ['another shape', ['-aspect', '2:1'], /shape of samples: 3:2/],
  ])('a result that says of itself %s', async (_, changed, sentence) => {
    const media = tamperedAfterJoining('-c', 'copy', ...changed, '-video_track_timescale', '12800');
    await expect((await upscaled(media)).recompose()).rejects.toMatchObject(mismatch(sentence));
  });

  it('a stored batch whose bytes changed', async () => {
    const job = await upscaled();
    const { jobId, processedBucket: bucket } = job.job;
    const ref = { bucket, key: processedFramesPrefix(jobId) + segmentName(32) };
    const bytes = Buffer.from((await job.store.read(ref)) ?? []);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await job.store.write(ref, bytes, { contentType: 'application/octet-stream' });
    await expect(job.recompose()).rejects.toMatchObject(
      mismatch(/batch from frame 32 .* is not what its manifest says/),
    );
  });

  it('an extracted segment whose bytes changed', async () => {
    const job = await rig.start(makeSource());
    await job.extract();
    const { jobId, processedBucket: bucket } = job.job;
    const ref = { bucket, key: `jobs/${jobId}/frames/${segmentName(32)}` };
    const bytes = Buffer.from((await job.store.read(ref)) ?? []);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await job.store.write(ref, bytes, { contentType: 'application/octet-stream' });
    await expect(job.upscale()).rejects.toMatchObject(mismatch(/frame 32/));
  });

  it('two batches that changed places', async () => {
    const job = await upscaled();
    const { jobId, processedBucket: bucket } = job.job;
    const [first, second] = [0, 32].map((frame) => ({
      bucket,
      key: processedFramesPrefix(jobId) + segmentName(frame),
    }));
    if (first === undefined || second === undefined) throw new Error('there are two');
    const [one, two] = [await job.store.read(first), await job.store.read(second)];
    await job.store.write(first, two ?? '', { contentType: 'application/octet-stream' });
    await job.store.write(second, one ?? '', { contentType: 'application/octet-stream' });
    await expect(job.recompose()).rejects.toMatchObject(mismatch(/batch from frame \d+/));
  });

  it('another file than the checked one at the output key', async () => {
    const job = await upscaled();
    const { outputKey } = await job.recompose();
    const { jobId, processedBucket: bucket } = job.job;
    expect(outputKey).toBe(checkpointKey(jobId, 'output.mp4'));
    await job.store.write({ bucket, key: outputKey }, readFileSync(rig.at('source.mp4')), { contentType: 'video/mp4' });
    await expect(job.verify()).rejects.toMatchObject(mismatch(/is not the file that was checked/));
    expect(job.store.keys().filter((key) => key.startsWith('final/'))).toEqual([]);
  });

  it('matrices swapped between the two conversions, on saturated colours', async () => {
    const swapped = (plan: Parameters<MediaTool['encode']>[0]['plan']) => ({
      ...plan,
      picture: { ...plan.picture, matrix: plan.picture.matrix === 'bt709' ? 'smpte170m' : 'bt709' },
    });
    const media: MediaTool = {
      ...rig.media,
      encode: (request, options) => rig.media.encode({ ...request, plan: swapped(request.plan) }, options),
    };
    const job = upscaled(media).then((run) => run.recompose());
    await expect(job).rejects.toMatchObject({
      type: 'OutputMismatch',
      message: expect.stringMatching(/colou?r/) as string,
    });
  });

  it('a matrix swapped where frames are read', async () => {
    const media: MediaTool = {
      ...rig.media,
      decode: (path, picture, options) => rig.media.decode(path, { ...picture, matrix: 'bt2020nc' }, options),
    };
    await expect(upscaled(media)).rejects.toMatchObject(mismatch(/colours of the frames read/));
  });

  it('range squeezed twice', async () => {
    const media: MediaTool = {
      ...rig.media,
      encode: (request, options) => {
        const { plan } = request;
        return rig.media.encode({ ...request, plan: { ...plan, picture: { ...plan.picture, range: 'pc' } } }, options);
      },
    };
    await expect(upscaled(media).then((run) => run.recompose())).rejects.toMatchObject({ type: 'OutputMismatch' });
  });
});

describe('a broken model is caught', () => {
  /** What a provider gives, with every frame's bytes replaced. */
  function painting(paint: (data: Uint8Array) => void): UpscalerProvider {
    return {
      close: () => Promise.resolve(),
      load: async (request): Promise<Upscaler> => {
        const real = await rig.upscalers.load(request);
        return {
          ...real,
          openLane: () => {
            const lane = real.openLane();
            return {
              close: () => {
                lane.close();
              },
              upscale: async (frame) => {
                const result = await lane.upscale(frame);
                paint(result.data);
                return result;
              },
            };
          },
        };
      },
    };
  }

  it.each([
    ['black frames', (data: Uint8Array) => data.fill(0)],
    ['frames of one grey', (data: Uint8Array) => data.fill(128)],
    [
      'red and blue exchanged',
      (data: Uint8Array) => {
        for (let pixel = 0; pixel < data.length; pixel += 3)
          [data[pixel], data[pixel + 2]] = [data[pixel + 2] ?? 0, data[pixel] ?? 0];
      },
    ],
    [
      'noise',
      (data: Uint8Array) => {
        for (let index = 0; index < data.length; index += 1) data[index] = Math.imul(index + 1, 2_654_435_761) >>> 24;
      },
    ],
  ] as const)('%s', async (_, paint) => {
    const job = await rig.start(makeSource(), { upscalers: painting(paint) });
    await job.extract();
    await expect(job.upscale()).rejects.toMatchObject({
      type: expect.stringMatching(/ModelOutputInvalid|OutputMismatch/) as string,
    });
  });
});
