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

  take(): T | undefined {
    for (const lane of this.#lanes) {
      if (lane.waiting.length > 0) return lane.waiting.shift();
    }
    return undefined;
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
