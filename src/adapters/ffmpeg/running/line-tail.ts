/** The last lines that a tool wrote, for the cause of an error. Bounded in lines and in their length. */
export class LineTail {
  static readonly #MAX_LINES = 40;
  static readonly #MAX_LENGTH = 500;
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line.slice(0, LineTail.#MAX_LENGTH));
    if (this.#lines.length > LineTail.#MAX_LINES) this.#lines.shift();
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  toString(): string {
    return this.#lines.join('\n');
  }
}
