import { createProgressDisplay } from '../../../src/cli/show/progress-display.js';
import { type Step, transferStep } from '../../../src/cli/show/step.js';
import { recordingTerminal } from '../recording-terminal.js';

const upscaling = (frames: number): Step => ({
  stage: 'upscaling',
  fraction: frames / 100,
  amount: `${frames}/100 frames`,
  rate: '',
  etaSeconds: null,
});

test('a terminal has one line that is written over, and cleared at the end', () => {
  const terminal = recordingTerminal(true);
  let nowMs = 0;
  const display = createProgressDisplay(terminal, 'clip.mp4', () => nowMs);
  display.show(upscaling(10));
  nowMs = 200;
  display.show(upscaling(20));
  display.end();
  const lines = terminal.errors().split('\r\u001b[2K');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain('10 %  upscaling');
  expect(lines[2]).toContain('20 %  upscaling');
  expect(lines[3]).toBe('');
  expect(terminal.errors()).not.toContain('\n');
});

test('a terminal is not written to more often than anybody can read', () => {
  const terminal = recordingTerminal(true);
  const display = createProgressDisplay(terminal, 'clip.mp4', () => 1000);
  for (let frames = 0; frames < 50; frames++) display.show(upscaling(frames));
  expect(terminal.errors().match(/upscaling/g)).toHaveLength(1);
});

test('a pipe gets a line a stage, and one every 5 s within it', () => {
  const terminal = recordingTerminal();
  let nowMs = 0;
  const display = createProgressDisplay(terminal, 'clip.mp4', () => nowMs);
  display.show(transferStep('uploading', 500, 1000, 0));
  for (nowMs = 1000; nowMs <= 8000; nowMs += 1000) display.show(upscaling(nowMs / 1000));
  display.end();
  expect(terminal.errors()).toBe(
    'clip.mp4: 50 %  uploading  500 B of 1.0 kB\n' +
      'clip.mp4: 1 %  upscaling  1/100 frames\n' +
      'clip.mp4: 6 %  upscaling  6/100 frames\n',
  );
});
