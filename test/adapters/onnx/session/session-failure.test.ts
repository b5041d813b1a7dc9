import { sessionFailure } from '../../../../src/adapters/onnx/session/session-failure.js';
import { FailureType, UpreelError } from '../../../../src/contracts/failures.js';

describe('sessionFailure', () => {
  it.each([
    'Failed to allocate memory for requested buffer of size 99532800',
    'std::bad_alloc',
    'CUDA failure 2: out of memory ; GPU=0',
  ])('takes "%s" for a lack of memory', (message) => {
    expect(sessionFailure(new Error(message), FailureType.Internal).type).toBe('DeviceOutOfMemory');
  });

  it('keeps the type and the sentence of an UpreelError', () => {
    const error = new UpreelError(FailureType.ModelOutputInvalid, 'It is black.');

    expect(sessionFailure(error, FailureType.Internal)).toEqual({
      type: 'ModelOutputInvalid',
      message: 'It is black.',
    });
  });

  it('gives anything else the type it is told, with the reason', () => {
    expect(sessionFailure(new Error('Protobuf parsing failed.'), FailureType.ModelUnavailable)).toEqual({
      type: 'ModelUnavailable',
      message: 'The model failed: Protobuf parsing failed.',
    });
  });
});
