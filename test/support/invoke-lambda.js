/** node invoke-lambda.js BUNDLE: gives its `handler` the event on stdin, and writes what that answers as the last line. */
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const { handler } = await import(pathToFileURL(process.argv[2]).href);
const answer = await handler(JSON.parse(await text(process.stdin)));
process.stdout.write(`\n${JSON.stringify({ node: process.version, answer: answer ?? null })}\n`, () => process.exit(0));
