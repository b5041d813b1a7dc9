import type { OutputCheck } from '../contracts/activities.js';
import type { JobPlan } from '../contracts/checkpoints.js';
import type { SourceFacts } from '../contracts/media.js';
import { sortFileTags, sortStreamTags, type Tags } from './carried-tags.js';

/**
 * Tags that were to be carried, against the result's. Containers spell some of them their own way, and a job is not thrown
 * away for that: what is missing or reads differently is a warning in the report.
 */
export function checkTags(
  { facts, container, streams }: Pick<JobPlan, 'facts' | 'container' | 'streams'>,
  result: Pick<SourceFacts, 'tags' | 'video' | 'companions'>,
): OutputCheck {
  const kept = streams.filter(({ action }) => action !== 'drop');
  const pairs: (readonly [of: string, wanted: Tags, is: Tags])[] = [
    ['the file', sortFileTags(facts.tags, container).carried, result.tags],
    ['the picture', sortStreamTags(facts.video.tags, container).carried, result.video.tags],
    ...kept.map(({ index, type }, position) => {
      const { tags = {} } = facts.companions.find((companion) => companion.index === index) ?? {};
      const { tags: found = {} } = result.companions[position] ?? {};
      return [`${type} stream ${index}`, sortStreamTags(tags, container).carried, found] as const;
    }),
  ];
  const compared = pairs.flatMap(([of, wanted, is]) =>
    Object.entries(wanted).map(([name, value]) => ({ of, name, value, is: valueOf(is, name) })),
  );
  const changed = compared.filter(({ name, value, is }) => is !== value && !isNoLanguage(name, value));
  if (changed.length === 0) return { check: 'tags', result: 'passed', figure: `${compared.length}, as in the source` };
  const list = changed.map(({ of, name, value, is }) => `${name} of ${of}: ${is ?? 'nothing'} instead of ${value}`);
  return { check: 'tags', result: 'warning', figure: list.join('; ') };
}

/** Containers differ in the case of names, and MP4 calls a track's title its handler's name. */
function valueOf(tags: Tags, wanted: string): string | undefined {
  const find = (name: string): string | undefined =>
    Object.entries(tags).find(([key]) => key.toLowerCase() === name)?.[1];
  const name = wanted.toLowerCase();
  return find(name) ?? (name === 'title' ? find('handler_name') : undefined);
}

function isNoLanguage(name: string, value: string): boolean {
  return name.toLowerCase() === 'language' && value === 'und';
}
