// One frame through the built upscaler: upscale-frame.js OUTPUT [megabytes that the process may still take].
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const built = (path) => import(new URL(`../../../dist/${path}`, import.meta.url).href);
const { createModelStore } = await built('adapters/onnx/model-store.js');
const { createUpscalerProvider } = await built('adapters/onnx/onnx-upscaler.js');
const { cacheDirectory } = await built('config/cache-directory.js');

const WIDTH = 1_024;
const HEIGHT = 512;
const [output, megabytes] = process.argv.slice(2);

const provider = createUpscalerProvider({
  graphs: createModelStore({ directory: join(cacheDirectory(), 'models') }),
  sessions: 1,
  threadsPerSession: 2,
  maxTilePixels: WIDTH * HEIGHT,
});
const upscaler = await provider.load({ model: 'realesr-animevideov3', precision: 'fp32', bitDepth: 8 });
if (megabytes !== undefined) {
  const [, kilobytes] = /^VmSize:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  const bytes = Number(kilobytes) * 1_024 + Number(megabytes) * 2 ** 20;
  execFileSync('prlimit', ['--pid', String(process.pid), `--as=${bytes}`]);
}
const lane = upscaler.openLane();
// No two tiles are alike, and neighbours differ as in a picture.
const data = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, index) => {
  const x = Math.floor(index / 3) % WIDTH;
  const y = Math.floor(index / 3 / WIDTH);
  return Math.round(127.5 + 60 * Math.sin(x / 9) + 60 * Math.sin((x * y) / 3_000 + (index % 3)));
});
const frame = await lane.upscale({ width: WIDTH, height: HEIGHT, data });
writeFileSync(output, frame.data);
process.stdout.write(JSON.stringify({ reducedTilePixels: frame.reducedTilePixels ?? null }));
lane.close();
await provider.close();
