import { type BenchReport, formatBenchReport } from '../../src/bench/bench-report.js';

const report: BenchReport = {
  efficiency: 0.9037,
  clip: { content: 'Big Buck Bunny', width: 176, height: 144, frames: 120 },
  types: [
    {
      ...{ type: 'real', model: 'realesr-general-x4v3', efficiency: 0.9037 },
      pureSecondsPerFrame: { before: 0.17, after: 0.166, used: 0.166 },
      workflowSeconds: 22.04,
      stages: { total: 21.9, extract: 0.9, upscale: 20, recompose: 0.9, verify: 0.1 },
    },
  ],
  oneFrameSeconds: 1.9,
  memory: { clipBytes: 400e6, tenfoldBytes: 404e6, ratio: 1.01 },
  machine: { cpu: 'some', cores: 2, memoryBytes: 8e9 },
  versions: { node: '20.20.2' },
};

test('the report tells every figure in words', () => {
  const text = formatBenchReport(report);
  expect(text).toMatch(/^real +realesr-general-x4v3\n +efficiency +0\.904$/m);
  expect(text).toMatch(/ +pure inference +0\.1660 s a frame \(before 0\.1700, after 0\.1660\)/);
  expect(text).toMatch(/^ +upscale +20\.00 s$/m);
  expect(text).toMatch(/GPU worker peak +400\.0 MB; 404\.0 MB for a clip ten times as long \(×1\.01\)/);
  expect(text).toMatch(/^node +20\.20\.2$/m);
});

test('memory that was not measured is not made up', () => {
  expect(formatBenchReport({ ...report, memory: null })).toMatch(/GPU worker peak +not measured/);
});
