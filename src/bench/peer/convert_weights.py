"""Writes realesr-animevideov3's weights as framelift-video reads them, from the ncnn file that Upreel runs.

    python convert_weights.py NCNN_BIN OUT.pth

Convolutions lie in their order as a tag, weights (16-bit floats where the tag says so, padded to 4 bytes) and 32-bit
biases; between them the slopes of the PReLUs.
"""

import sys
from pathlib import Path

import numpy
import torch

FEATURES, BODY, SCALE = 64, 16, 4
HALF_TAG = 0x01306B47


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def floats(self, count, kind="<f4"):
        size = count * numpy.dtype(kind).itemsize
        values = numpy.frombuffer(self.data, kind, count, self.at).astype("float32")
        self.at += -(-size // 4) * 4
        return torch.from_numpy(values)

    def convolution(self, inputs, outputs):
        tag = int(numpy.frombuffer(self.data, "<u4", 1, self.at)[0])
        self.at += 4
        weights = self.floats(outputs * inputs * 9, "<f2" if tag == HALF_TAG else "<f4")
        return weights.reshape(outputs, inputs, 3, 3), self.floats(outputs)


def main():
    reader = Reader(Path(sys.argv[1]).read_bytes())
    state = {}
    channels = [3] + [FEATURES] * (BODY + 1) + [3 * SCALE**2]
    for index, (inputs, outputs) in enumerate(zip(channels, channels[1:])):
        layer = 2 * index
        state[f"body.{layer}.weight"], state[f"body.{layer}.bias"] = reader.convolution(inputs, outputs)
        if index <= BODY:
            state[f"body.{layer + 1}.weight"] = reader.floats(FEATURES)
    if reader.at != len(reader.data):
        sys.exit(f"{len(reader.data) - reader.at} bytes of the weights are left over")
    torch.save({"params": state}, sys.argv[2])


main()
