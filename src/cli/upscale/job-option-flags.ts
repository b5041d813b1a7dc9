import { type Command, Option } from 'commander';

import {
  type GivenOptions,
  OPTION_NAMES,
  OPTION_RULES,
  type OptionName,
  parseJobOptions,
} from '../../contracts/job-options.js';

const WORDS: Readonly<Record<OptionName, string>> = {
  model: 'which network enlarges the picture',
  scale: 'how many times larger the result is, in each direction; when not given 4, or less if the model does less',
  height: 'lines of the result, instead of --scale',
  precision: 'arithmetic of the model; int8 is faster and a little less exact',
  'frame-format': 'how frames are kept between the stages',
  codec: 'codec of the result',
  crf: 'quality of the result, smaller is better; up to 51 for h264 and hevc',
  container: 'file format of the result; without it MP4 where everything fits, else Matroska',
  deinterlace: 'whether interlaced pictures are made whole',
  encoder: 'what codes the result',
  priority: 'order among waiting jobs, 1 comes first',
  preview: 'only so many frames, from the middle of the video and without sound: a look before the whole',
  budget: 'what the job may take at most; it is stopped when it takes more',
};

/** Adds one flag for every option that a job can have. */
export function addJobOptionFlags(command: Command): Command {
  for (const name of OPTION_NAMES) {
    command.addOption(new Option(`--${name} <value>`, `${WORDS[name]} (${allowed(name)})`));
  }
  return command;
}

/**
 * The job options among what commander read.
 * @throws InvalidOptionError
 */
export function readJobOptionFlags(values: Readonly<Record<string, unknown>>): GivenOptions {
  const raw: Record<string, string> = {};
  for (const name of OPTION_NAMES) {
    const value = values[new Option(`--${name} <value>`).attributeName()];
    if (typeof value === 'string') raw[name] = value;
  }
  return parseJobOptions(raw);
}

function allowed(name: OptionName): string {
  const rule = OPTION_RULES[name];
  switch (rule.kind) {
    case 'choice':
      return rule.values.join(', ');
    case 'model':
      return `${rule.values.join(', ')}, or the id of an imported model`;
    case 'budget':
      return 'GPU seconds like 600s, or a price like 2.50USD';
    case 'integer':
      return `${rule.min} to ${rule.max}`;
  }
}
