/** For so long running activities may go on once ECS has sent SIGTERM; a spot notice leaves 120 seconds. */
export const DRAIN_SECONDS = 90;

/** The worker's own end of patience comes 15 seconds after that, and ECS kills it only then. */
export const STOP_TIMEOUT_SECONDS = 109;
