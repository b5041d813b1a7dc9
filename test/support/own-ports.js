/** Jest's setupFiles: each of its workers takes ports of its own, so that servers that start side by side never meet. */
const FIRST_PORT = 20_000;
const PORTS_EACH = 750;
const WORKERS = 16;

const first = FIRST_PORT + (Number(process.env.JEST_WORKER_ID ?? 1) % WORKERS) * PORTS_EACH;
process.env.UPREEL_PORTS = `${first}-${first + PORTS_EACH - 1}`;
