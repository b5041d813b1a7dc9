import { join } from 'node:path';

import { addIntegerEnds } from '../../../../src/adapters/onnx/graph/add-integer-ends.js';
import { convertFp16 } from '../../../../src/adapters/onnx/graph/convert-fp16.js';
import { decodeGraph } from '../../../../src/adapters/onnx/graph/decode-graph.js';
import { encodeGraph } from '../../../../src/adapters/onnx/graph/encode-graph.js';
import { ModelFolder } from '../../../../src/adapters/onnx/model-folder.js';
import { createModelStore } from '../../../../src/adapters/onnx/model-store.js';
import { cacheDirectory } from '../../../../src/config/cache-directory.js';
import { psnrDb } from '../../../../src/domain/psnr.js';
import { graphsOf } from '../../../support/nearest-model.js';
import { samplesOf, upscaleOnce } from '../../../support/test-upscaler.js';
import { readPicture } from '../read-fixture.js';

const models = join(cacheDirectory(), 'models');

describe('convertFp16', () => {
  it.each(['realesr-animevideov3', 'realesr-general-x4v3'])(
    'gives halves that compute what floats do, nearly: %s',
    async (model) => {
      const folder = new ModelFolder(join(models, model));
      const manifest = await folder.readManifest();
      const bytes = manifest && (await folder.read(manifest.net));
      if (bytes === undefined || typeof bytes === 'string') throw new Error(`${model} is not installed`);
      const half = convertFp16(decodeGraph(bytes));
      const graphs = graphsOf((bits) => encodeGraph(addIntegerEnds(half, bits)), { scale: 4, tiles: { haloPx: 34 } });

      const exact = await upscaleOnce(createModelStore({ directory: models }), await readPicture(16), 16, { model });
      const halved = await upscaleOnce(graphs, await readPicture(16), 16);

      expect(half.initializers.filter(({ type }) => type === 'float32').map(({ name }) => name)).toEqual([
        expect.stringMatching(/scales$/),
      ]);
      expect(psnrDb(samplesOf(halved, 16), samplesOf(exact, 16), 65_535)).toBeGreaterThan(55);
    },
  );
});
