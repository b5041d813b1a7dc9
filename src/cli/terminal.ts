/** Where a command writes. Results go to `out`, everything that is said on the way to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** `err` is a terminal: a line may be written over. */
  readonly interactive: boolean;
  readonly color: boolean;
  /** Characters a line of the terminal holds. */
  readonly columns: () => number;
}

const USUAL_COLUMNS = 80;

/** The terminal of a process. `hasColors` knows NO_COLOR and TERM. */
export function terminalOf(process: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Terminal {
  const { stdout, stderr } = process;
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    // Not a terminal: these two are then undefined, whatever the types say.
    interactive: stderr.isTTY,
    color: stderr.isTTY && stderr.hasColors(),
    columns: () => (stderr.isTTY ? stderr.columns : USUAL_COLUMNS),
  };
}
