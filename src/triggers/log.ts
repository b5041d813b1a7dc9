/** Where triggers say what they did; pino fits. */
export interface Log {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
