import { formatBytes } from '../../../src/cli/show/format-bytes.js';
import { formatDuration } from '../../../src/cli/show/format-duration.js';
import { plainStep, type Step, transferStep } from '../../../src/cli/show/step.js';
import { safeFileName } from '../../../src/domain/video-file-name.js';
import { ProgressBar } from '../show/progress-bar.js';
import { formatRoute } from '../state/route.js';
import { formatEstimate } from './format-estimate.js';
import { dropUpload } from './send-uploads.js';
import type { Upload } from './uploads.js';

/** One file on its way from the list to a job. */
export function UploadCard({ upload }: { readonly upload: Upload }) {
  const { file, facts, state } = upload;
  const step = stepOf(upload);
  // As the job will be called: marks that reorder text could make a picture of a video here.
  const name = safeFileName(file.name);
  return (
    <li class={`upload ${state.kind}`}>
      <div class="head">
        <span class="name">{name}</span>
        <button
          class="quiet"
          type="button"
          aria-label={`${state.kind === 'sending' ? 'Stop sending' : 'Remove'} ${name}`}
          onClick={() => {
            dropUpload(upload);
          }}
        >
          ✕
        </button>
      </div>
      <p class="facts">
        {[
          formatBytes(file.size),
          ...(facts ? [`${facts.width} × ${facts.height}`, formatDuration(facts.durationSeconds)] : []),
        ].join(' · ')}
      </p>
      <Expectation upload={upload} />
      {step === null ? null : <ProgressBar step={step} label={`Sending ${name}`} />}
      {state.kind === 'refused' || state.kind === 'failed' ? (
        <p class="why" role="alert">
          {state.why}
        </p>
      ) : null}
      {state.kind === 'sending' && state.interrupted !== null ? (
        <p class="why calm" role="status">
          {state.interrupted}
        </p>
      ) : null}
      {state.kind === 'sent' ? (
        <p>
          Sent. <a href={formatRoute({ view: 'job', jobId: state.jobId })}>Watch it</a>
        </p>
      ) : null}
    </li>
  );
}

function Expectation({ upload: { facts, estimate, state } }: { readonly upload: Upload }) {
  if (state.kind !== 'chosen') return null;
  if (estimate !== null) {
    return (
      <p class="estimate">
        {formatEstimate(estimate).map((part, index) => (
          <span key={part} class={index === 0 ? 'size' : undefined}>
            {part}
          </span>
        ))}
      </p>
    );
  }
  if (facts === undefined) return <p class="estimate quiet-words">Looking at it …</p>;
  if (facts !== null) return null;
  return <p class="estimate quiet-words">This browser cannot look into it; Upreel will, after the upload.</p>;
}

function stepOf({ file, state }: Upload): Step | null {
  if (state.kind === 'waiting') return plainStep('waiting');
  if (state.kind === 'sending') return sendingStep(state, file.size);
  return null;
}

function sendingStep(
  { sentBytes, newBytes, seconds }: Extract<Upload['state'], { kind: 'sending' }>,
  size: number,
): Step {
  const { rate, etaSeconds } = transferStep('', newBytes, size - sentBytes + newBytes, seconds);
  return { ...transferStep('sending', sentBytes, size, 0), rate, etaSeconds };
}
