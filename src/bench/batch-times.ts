import type { temporal } from '@temporalio/proto';

type History = temporal.api.history.v1.IHistory;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

interface BatchTimes {
  /** Until a worker has it, and from its end until the workflow has heard of it. */
  readonly dispatchMs: number;
  readonly answerMs: number;
  /** Since the workflow's start. */
  readonly completedMs: number;
}

const BATCH = 'upscaleBatch';

/** What a workflow's history says of its batches, in the order in which they ended. */
export function batchTimes({ events }: History): BatchTimes[] {
  const all = events ?? [];
  const startMs = all[0] === undefined ? 0 : timeMs(all[0]);
  const byId = new Map(all.map((event) => [String(event.eventId), event]));
  return all.flatMap((event, index) => {
    const completed = event.activityTaskCompletedEventAttributes;
    const scheduled = byId.get(String(completed?.scheduledEventId));
    const started = byId.get(String(completed?.startedEventId));
    if (started === undefined || scheduled?.activityTaskScheduledEventAttributes?.activityType?.name !== BATCH)
      return [];
    const answered = all.slice(index).find((later) => later.workflowTaskCompletedEventAttributes != null);
    return [
      {
        dispatchMs: timeMs(started) - timeMs(scheduled),
        answerMs: answered === undefined ? 0 : timeMs(answered) - timeMs(event),
        completedMs: timeMs(event) - startMs,
      },
    ];
  });
}

function timeMs({ eventTime }: HistoryEvent): number {
  return Number(eventTime?.seconds ?? 0) * 1000 + (eventTime?.nanos ?? 0) / 1e6;
}
