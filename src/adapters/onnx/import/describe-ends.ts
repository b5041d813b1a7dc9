import { CorruptModelError } from '../corrupt-model-error.js';
import type { GraphValue, ModelGraph } from '../graph/model-graph.js';

/** How a graph of someone else takes and gives pictures. */
export interface GraphEnds {
  readonly input: string;
  readonly output: string;
  readonly layout: 'NCHW' | 'NHWC';
  readonly inputType: PictureType;
  readonly outputType: PictureType;
  /** The one size it takes, or undefined when the size varies. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
}

type PictureType = 'float32' | 'float16' | 'uint8';

/**
 * What the graph says of its ends.
 * @throws CorruptModelError for a graph that does not make one RGB picture of one RGB picture
 */
export function describeEnds({ inputs, outputs }: ModelGraph): GraphEnds {
  const [input, ...moreInputs] = inputs;
  const [output, ...moreOutputs] = outputs;
  if (input === undefined || output === undefined || moreInputs.length + moreOutputs.length > 0)
    throw new CorruptModelError(
      `it has ${inputs.length} inputs and ${outputs.length} outputs; a model of pictures has one of each`,
    );
  const layout = layoutOf(input);
  if (output.dims.length === 4 && layoutOf(output) !== layout)
    throw new CorruptModelError('its input and its output order their channels in different ways');
  const [batch] = input.dims;
  if (typeof batch === 'number' && batch !== 1)
    throw new CorruptModelError(`it takes ${batch} pictures at a time; export it for one`);
  const [height, width] = layout === 'NCHW' ? input.dims.slice(2) : input.dims.slice(1);
  return {
    input: input.name,
    output: output.name,
    layout,
    inputType: pictureType(input),
    outputType: pictureType(output),
    size: typeof width === 'number' && typeof height === 'number' ? { width, height } : undefined,
  };
}

function layoutOf({ name, dims }: GraphValue): GraphEnds['layout'] {
  if (dims.length !== 4)
    throw new CorruptModelError(
      `${name} has ${dims.length} dimensions where pictures have 4 (batch, channels, height, width)`,
    );
  if (dims[1] === 3) return 'NCHW';
  if (dims[3] === 3) return 'NHWC';
  const channels = typeof dims[1] === 'number' ? dims[1] : dims[3];
  if (typeof channels === 'number')
    throw new CorruptModelError(`${name} has ${channels} channels; only models of RGB pictures (3) are run here`);
  return 'NCHW';
}

function pictureType({ name, type }: GraphValue): PictureType {
  if (type === 'float32' || type === 'float16' || type === 'uint8') return type;
  throw new CorruptModelError(`${name} has elements of type ${type}; pictures are float32, float16 or uint8`);
}
