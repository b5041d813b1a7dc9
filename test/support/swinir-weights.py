"""Writes weights of SwinIR's real-world medium configuration that pass the picture on.

    python swinir-weights.py OUT.pth

The release page of the trained weights can't be reached from everywhere, and no package has them. These have the same
layers and sizes: convolutions pass the first three channels on, attention and what follows it are near zero, and
seeded noise is on all of it, so that the result resembles the source and every layer has a part in it.
"""

import sys

import torch
from spandrel.architectures.SwinIR import SwinIR

torch.manual_seed(3)
net = SwinIR(
    upscale=4,
    in_chans=3,
    img_size=64,
    window_size=8,
    img_range=1.0,
    depths=[6, 6, 6, 6, 6, 6],
    embed_dim=180,
    num_heads=[6, 6, 6, 6, 6, 6],
    mlp_ratio=2,
    upsampler="nearest+conv",
    resi_connection="1conv",
)
weights = net.state_dict()
NOISE = 2e-4
# Body: the residual around all blocks carries the picture. Ends: the three channels are handed through.
IDENTITY = {"conv_first", "conv_before_upsample.0", "conv_up1", "conv_up2", "conv_hr", "conv_last"}
for name, value in weights.items():
    if not value.is_floating_point() or "attn_mask" in name:
        continue
    layer = name.rsplit(".", 1)[0]
    if ".norm" in name or name.startswith("norm"):
        continue
    value.copy_(NOISE * torch.randn(value.shape))
    if layer in IDENTITY and name.endswith("weight"):
        for channel in range(3):
            value[channel, channel, value.shape[2] // 2, value.shape[3] // 2] += 1
# The net takes the mean colour away first, and its activations stop what is negative: so all is raised, and lowered again.
weights["conv_first.bias"][:3] += 1
weights["conv_last.bias"] -= 1
torch.save(weights, sys.argv[1])
