import { defaultPayloadConverter } from '@temporalio/common';
import { readRunningActivities } from '../../../src/adapters/temporal/running-activities.js';

describe('readRunningActivities', () => {
  it('takes those that told frames, and leaves out the rest', () => {
    const told = (value: unknown) => ({ payloads: [defaultPayloadConverter.toPayload(value)] });
    expect(
      readRunningActivities([
        { activityType: { name: 'upscaleBatch' }, heartbeatDetails: told({ frames: 12 }) },
        { activityType: { name: 'upscaleBatch' }, heartbeatDetails: null },
        { activityType: { name: 'probeSource' }, heartbeatDetails: told('alive') },
        { activityType: null, heartbeatDetails: told({ frames: 1 }) },
      ]),
    ).toEqual([{ type: 'upscaleBatch', frames: 12 }]);
  });
});
