"""export.py: turns a taught network and its scout into the files that the product runs.

    python training/export.py ENCODER_FOLDER network.pt scout.pt OUTPUT_FOLDER

Writes lower.onnx, scout.onnx and upper.onnx with weights as 8-bit integers, and tokenizer.json. A search for triggers
runs the first two, a telling the first and the last; onnxruntime runs all of a file, whatever is asked of it. The
scout's glance stands in the first, the sieve in the last.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import onnx
import torch
from network import RoleNetwork, Scout
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

_BY_PIECE, _AS_A_WHOLE = {0: "batch", 1: "length"}, {0: "batch"}
_BY_KEPT = {0: "batch", 1: "kept"}
_ANSWERS = {
    "triggers": _BY_KEPT,  # nobody asks for them but resume.py; they cost nothing that shows
    "roles": _BY_KEPT,
    "antecedents": _BY_KEPT,
    "polarity": _AS_A_WHOLE,
    "flags": _AS_A_WHOLE,
    "kept": {0: "kept"},
}


class _Part(nn.Module):
    """What a function of a network works out, as a module of its own."""

    def __init__(self, network: nn.Module, work: Callable[..., Tensor | tuple[Tensor, ...]]) -> None:
        super().__init__()
        self.network, self._work = network, work

    def forward(self, *given: Tensor) -> Tensor | tuple[Tensor, ...]:
        return self._work(*given)


def main() -> None:
    parser = argparse.ArgumentParser(description="Export the role network.")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("scout", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--exact", action="store_true", help="leave the weights as they are, for comparison")
    parser.add_argument("--seven-bits", action="store_true", help="weights of 7 bits: alike on any processor")
    options = parser.parse_args()
    network = RoleNetwork(options.encoder)
    network.load_state_dict(torch.load(options.weights))
    scout = Scout(network)
    scout.load_state_dict(torch.load(options.scout))
    ids, kinds = torch.full((2, 8), 5, dtype=torch.long), torch.tensor([[0, 0, 4, 0, 0, 0, 0, 0]] * 2)
    states = torch.zeros(2, 8, network.encoder.config.hidden_size)
    options.output.mkdir(parents=True, exist_ok=True)

    def read(ids: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        states = network.lower(ids, kinds)
        return states, scout.hopeful(states)

    read_out = {"states": _BY_PIECE, "hopeful": _BY_PIECE}
    both = nn.ModuleList([network, scout])
    _write("lower", _Part(both, read), {"ids": ids, "kinds": kinds}, read_out, options)
    _write("scout", scout, {"states": states}, {"triggers": _BY_PIECE}, options)
    _write("upper", _Part(network, network.tell), {"states": states[:1], "kinds": kinds[:1]}, _ANSWERS, options)
    shutil.copy(options.encoder / "tokenizer.json", options.output / "tokenizer.json")


def _write(
    name: str, part: nn.Module, given: dict[str, Tensor], told: dict[str, dict[int, str]], options: argparse.Namespace
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        exact, output = Path(folder) / f"{name}.onnx", options.output / f"{name}.onnx"
        torch.onnx.export(
            part.eval(),
            tuple(given.values()),
            str(exact),
            input_names=list(given),
            output_names=list(told),
            dynamic_axes=dict.fromkeys(given, _BY_PIECE) | told,
            opset_version=17,
            dynamo=False,
        )
        if options.exact:
            shutil.copy(exact, output)
        else:
            quantize_dynamic(
                exact,
                output,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=options.seven_bits,
                nodes_to_exclude=_lines_in(exact),
            )


def _lines_in(path: Path) -> list[str]:
    """The products of the sieve and the glance: on which side a piece falls must not hang on what stands beside it."""
    products = (node.name for node in onnx.load(path).graph.node if node.op_type == "MatMul")
    return [name for name in products if "/sieve/" in name or "/glance/" in name]


if __name__ == "__main__":
    main()
