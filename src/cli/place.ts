import { type Command, Option } from 'commander';

import { loadApiToken } from '../config/api-token.js';
import { commandHint } from './data-option.js';
import { wrongUsage } from './exit-error.js';
import { createFrontDoor } from './front-door/create-front-door.js';
import type { FrontDoor } from './front-door/front-door.js';
import { requireStack } from './require-stack.js';

/** Where commands find the HTTP API: at the deployment that `--api` names, else at the stack of a data directory. */
export interface Place {
  /** null: a stack on this machine. @throws ExitError for an address that is none */
  readonly deployment: () => FrontDoor | null;
  /** @throws ExitError when no stack runs on the data directory, or for an address that is none */
  readonly open: (dataDirectory: string) => Promise<FrontDoor>;
  /** A command line for the reader to use later, at the same place. */
  readonly hint: (words: string, dataDirectory: string) => string;
}

interface Flags {
  readonly api?: string;
  readonly tokenFile?: string;
}

const COMMANDS = ['upscale', 'jobs', 'estimate'];

/** Adds `--api` and `--token-file` to the program, to be given anywhere on the line. */
export function addPlaceOptions(program: Command): Place {
  program
    .addOption(new Option('--api <url>', `address of a deployment, for ${COMMANDS.join(', ')}`))
    .addOption(new Option('--token-file <path>', 'file with the token for --api (else UPREEL_TOKEN)'))
    .hook('preAction', (_, action) => {
      const [name = ''] = pathOf(action);
      if (program.opts<Flags>().api === undefined || COMMANDS.includes(name)) return;
      throw wrongUsage(`--api is for ${COMMANDS.join(', ')}; "${name}" works on this machine.`);
    });
  const deployment = (): FrontDoor | null => {
    const { api, tokenFile } = program.opts<Flags>();
    if (api === undefined) return null;
    const token = loadApiToken(tokenFile);
    return createFrontDoor(requireAddress(api, token !== null), token === null ? {} : { token });
  };
  return {
    deployment,
    open: async (dataDirectory) => deployment() ?? createFrontDoor((await requireStack(dataDirectory)).http),
    hint: (words, dataDirectory) => {
      const { api } = program.opts<Flags>();
      return api === undefined ? commandHint(words, dataDirectory) : `upreel --api ${api} ${words}`;
    },
  };
}

/** Names of a command and those above it, without the program's own. */
function pathOf(command: Command): string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A token is not sent where everybody on the way reads it. */
function requireAddress(api: string, withToken: boolean): string {
  const url = URL.canParse(api) ? new URL(api) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw wrongUsage(`--api must be an address like https://api.example.com, not "${api}".`);
  }
  if (withToken && url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
    throw wrongUsage(`--api must be an https address, so that nobody reads the token on its way to ${url.host}.`);
  }
  return api;
}
