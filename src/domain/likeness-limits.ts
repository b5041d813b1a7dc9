/** Ordinary frames of real clips measure 24 to 40 dB (docs/verification.md): below `failure` it is another picture. */
export const LIKENESS_LIMITS_DB = { failure: 15, warning: 20 } as const;
