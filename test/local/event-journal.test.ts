import { EventJournal } from '../../src/local/event-journal.js';
import { toS3EventRecord } from '../../src/local/s3-event.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

function eventOf(requestId: string) {
  const record = {
    eventName: 's3:ObjectCreated:Put',
    eventTime: '2026-11-23T06:04:05Z',
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    s3: { bucket: { name: 'b' }, object: { key: 'k', size: 1, eTag: 'e' } },
  };
  return { Records: [toS3EventRecord(record, null, { region: 'r', requestId, order: 1n })] };
}

it('keeps events over a restart, oldest first, until they were handled', () => {
  const ids = ['000000000000000B', '000000000000000A'];
  const journal = new EventJournal(directory.path);
  for (const id of ids) journal.add(id, eventOf(id));
  const bodies = new EventJournal(directory.path).bodies();
  expect(bodies).toEqual(ids.toReversed().map((id) => JSON.stringify(eventOf(id))));
  journal.removeEvent(bodies[0] ?? '');
  expect(journal.bodies()).toEqual(bodies.slice(1));
});

it.each(['', 'no JSON', 'null', '{}', '{"Records":[{}]}', JSON.stringify(eventOf('../../etc/passwd'))])(
  'ignores the message %j, which it never saw',
  (body) => {
    const journal = new EventJournal(directory.path);
    journal.add('000000000000000A', eventOf('000000000000000A'));
    journal.removeEvent(body);
    expect(journal.bodies()).toHaveLength(1);
  },
);
