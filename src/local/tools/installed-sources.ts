import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

import type { ToolSource } from './find-tool.js';

/** A program in one of the directories of `searchPath`, which has the form of `PATH`. */
export function fromPath(program: string, searchPath: string): ToolSource {
  return {
    name: 'PATH',
    slow: false,
    locate: async () => {
      for (const directory of searchPath.split(delimiter).filter(isAbsolute)) {
        const path = join(directory, program);
        if (await isExecutable(path)) return path;
      }
      throw new Error(`no ${program}`);
    },
  };
}

/** A program at a place of its own. */
export function fromFile(name: string, path: string): ToolSource {
  return {
    name,
    slow: false,
    locate: async () => {
      if (await isExecutable(path)) return path;
      throw new Error(`no program at ${path}`);
    },
  };
}

export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
