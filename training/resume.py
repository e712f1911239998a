"""resume.py: turns the 8-bit network that the product runs back into weights that train.py can go on from.

    python training/resume.py ENCODER_FOLDER loaders/data/labeller/network.onnx network.pt

What 8 bits lost stays lost, but an epoch of training mends it; training from the bare encoder takes an hour.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from network import RoleNetwork
from onnx import numpy_helper

_HEADS = ("triggers", "roles.0", "roles.2", "antecedents.0", "antecedents.2")
_LAYER = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Go on from the shipped network.")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("shipped", type=Path)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    given = {one.name: numpy_helper.to_array(one) for one in onnx.load(options.shipped).graph.initializer}
    network = RoleNetwork(options.encoder)
    state = network.state_dict()
    layers = network.encoder.config.num_hidden_layers
    # The exporter numbers the matrices of linear layers in the order in which they are used.
    anonymous = sorted(
        (name.removesuffix("_quantized") for name in given if name.startswith("onnx::") and name.endswith("_quantized")),
        key=lambda name: int(name.rsplit("_", 1)[1]),
    )
    linear = [f"encoder.encoder.layer.{layer}.{part}.weight" for layer in range(layers) for part in _LAYER]
    linear += [f"{head}.weight" for head in _HEADS]
    names = dict(zip(linear, anonymous, strict=True))
    for target, tensor in state.items():
        if target in given:
            found = given[target]
        elif f"{target}_quantized" in given:
            found = _exact(given, target)
        elif target in names:
            found = _exact(given, names[target]).T
        elif f"{target}_Transposed_quantized" in given:
            found = _exact(given, f"{target}_Transposed").T
        else:
            print("left as in the encoder:", target)
            continue
        tensor.copy_(torch.from_numpy(np.ascontiguousarray(found)))
    torch.save(state, options.weights)


def _exact(given: dict[str, np.ndarray], name: str) -> np.ndarray:
    zero, scale = given[f"{name}_zero_point"].astype(np.float32), given[f"{name}_scale"]
    return (given[f"{name}_quantized"].astype(np.float32) - zero) * scale


if __name__ == "__main__":
    main()
