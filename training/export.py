"""export.py: writes a trained network as the two files that the product reads, `events.onnx` and `tokenizer.json`.

    python training/export.py ENCODER_FOLDER network.pt OUTPUT_FOLDER [--exact]

Weights become integers of seven bits: eight bits sum up differently on processors with and without VNNI.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from network import OUTPUTS, EventNetwork
from onnxruntime.quantization import QuantType, quantize_dynamic

_BY_PIECE = {0: "batch", 1: "length"}
_BY_WINDOW = {0: "batch"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Export the event network.")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--exact", action="store_true", help="leave the weights as they are, for comparison")
    options = parser.parse_args()
    network = EventNetwork(options.encoder)
    network.load_state_dict(torch.load(options.weights))
    export(network, options.encoder, options.output, exact=options.exact)


def export(network: EventNetwork, encoder: Path, output: Path, *, exact: bool = False) -> None:
    """Write a network and the tokenizer of its encoder to a folder."""
    output.mkdir(parents=True, exist_ok=True)
    ids, kinds = torch.full((2, 8), 5, dtype=torch.long), torch.tensor([[0, 0, 4, 0, 0, 0, 0, 0]] * 2)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "events.onnx"
        torch.onnx.export(
            network.eval(),
            (ids, kinds),
            str(plain),
            input_names=["ids", "kinds"],
            output_names=list(OUTPUTS),
            dynamic_axes=dict.fromkeys(("ids", "kinds", *OUTPUTS[:4]), _BY_PIECE)
            | dict.fromkeys(OUTPUTS[4:], _BY_WINDOW),
            opset_version=17,
            dynamo=False,
        )
        if exact:
            shutil.copy(plain, output / plain.name)
        else:
            quantize_dynamic(
                plain, output / plain.name, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
            )
    shutil.copy(encoder / "tokenizer.json", output / "tokenizer.json")


if __name__ == "__main__":
    main()
