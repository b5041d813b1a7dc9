import { CATALOGUE } from '../../../src/adapters/onnx/catalogue.js';
import { sourceFiles } from '../../../src/adapters/onnx/read-net.js';
import { MODELS, isCatalogueModelId } from '../../../src/contracts/models.js';

const ids = Object.keys(MODELS).filter(isCatalogueModelId);

describe.each(ids)('the catalogue entry of %s', (id) => {
  it('enlarges as jobs are promised', () => {
    expect(CATALOGUE[id].scale).toBe(MODELS[id].scale);
  });

  it('names every file byte for byte, and where it can be had', () => {
    for (const { sha256, sizeBytes, sources } of sourceFiles(CATALOGUE[id])) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(sizeBytes).toBeGreaterThan(0);
      expect(sources.length).toBeGreaterThan(0);
    }
  });
});
