import { parentPort, workerData } from 'node:worker_threads';

import { encodeGraph } from '../graph/encode-graph.js';
import type { QuantizeReply, QuantizeRequest } from './quantize-in-thread.js';
import { quantizeNet } from './quantize-net.js';

/** Entry of the thread that makes an int8 net: seconds of sessions that would block the event loop. */
if (parentPort === null) throw new TypeError('quantize-worker runs only as a worker thread');
const { net, threads } = workerData as QuantizeRequest;
const quantized = await quantizeNet(net, threads);
parentPort.postMessage({ net: encodeGraph(quantized.net), psnrDb: quantized.psnrDb } satisfies QuantizeReply);
