/** An activity that ignores its end does not keep a worker from exiting: so long after the drain it is left behind. */
export const FORCE_AFTER_SECONDS = 15;
