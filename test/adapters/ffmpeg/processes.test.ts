import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMediaTool } from '../../../src/adapters/ffmpeg/create-media-tool.js';
import { settingsOf } from '../../../src/adapters/ffmpeg/media-tool-config.js';
import { startFfmpeg } from '../../../src/adapters/ffmpeg/running/start-ffmpeg.js';
import { launcherOf } from '../../../src/adapters/ffmpeg/running/warm-media-tool.js';
import { resolveJobOptions } from '../../../src/contracts/job-options.js';
import { planBatch } from '../../../src/domain/plan-batch.js';
import { planPicture } from '../../../src/domain/plan-picture.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { makeClip, TOOLS } from './clips.js';
import { media, runJob } from './run-job.js';

jest.setTimeout(60_000);

const ALL = { firstFrame: 0, frameCount: 8 };

const directory = temporaryDirectory();
const at = (name: string): string => join(directory.path, name);

/** Command lines of this process's children that name a path. */
function childrenNaming(path: string): string[] {
  const list = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)]).toString();
  return list.split('\n').filter((line) => line.includes(path));
}

async function extraction(signal: AbortSignal, onSegment: () => void): Promise<unknown> {
  const path = at('long.mkv');
  makeClip('-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25', '-t', '40', '-c:v', 'libx264', '-preset', 'ultrafast', path);
  const facts = await media.probe(path);
  const { picture } = planPicture(facts, resolveJobOptions({}, 'real', 'fp32'), 4);
  return media.extract({ path, facts, picture, batchFrames: 32, directory: directory.path, onSegment }, { signal });
}

describe('an aborted call', () => {
  it('ends the extraction: rejects with the reason, leaves no process and no file that was not passed on', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let passed = 0;
    await expect(
      extraction(controller.signal, () => {
        passed += 1;
        controller.abort(reason);
      }),
    ).rejects.toBe(reason);
    expect(childrenNaming(directory.path)).toEqual([]);
    const left = readdirSync(directory.path).filter((name) => name.endsWith('.nut'));
    expect(left).toHaveLength(passed);
  });

  it('ends the coding of a batch and removes the file', async () => {
    const path = at('short.mkv');
    makeClip('-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25', '-frames:v', '8', '-c:v', 'libx264', path);
    const { plan } = await runJob(path, directory.path, {}, 32, 2);
    const output = at('partial.nut');
    const sink = media.encode({ plan: planBatch(plan, ALL), ...ALL, output }, {});
    await sink.write({ width: 128, height: 96, data: new Uint8Array(128 * 96 * 3) });
    await sink.abort();
    await sink.abort();
    expect(childrenNaming(output)).toEqual([]);
    expect(readdirSync(directory.path)).not.toContain('partial.nut');
    await expect(sink.write({ width: 128, height: 96, data: new Uint8Array(128 * 96 * 3) })).rejects.toThrow(
      /given up/,
    );
  });

  it('ends decoding when the reader leaves', async () => {
    const path = at('short.mkv');
    makeClip('-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25', '-frames:v', '30', '-c:v', 'libx264', path);
    const { plan, segments } = await runJob(path, directory.path, { scale: 2 }, 32, 2);
    const [segment] = segments;
    let frames = 0;
    for await (const frame of media.decode(segment?.path ?? '', plan.picture, {})) {
      expect(frame.data.buffer.byteLength).toBe(640 * 360 * 3);
      frames += 1;
      if (frames === 2) break;
    }
    expect(childrenNaming(directory.path)).toEqual([]);
  });
});

describe('a tool that does not do its work', () => {
  it('is ended when it shows no progress', async () => {
    const path = at('short.mkv');
    makeClip('-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25', '-frames:v', '8', '-c:v', 'libx264', path);
    const { plan } = await runJob(path, directory.path, {}, 32, 2);
    const impatient = createMediaTool({ ...TOOLS, limits: { stallMs: 200, killGraceMs: 200 } });
    const sink = impatient.encode({ plan: planBatch(plan, ALL), ...ALL, output: at('slow.nut') }, {});
    await expect(sink.write({ width: 128, height: 96, data: new Uint8Array(1) })).rejects.toMatchObject({
      type: 'ModelOutputInvalid',
    });
    await sink.abort();
    const pipe = at('pipe.mkv');
    execFileSync('mkfifo', [pipe]);
    const facts = plan.facts;
    await expect(
      impatient.extract(
        {
          path: pipe,
          facts,
          picture: plan.picture,
          batchFrames: 32,
          directory: directory.path,
          onSegment: () => undefined,
        },
        {},
      ),
    ).rejects.toMatchObject({ type: 'MediaToolFailed', message: expect.stringContaining('no progress') as string });
    expect(childrenNaming(pipe)).toEqual([]);
  });

  it('has failed when its last bytes met a full disk, though its exit code is 0', async () => {
    const { finished } = await startFfmpeg(settingsOf(TOOLS), {
      inputs: [{ options: ['-f', 'lavfi'], source: 'testsrc2=s=64x48:r=25' }],
      outputs: [{ options: ['-frames:v', '8', '-c:v', 'libx264', '-f', 'nut', '-y'], target: '/dev/full' }],
      watch: 'always',
    });
    await expect(finished).rejects.toMatchObject({ type: 'OutOfDisk' });
  });

  it('is named when it does not exist', async () => {
    const absent = createMediaTool({ ffmpeg: at('ffmpeg'), ffprobe: at('ffprobe') });
    await expect(absent.probe(at('x.mp4'))).rejects.toMatchObject({ type: 'MediaToolFailed' });
    await expect(absent.warm()).rejects.toThrow(/does not run at/);
  });

  it('dies with its parent, even when that is killed', async () => {
    const { command, arguments: leading } = await launcherOf('/bin/sleep');
    if (command === '/bin/sleep') return;
    const script = `const c = require('child_process').spawn(${JSON.stringify(command)}, ${JSON.stringify([...leading, '60'])}); console.log(c.pid); setInterval(() => {}, 1000)`;
    const parent = spawn(process.execPath, ['-e', script]);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    // Until then it is the launcher, which may not have asked for the signal yet.
    await until(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'sleep');
    parent.kill('SIGKILL');
    await once(parent, 'close');
    await waitUntilGone(pid);
  });
});

function waitUntilGone(pid: number): Promise<void> {
  return until(() => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
