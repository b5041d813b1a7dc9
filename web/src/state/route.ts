import { isJobStatus, type JobStatus } from '../../../src/contracts/job.js';

/** What the address after `#` shows: it works behind any server, and a reload shows the same. */
export type Route =
  | { readonly view: 'upload' }
  | { readonly view: 'jobs'; readonly status: JobStatus | null; readonly cursor: string | null }
  | { readonly view: 'job'; readonly jobId: string };

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [root, id] = path.split('/');
  if (root !== 'jobs') return { view: 'upload' };
  if (id !== undefined && id !== '') return { view: 'job', jobId: decode(id) };
  const parameters = new URLSearchParams(query);
  const status = parameters.get('status');
  return { view: 'jobs', status: isJobStatus(status) ? status : null, cursor: parameters.get('after') };
}

export function formatRoute(route: Route): string {
  if (route.view === 'upload') return '#/';
  if (route.view === 'job') return `#/jobs/${encodeURIComponent(route.jobId)}`;
  const parameters = new URLSearchParams();
  if (route.status !== null) parameters.set('status', route.status);
  if (route.cursor !== null) parameters.set('after', route.cursor);
  return parameters.size === 0 ? '#/jobs' : `#/jobs?${parameters.toString()}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
