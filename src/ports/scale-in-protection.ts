/** What keeps this worker from being taken away because there seem to be too many. */
export interface ScaleInProtection {
  /** Holds for two hours at most. @throws UpreelError `Unavailable` */
  protect(): Promise<void>;
  /** @throws UpreelError `Unavailable` */
  release(): Promise<void>;
}
