export interface RrdbNet {
  /** Channels between the blocks. */
  readonly features: number;
  /** Channels each convolution inside a block adds. */
  readonly growth: number;
  /** Residual-in-residual blocks, each of three dense blocks. */
  readonly blocks: number;
}

const LEAKY = '9=2 -23310=1,0.2';
const DENSE_BLOCKS = 3;
/** The convolutions of a dense block that add channels; one more brings them back to `features`. */
const GROWING_CONVOLUTIONS = 4;

/**
 * The `.param` text of RRDBNet ×4 (Real-ESRGAN's large nets): dense blocks of 3×3 convolutions whose results are added
 * at a fifth, two nearest-neighbour enlargements by 2 with a convolution each. Facts of the architecture describe it
 * completely, so weights are enough to have the model.
 */
export function rrdbParam({ features, growth, blocks }: RrdbNet): string {
  const layers = ['Input data 0 1 data'];
  const convolve = (input: string, output: string, inputs: number, outputs: number, leaky: boolean): void => {
    const size = `0=${outputs} 1=3 4=1 5=1 6=${outputs * inputs * 9}`;
    layers.push(`Convolution ${output} 1 1 ${input} ${output} ${size}${leaky ? ` ${LEAKY}` : ''}`);
  };
  /** A blob can be read once in ncnn. */
  const split = (blob: string, copies: number): string[] => {
    const names = Array.from({ length: copies }, (_, copy) => `${blob}_${copy}`);
    layers.push(`Split split-${blob} 1 ${copies} ${blob} ${names.join(' ')}`);
    return names;
  };
  const addAtAFifth = (part: string, whole: string, output: string): void => {
    layers.push(`Eltwise ${output} 2 1 ${part} ${whole} ${output} 0=1 -23301=2,0.2,1.0`);
  };
  /** Each convolution sees the input and all results before it. */
  const denseBlock = (input: string, name: string): string => {
    const readers = split(input, GROWING_CONVOLUTIONS + 2);
    const grown: string[][] = [];
    for (let index = 0; index <= GROWING_CONVOLUTIONS; index++) {
      const seen = [readers[index] ?? '', ...grown.map((copies) => copies.shift() ?? '')];
      const together = index === 0 ? seen.join() : `${name}-seen${index}`;
      if (index > 0) layers.push(`Concat ${together} ${seen.length} 1 ${seen.join(' ')} ${together} 0=0`);
      const last = index === GROWING_CONVOLUTIONS;
      const output = `${name}-conv${index}`;
      convolve(together, output, features + index * growth, last ? features : growth, !last);
      if (!last) grown.push(split(output, GROWING_CONVOLUTIONS - index));
    }
    addAtAFifth(`${name}-conv${GROWING_CONVOLUTIONS}`, readers.at(-1) ?? '', name);
    return name;
  };

  convolve('data', 'first', 3, features, false);
  const [intoBody = '', aroundBody = ''] = split('first', 2);
  let body = intoBody;
  for (let block = 0; block < blocks; block++) {
    const [into = '', around = ''] = split(body, 2);
    let dense = into;
    for (let index = 0; index < DENSE_BLOCKS; index++) dense = denseBlock(dense, `block${block}-dense${index}`);
    body = `block${block}`;
    addAtAFifth(dense, around, body);
  }
  convolve(body, 'body', features, features, false);
  layers.push(`BinaryOp trunk 2 1 ${aroundBody} body trunk 0=0`);
  let enlarged = 'trunk';
  for (const step of [1, 2]) {
    layers.push(`Interp larger${step} 1 1 ${enlarged} larger${step} 0=1 1=2.0 2=2.0`);
    enlarged = `up${step}`;
    convolve(`larger${step}`, enlarged, features, features, true);
  }
  convolve(enlarged, 'high', features, features, true);
  convolve('high', 'output', features, 3, false);
  const blobs = new Set(layers.flatMap(outputsOf)).size;
  return `7767517\n${layers.length} ${blobs}\n${layers.join('\n')}\n`;
}

function outputsOf(layer: string): string[] {
  const [, , inputs, outputs, ...names] = layer.split(' ');
  return names.slice(Number(inputs), Number(inputs) + Number(outputs));
}
