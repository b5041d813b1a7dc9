import type { RecordStageInput } from '../../contracts/activities.js';
import type { Topic } from '../../contracts/job-message.js';
import { framesPrefix, processedFramesPrefix } from '../../contracts/object-keys.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Notifier } from '../../ports/notifier.js';
import { jobMessage } from '../job-message.js';
import { jobWriter } from '../job-writer.js';

interface Deps {
  readonly table: JobTable;
  readonly notifier: Notifier;
}

/** The stage that each message starts reads these frames. EXTRACTING was announced when the job was registered. */
const ANNOUNCED: Readonly<
  Record<RecordStageInput['status'], { readonly topic: Topic; readonly prefix: (jobId: string) => string } | null>
> = {
  EXTRACTING: null,
  PROCESSING: { topic: 'processing', prefix: framesPrefix },
  RECOMPOSING: { topic: 'recomposition', prefix: processedFramesPrefix },
};

export function createRecordStage({ table, notifier }: Deps) {
  return async ({ job, status, frames, audioKey }: RecordStageInput): Promise<void> => {
    const writer = jobWriter();
    const { jobId, processedBucket } = job;
    await table.update({ jobId, status, ...(frames && { frames }) }, writer);
    const announced = ANNOUNCED[status];
    if (announced === null) return;
    await notifier.publish(announced.topic, {
      ...jobMessage({ job, topic: announced.topic, status, runId: writer.runId }),
      processedBucket,
      framesPrefix: announced.prefix(jobId),
      audioKey: audioKey ?? null,
      ...(frames && { frames }),
    });
  };
}
