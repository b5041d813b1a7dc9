import { sumSamples } from '../../src/domain/sum-samples.js';

const PAGE = `# HELP upreel_frames_total Frames
# TYPE upreel_frames_total counter
upreel_frames_total{activityType="extractFrames",taskQueue="a"} 70
upreel_frames_total{activityType="recomposeVideo",taskQueue="a"} 5
upreel_model_seconds_bucket{device="cpu, 2 sessions",le="+Inf"} 9
upreel_model_seconds_sum{device="cpu, 2 sessions"} 1.5
bare 3
`;

it('adds up what a metric has under all its labels, and nothing else', () => {
  expect(sumSamples(PAGE, ['upreel_frames_total', 'upreel_model_seconds_sum', 'bare', 'missing'])).toEqual({
    upreel_frames_total: 75,
    upreel_model_seconds_sum: 1.5,
    bare: 3,
    missing: 0,
  });
});
