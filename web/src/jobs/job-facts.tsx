import { MODELS, isCatalogueModelId } from '../../../src/contracts/models.js';
import type { JobRow } from '../../../src/contracts/job-row.js';
import { settings } from '../api/settings.js';
import { formatMoment } from '../show/format-moment.js';
import { useStore } from '../state/use-store.js';
import { enlargementOf } from './enlargement-of.js';

/** What a job is, for those who look after it. */
export function JobFacts({ row }: { readonly row: JobRow }) {
  const { temporalUi } = useStore(settings);
  const { model, precision, codec, crf } = row.Options;
  const now = Date.now();
  return (
    <dl class="facts-list">
      <Fact name="Enlarged">
        {enlargementOf(row.Options)} with {model}
        {isCatalogueModelId(model) ? ` (${MODELS[model].goodFor})` : ''}
      </Fact>
      <Fact name="Precision">{precision}</Fact>
      <Fact name="Coded as">
        {codec}, crf {crf}
      </Fact>
      <Fact name="Created">{formatMoment(row.CreatedAt, now)}</Fact>
      <Fact name="Last change">{formatMoment(row.UpdatedAt, now)}</Fact>
      <Fact name="Job">
        <code>{row.JobId}</code>
      </Fact>
      <Fact name="Source">
        <code>{`s3://${row.SourceBucket}/${row.SourceKey}`}</code>
      </Fact>
      {temporalUi === null ? null : (
        <Fact name="Workflow">
          <a href={workflowAddress(temporalUi, row)} target="_blank" rel="noreferrer">
            Open in the Temporal UI
          </a>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function workflowAddress(temporalUi: string, { WorkflowId, RunId }: JobRow): string {
  return `${temporalUi}/workflows/${encodeURIComponent(WorkflowId)}/${encodeURIComponent(RunId)}`;
}
