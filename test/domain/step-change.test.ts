import fc from 'fast-check';
import { SCALING } from '../../src/contracts/fleet.js';
import { stepChange } from '../../src/domain/step-change.js';

describe('step scaling', () => {
  it('never passes what is missing, and brings at least half of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 1_000 }), (missing) => {
        const change = stepChange(missing);
        expect(Math.abs(change)).toBeLessThanOrEqual(Math.abs(missing));
        expect(Math.abs(change) * 2).toBeGreaterThanOrEqual(Math.min(Math.abs(missing), 1_000));
        expect(change * missing).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('has no more steps than AWS lets a policy have', () => {
    expect(SCALING.steps.length).toBeLessThanOrEqual(20);
  });
});
