import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesOf, synthesise } from './synthesise.js';

const template = synthesise({ alarmEmail: 'me@example.com' });
const alarms = Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm')).filter(([id]) =>
  id.startsWith('Alarms'),
);

it.each([
  'DeadLetters',
  'StuckJobs',
  'Waitingmedia',
  'Waitinggpu',
  'Waitingjobs',
  'AttemptsFail',
  'FailureRate',
  'RollOutErrors',
  'ScaleWorkersErrors',
])('there is an alarm for %s, and somebody hears it', (name) => {
  const found = alarms.find(([id]) => id.startsWith(`Alarms${name}`))?.[1];
  expect(found?.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) as string }]);
});

it('each says where its runbook is', () => {
  const operations = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const anchors = [...operations.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, { AlarmDescription }] of alarms) {
    const [, anchor] = /docs\/operations\.md#([\w-]+)$/.exec(String(AlarmDescription)) ?? [];
    expect(anchors).toContain(anchor);
  }
});

it('the address that was given is told', () => {
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'me@example.com' });
});
