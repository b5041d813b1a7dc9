import { useEffect } from 'preact/hooks';

import { PRECISIONS, type Precision } from '../../../src/contracts/job-options.js';
import {
  DEFAULT_MODEL,
  MODELS,
  isCatalogueModelId,
  scaleOfModel,
  type ModelId,
} from '../../../src/contracts/models.js';
import { settings } from '../api/settings.js';
import { useStore } from '../state/use-store.js';
import { estimateOpen } from './choose-files.js';
import { Choice } from './choice.js';
import { offeredModels, SCALES, withModel, type UploadOptions } from './upload-options.js';
import { uploadOptions } from './uploads.js';

const PIXELS = { 2: 'four', 3: 'nine', 4: 'sixteen' } as const;

const PRECISION_WORDS: Readonly<Record<Precision | 'own', string>> = {
  own: 'The one this server was set up for.',
  fp32: 'The model exactly as it was trained.',
  fp16: 'Half the memory, the same to the eye; for GPUs.',
  int8: 'Two to three times as fast, a little less exact; the report says by how much.',
};

/** What applies to all videos that are not on their way yet. */
export function OptionsPanel() {
  const options = useStore(uploadOptions);
  const { models } = useStore(settings);
  const change = (next: UploadOptions): void => {
    uploadOptions.update(() => next);
  };
  useEffect(() => {
    void estimateOpen();
  }, [options]);
  const model = options.model ?? DEFAULT_MODEL[options.videoType];
  return (
    <div class="options">
      <Choice
        legend="Video"
        name="videoType"
        value={options.videoType}
        choices={[
          { value: 'real', label: 'Filmed' },
          { value: 'anime', label: 'Drawn' },
        ]}
        words={
          options.videoType === 'real'
            ? 'From a camera, with grain and texture.'
            : 'Animation, with lines and flat colours.'
        }
        onChange={(videoType) => {
          change(withModel({ ...options, videoType }, null));
        }}
      />
      <Choice
        legend="Enlarge"
        name="scale"
        value={options.scale}
        choices={SCALES.map((scale) => ({ value: scale, label: `×${scale}`, disabled: scale > scaleOfModel(model) }))}
        words={`${options.scale} times as wide and as high: ${PIXELS[options.scale]} pixels for each one.`}
        onChange={(scale) => {
          change({ ...options, scale });
        }}
      />
      <div class="field">
        <label for="model">Model</label>
        <div class="select">
          <select
            id="model"
            aria-describedby="model-words"
            value={model}
            onChange={({ currentTarget }) => {
              change(withModel(options, currentTarget.value as ModelId));
            }}
          >
            {offeredModels(models).map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </div>
        <p id="model-words">{isCatalogueModelId(model) ? sentence(MODELS[model].goodFor) : 'A model of your own.'}</p>
      </div>
      <div class="field">
        <label for="precision">Precision</label>
        <div class="select">
          <select
            id="precision"
            aria-describedby="precision-words"
            value={options.precision ?? 'own'}
            onChange={({ currentTarget: { value } }) => {
              change({ ...options, precision: PRECISIONS.find((precision) => precision === value) ?? null });
            }}
          >
            <option value="own">as the server prefers</option>
            {PRECISIONS.map((precision) => (
              <option key={precision} value={precision}>
                {precision}
              </option>
            ))}
          </select>
        </div>
        <p id="precision-words">{PRECISION_WORDS[options.precision ?? 'own']}</p>
      </div>
    </div>
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
