import fc from 'fast-check';

import { loadPortRange } from '../../src/config/port-range.js';

it.each([{}, { UPREEL_PORTS: '' }])('is below the ports of outgoing connections where nothing is set: %j', (env) => {
  expect(loadPortRange(env)).toEqual({ first: 20_000, last: 31_999 });
});

it('is what the variable says, both ends included', () => {
  const port = fc.integer({ min: 1_024, max: 65_535 });
  fc.assert(
    fc.property(port, port, (one, other) => {
      const [first, last] = [Math.min(one, other), Math.max(one, other)];
      expect(loadPortRange({ UPREEL_PORTS: `${first}-${last}` })).toEqual({ first, last });
    }),
  );
});

it.each(['8000', '80-90', '9000-8000', '9000-65536', '9000-', ' 9000-9100', '9000-9100-9200', '9e3-9100', 'any'])(
  'refuses "%s" and says what it takes',
  (text) => {
    expect(() => loadPortRange({ UPREEL_PORTS: text })).toThrow(
      `UPREEL_PORTS must be two ports from 1024 to 65535, the lower first, like 20000-31999, not "${text}".`,
    );
  },
);
