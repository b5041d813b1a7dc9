import { FailureType, UpreelError } from '../../../contracts/failures.js';

/** ONNX Runtime's words when a buffer can't be had, from its CPU and its CUDA allocators. */
const OUT_OF_MEMORY = /failed to allocate|bad.?alloc|out of memory|cudaerrormemoryallocation/i;

export function isOutOfMemory(error: unknown): boolean {
  return !(error instanceof UpreelError) && OUT_OF_MEMORY.test(error instanceof Error ? error.message : String(error));
}

/** What a failure in a session thread means to the job. */
export function sessionFailure(error: unknown, otherwise: FailureType): { type: FailureType; message: string } {
  if (error instanceof UpreelError) return { type: error.type, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  if (isOutOfMemory(error))
    return {
      type: FailureType.DeviceOutOfMemory,
      message: `The device has too little memory for this frame: ${message}`,
    };
  return { type: otherwise, message: `The model failed: ${message}` };
}
