import { jobEventId, type Topic } from '../../contracts/job-message.js';
import type { JobStatus } from '../../contracts/job.js';
import type { JobStory } from './chaos-record.js';
import type { Invariant } from './invariant.js';

export const aMessageEachStage: Invariant = {
  id: 'I6',
  promise: 'at least one message a stage, duplicates with the same eventId',
  violations: ({ jobs }) => jobs.flatMap((job) => [...missing(job), ...unknown(job)]),
};

/** A run that went on past a stage has announced it; one that failed in the middle of a stage may not have. */
const IMPLIED: Readonly<Record<JobStatus, readonly Topic[]>> = {
  INITIATED: [],
  EXTRACTING: ['extraction'],
  PROCESSING: ['extraction'],
  RECOMPOSING: ['extraction', 'processing'],
  COMPLETED: ['extraction', 'processing', 'recomposition', 'completion'],
  FAILED: ['completion'],
};

function missing({ jobId, input, rows, messages }: JobStory): string[] {
  const sent = new Set(messages.map(({ message }) => message.eventId));
  const due = rows.flatMap(({ row }) => {
    if (row === null) return [];
    return IMPLIED[row.Status].map((topic) => jobEventId(jobId, row.RunId, topic));
  });
  return [...new Set(due)]
    .filter((eventId) => !sent.has(eventId))
    .map((eventId) => `Nobody was told of ${eventId} (${input.name}).`);
}

function unknown({ jobId, rows, messages }: JobStory): string[] {
  const runs = [...new Set(rows.flatMap(({ row }) => row?.RunId ?? []))];
  return messages.flatMap(({ topic, message }) => {
    const wellNamed = runs.some((run) => message.eventId === jobEventId(jobId, run, topic as Topic));
    return wellNamed
      ? []
      : [`A message on ${topic} has the eventId ${message.eventId}, which no run of job ${jobId} gives.`];
  });
}
