import { LaneQueue } from '../../../../src/adapters/onnx/session/lane-queue.js';

describe('LaneQueue', () => {
  it('serves the lane opened first, whatever came when', () => {
    const queue = new LaneQueue<string>();
    const [first, second] = [queue.open(), queue.open()];

    second.push('b1');
    first.push('a1');
    second.push('b2');
    first.push('a2');

    expect([queue.take(), queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([
      'a1',
      'a2',
      'b1',
      'b2',
      undefined,
    ]);
  });

  it('gives back what waits in a lane that closes, and takes nothing into it afterwards', () => {
    const queue = new LaneQueue<string>();
    const lane = queue.open();
    lane.push('a');

    expect(lane.close()).toEqual(['a']);
    expect(lane.close()).toEqual([]);
    expect(lane.push('b')).toBe(false);
    expect(queue.take()).toBeUndefined();
  });

  it('empties and closes every lane when it closes', () => {
    const queue = new LaneQueue<string>();
    const lanes = [queue.open(), queue.open()];
    for (const lane of lanes) lane.push('waiting');

    expect(queue.close()).toEqual(['waiting', 'waiting']);
    expect(lanes.map((lane) => lane.push('late'))).toEqual([false, false]);
  });
});
