interface Run {
  readonly firstFrame: number;
  readonly firstTick: number;
  readonly duration: number;
}

/**
 * ffmpeg expression of a frame's tick by its number N, with tick 0 for the first: the runs of equal durations as a
 * binary tree, so that its depth grows with the logarithm of their number and stays below the parser's limit.
 * @param ticks presentation times, rising
 */
export function ptsExpression(ticks: readonly number[]): string {
  const [origin = 0] = ticks;
  const runs: Run[] = [];
  ticks.forEach((tick, frame) => {
    const run = runs.at(-1);
    const reached = run === undefined ? null : run.firstTick + (frame - run.firstFrame) * run.duration;
    if (reached === tick - origin) return;
    runs.push({ firstFrame: frame, firstTick: tick - origin, duration: (ticks[frame + 1] ?? tick + 1) - tick });
  });
  return tree(runs, 0, runs.length);
}

function tree(runs: readonly Run[], from: number, to: number): string {
  const middle = Math.ceil((from + to) / 2);
  const run = runs[middle];
  if (to - from <= 1 || run === undefined) return leaf(runs[from]);
  return `if(lt(N,${run.firstFrame}),${tree(runs, from, middle)},${tree(runs, middle, to)})`;
}

function leaf(run: Run | undefined): string {
  if (run === undefined) return '0';
  return `${run.firstTick}+(N-${run.firstFrame})*${run.duration}`;
}
