import { thumbnailOf } from '../../domain/thumbnail-of.js';
import type { FrameSink } from '../../ports/media-tool.js';
import type { Frame } from '../../ports/upscaler.js';

/** Thumbnails of what passes: its frames are given away right after. */
export class FrameWatch {
  readonly taken: Float32Array[] = [];
  readonly made: Float32Array[] = [];

  async *source(frames: AsyncIterable<Frame>): AsyncIterable<Frame> {
    for await (const frame of frames) {
      this.taken.push(thumbnailOf(frame));
      yield frame;
    }
  }

  sink(sink: FrameSink): FrameSink {
    return {
      ...sink,
      write: (frame) => {
        this.made.push(thumbnailOf(frame));
        return sink.write(frame);
      },
    };
  }
}
