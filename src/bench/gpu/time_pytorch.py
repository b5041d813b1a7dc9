"""Times realesr-animevideov3 in PyTorch.

    python time_pytorch.py WEIGHTS.pth WIDTH HEIGHT FRAMES DEVICE PRECISION

Frames come and go as uint8, as they do in Upreel's graphs; prints seconds a frame, without the first ones.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional

FEATURES, BODY, SCALE = 64, 16, 4
WARM_UP = 2


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [nn.Conv2d(3, FEATURES, 3, 1, 1), nn.PReLU(FEATURES)]
        for _ in range(BODY):
            layers += [nn.Conv2d(FEATURES, FEATURES, 3, 1, 1), nn.PReLU(FEATURES)]
        self.body = nn.Sequential(*layers, nn.Conv2d(FEATURES, 3 * SCALE**2, 3, 1, 1))

    def forward(self, picture):
        enlarged = functional.pixel_shuffle(self.body(picture), SCALE)
        return enlarged + functional.interpolate(picture, scale_factor=SCALE, mode="nearest")


def main():
    weights, width, height, frames, device, precision = sys.argv[1:]
    kind = torch.float16 if precision == "fp16" else torch.float32
    net = Net()
    net.load_state_dict(torch.load(weights)["params"])
    net = net.to(device, kind).eval()
    frame = torch.randint(0, 256, (1, int(height), int(width), 3), dtype=torch.uint8)
    began = 0.0
    with torch.inference_mode():
        for index in range(WARM_UP + int(frames)):
            if index == WARM_UP:
                began = time.perf_counter()
            picture = frame.to(device).permute(0, 3, 1, 2).to(kind) / 255
            (net(picture).clamp(0, 1) * 255).round().to(torch.uint8).permute(0, 2, 3, 1).cpu()
    print((time.perf_counter() - began) / int(frames))


main()
