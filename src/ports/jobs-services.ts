/** A service that runs the jobs workers of one build. */
export interface JobsService {
  readonly id: string;
  readonly buildId: string;
}

/** The services of jobs workers, of this build and of earlier ones. */
export interface JobsServices {
  /** @throws UpreelError `Unavailable` */
  list(): Promise<readonly JobsService[]>;
  /** Its workers end what they are at. @throws UpreelError `Unavailable` */
  remove(id: string): Promise<void>;
}
