"""Exports PyTorch weights of any architecture that spandrel knows to ONNX.

    python export_pth.py WEIGHTS OUT_DIRECTORY

Writes net.onnx (float 1x3xHxW in 0..1), input.f32 and output.f32 (a test picture and what PyTorch makes of it, for the
comparison with ONNX Runtime) and facts.json. Weights are read by spandrel's restricted unpickler, which runs no code
of the file.
"""

import inspect
import json
import sys
import warnings
from pathlib import Path

import torch
from spandrel import ImageModelDescriptor, ModelLoader

OPSET = 17
TILE = 64
# Nothing but convolutions: every size can go through, so no size is fixed. Attention windows bake their masks in.
ANY_SIZE = {"ESRGAN", "Compact", "SPAN"}


def tile_for(requirements):
    """The smallest multiple of the net's window that is at least TILE."""
    multiple = max(1, requirements.multiple_of)
    side = max(TILE, requirements.minimum)
    return -(-side // multiple) * multiple


def test_picture(side):
    """Slopes, waves and an edge, with a little seeded noise: the same everywhere."""
    y, x = torch.meshgrid(torch.linspace(0, 1, side), torch.linspace(0, 1, side), indexing="ij")
    picture = torch.stack([x, y, 0.5 + 0.4 * torch.sin(18 * x) * torch.cos(14 * y)])
    picture[:, side // 3 : side // 2, side // 4 : side // 2] = torch.tensor([0.85, 0.15, 0.3])[:, None, None]
    noise = torch.randn(picture.shape, generator=torch.Generator().manual_seed(7))
    return (picture + 0.02 * noise).clamp(0, 1)[None]


def main():
    weights, out = Path(sys.argv[1]), Path(sys.argv[2])
    warnings.filterwarnings("ignore")
    descriptor = ModelLoader(device="cpu").load_from_file(weights)
    if not isinstance(descriptor, ImageModelDescriptor):
        sys.exit("the weights are of a model that needs more than a picture")
    if descriptor.input_channels != 3 or descriptor.output_channels != 3:
        sys.exit(f"the model takes {descriptor.input_channels} channels, and pictures have 3")
    net = descriptor.model.eval().float()
    tile = tile_for(descriptor.size_requirements)
    any_size = descriptor.architecture.id in ANY_SIZE
    picture = test_picture(tile)
    with torch.no_grad():
        output = net(picture)
        axes = {2: "H", 3: "W"}
        options = {"dynamic_axes": {"in": axes, "out": {2: "OutH", 3: "OutW"}}} if any_size else {}
        if "dynamo" in inspect.signature(torch.onnx.export).parameters:
            options["dynamo"] = False
        torch.onnx.export(
            net,
            (picture,),
            str(out / "net.onnx"),
            opset_version=OPSET,
            input_names=["in"],
            output_names=["out"],
            **options,
        )
    picture.numpy().astype("<f4").tofile(out / "input.f32")
    output.numpy().astype("<f4").tofile(out / "output.f32")
    facts = {
        "architecture": " ".join([descriptor.architecture.name, *descriptor.tags]),
        "scale": descriptor.scale,
        "tile": tile,
        "anySize": any_size,
        "torch": torch.__version__,
    }
    (out / "facts.json").write_text(json.dumps(facts))


main()
