import { defaultSessions } from '../../../src/adapters/onnx/default-sessions.js';

const GIB = 2 ** 30;

describe('defaultSessions', () => {
  it('gives every core a session of one thread', () => {
    expect(defaultSessions({ cores: 8, memoryBytes: 16 * GIB })).toMatchObject({ sessions: 8, threadsPerSession: 1 });
  });

  it('lets fewer sessions share the cores where memory is short', () => {
    expect(defaultSessions({ cores: 8, memoryBytes: 2 * GIB })).toMatchObject({ sessions: 2, threadsPerSession: 4 });
    expect(defaultSessions({ cores: 2, memoryBytes: GIB / 4 })).toMatchObject({ sessions: 1, threadsPerSession: 2 });
  });
});
