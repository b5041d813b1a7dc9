import { askForUpload } from '../api/api.js';
import { ApiProblem } from '../api/fetch-json.js';
import { estimateJob } from '../api/estimate.js';
import { readVideoFacts } from './read-video-facts.js';
import { resumeUpload } from './send-uploads.js';
import { findUnfinished } from './unfinished.js';
import { optionParameters } from './upload-options.js';
import { changeUpload, isOpen, type Upload, uploadOptions, uploads } from './uploads.js';

let lastId = 0;

/** Adds files to the list; each is looked at, and asked about, before anything of it is sent. */
export function chooseFiles(files: Iterable<File>): void {
  for (const file of files) {
    lastId += 1;
    const upload: Upload = { id: lastId, file, facts: undefined, estimate: null, state: { kind: 'chosen' } };
    uploads.update((list) => [...list, upload]);
    if (findUnfinished(file) === null) void inspect(upload);
    else resumeUpload(upload);
  }
}

async function inspect({ id, file }: Upload): Promise<void> {
  const refusal = await refusalOf(file);
  if (refusal !== null) {
    changeUpload(id, { facts: null, state: { kind: 'refused', why: refusal } });
    return;
  }
  changeUpload(id, { facts: await readVideoFacts(file) });
  await estimate(id);
}

/** The API's own sentence; null when it takes the file, or can't be asked now. */
async function refusalOf(file: File): Promise<string | null> {
  if (file.size === 0) return 'The file is empty.';
  try {
    await askForUpload({ fileName: file.name });
    return null;
  } catch (problem) {
    return problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500 ? problem.message : null;
  }
}

/** What the files that are not on their way will take with the options as they are now. */
export async function estimateOpen(): Promise<void> {
  await Promise.all(
    uploads
      .get()
      .filter(isOpen)
      .map(({ id }) => estimate(id)),
  );
}

async function estimate(id: number): Promise<void> {
  const upload = uploads.get().find((candidate) => candidate.id === id);
  if (upload?.facts === undefined || upload.facts === null || !isOpen(upload)) return;
  const options = uploadOptions.get();
  try {
    const found = await estimateJob(upload.facts, optionParameters(options));
    // Whoever turned the options meanwhile has asked again.
    if (uploadOptions.get() === options) changeUpload(id, { estimate: found });
  } catch (problem) {
    const refused = problem instanceof ApiProblem && problem.status === 400 && uploadOptions.get() === options;
    changeUpload(id, { estimate: null, ...(refused && { state: { kind: 'failed', why: problem.message } }) });
  }
}
