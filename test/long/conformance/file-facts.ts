import { execFileSync } from 'node:child_process';
import { TOOLS } from '../../adapters/ffmpeg/clips.js';

const MAX_OUTPUT_BYTES = 1_000_000_000;

/** Presentation times in ticks of `num`/`den` seconds. */
export interface Clock {
  readonly num: number;
  readonly den: number;
  readonly ticks: readonly number[];
}

/** When ffmpeg shows each frame of the picture when it decodes the file, in order. */
export function shownTimes(path: string): Clock {
  return clockOf(path, 'frame=best_effort_timestamp', /^best_effort_timestamp=(\S+)/);
}

/** The time stamps of the picture's packets, sorted, without decoding. */
export function packetClock(path: string): Clock {
  const clock = clockOf(path, 'packet=pts', /^pts=(\S+)/);
  return { ...clock, ticks: [...clock.ticks].sort((a, b) => a - b) };
}

function clockOf(path: string, entries: string, pattern: RegExp): Clock {
  const lines = ffprobe(
    ...['-select_streams', 'v:0', '-show_entries', `${entries}:stream=time_base`, '-of', 'compact=p=0'],
    path,
  ).split('\n');
  const base = lines.flatMap((line) => /^time_base=(\d+)\/(\d+)/.exec(line) ?? []);
  const ticks = lines.flatMap((line) => {
    const value = pattern.exec(line)?.[1];
    return value === undefined ? [] : [Number(value.split('|')[0])];
  });
  return { num: Number(base[1]), den: Number(base[2]), ticks };
}

/**
 * Times of a clock as ticks of another, rounded to the nearest as a muxer does; from the first tick if `relative`. Where
 * the clock says nothing, neither does the result (NaN).
 */
export function inTicksOf(target: Pick<Clock, 'num' | 'den'>, { num, den, ticks }: Clock, relative = false): number[] {
  const scale = BigInt(num) * BigInt(target.den);
  const unit = BigInt(den) * BigInt(target.num);
  const origin = relative ? (ticks[0] ?? 0) : 0;
  return ticks.map((tick) => {
    if (Number.isNaN(tick)) return tick;
    const twice = BigInt(tick - origin) * scale * 2n;
    return Number((twice + (twice < 0n ? -unit : unit)) / (unit * 2n));
  });
}

/** Seconds at which ffprobe says a stream starts. */
export function startOf(path: string, stream: string): number {
  return Number.parseFloat(
    ffprobe('-select_streams', stream, '-show_entries', 'stream=start_time', '-of', 'default=nw=1:nk=1', path),
  );
}

/** Seconds of the earliest packet of a stream, also where the container hides it. */
export function firstPacket(path: string, stream: string): number {
  return Math.min(...packetSpans(path, stream).map(([start]) => start));
}

/** Seconds at which the last packet of a stream ends. */
export function endOf(path: string, stream: string): number {
  return Math.max(...packetSpans(path, stream).map(([start, duration]) => start + duration));
}

function packetSpans(path: string, stream: string): [start: number, duration: number][] {
  const entries = ['-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0'];
  return ffprobe('-select_streams', stream, ...entries, path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(',').slice(0, 2).map(Number))
    .map(([start = 0, duration = 0]) => [start, Number.isFinite(duration) ? duration : 0]);
}

/** md5 of a stream's packets in a row. */
export function packetsDigest(path: string, stream: string): string {
  const said = ffmpeg('-i', path, '-map', `0:${stream}`, '-c', 'copy', '-f', 'streamhash', '-hash', 'md5', '-');
  return /MD5=([0-9a-f]{32})/.exec(said.toString())?.[1] ?? '';
}

/** md5 of a sound track as a player hears it: decoded, with what the container skips or trims. */
export function heardDigest(path: string, stream: string): string {
  return ffmpeg('-i', path, '-map', `0:${stream}`, '-c:a', 'pcm_s16le', '-f', 'md5', '-').toString().trim();
}

/** One frame's samples as they are coded in the file, plane after plane: nothing is converted. */
export function rawFrame(path: string, frame = 0): Buffer {
  return ffmpeg(
    ...['-noautorotate', '-i', path, '-map', '0:v:0', '-vf', `select=eq(n\\,${frame})`, '-frames:v', '1'],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-'],
  );
}

/** A frame as a player shows it, turned where the file says so: averages of `columns` × `rows` fields, in RGB. */
export function thumbnail(path: string, columns: number, rows: number, frame = 0): number[] {
  const picture = ffmpeg(
    ...['-i', path, '-map', '0:v:0', '-vf', `select=eq(n\\,${frame})`, '-frames:v', '1', '-fps_mode', 'passthrough'],
    ...['-sws_flags', 'accurate_rnd+full_chroma_int', '-pix_fmt', 'rgb24', '-c:v', 'ppm', '-f', 'image2pipe', '-'],
  );
  const [start = '', columnsText, rowsText] =
    /^P6\s(\d+)\s(\d+)\s255\s/.exec(picture.subarray(0, 40).toString('latin1')) ?? [];
  const [width, height] = [Number(columnsText), Number(rowsText)];
  const sums = new Array<number>(columns * rows * 3).fill(0);
  const counts = new Array<number>(columns * rows).fill(0);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const field = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width);
      const pixel = start.length + (y * width + x) * 3;
      counts[field] = (counts[field] ?? 0) + 1;
      for (let c = 0; c < 3; c += 1) sums[field * 3 + c] = (sums[field * 3 + c] ?? 0) + (picture[pixel + c] ?? 0);
    }
  }
  return sums.map((sum, index) => sum / (counts[Math.floor(index / 3)] ?? 1));
}

/** Luma of every frame's average pixel. */
export function brightness(path: string): number[] {
  return [
    ...ffmpeg(
      ...['-i', path, '-map', '0:v:0', '-vf', 'scale=1:1:flags=area,format=gray', '-fps_mode', 'passthrough'],
      ...['-f', 'rawvideo', '-'],
    ),
  ];
}

export function ffprobe(...arguments_: readonly string[]): string {
  return execFileSync(TOOLS.ffprobe, ['-v', 'error', ...arguments_], {
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
}

function ffmpeg(...arguments_: readonly string[]): Buffer {
  return execFileSync(TOOLS.ffmpeg, ['-v', 'error', '-nostdin', ...arguments_], {
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
