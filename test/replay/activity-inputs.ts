import { defaultPayloadConverter } from '@temporalio/common';
import type proto from '@temporalio/proto';

type History = proto.temporal.api.history.v1.IHistory;

/** The first input of every type of activity in a history, by type. */
export function activityInputs(history: History): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const { activityTaskScheduledEventAttributes: scheduled } of history.events ?? []) {
    const payload = scheduled?.input?.payloads?.[0];
    const type = scheduled?.activityType?.name;
    if (payload == null || type == null || type in inputs) continue;
    inputs[type] = defaultPayloadConverter.fromPayload(payload);
  }
  return inputs;
}
