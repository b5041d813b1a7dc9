/** Runs tasks as they come, a bounded number at a time, and keeps the first error for whoever waits for all. */
export class TaskPool {
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly running = new Set<Promise<void>>();
  private firstError: { readonly error: unknown } | null = null;
  private readonly maxRunning: number;

  constructor(maxRunning: number) {
    this.maxRunning = maxRunning;
  }

  add(task: () => Promise<void>): void {
    this.waiting.push(task);
    this.startNext();
  }

  /** Resolves when every task has ended; rejects with the first error, after which waiting tasks are dropped. */
  async settle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    if (this.firstError !== null) throw this.firstError.error;
  }

  private startNext(): void {
    if (this.running.size >= this.maxRunning) return;
    const task = this.waiting.shift();
    if (task === undefined) return;
    const run = task()
      .catch((error: unknown) => {
        this.firstError ??= { error };
        this.waiting.length = 0;
      })
      .finally(() => {
        this.running.delete(run);
        this.startNext();
      });
    this.running.add(run);
  }
}
