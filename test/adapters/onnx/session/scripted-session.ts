import { Worker } from 'node:worker_threads';

/** A session thread that does what a script says to each request: `reply(message, request)`, `models` and `request`. */
export function startScriptedSession(onEnlarge: string): Worker {
  const code = `
    const { parentPort } = require('node:worker_threads');
    const reply = (message) => parentPort.postMessage(message);
    const enlarged = ({ frames }, more, rest) =>
      reply({ kind: 'enlarged', frames: frames.map((frame) => ({ ...frame, likenessDb: 99, ...more })), ...rest });
    parentPort.on('message', (request) => {
      if (request.kind === 'load') return reply({ kind: 'loaded' });
      if (request.kind === 'end') return parentPort.close();
      ${onEnlarge}
    });`;
  return new Worker(code, { eval: true });
}
