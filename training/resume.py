"""resume.py: turns the shipped network, whose weights are integers, back into weights that train.py can go on from.

    python training/resume.py ENCODER_FOLDER loaders/data/network start.pt

What the integers lost stays lost, but an epoch of training mends it; training from the bare encoder takes hours.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from network import EventNetwork
from onnx import numpy_helper

_HEADS = ("triggers", "mentions", "roles.0", "roles.2", "antecedents.0", "antecedents.2")
"""Heads by piece, in the order in which the network uses them."""
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
    parser.add_argument("shipped", type=Path, help="the folder of events.onnx")
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    network = EventNetwork(options.encoder)
    count = network.encoder.config.num_hidden_layers
    linear = [f"encoder.encoder.layer.{number}.{part}" for number in range(count) for part in _LAYER]
    found = _weights(options.shipped / "events.onnx", [*linear, *_HEADS])
    state = network.state_dict()
    for name, tensor in state.items():
        if name in found:
            tensor.copy_(torch.from_numpy(np.array(found[name])))
        else:
            print("left as in the encoder:", name)
    torch.save(state, options.weights)


def _weights(path: Path, linear: list[str]) -> dict[str, np.ndarray]:
    """The weights of one file by name. The exporter numbers the matrices of linear layers in the order in which they
    are used; what is used transposed keeps its name."""
    given = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    quantized = [name.removesuffix("_quantized") for name in given if name.endswith("_quantized")]
    numbered = (name for name in quantized if name.startswith("onnx::"))
    matrices = sorted(numbered, key=lambda name: int(name.rsplit("_", 1)[1]))
    found = dict(given)
    for name in quantized:
        exact = _exact(given, name)
        found[name.removesuffix("_Transposed")] = exact.T if name.endswith("_Transposed") else exact
    for name, matrix in zip(linear, matrices, strict=True):
        found[f"{name}.weight"] = _exact(given, matrix).T
    return found


def _exact(given: dict[str, np.ndarray], name: str) -> np.ndarray:
    zero, scale = given[f"{name}_zero_point"].astype(np.float32), given[f"{name}_scale"]
    return (given[f"{name}_quantized"].astype(np.float32) - zero) * scale


if __name__ == "__main__":
    main()
