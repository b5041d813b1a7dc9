import type { JobMessage, Topic } from '../../src/contracts/job-message.js';
import type { UpscaleVideoInput } from '../../src/contracts/job.js';
import type { JobChange, JobTable, Writer } from '../../src/ports/job-table.js';
import type { Notifier } from '../../src/ports/notifier.js';

export type Recorded =
  | { readonly kind: 'register'; readonly job: UpscaleVideoInput; readonly writer: Writer }
  | { readonly kind: 'update'; readonly change: JobChange; readonly writer: Writer }
  | { readonly kind: 'publish'; readonly topic: Topic; readonly message: JobMessage };

/** Table and notifier that only remember, in one list, so that a test sees what came first. */
export function recorders(): { readonly recorded: Recorded[]; readonly table: JobTable; readonly notifier: Notifier } {
  const recorded: Recorded[] = [];
  const unused = (): never => {
    throw new Error('activities do not read the table');
  };
  return {
    recorded,
    table: {
      register: (job, writer) => {
        recorded.push({ kind: 'register', job, writer });
        return Promise.resolve();
      },
      update: (change, writer) => {
        recorded.push({ kind: 'update', change, writer });
        return Promise.resolve();
      },
      get: unused,
      list: unused,
      remove: unused,
    },
    notifier: {
      publish: (topic, message) => {
        recorded.push({ kind: 'publish', topic, message });
        return Promise.resolve();
      },
    },
  };
}
