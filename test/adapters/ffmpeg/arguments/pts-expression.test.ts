import fc from 'fast-check';
import { ptsExpression } from '../../../../src/adapters/ffmpeg/arguments/pts-expression.js';

/** Evaluates the little language of `if(lt(N,k),a,b)` and `a+(N-k)*b`. */
function evaluate(expression: string, frame: number): number {
  const branch = /^if\(lt\(N,(\d+)\),(.*)\)$/.exec(expression);
  if (branch === null) {
    const [, first, from, duration] = /^(\d+)\+\(N-(\d+)\)\*(\d+)$/.exec(expression) ?? [];
    return Number(first) + (frame - Number(from)) * Number(duration);
  }
  const [, limit = '', rest = ''] = branch;
  const comma = topLevelComma(rest);
  return evaluate(frame < Number(limit) ? rest.slice(0, comma) : rest.slice(comma + 1), frame);
}

function topLevelComma(text: string): number {
  let depth = 0;
  return Array.from(text).findIndex((character) => {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    return character === ',' && depth === 0;
  });
}

describe('ptsExpression', () => {
  it('gives every frame its tick, counted from the first, at a depth that grows with the logarithm', () => {
    const steps = fc.array(fc.constantFrom(1, 3003, 3004, 9000), { minLength: 0, maxLength: 600 });
    fc.assert(
      fc.property(fc.integer({ min: -9e12, max: 9e12 }), steps, (first, durations) => {
        const ticks = [first];
        for (const duration of durations) ticks.push((ticks.at(-1) ?? 0) + duration);
        const expression = ptsExpression(ticks);
        ticks.forEach((tick, frame) => {
          expect(evaluate(expression, frame)).toBe(tick - first);
        });
        const depth = Math.max(...[...expression.matchAll(/\)+/g)].map(([closing]) => closing.length));
        expect(depth).toBeLessThan(24);
      }),
      { numRuns: 40 },
    );
  });

  it('needs no branch for a constant rate', () => {
    expect(ptsExpression(Array.from({ length: 512 }, (_, frame) => 7 + frame * 1001))).toBe('0+(N-0)*1001');
  });
});
