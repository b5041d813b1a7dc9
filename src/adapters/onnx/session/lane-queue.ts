interface Lane<T> {
  readonly waiting: T[];
}

/** Items that wait in lanes; the lane opened first is served first, each in its own order. */
export class LaneQueue<T> {
  readonly #lanes = new Set<Lane<T>>();

  open(): LaneHandle<T> {
    const lane: Lane<T> = { waiting: [] };
    this.#lanes.add(lane);
    return {
      push: (item) => {
        if (!this.#lanes.has(lane)) return false;
        lane.waiting.push(item);
        return true;
      },
      close: () => {
        this.#lanes.delete(lane);
        return lane.waiting.splice(0);
      },
    };
  }

  /** The first item, and those right behind it in its lane that may go with it: so many in all at most. */
  take(rule: { readonly most: (first: T) => number; readonly goesWith: (first: T, next: T) => boolean }): T[] {
    for (const { waiting } of this.#lanes) {
      const first = waiting[0];
      if (first === undefined) continue;
      const stop = waiting.findIndex((next, index) => index > 0 && !rule.goesWith(first, next));
      return waiting.splice(0, Math.min(rule.most(first), stop < 0 ? waiting.length : stop));
    }
    return [];
  }

  /** Empties and closes every lane. */
  close(): T[] {
    const left = [...this.#lanes].flatMap((lane) => lane.waiting.splice(0));
    this.#lanes.clear();
    return left;
  }
}

export interface LaneHandle<T> {
  /** False when the lane is closed: the item was not taken. */
  push(item: T): boolean;
  /** Closes the lane and gives back what waited in it. */
  close(): T[];
}
