import fc from 'fast-check';

import { InvalidOptionError, parseJobOptions, resolveJobOptions } from '../../src/contracts/job-options.js';
import {
  MODELS,
  importedModelId,
  isCatalogueModelId,
  isImportedModelId,
  isModelId,
  scaleOfModel,
} from '../../src/contracts/models.js';

const SHA256 = '0123456789abcdef'.repeat(4);

describe('the id of an imported model', () => {
  it('carries its scale and the start of its hash', () => {
    const id = importedModelId(3, SHA256);

    expect(id).toBe('import-x3-0123456789ab');
    expect(scaleOfModel(id)).toBe(3);
    expect(isModelId(id)).toBe(true);
    expect(isCatalogueModelId(id)).toBe(false);
  });

  it.each([
    'import-x9-0123456789ab',
    'import-x2-0123456789AB',
    'import-x2-0123',
    'import-x2-0123456789ab/..',
    'toString',
  ])('%s is none', (text) => {
    expect(isImportedModelId(text)).toBe(false);
    expect(isModelId(text)).toBe(false);
  });
});

describe('options of a model', () => {
  it('takes the scale that the model has, where none is asked for', () => {
    expect(resolveJobOptions({ model: 'span-x2' }, 'real', 'fp32')).toMatchObject({ scale: 2 });
    expect(resolveJobOptions({ model: 'span-x4' }, 'real', 'fp32')).toMatchObject({ scale: 4 });
    expect(resolveJobOptions({ model: importedModelId(8, SHA256) }, 'real', 'fp32')).toMatchObject({ scale: 4 });
    expect(resolveJobOptions({ model: 'span-x2', height: 720 }, 'real', 'fp32')).not.toHaveProperty('scale');
  });

  it('refuses a scale above the model’s, and names the models that can', () => {
    const parse = () => parseJobOptions({ model: 'span-x2', scale: '3' });

    expect(parse).toThrow(InvalidOptionError);
    expect(parse).toThrow(/^span-x2 enlarges by 2 at most, not by 3\. These can: realesr-general-x4v3, .*span-x4/);
    expect(parse).not.toThrow(/dat-light-x2/);
  });

  it('refuses int8 of a model that loses too much in it, and says where that stands', () => {
    expect(() => parseJobOptions({ model: 'span-x2', precision: 'int8' })).toThrow(
      'span-x2 loses too much in int8 (docs/models.md); use fp32.',
    );
    expect(parseJobOptions({ model: 'span-x4', precision: 'int8' })).toEqual({ model: 'span-x4', precision: 'int8' });
    expect(parseJobOptions({ precision: 'int8' })).toEqual({ precision: 'int8' });
  });

  it('lets every model shrink its result to a smaller scale', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(MODELS).filter(isCatalogueModelId)),
        fc.integer({ min: 2, max: 4 }),
        (model, scale) => {
          const possible = scale <= scaleOfModel(model);
          const parse = () => parseJobOptions({ model, scale: String(scale) });
          if (possible) expect(parse()).toEqual({ model, scale });
          else expect(parse).toThrow(InvalidOptionError);
        },
      ),
    );
  });

  it('accepts an imported model by the form of its id, and says what else there is', () => {
    expect(parseJobOptions({ model: 'import-x2-0123456789ab' })).toEqual({ model: 'import-x2-0123456789ab' });
    expect(() => parseJobOptions({ model: 'esrgan' })).toThrow(
      /model must be one of realesr-general-x4v3, .*or the id of an imported model \(import-x4-…\), not "esrgan"/,
    );
  });
});
