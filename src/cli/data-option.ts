import { Option } from 'commander';

/** Where the local stack keeps everything, unless --data says otherwise. */
export const DEFAULT_DATA_DIRECTORY = '.upreel';

export function dataOption(): Option {
  return new Option('--data <directory>', 'data directory of the local stack').default(DEFAULT_DATA_DIRECTORY);
}

/** A command line for the reader to use later, on the same data directory. */
export function commandHint(words: string, dataDirectory: string): string {
  return `upreel ${words}${dataDirectory === DEFAULT_DATA_DIRECTORY ? '' : ` --data ${dataDirectory}`}`;
}
