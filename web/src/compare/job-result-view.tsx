import { useEffect, useState } from 'preact/hooks';

import type { JobReport } from '../../../src/contracts/report.js';
import type { JobResult } from '../../../src/triggers/jobs/result-of.js';
import { readReport, resultOf } from '../api/api.js';
import { bytesAt } from '../media/bytes.js';
import { readMp4FrameTimes } from '../media/mp4-frame-times.js';
import { Notice } from '../show/notice.js';
import { sentenceOf } from '../show/sentence-of.js';
import { ComparePlayer } from './compare-player.js';
import { evenClock, type FrameClock } from './frame-clock.js';
import { ReportWords } from './report-words.js';

interface Loaded {
  readonly result: JobResult;
  readonly report: JobReport;
  readonly clock: FrameClock;
}

/** What came of a completed job. */
export function JobResultView({ jobId }: { readonly jobId: string }) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    const ending = new AbortController();
    const load = async (): Promise<void> => {
      const result = await resultOf(jobId, ending.signal);
      const report = await readReport(result.reportUrl, ending.signal);
      setLoaded({ result, report, clock: await readClock(result, report, ending.signal) });
    };
    load().catch((error: unknown) => {
      if (!ending.signal.aborted) setProblem(error);
    });
    return () => {
      ending.abort();
    };
  }, [jobId]);
  if (problem !== null) return <Notice>{sentenceOf(problem)}</Notice>;
  if (loaded === null) return <p class="quiet-words">Looking at the result …</p>;
  return <Result {...loaded} />;
}

function Result({ result, report, clock }: Loaded) {
  const [playable, setPlayable] = useState(true);
  const { sourceUrl, posterUrl, comparisonUrl, url } = result;
  return (
    <>
      {sourceUrl === undefined || !playable ? (
        <p class="quiet-words">
          {sourceUrl === undefined
            ? 'The source is no longer there to compare with.'
            : 'This browser cannot play the two videos side by side; the download plays elsewhere.'}
        </p>
      ) : (
        <ComparePlayer
          sourceUrl={sourceUrl}
          resultUrl={url}
          clock={clock}
          size={shownSize(report.result.picture)}
          onUnplayable={() => {
            setPlayable(false);
          }}
        />
      )}
      <ReportWords report={report} />
      {comparisonUrl === undefined ? null : (
        <figure class="before-after">
          <img src={comparisonUrl} alt="The same picture before and after, side by side" />
          <figcaption>
            Before and after. <a href={comparisonUrl}>Save this picture</a>
            {posterUrl === undefined ? null : (
              <>
                {' '}
                or <a href={posterUrl}>the poster</a>
              </>
            )}
          </figcaption>
        </figure>
      )}
    </>
  );
}

/** By the time stamps of the result itself; evenly where it has none that can be read, or others than the job made. */
async function readClock({ url }: JobResult, { result }: JobReport, signal: AbortSignal): Promise<FrameClock> {
  const { frames, durationSeconds, sizeBytes } = result;
  const times = await readMp4FrameTimes(bytesAt(url, sizeBytes, signal)).catch(() => null);
  return times?.starts.length === frames ? times : evenClock(frames, durationSeconds);
}

/** Pixels need not be square. */
function shownSize({ outputWidth, outputHeight, sampleAspectRatio: { num, den } }: JobReport['result']['picture']) {
  return { width: (outputWidth * num) / den, height: outputHeight };
}
