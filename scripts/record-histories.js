/** Records the histories that every later release must replay, and the inputs its activities must take: once a release. */
import { register } from 'node:module';

register('../test/support/typescript-hooks.js', import.meta.url);
await import('../test/replay/record-histories.ts');
