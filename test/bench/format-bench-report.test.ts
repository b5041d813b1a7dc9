import type { BenchReport } from '../../src/bench/bench-report.js';
import { formatBenchReport } from '../../src/bench/format-bench-report.js';

const report: BenchReport = {
  efficiency: 0.9037,
  clip: { content: 'Big Buck Bunny', width: 176, height: 144, frames: 120 },
  speed: [
    {
      type: 'anime',
      model: 'realesr-animevideov3',
      precision: 'int8',
      efficiency: 0.9037,
      efficiencies: [0.91, 0.9037, 0.88],
      pureSecondsPerFrame: { before: 0.17, after: 0.166, used: 0.166 },
      workflowSeconds: 22.04,
      stages: { total: 21.9, extract: 0.9, upscale: 20, recompose: 0.9, verify: 0.1 },
      oneFrameSeconds: 1.9,
      fixedSeconds: 1.734,
      firstFramesSeconds: 6.2,
      temporalSecondsPerBatch: 0.021,
      processorTime: { 'gpu-worker-1': { ownSeconds: 18.6, toolSeconds: 2 }, s3: { ownSeconds: 0.15, toolSeconds: 0 } },
    },
  ],
  recomposition: {
    width: 1280,
    height: 720,
    frames: 1500,
    videoSeconds: 60,
    seconds: 2,
    megabytesPerSecond: 12,
    timesRealTime: 30,
    framesPerSecond: 55,
  },
  memory: [
    { frames: 120, peakBytes: { 'media-worker': 200e6, 'gpu-worker-1': 400e6 } },
    { frames: 1200, peakBytes: { 'media-worker': 201e6, 'gpu-worker-1': 404e6 } },
  ],
  peer: {
    peer: 'framelift-video 2.1.0, PyTorch 2.15.0',
    peerSeconds: [22, 23, 24],
    upreelSeconds: { int8: [8, 9, 8.5] },
    ratio: { int8: 0.37 },
  },
  overlap: {
    width: 1280,
    height: 720,
    frames: 3000,
    slots: 4,
    framesPerSecond: 170,
    apart: [{ workflowSeconds: 40, stages: { total: 40, extract: 20, upscale: 18, recompose: 1.9, verify: 0.1 } }],
    beside: [{ workflowSeconds: 24, stages: { total: 24, extract: 20, upscale: 2, recompose: 1.9, verify: 0.1 } }],
    ratio: 0.6,
  },
  estimates: [
    {
      name: 'real, fp32',
      frames: { estimate: { low: 120, high: 120 }, actual: 120 },
      gpuSeconds: { estimate: { low: 17, high: 32 }, actual: 20.75 },
      outputBytes: { estimate: { low: 1e6, high: 5e6 }, actual: 2e6 },
      intermediateBytes: { estimate: { low: 2e6, high: 12e6 }, actual: 6e6 },
    },
  ],
  machine: { cpu: 'some', cores: 2, memoryBytes: 8e9 },
  versions: { node: '20.20.2' },
};

test('the report tells every figure in words', () => {
  const text = formatBenchReport(report);
  expect(text).toMatch(/^anime +realesr-animevideov3, int8$/m);
  expect(text).toMatch(/^ +efficiency +0\.904, middle of 0\.910, 0\.904, 0\.880$/m);
  expect(text).toMatch(/pure inference +0\.1660 s a frame \(before 0\.1700, after 0\.1660\)/);
  expect(text).toMatch(/one-frame job +1\.90 s, 1\.73 s without the model/);
  expect(text).toMatch(/first frames +6\.20 s after the start/);
  expect(text).toMatch(/Temporal, a batch +21 ms/);
  expect(text).toMatch(/processor, gpu-worker-1 +18\.60 s, 2\.00 s of its tools/);
  expect(text).toMatch(/processor, s3 +0\.15 s$/m);
  expect(text).toMatch(/recomposition +12\.0 MB\/s, 30\.0 × real time \(60 s of 1280×720 in 2\.00 s\)/);
  expect(text).toMatch(/peak, 1200 frames +media-worker 201\.0 MB, gpu-worker-1 404\.0 MB/);
  expect(text).toMatch(/framelift-video 2\.1\.0, PyTorch 2\.15\.0 +22\.0, 23\.0, 24\.0 s/);
  expect(text).toMatch(/Upreel, int8 +8\.0, 9\.0, 8\.5 s: ×0\.37/);
  expect(text).toMatch(/overlap +3000 frames 1280×720, 4 slots of a fleet of 170 frames\/s/);
  expect(text).toMatch(/one after the other +40\.0 \/ 20\.0 \/ 18\.0 s/);
  expect(text).toMatch(/side by side +24\.0 \/ 20\.0 \/ 2\.0 s: ×0\.60/);
  expect(text).toMatch(
    /estimate: real, fp32 +120 of 120 frames; 20\.8 of 17\.0 to 32\.0 worker seconds; result 2\.0 MB of/,
  );
  expect(text).toMatch(/^node +20\.20\.2$/m);
});

test('what was not measured is not made up', () => {
  const text = formatBenchReport({
    ...report,
    speed: null,
    recomposition: null,
    memory: null,
    peer: null,
    overlap: null,
  });

  for (const part of ['speed', 'recomposition', 'peak memory', 'against a peer', 'overlap']) {
    expect(text).toMatch(new RegExp(`^${part} +not measured$`, 'm'));
  }
});
