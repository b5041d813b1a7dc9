import type { CommandRunner } from '../../adapters/fetch/run-command.js';

/** What looking for programs depends on. */
export interface ToolSearch {
  /** Its PATH is searched, its UPREEL_ variables go first, and what is fetched lies in its cache directory. */
  readonly env: NodeJS.ProcessEnv;
  readonly run: CommandRunner;
  /** For the person at the terminal. */
  readonly say: (line: string) => void;
  readonly isRoot: boolean;
  /** As in `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly arch: string;
}
