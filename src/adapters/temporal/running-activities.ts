import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { FrameHeartbeat } from '../../contracts/progress.js';
import type { RunningActivity } from '../../domain/live-frames.js';

/** As far as Temporal's `PendingActivityInfo` is needed here. */
interface PendingActivity {
  readonly activityType?: { readonly name?: string | null } | null;
  readonly heartbeatDetails?: { readonly payloads?: readonly Payload[] | null } | null;
}

/** Activities that have told frames; one that has not begun, or tells something else, is left out. */
export function readRunningActivities(pending: readonly PendingActivity[]): RunningActivity[] {
  return pending.flatMap(({ activityType, heartbeatDetails }) => {
    const payload = heartbeatDetails?.payloads?.[0];
    const heartbeat: unknown = payload && defaultPayloadConverter.fromPayload(payload);
    const type = activityType?.name;
    return type != null && isFrameHeartbeat(heartbeat) ? [{ type, frames: heartbeat.frames }] : [];
  });
}

function isFrameHeartbeat(value: unknown): value is FrameHeartbeat {
  return typeof value === 'object' && value !== null && 'frames' in value && typeof value.frames === 'number';
}
