import { LaneQueue } from '../../../../src/adapters/onnx/session/lane-queue.js';

const ONE = { most: () => 1, goesWith: () => true };

describe('LaneQueue', () => {
  it('serves the lane opened first, whatever came when', () => {
    const queue = new LaneQueue<string>();
    const [first, second] = [queue.open(), queue.open()];

    second.push('b1');
    first.push('a1');
    second.push('b2');
    first.push('a2');

    expect(Array.from({ length: 5 }, () => queue.take(ONE))).toEqual([['a1'], ['a2'], ['b1'], ['b2'], []]);
  });

  it('gives what may go with the first of a lane, in its order and never past what may not', () => {
    const queue = new LaneQueue<string>();
    const lane = queue.open();
    for (const item of ['a1', 'a2', 'b1', 'a3', 'a4', 'a5']) lane.push(item);
    queue.open().push('a6');
    const rule = { most: () => 2, goesWith: (first: string, next: string) => next.startsWith(first.slice(0, 1)) };

    expect(Array.from({ length: 6 }, () => queue.take(rule))).toEqual([
      ['a1', 'a2'],
      ['b1'],
      ['a3', 'a4'],
      ['a5'],
      ['a6'],
      [],
    ]);
  });

  it('gives back what waits in a lane that closes, and takes nothing into it afterwards', () => {
    const queue = new LaneQueue<string>();
    const lane = queue.open();
    lane.push('a');

    expect(lane.close()).toEqual(['a']);
    expect(lane.close()).toEqual([]);
    expect(lane.push('b')).toBe(false);
    expect(queue.take(ONE)).toEqual([]);
  });

  it('empties and closes every lane when it closes', () => {
    const queue = new LaneQueue<string>();
    const lanes = [queue.open(), queue.open()];
    for (const lane of lanes) lane.push('waiting');

    expect(queue.close()).toEqual(['waiting', 'waiting']);
    expect(lanes.map((lane) => lane.push('late'))).toEqual([false, false]);
  });
});
