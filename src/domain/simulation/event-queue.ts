/** Things to do at moments of simulated time: the earliest first, of one moment in the order they were added. */
export class EventQueue {
  #nowMs = 0;
  #added = 0;
  readonly #heap: Event[] = [];

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Now at the earliest. */
  at(atMs: number, action: () => void): void {
    const event = { atMs: Math.max(atMs, this.#nowMs), order: this.#added, action };
    this.#added += 1;
    let place = this.#heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || !isBefore(event, above)) break;
      this.#heap[place] = above;
      place = parent;
    }
    this.#heap[place] = event;
  }

  /** Does the next thing, at its time; false when there is none. */
  step(): boolean {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return false;
    if (first !== last) this.#sink(last);
    this.#nowMs = first.atMs;
    first.action();
    return true;
  }

  #sink(event: Event): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const [child, index] =
        left !== undefined && right !== undefined && isBefore(right, left)
          ? [right, 2 * place + 2]
          : [left, 2 * place + 1];
      if (child === undefined || !isBefore(child, event)) break;
      heap[place] = child;
      place = index;
    }
    heap[place] = event;
  }
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
