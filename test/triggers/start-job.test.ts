import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createObjectStore } from '../../src/adapters/s3/create-object-store.js';
import { UpreelError } from '../../src/contracts/failures.js';
import { workflowIdOf } from '../../src/contracts/temporal-names.js';
import type { ObjectStore } from '../../src/ports/object-store.js';
import { createStartJobHandler, type StartJobDeps } from '../../src/triggers/start-job.js';
import { FakeJobControl } from '../support/fake-job-control.js';
import { startVersitygw, type TestS3 } from '../support/start-versitygw.js';
import { S3_TEST_EVENT, s3Event, sqsEvent } from './s3-events.js';

const UUID_V5 = /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('createStartJobHandler', () => {
  let s3: TestS3;
  let store: ObjectStore;
  let control: FakeJobControl;
  let logged: object[];
  beforeAll(async () => {
    s3 = await startVersitygw();
    store = createObjectStore({ client: s3.client });
  });
  afterAll(() => s3.stop());
  beforeEach(() => {
    control = new FakeJobControl();
    logged = [];
  });

  const handlerWith = (given: Partial<StartJobDeps> = {}) =>
    createStartJobHandler({
      store,
      control,
      deployment: { processedBucket: 'processed', finalBucket: 'final', precision: 'int8' },
      log: { info: (facts) => logged.push(facts), error: (facts) => logged.push(facts) },
      tracer: { record: () => undefined, flush: () => Promise.resolve() },
      ...given,
    });
  const upload = async (
    key: string,
    given: { bucket?: string; body?: string; metadata?: Record<string, string> } = {},
  ) => {
    const { bucket = s3.buckets.plain, body = 'a video', metadata } = given;
    const put = { Bucket: bucket, Key: key, Body: Buffer.from(body), ContentType: 'video/mp4', Metadata: metadata };
    const { VersionId, ETag } = await s3.client.send(new PutObjectCommand(put));
    return { bucket, key, versionId: VersionId ?? null, eTag: (ETag ?? '').replaceAll('"', '') };
  };
  const jobs = () => [...control.runs.values()].map(({ job }) => job);
  const onlyJob = () => {
    const [job, ...more] = jobs();
    if (job === undefined || more.length > 0) throw new Error(`there are ${jobs().length} jobs`);
    return job;
  };
  const ownKey = (name = 'my-video.mp4') => `data/src/real/${randomUUID()}/${name}`;

  describe('an upload', () => {
    it('whose model can’t be run here is refused before anything is decoded', async () => {
      const source = await upload(ownKey(), { metadata: { 'upreel-model': 'import-x2-0123456789ab' } });
      const asked: string[] = [];
      const modelProblems: StartJobDeps['modelProblems'] = ({ model, precision }) => {
        asked.push(`${model} ${precision}`);
        return Promise.resolve([`Model ${model} is not installed.`, 'Get it.']);
      };

      await handlerWith({ modelProblems })(s3Event(source));

      expect(asked).toEqual(['import-x2-0123456789ab int8']);
      expect(onlyJob().refusal).toEqual({
        failureType: 'ModelUnavailable',
        reason: 'Model import-x2-0123456789ab is not installed. Get it.',
      });
    });

    it('is refused for the option that was wrong, not for the model it would get instead', async () => {
      const source = await upload(ownKey(), { metadata: { 'upreel-scale': '9' } });

      await handlerWith({ modelProblems: () => Promise.resolve(['Not here.']) })(s3Event(source));

      expect(onlyJob().refusal).toMatchObject({ failureType: 'InvalidInput' });
    });

    it('belongs to the tenant that presign-upload signed, and to the default one without', async () => {
      const key = `uploads/${randomUUID()}.mp4`;
      const outcomes = [];
      for (const metadata of [{}, { 'upreel-tenant': 'acme' }, { 'upreel-tenant': 'other' }]) {
        const source = await upload(key, { metadata: { ...metadata, 'upreel-scale': '2' } });
        outcomes.push(await handlerWith()(s3Event(source)));
      }
      expect(jobs().map(({ tenant }) => tenant)).toEqual(['local', 'acme', 'other']);
      expect(jobs().every(({ options, refusal }) => options.scale === 2 && refusal === undefined)).toBe(true);
      // The same bytes at the same key, and three jobs: one tenant never gets to know of another's.
      expect(outcomes).toMatchObject(Array(3).fill({ jobs: [{ outcome: 'started' }] }));
    });

    it('below data/src gets the job that its key names', async () => {
      const jobId = randomUUID();
      const source = await upload(`data/src/anime/${jobId}/my-video.mp4`);
      const answer = await handlerWith()(s3Event(source));
      expect(answer).toEqual({ jobs: [{ outcome: 'started', jobId, refused: false }] });
      expect(onlyJob()).toEqual({
        jobId,
        videoName: 'my-video.mp4',
        videoType: 'anime',
        source: { ...source, sizeBytes: 7, contentType: 'video/mp4' },
        processedBucket: 'processed',
        finalBucket: 'final',
        options: {
          model: 'realesr-animevideov3',
          scale: 4,
          precision: 'int8',
          frameFormat: 'segment',
          codec: 'h264',
          crf: 18,
          deinterlace: 'auto',
          encoder: 'software',
          priority: 3,
        },
        tenant: 'local',
      });
      expect(control.runs.get(workflowIdOf(jobId))?.memo).toEqual({
        source,
        optionsHash: expect.stringMatching(/^[\da-f]{64}$/) as string,
      });
    });

    it("works with the specification's bare event", async () => {
      const { bucket, key } = await upload(ownKey());
      await handlerWith()({ Records: [{ s3: { bucket: { name: bucket }, object: { key } } }] });
      expect(onlyJob()).toMatchObject({ videoName: 'my-video.mp4' });
      expect(onlyJob()).not.toHaveProperty('refusal');
    });

    it('below uploads gets a job of type real, under an id that follows from the object', async () => {
      const source = await upload('uploads/Mein Film + Ü (1).MP4');
      await handlerWith()(s3Event(source));
      expect(onlyJob()).toMatchObject({ videoType: 'real', videoName: 'Mein Film + Ü (1).MP4' });
      expect(onlyJob().jobId).toMatch(UUID_V5);
      expect(onlyJob()).not.toHaveProperty('refusal');
    });

    it('brings its options', async () => {
      const metadata = { 'upreel-scale': '2', 'upreel-precision': 'fp32', 'upreel-priority': '5', owner: 'me' };
      await handlerWith()(s3Event(await upload(ownKey(), { metadata })));
      expect(onlyJob().options).toMatchObject({ scale: 2, precision: 'fp32', priority: 5 });
      expect(onlyJob()).not.toHaveProperty('refusal');
    });

    it('has its id in lower case', async () => {
      const jobId = randomUUID();
      await handlerWith()(s3Event(await upload(`data/src/real/${jobId.toUpperCase()}/a.mp4`)));
      expect(onlyJob().jobId).toBe(jobId);
    });
  });

  describe('one job an upload', () => {
    it('however often and from wherever the event comes', async () => {
      const event = s3Event(await upload('uploads/often.mp4'));
      const handle = handlerWith();
      await Promise.all([handle(event), handle(event), handle(sqsEvent(event, event, event))]);
      const run = control.runs.get(workflowIdOf(onlyJob().jobId));
      if (run !== undefined) run.state = 'failed';
      expect(await handle(event)).toEqual({ jobs: [{ outcome: 'duplicate', jobId: onlyJob().jobId, refused: false }] });
      expect(control.starts).toBe(1);
    });

    it('another object under the same uuid gets a job of its own, once', async () => {
      const key = ownKey();
      const first = s3Event(await upload(key));
      await handlerWith()(first);
      await handlerWith()(first);
      expect(jobs()).toHaveLength(1);
      const second = s3Event(await upload(key, { body: 'another video' }));
      await handlerWith()(second);
      await handlerWith()(second);
      expect(jobs()).toHaveLength(2);
      expect(jobs()[0]?.jobId).toBe(key.split('/')[3]);
      expect(jobs()[1]?.jobId).toMatch(UUID_V5);
    });

    it('the same bytes with other options are another upload', async () => {
      const key = 'uploads/again.mp4';
      for (const scale of ['2', '3', '2']) {
        await handlerWith()(s3Event(await upload(key, { metadata: { 'upreel-scale': scale } })));
      }
      expect(jobs().map(({ options }) => options.scale)).toEqual([2, 3]);
    });

    it.each(['completed', 'failed'] as const)('its event five times at once and again when it is %s', async (state) => {
      const event = s3Event(await upload(`uploads/five-${state}.mp4`));
      await Promise.all(Array.from({ length: 5 }, () => handlerWith()(event)));
      for (const run of control.runs.values()) run.state = state;
      expect(await handlerWith()(event)).toMatchObject({ jobs: [{ outcome: 'duplicate' }] });
      expect(control.starts).toBe(1);
    });

    it('two uploads at one key whose events arrive in the other order are two jobs, each of its own version', async () => {
      const bucket = s3.buckets.versioned;
      const key = 'uploads/reordered.mp4';
      const [first, second] = [await upload(key, { bucket }), await upload(key, { bucket, body: 'newer video' })];
      for (const late of [second, first, second]) await handlerWith()(s3Event(late));
      expect(jobs().map(({ source }) => source.versionId)).toEqual([second.versionId, first.versionId]);
    });

    it('an old event that arrives after its object was overwritten, without versions, is the new one again', async () => {
      const key = 'uploads/overwritten-plain.mp4';
      const [first, second] = [await upload(key), await upload(key, { body: 'newer video' })];
      for (const late of [second, first]) await handlerWith()(s3Event(late));
      expect(onlyJob().source).toMatchObject({ eTag: second.eTag, sizeBytes: 11 });
    });

    it('an upload overwritten before its event arrives still gets its job', async () => {
      const key = 'uploads/overwritten.mp4';
      const bucket = s3.buckets.versioned;
      const [first, second] = [await upload(key, { bucket }), await upload(key, { bucket, body: 'newer video' })];
      await handlerWith()(s3Event(first, second));
      expect(jobs().map(({ source }) => [source.versionId, source.sizeBytes])).toEqual([
        [first.versionId, 7],
        [second.versionId, 11],
      ]);
    });
  });

  describe('a refused upload gets its workflow, with the reason', () => {
    const refusalOf = async (key: string, given: { body?: string; metadata?: Record<string, string> } = {}) => {
      await handlerWith()(s3Event(await upload(key, given)));
      return onlyJob().refusal;
    };
    it.each([
      ['notes.txt', {}, 'UnsupportedMedia', 'notes.txt'],
      ['empty.mp4', { body: '' }, 'UnsupportedMedia', 'is empty'],
      ['a.mp4', { metadata: { 'upreel-colour': 'red' } }, 'InvalidInput', 'no option "colour"'],
      ['b.mp4', { metadata: { 'upreel-scale': '9' } }, 'InvalidInput', 'scale must be'],
      ['c.mp4', { metadata: { 'upreel-model': 'x' } }, 'InvalidInput', 'model must be'],
    ])('%s %j', async (name, given, failureType, words) => {
      const reason = expect.stringContaining(words) as string;
      expect(await refusalOf(ownKey(name), given)).toEqual({ failureType, reason });
      expect(onlyJob().options).toMatchObject({ scale: 4 });
    });

    it.each(['data/src/real/not-a-uuid/a.mp4', `data/src/cartoon/${randomUUID()}/a.mp4`, 'data/src/real/a.mp4'])(
      'the key %s',
      async (key) => {
        expect(await refusalOf(key)).toMatchObject({ failureType: 'InvalidInput' });
        expect(onlyJob().jobId).toMatch(UUID_V5);
      },
    );

    it('an object that is gone', async () => {
      const source = await upload(ownKey());
      await s3.client.send(new DeleteObjectCommand({ Bucket: source.bucket, Key: source.key }));
      await handlerWith()(s3Event(source));
      expect(onlyJob()).toMatchObject({ source: { eTag: source.eTag }, refusal: { failureType: 'SourceNotFound' } });
    });
  });

  describe('ignores', () => {
    it.each(['other/a.mp4', 'uploads/', `data/src/real/${randomUUID()}/`, 'data/final/x/a.mp4'])('%s', async (key) => {
      expect(await handlerWith()(s3Event({ bucket: s3.buckets.plain, key }))).toEqual({
        jobs: [{ outcome: 'ignored' }],
      });
      expect(logged).toEqual([expect.objectContaining({ key, outcome: 'ignored' })]);
    });

    it('what is no creation', async () => {
      const source = await upload(ownKey());
      await handlerWith()(s3Event({ ...source, eventName: 'ObjectRemoved:Delete' }));
      expect(jobs()).toEqual([]);
    });

    it("S3's test event", async () => {
      expect(await handlerWith()(S3_TEST_EVENT)).toEqual({ jobs: [] });
      expect(await handlerWith()(sqsEvent(S3_TEST_EVENT))).toEqual({ batchItemFailures: [] });
    });
  });

  describe('what fails comes again', () => {
    it('as the id of its message, while the others of the batch are done', async () => {
      const [good, bad, alsoGood] = [
        await upload(ownKey()),
        { bucket: 'no-such-bucket', key: ownKey() },
        await upload(ownKey()),
      ];
      const refusing: ObjectStore = {
        ...store,
        head: (ref) =>
          ref.bucket === bad.bucket ? Promise.reject(new UpreelError('Unavailable', 'AccessDenied')) : store.head(ref),
      };
      const event = sqsEvent(s3Event(good), s3Event(bad, alsoGood), '{"broken', '{}');
      expect(await handlerWith({ store: refusing })(event)).toEqual({
        batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }, { itemIdentifier: 'm3' }],
      });
      expect(jobs()).toHaveLength(2);
    });

    it('as an error of a direct event', async () => {
      control.failure = new UpreelError('Unavailable', 'Temporal is away.');
      await expect(handlerWith()(s3Event(await upload(ownKey())))).rejects.toMatchObject({ type: 'Unavailable' });
      await expect(handlerWith()({ nothing: 1 })).rejects.toThrow('no S3 event');
    });
  });
});
