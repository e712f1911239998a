"""resume.py: turns the 8-bit network that the product runs back into weights that train.py can go on from.

    python training/resume.py ENCODER_FOLDER loaders/data/labeller network.pt

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
_WITHIN = "network."
"""What stands before the names of the network's weights in a file that holds a part of it."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Go on from the shipped network.")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("shipped", type=Path, help="the folder of lower.onnx and upper.onnx")
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    network = RoleNetwork(options.encoder)
    low, layers = network.low, network.encoder.config.num_hidden_layers
    found = _weights(options.shipped / "lower.onnx", _layers(range(low)))
    found |= _weights(options.shipped / "upper.onnx", [*_layers(range(low, layers)), *_HEADS])
    state = network.state_dict()
    for name, tensor in state.items():
        if name in found:
            tensor.copy_(torch.from_numpy(np.ascontiguousarray(found[name])))
        else:
            print("left as in the encoder:", name)
    torch.save(state, options.weights)


def _layers(numbers: range) -> list[str]:
    return [f"encoder.encoder.layer.{number}.{part}" for number in numbers for part in _LAYER]


def _weights(path: Path, linear: list[str]) -> dict[str, np.ndarray]:
    """The weights of one file by name. The exporter numbers the matrices of linear layers in the order in which they
    are used; what is used transposed keeps its name."""
    given = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    quantized = [name.removesuffix("_quantized") for name in given if name.endswith("_quantized")]
    numbered = (name for name in quantized if name.startswith("onnx::"))
    matrices = sorted(numbered, key=lambda name: int(name.rsplit("_", 1)[1]))
    found = {name.removeprefix(_WITHIN): array for name, array in given.items()}
    for name in quantized:
        plain = name.removeprefix(_WITHIN)
        found[plain.removesuffix("_Transposed")] = (
            _exact(given, name).T if name.endswith("_Transposed") else _exact(given, name)
        )
    for name, matrix in zip(linear, matrices, strict=True):
        found[f"{name}.weight"] = _exact(given, matrix).T
    return found


def _exact(given: dict[str, np.ndarray], name: str) -> np.ndarray:
    zero, scale = given[f"{name}_zero_point"].astype(np.float32), given[f"{name}_scale"]
    return (given[f"{name}_quantized"].astype(np.float32) - zero) * scale


if __name__ == "__main__":
    main()
