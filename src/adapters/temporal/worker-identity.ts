/** What Temporal calls a worker process: `<pid>@<name>`. */
export function workerIdentity(pid: number, name: string): string {
  return `${pid}@${name}`;
}

/** The name in an identity: the same after the worker was started again. */
export function workerNameOf(identity: string): string {
  return identity.slice(identity.indexOf('@') + 1);
}
