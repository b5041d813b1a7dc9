import fc from 'fast-check';
import type { CompanionStreamFacts, SourceFacts } from '../../src/contracts/media.js';
import { planStreams } from '../../src/domain/plan-streams.js';

function stream(type: CompanionStreamFacts['type'], codec: string, attachedPicture = false): CompanionStreamFacts {
  return { index: 1, type, codec, language: null, title: null, attachedPicture, dispositions: [] };
}

function plan(companions: readonly CompanionStreamFacts[], container?: 'mp4' | 'mkv', format = 'mov,mp4') {
  return planStreams({ companions, format } as unknown as SourceFacts, container);
}

describe('planStreams', () => {
  it('takes MP4 when everything fits, else Matroska', () => {
    expect(plan([]).container).toBe('mp4');
    expect(plan([stream('audio', 'aac'), stream('video', 'mjpeg', true), stream('data', 'tmcd')]).container).toBe(
      'mp4',
    );
    for (const misfit of [
      stream('audio', 'vorbis'),
      stream('audio', 'pcm_s16le'),
      stream('subtitle', 'ass'),
      stream('attachment', 'ttf'),
    ]) {
      expect(plan([stream('audio', 'aac'), misfit]).container).toBe('mkv');
    }
  });

  it('converts what the asked container cannot hold, and drops the rest with a reason', () => {
    expect(plan([stream('audio', 'vorbis')], 'mp4').streams).toMatchObject([
      { action: 'transcode', to: 'aac', reason: 'mp4 cannot hold vorbis' },
    ]);
    expect(plan([stream('subtitle', 'ass')], 'mp4').streams).toMatchObject([{ action: 'transcode', to: 'mov_text' }]);
    expect(plan([stream('subtitle', 'hdmv_pgs_subtitle')], 'mp4').streams).toMatchObject([
      { action: 'drop', reason: expect.any(String) as string },
    ]);
    expect(plan([stream('subtitle', 'mov_text')], 'mkv').streams).toMatchObject([
      { action: 'transcode', to: 'subrip' },
    ]);
    expect(plan([stream('video', 'h264')]).streams).toMatchObject([
      { action: 'drop', reason: expect.stringContaining('another one') as string },
    ]);
  });
});

describe('planStreams, of ALAC in Matroska', () => {
  const of = (container?: 'mp4') => plan([stream('audio', 'alac')], container, 'matroska,webm');

  it('leaves it where it is, since MP4 would lose its end', () => {
    expect(of()).toMatchObject({ container: 'mkv', streams: [{ action: 'copy' }] });
    expect(plan([stream('audio', 'alac')])).toMatchObject({ container: 'mp4', streams: [{ action: 'copy' }] });
  });

  it('codes it anew, without loss, for an MP4 that is asked for', () => {
    expect(of('mp4').streams).toMatchObject([
      { action: 'transcode', to: 'alac', reason: 'mp4 would lose the end of alac from matroska,webm' },
    ]);
  });
});

describe('planStreams, of sound with more channels than coders take', () => {
  const wide = { ...stream('audio', 'pcm_f32be'), channels: 12 };

  it('keeps them all where the container takes them uncoded', () => {
    expect(plan([wide])).toMatchObject({
      container: 'mkv',
      streams: [{ action: 'transcode', to: 'pcm_f32le', reason: 'mkv cannot hold pcm_f32be' }],
    });
  });

  it('drops it from an MP4 that is asked for, and says why', () => {
    expect(plan([wide], 'mp4').streams).toMatchObject([
      { action: 'drop', reason: 'mp4 cannot hold pcm_f32be, and aac takes at most 8 of its 12 channels' },
    ]);
    expect(plan([{ ...wide, channels: 8 }], 'mp4').streams).toMatchObject([{ action: 'transcode', to: 'aac' }]);
  });
});

describe('planStreams, of whatever came with the picture', () => {
  const companion = fc.record({
    type: fc.constantFrom(
      'video' as const,
      'audio' as const,
      'subtitle' as const,
      'data' as const,
      'attachment' as const,
    ),
    codec: fc.oneof(
      fc.constantFrom('aac', 'vorbis', 'ass', 'mov_text', 'hdmv_pgs_subtitle', 'ttf', 'mjpeg', 'tmcd'),
      fc.string(),
    ),
    attachedPicture: fc.boolean(),
  });

  it('decides every stream once, in order, and gives a reason for what is not kept as it is', () => {
    fc.assert(
      fc.property(fc.array(companion), fc.option(fc.constantFrom('mp4' as const, 'mkv' as const)), (found, wish) => {
        const companions = found.map((facts, index) => ({
          ...stream(facts.type, facts.codec),
          ...facts,
          index: index + 1,
        }));
        const { container, streams } = plan(companions, wish ?? undefined);
        expect(streams.map(({ index, type, codec }) => [index, type, codec])).toEqual(
          companions.map(({ index, type, codec }) => [index, type, codec]),
        );
        if (wish !== null) expect(container).toBe(wish);
        for (const { action, reason, to } of streams) {
          expect(action === 'copy').toBe(reason === undefined);
          expect(action === 'transcode').toBe(to !== undefined);
        }
      }),
    );
  });

  it('loses nothing in the container that it chooses which the other one would have kept', () => {
    fc.assert(
      fc.property(fc.array(companion), (found) => {
        const companions = found.map((facts, index) => ({
          ...stream(facts.type, facts.codec),
          ...facts,
          index: index + 1,
        }));
        const kept = (wish?: 'mp4' | 'mkv') =>
          plan(companions, wish)
            .streams.filter(({ action, type }) => action !== 'drop' && type !== 'video')
            .map(({ index }) => index);
        expect(kept()).toEqual(expect.arrayContaining(kept('mp4')));
        expect(kept()).toEqual(expect.arrayContaining(kept('mkv')));
      }),
    );
  });
});
