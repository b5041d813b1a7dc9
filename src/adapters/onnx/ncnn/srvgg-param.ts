export interface SrvggCompact {
  /** Channels between the convolutions. */
  readonly features: number;
  /** Convolutions between the first and the last. */
  readonly bodyConvolutions: number;
  readonly scale: number;
}

/**
 * The `.param` text of SRVGGNetCompact (Real-ESRGAN's small nets): 3×3 convolutions with PReLU, a pixel shuffle, and
 * the nearest-neighbour enlargement of the input added. Facts of the architecture describe it completely, so weights
 * are enough to have the model.
 */
export function srvggParam({ features, bodyConvolutions, scale }: SrvggCompact): string {
  const shuffled = 3 * scale * scale;
  const layers = ['Input data 0 1 data', 'Split split 1 2 data skip body0'];
  for (let index = 0; index <= bodyConvolutions; index++) {
    const inputs = index === 0 ? 3 : features;
    layers.push(
      `Convolution conv${index} 1 1 body${index} conv${index} 0=${features} 1=3 4=1 5=1 6=${features * inputs * 9}`,
      `PReLU prelu${index} 1 1 conv${index} body${index + 1} 0=${features}`,
    );
  }
  layers.push(
    `Convolution last 1 1 body${bodyConvolutions + 1} last 0=${shuffled} 1=3 4=1 5=1 6=${shuffled * features * 9}`,
    `PixelShuffle shuffle 1 1 last shuffled 0=${scale}`,
    `Interp enlarge 1 1 skip enlarged 0=1 1=${scale} 2=${scale}`,
    'BinaryOp add 2 1 shuffled enlarged output 0=0',
  );
  return `7767517\n${layers.length} ${layers.length + 1}\n${layers.join('\n')}\n`;
}
