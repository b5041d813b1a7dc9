import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../../src/config/cache-directory.js';
import { freePort } from '../../src/local/free-port.js';
import { connectDynamoDb, type TestDynamoDb } from './start-dynalite.js';
import { connectMessaging, type TestMessaging } from './start-fauxqs.js';
import { answers, startProcess } from './start-process.js';

/** Servers of others, set up in the cache at first need; a sentence instead where they can't be had. */
export interface Independent<T> {
  readonly start: () => Promise<T>;
  readonly missing: string | null;
}

const WITHIN_MS = 240_000;
const MOTO = ['moto[s3]==5.2.5', 'flask', 'flask-cors'];

/** AWS's own DynamoDB for tests, with Maven and a JDK. */
export function dynamoDbLocal(): Independent<TestDynamoDb> {
  const { directory, missing } = setUp('dynamodb-local-2.6.1', 'DynamoDB Local', (place) => {
    const pom = join(import.meta.dirname, 'dynamodb-local.xml');
    run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${place}`]);
    run('javac', ['-cp', join(place, '*'), '-d', place, join(import.meta.dirname, 'OnLoopback.java')]);
  });
  return {
    missing,
    async start() {
      const port = await freePort();
      const java = [`-Djava.library.path=${directory}`, '-cp', `${directory}:${join(directory, '*')}`, 'OnLoopback'];
      const server = await startProcess({
        command: 'java',
        args: [...java, '-inMemory', '-disableTelemetry', '-port', String(port)],
        ready: () => answers(`http://127.0.0.1:${port}`, true),
      });
      return connectDynamoDb(port, server);
    },
  };
}

/** moto, which plays all of AWS in Python. */
export function moto(): Independent<TestMessaging> {
  const { directory, missing } = setUp('moto-5.2.5', 'moto', (place) => {
    run('python3', ['-m', 'venv', place]);
    run(join(place, 'bin/python'), ['-m', 'pip', '-q', '--disable-pip-version-check', 'install', ...MOTO]);
  });
  return {
    missing,
    async start() {
      const port = await freePort();
      const endpoint = `http://127.0.0.1:${port}`;
      const server = await startProcess({
        command: join(directory, 'bin/python'),
        args: ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
        ready: () => answers(`${endpoint}/moto-api/`),
      });
      return connectMessaging(endpoint, server);
    },
  };
}

/** Whole or not at all: a set-up that was cut off is begun anew. */
function setUp(
  name: string,
  what: string,
  make: (place: string) => void,
): { readonly directory: string; readonly missing: string | null } {
  const directory = join(cacheDirectory(), 'conformance', name);
  const done = join(directory, 'whole');
  if (existsSync(done)) return { directory, missing: null };
  try {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    make(directory);
    mkdirSync(`${done}.new`);
    renameSync(`${done}.new`, done);
    return { directory, missing: null };
  } catch (error) {
    return {
      directory,
      missing: `${what} can't be had here: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { timeout: WITHIN_MS, stdio: ['ignore', 'ignore', 'pipe'] });
}
