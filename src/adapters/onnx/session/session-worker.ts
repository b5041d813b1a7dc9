import { parentPort } from 'node:worker_threads';

import { FailureType } from '../../../contracts/failures.js';
import { LoadedModel } from './loaded-model.js';
import { sessionFailure } from './session-failure.js';
import type { SessionReply, SessionRequest } from './session-messages.js';

/** Entry of a session thread: `session.run` of onnxruntime-node blocks the event loop it is called on, so it gets its own. */
if (parentPort === null) throw new TypeError('session-worker runs only as a worker thread');
const port = parentPort;
const models = new Map<string, LoadedModel>();

port.on('message', (request: SessionRequest) => {
  void serve(request);
});

async function serve(request: SessionRequest): Promise<void> {
  switch (request.kind) {
    case 'load':
      await replyTo(() => load(request.model), FailureType.ModelUnavailable);
      return;
    case 'enlarge':
      await replyTo(() => enlarge(request), FailureType.Internal);
      return;
    case 'end':
      for (const model of models.values()) await model.release();
      port.close();
  }
}

async function load(model: Extract<SessionRequest, { kind: 'load' }>['model']): Promise<SessionReply> {
  models.set(model.key, await LoadedModel.load(model));
  return { kind: 'loaded' };
}

async function enlarge({
  key,
  frames,
  maxTilePixels,
  referenceKey,
}: Extract<SessionRequest, { kind: 'enlarge' }>): Promise<SessionReply> {
  const enlarged = await loaded(key).enlarge(frames, { maxTilePixels, onTile: reportProgress });
  const [source] = frames;
  const [first, ...others] = enlarged.frames;
  if (referenceKey === undefined || source === undefined || first === undefined) {
    return { kind: 'enlarged', ...enlarged };
  }
  const precisionDb = await loaded(referenceKey).compare(source, first);
  return { kind: 'enlarged', ...enlarged, frames: [{ ...first, precisionDb }, ...others] };
}

function reportProgress(): void {
  port.postMessage({ kind: 'progress' } satisfies SessionReply);
}

function loaded(key: string): LoadedModel {
  const model = models.get(key);
  if (model === undefined) throw new TypeError(`graph ${key} is not loaded in this thread`);
  return model;
}

async function replyTo(work: () => Promise<SessionReply>, otherwise: FailureType): Promise<void> {
  let reply: SessionReply;
  try {
    reply = await work();
  } catch (error) {
    reply = { kind: 'failed', ...sessionFailure(error, otherwise) };
  }
  port.postMessage(reply, reply.kind === 'enlarged' ? reply.frames.map(({ data }) => data.buffer) : []);
}
