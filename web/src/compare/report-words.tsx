import { formatBytes } from '../../../src/cli/show/format-bytes.js';
import { formatDuration } from '../../../src/cli/show/format-duration.js';
import type { JobReport } from '../../../src/contracts/report.js';

/** What a job's report says, for people. */
export function ReportWords({ report }: { readonly report: JobReport }) {
  const { source, result, model, decisions, streams, checks, seconds, framesPerSecond } = report;
  const { picture } = result;
  return (
    <section class="report" aria-labelledby="report">
      <h2 id="report">What was done</h2>
      <dl class="numbers">
        <Number name="Picture">
          {picture.width} × {picture.height} → {picture.outputWidth} × {picture.outputHeight}
        </Number>
        <Number name="Frames">{result.frames.toLocaleString()}</Number>
        <Number name="Length">{formatDuration(result.durationSeconds)}</Number>
        <Number name="Size">
          {formatBytes(source.sizeBytes)} → {formatBytes(result.sizeBytes)}
        </Number>
        <Number name="Time taken">{formatDuration(seconds.total)}</Number>
        <Number name="Speed">{framesPerSecond.upscale.toPrecision(2)} frames a second</Number>
      </dl>
      <p class="quiet-words">
        Made with {model.id} on {model.devices.join('; ')}.
      </p>
      <details open>
        <summary>Decisions</summary>
        <ul>
          {decisions.map(({ about, decision, why }) => (
            <li key={about + decision}>
              <strong>{about}:</strong> {decision}. {why}
            </li>
          ))}
          {streams.map(({ index, type, codec, action, to, reason }) => (
            <li key={index}>
              <strong>
                {type} {codec}:
              </strong>{' '}
              {action}
              {to === undefined ? '' : ` to ${to}`}
              {reason === undefined ? '' : `, because ${reason}`}
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>Checks</summary>
        <ul>
          {checks.map(({ check, result: verdict, figure }) => (
            <li key={check}>
              <strong>{check}:</strong> {verdict}, {figure}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Number({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
