"""export.py: turns a taught network into the files that the product runs.

    python training/export.py ENCODER_FOLDER network.pt OUTPUT_FOLDER

Writes network.onnx with weights as 8-bit integers, and tokenizer.json.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from network import RoleNetwork
from onnxruntime.quantization import QuantType, quantize_dynamic


def main() -> None:
    parser = argparse.ArgumentParser(description="Export the role network.")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--layers", type=int, default=0, help="how many layers of the encoder were kept")
    parser.add_argument("--exact", action="store_true", help="leave the weights as they are, for comparison")
    parser.add_argument("--seven-bits", action="store_true", help="weights of 7 bits: alike on any processor")
    options = parser.parse_args()
    network = RoleNetwork(options.encoder, options.layers)
    network.load_state_dict(torch.load(options.weights))
    network.eval()
    options.output.mkdir(parents=True, exist_ok=True)
    given = (
        torch.full((2, 8), 5, dtype=torch.long),
        torch.tensor([[0, 0, 4, 0, 0, 0, 0, 0]] * 2),
        torch.ones((2, 8), dtype=torch.long),
    )
    names = ["triggers", "roles", "antecedents", "polarity", "flags"]
    axes = {name: {0: "batch", 1: "length"} for name in ("ids", "kinds", "mask", *names[:3])}
    axes |= {name: {0: "batch"} for name in names[3:]}
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            network,
            given,
            str(exact),
            input_names=["ids", "kinds", "mask"],
            output_names=names,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if options.exact:
            shutil.copy(exact, options.output / "network.onnx")
        else:
            quantize_dynamic(
                exact,
                options.output / "network.onnx",
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=options.seven_bits,
            )
    shutil.copy(options.encoder / "tokenizer.json", options.output / "tokenizer.json")


if __name__ == "__main__":
    main()
