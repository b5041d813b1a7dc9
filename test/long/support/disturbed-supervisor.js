// The built local stack behind the built fault proxy, which is told over IPC what is wrong. Run as a process of its own.
const built = (path) => import(new URL(`../../../dist/${path}`, import.meta.url).href);
const { startLocalStack } = await built('local/start-local-stack.js');
const { Disturbances } = await built('chaos/proxy/disturbances.js');
const { startFaultProxy } = await built('chaos/proxy/fault-proxy.js');

/** Of every kind all requests are hit, as long as it lasts. */
const disturbances = new Disturbances(() => 0);
const SHARE = 1;
const ends = new Map();
let endpoints;

try {
  const local = await startLocalStack({
    dataDirectory: process.argv[2],
    write: (line) => process.send({ line }),
    interpose: async (aws) => {
      ({ endpoints } = aws);
      const { s3, dynamodb, sns: messaging } = endpoints;
      const upstreams = { s3, dynamodb, messaging };
      const proxy = await startFaultProxy({ upstreams, disturbances, observers: {}, random: () => SHARE / 2 });
      // Uploads' events come through while SNS is away.
      return {
        s3: proxy.endpoints.s3,
        dynamodb: proxy.endpoints.dynamodb,
        sns: proxy.endpoints.messaging,
        sqs: endpoints.sqs,
      };
    },
  });
  const stop = () => void local.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  // A test that failed leaves nothing behind either.
  process.once('disconnect', stop);
  process.on('message', ({ kind, wrong }) => {
    if (wrong) ends.set(kind, disturbances.begin(kind, SHARE));
    else ends.get(kind)();
    process.send({ done: true });
  });
  process.send({ ready: { endpoints } });
} catch (error) {
  process.send({ failed: error.message });
  process.disconnect();
}
