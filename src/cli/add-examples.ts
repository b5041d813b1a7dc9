import type { Command } from 'commander';

/** One a command, by its names from the program down. */
const EXAMPLES: Readonly<Record<string, string>> = {
  dev: 'upreel dev --gpu-workers 2',
  upscale: 'upreel upscale holiday.mp4 clips/ --scale 2 -o results/',
  estimate: 'upreel estimate holiday.mp4 --model span-x4',
  jobs: 'upreel jobs list --status FAILED',
  'jobs list': 'upreel jobs list --status FAILED --limit 50',
  'jobs show': 'upreel jobs show 3f0c0a52-7f0e-4c55-9a0b-6f1f3f6c1d11 --json',
  'jobs watch': 'upreel jobs watch 3f0c0a52-7f0e-4c55-9a0b-6f1f3f6c1d11',
  'jobs cancel': 'upreel jobs cancel 3f0c0a52-7f0e-4c55-9a0b-6f1f3f6c1d11',
  'jobs retry': 'upreel --api https://api.example.com jobs retry 3f0c0a52-7f0e-4c55-9a0b-6f1f3f6c1d11',
  'jobs rm': 'upreel jobs rm 3f0c0a52-7f0e-4c55-9a0b-6f1f3f6c1d11',
  'jobs download': 'upreel jobs download 3f0c0a52-7f0e-4c55-9a0b-6f1f3f6c1d11 -o holiday-4x.mp4',
  models: 'upreel models list',
  'models list': 'upreel models list --json',
  'models pull': 'upreel models pull realesrgan-x4plus',
  'models verify': 'upreel models verify',
  'models import': 'upreel models import my-model.onnx',
  doctor: 'upreel doctor',
  admin: 'upreel admin init',
  'admin init': 'upreel admin init --address temporal.example.com:7233 --namespace upreel',
  'admin redrive': 'upreel admin redrive --limit 100',
  completion: 'source <(upreel completion bash)',
};

/** Ends the help of every command with an example. */
export function addExamples(command: Command, path: readonly string[] = []): void {
  const example = EXAMPLES[path.join(' ')];
  if (example !== undefined) command.addHelpText('after', `\nExample:\n  ${example}`);
  for (const sub of command.commands) addExamples(sub, [...path, sub.name()]);
}
