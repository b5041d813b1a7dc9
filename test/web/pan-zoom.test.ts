import fc from 'fast-check';

import { panBy, type View, WHOLE, zoomTo } from '../../web/src/compare/pan-zoom.js';

const frame = { width: 800, height: 450 };
const zooms = fc.double({ min: 1, max: 16, noNaN: true });
const offset = fc.integer({ min: -5_000, max: 5_000 });
const points = fc.record({ x: fc.integer({ min: 0, max: 800 }), y: fc.integer({ min: 0, max: 450 }) });

function covers({ zoom, x, y }: View): boolean {
  const near = 1e-6;
  return x <= near && y <= near && x + 800 * zoom >= 800 - near && y + 450 * zoom >= 450 - near;
}

test('however it is moved, the picture covers the frame', () => {
  fc.assert(
    fc.property(zooms, points, offset, offset, zooms, (first, at, dx, dy, second) => {
      const moved = panBy(zoomTo(WHOLE, first, at, frame), dx, dy, frame);
      expect(covers(moved)).toBe(true);
      expect(covers(zoomTo(moved, second, at, frame))).toBe(true);
    }),
  );
});

test('what is looked at stays where it is when it grows', () => {
  fc.assert(
    fc.property(zooms, zooms, points, (first, more, at) => {
      const before = zoomTo(WHOLE, first, at, frame);
      const after = zoomTo(before, first * more, at, frame);
      const place = ({ zoom, x, y }: View) => [(at.x - x) / zoom, (at.y - y) / zoom];
      const [wasX = 0, wasY = 0] = place(before);
      const [isX = 0, isY = 0] = place(after);
      expect(isX).toBeCloseTo(wasX, 6);
      expect(isY).toBeCloseTo(wasY, 6);
    }),
  );
});

test('a picture smaller than the frame lies in its middle', () => {
  expect(zoomTo(WHOLE, 0.5, { x: 0, y: 0 }, frame)).toEqual({ zoom: 0.5, x: 200, y: 112.5 });
});
