/** The services that keep workers running, by name. */
export interface WorkerServices {
  /** How many workers were asked for, whether they run yet or not. @throws UpreelError `Unavailable` */
  orderedOf(service: string): Promise<number>;
}
