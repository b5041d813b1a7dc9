// The built local stack with real servers, but workers and functions that only report. Run as a process of its own.
import { fileURLToPath } from 'node:url';

const built = (path) => new URL(`../../dist/${path}`, import.meta.url);
const { startStack } = await import(built('local/start-stack.js').href);
const { loadToolPaths } = await import(built('config/tool-paths.js').href);

const { memory = false, temporal, ...request } = JSON.parse(process.argv[2]);
const tools = loadToolPaths();
const seen = new Set();

/** Handles every event but those of `…/later.mp4`, which it refuses the first time. */
async function startJob(event) {
  const failed = event.Records.filter(({ body }) => body.includes('later.mp4') && !seen.has(body));
  for (const { body } of event.Records) seen.add(body);
  process.send({ event });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

try {
  const local = await startStack(
    { ...request, write: (line) => process.send({ line }) },
    {
      programs: { temporal: temporal ?? tools.temporal, versitygw: memory ? null : tools.versitygw },
      awsProcess: fileURLToPath(built('local/aws-process.js')),
      workers: ['jobs-worker', 'media-worker', 'gpu-worker-1'].map((role) => ({
        role,
        module: fileURLToPath(new URL('./stand-in-worker.js', import.meta.url)),
      })),
      createHandlers: () => ({
        startJob,
        routes: [{ method: 'GET', path: '/jobs', handle: async () => ({ statusCode: 200, body: '{"rows":[]}' }) }],
        page: async () => null,
        close: async () => undefined,
      }),
    },
  );
  const stop = () => void local.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  // A test that failed leaves nothing behind either.
  process.once('disconnect', stop);
  process.send({ ready: true });
} catch (error) {
  process.send({ failed: error.message });
  process.disconnect();
}
