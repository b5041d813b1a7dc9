import { useEffect, useState } from 'preact/hooks';

import type { JobReport } from '../../../src/contracts/report.js';
import type { JobResult } from '../../../src/triggers/jobs/result-of.js';
import { readReport, resultOf } from '../api/api.js';
import { Notice } from '../show/notice.js';
import { sentenceOf } from '../show/sentence-of.js';
import { ComparePlayer } from './compare-player.js';
import { ReportWords } from './report-words.js';

interface Loaded {
  readonly result: JobResult;
  readonly report: JobReport;
}

/** What came of a completed job. */
export function JobResultView({ jobId }: { readonly jobId: string }) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    const ending = new AbortController();
    const load = async (): Promise<void> => {
      const result = await resultOf(jobId, ending.signal);
      setLoaded({ result, report: await readReport(result.reportUrl, ending.signal) });
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

function Result({ result, report }: Loaded) {
  const [playable, setPlayable] = useState(true);
  const { sourceUrl, posterUrl, comparisonUrl, url } = result;
  const { frames, durationSeconds, picture } = report.result;
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
          clock={{ frames, framesPerSecond: frames / durationSeconds }}
          size={shownSize(picture)}
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

/** Pixels need not be square. */
function shownSize({ outputWidth, outputHeight, sampleAspectRatio: { num, den } }: JobReport['result']['picture']) {
  return { width: (outputWidth * num) / den, height: outputHeight };
}
