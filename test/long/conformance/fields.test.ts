import { makeClip, streamsOf } from '../../adapters/ffmpeg/clips.js';
import { inTicksOf, packetClock, rawFrame, shownTimes } from './file-facts.js';
import { jobRig } from './job-rig.js';

jest.setTimeout(180_000);

const rig = jobRig();

const [WIDTH, HEIGHT] = [128, 576];
/** A white bar that crosses a black picture, filmed in fields. */
const MOVING = `color=black:s=${WIDTH}x${HEIGHT}:r=50,geq=lum='if(between(mod(X-6*N\\,${WIDTH})\\,0\\,24)\\,235\\,16)':cb=128:cr=128`;
const FIELDS = `${MOVING},interlace=scan=tff:lowpass=0`;

/** How much neighbouring lines differ, beside how much next but one do: high where a picture is combed. */
function combing(path: string, frame: number): number {
  const [{ width, height } = {}] = streamsOf(path);
  const luma = rawFrame(path, frame);
  let [neighbours, sameField] = [0, 0];
  for (let y = 0; y + 2 < Number(height); y += 1) {
    for (let x = 0; x < Number(width); x += 1) {
      const at = y * Number(width) + x;
      neighbours += Math.abs((luma[at] ?? 0) - (luma[at + Number(width)] ?? 0));
      sameField += Math.abs((luma[at] ?? 0) - (luma[at + 2 * Number(width)] ?? 0));
    }
  }
  return neighbours / (sameField + Number(width));
}

function makeInterlaced(name: string, ...options: readonly string[]): string {
  const path = rig.at(name);
  makeClip('-f', 'lavfi', '-i', FIELDS, '-frames:v', '40', ...options, path);
  return path;
}

const MPEG2 = ['-c:v', 'mpeg2video', '-q:v', '2', '-flags', '+ilme+ildct', '-top', '1'];
const UNFLAGGED = ['-vf', 'setfield=prog', '-c:v', 'libx264', '-qp', '10', '-preset', 'ultrafast'];

describe('interlaced pictures', () => {
  it.each([
    ['by their flag', 'flagged.mpg', MPEG2],
    ['by measuring, where no flag says so', 'unflagged.mp4', UNFLAGGED],
  ] as const)('are found %s and come out without combs, frame for frame', async (_, name, options) => {
    const path = makeInterlaced(name, ...options);
    const { path: result, report } = await rig.run(path, { given: { scale: 2 } });
    expect(combing(path, 20)).toBeGreaterThan(2);
    // Shrunk by the copying model's own factor every source line is two of the result.
    expect(combing(result, 20)).toBeLessThan(1.2);
    const packets = packetClock(result);
    expect(packets.ticks.map((tick) => tick - (packets.ticks[0] ?? 0))).toEqual(
      inTicksOf(packets, shownTimes(path), true),
    );
    expect(report.decisions.find(({ about }) => about === 'fields')?.decision).toContain('deinterlaced');
  });

  it('stay as they are when the job says so', async () => {
    const path = makeInterlaced('flagged.mpg', ...MPEG2);
    const { report } = await rig.run(path, { given: { scale: 2, deinterlace: 'off' } });
    expect(report.decisions.find(({ about }) => about === 'fields')?.decision).toContain('left interlaced');
  });
});

describe('progressive pictures', () => {
  it('that move are not taken for interlaced ones', async () => {
    const path = rig.at('progressive.mp4');
    makeClip('-f', 'lavfi', '-i', MOVING, '-frames:v', '40', '-c:v', 'libx264', '-preset', 'ultrafast', path);
    const { report } = await rig.run(path, { given: { scale: 2 } });
    expect(report.decisions.find(({ about }) => about === 'fields')).toBeUndefined();
  });
});
