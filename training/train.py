"""train.py: trains the event network from one file of settings.

    python training/train.py training/train.toml OUTPUT_FOLDER

The settings (`train.toml` explains each) name the encoder, the texts and the epochs. OUTPUT_FOLDER gets `network.pt`
and a line in `log.jsonl` after each epoch, with the scores on the held-out annotations; at last `events.onnx` and
`tokenizer.json`, which belong into `loaders/data/network`.
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from corpora import texts_in
from epochs import packed, taught
from examples import IGNORED, Example, ExampleMaker
from export import export
from marks import TRIGGER, Atlas, Item, Markup, read
from network import EventNetwork
from real import annotated
from torch import Tensor
from torch.nn import functional

from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.windows import SHAPES, ends_of, tokenizer_in
from claimgraph.loaders.gazetteer import Gazetteer

BY_PIECE = ("triggers", "mentions", "roles", "antecedents")
"""Outputs with a row of logits for each piece."""
WEIGHTS = {"triggers": 1.0, "mentions": 1.0, "roles": 1.0, "antecedents": 0.5, "flags": 0.3, "polarity": 0.2}
"""How much each output counts in the loss."""
UNMARKED = (labels.CUE, labels.DENIER, labels.DENIAL, labels.HEDGE, labels.QUANTITY, labels.TIME)
"""Roles that real news is not annotated with, at least not everywhere."""
PIECES_A_BATCH = 2400
MOVED, JOINED = 0.5, 0.4
SHORT = 700


@dataclass(frozen=True, slots=True)
class Settings:
    """What `train.toml` says; paths are relative to its folder."""

    encoder: Path
    start: Path | None
    own: tuple[Path, ...]
    own_share: float
    own_whole: tuple[Path, ...]
    real: tuple[Path, ...]
    held_out: tuple[Path, ...]
    corpora: tuple[Path, ...]
    epochs: int
    rate: float
    kept: float
    lures: int
    seed: int
    threads: int


def settings_in(path: Path) -> Settings:
    """The settings of a file.

    Raises:
        ValueError: a setting is missing or unknown.
    """
    told = tomllib.loads(path.read_text("utf-8"))
    fields = set(Settings.__slots__)
    if odd := (fields ^ told.keys()) - {"start"}:
        raise ValueError(f"{path}: missing or unknown settings: {', '.join(sorted(odd))}")
    base = path.parent

    def paths(name: str) -> tuple[Path, ...]:
        whole = ((base / each).resolve() for each in told[name])
        return tuple(found for path in whole for found in sorted(path.parent.glob(path.name)) or [path])

    many = {name: paths(name) for name in ("own", "own_whole", "real", "held_out", "corpora")}
    start = base / told["start"] if told.get("start") else None
    return Settings(**{**told, **many, "encoder": base / told["encoder"], "start": start})


class Texts:
    """The texts that the network learns from, as examples, moved about and joined anew in each epoch."""

    def __init__(
        self,
        settings: Settings,
        maker: ExampleMaker,
        own: Sequence[Markup],
        whole: Sequence[Markup],
        real: Sequence[Item],
    ) -> None:
        self._settings, self._maker, self._own, self._whole, self._real = settings, maker, own, whole, real
        self._atlas, self._chance = Atlas(Gazetteer.load()), random.Random(settings.seed)

    def own(self) -> list[Example]:
        """Examples of the texts written for the project: a share of most, all of some."""
        markups = self._chance.sample(self._own, round(self._settings.own_share * len(self._own)))
        markups += self._chance.sample(self._whole, len(self._whole))
        moved = (self._atlas.moved(m, self._chance) if self._chance.random() < MOVED else m for m in markups)
        items = joined([markup.item() for markup in moved], self._chance)
        return [example for item in items for example in self._maker.examples(item, self._chance)]

    def real(self) -> list[Example]:
        """Examples of all annotated news."""
        items = joined(self._chance.sample(self._real, len(self._real)), self._chance)
        lures = self._settings.lures
        return [example for item in items for example in self._maker.examples(item, self._chance, lures)]

    def batches(self, examples: Sequence[Example]) -> Iterator[list[Example]]:
        """Examples of like lengths together, batch after batch in no order."""
        return packed(examples, lambda example: len(example.ids) + 2, PIECES_A_BATCH, 12, self._chance)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the event network.")
    parser.add_argument("settings", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    settings = settings_in(options.settings)
    random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    tokenizer = tokenizer_in(settings.encoder)
    ends = ends_of(tokenizer)
    texts = texts_in(settings.corpora)
    whole = read(settings.own_whole)
    own = read([path for path in settings.own if path not in settings.own_whole])
    real, held_out = (
        [item for path in paths for _, item in annotated(path, texts)] for paths in (settings.real, settings.held_out)
    )
    maker = ExampleMaker(tokenizer, Lexicon.load().abbreviations, lures([*own, *whole], real))
    shown = Texts(settings, maker, own, whole, real)
    tests = [example for item in held_out for example in maker.examples(item, random.Random(0), settings.lures)]
    network = EventNetwork(settings.encoder)
    if settings.start:
        network.load_state_dict(torch.load(settings.start), strict=False)
    network.encoder.get_input_embeddings().weight.requires_grad_(False)
    teacher = EventNetwork(settings.encoder) if settings.start else None
    if teacher:
        teacher.load_state_dict(network.state_dict())
        teacher.eval()

    def epoch() -> list[list[Example]]:
        examples = shown.real()
        if teacher:
            examples = filled(teacher, examples, ends)
        return list(shown.batches(examples + shown.own()))

    def loss(batch: list[Example]) -> Tensor:
        return loss_of(network, batch, ends)

    options.output.mkdir(parents=True, exist_ok=True)
    for told in taught(network, _groups(network, settings.rate), settings.epochs, epoch, loss):
        record = told | score(network, tests, ends)
        print(json.dumps(record), flush=True)
        with (options.output / "log.jsonl").open("a") as log:
            log.write(json.dumps(record) + "\n")
        torch.save(network.state_dict(), options.output / "network.pt")
    if settings.start:
        network.load_state_dict(mixed(torch.load(settings.start), network.state_dict(), settings.kept))
        torch.save(network.state_dict(), options.output / "network.pt")
    export(network, settings.encoder, options.output)


def mixed(before: Mapping[str, Tensor], after: Mapping[str, Tensor], kept: float) -> dict[str, Tensor]:
    """Weights between those of before and after the training (WiSE-FT, Wortsman et al. 2022): what was learned on other
    texts is not lost.

    Parameters:
        kept: the share of the weights of before.
    """
    return {
        name: kept * before[name] + (1 - kept) * weight if name in before and weight.is_floating_point() else weight
        for name, weight in after.items()
    }


def lures(own: Sequence[Markup], real: Sequence[Item]) -> frozenset[str]:
    """Single words that are triggers at least three times in our own text, or twice in real text."""
    found: set[str] = set()
    for items, least in (([markup.item() for markup in own], 3), (real, 2)):
        words = Counter(item.text[m.start : m.end].lower() for item in items for m in item.marks if m.role == TRIGGER)
        found |= {word for word, count in words.items() if count >= least and " " not in word}
    return frozenset(found)


def joined(items: Sequence[Item], chance: random.Random) -> Iterator[Item]:
    """Short items stand alone or beside unrelated ones: neighbours of a sentence need not belong to it."""
    waiting: Item | None = None
    for item in items:
        if waiting is None:
            if len(item.text) < SHORT and chance.random() < JOINED:
                waiting = item
            else:
                yield item
        else:
            yield waiting + item
            waiting = None
    if waiting is not None:
        yield waiting


def filled(teacher: EventNetwork, examples: Sequence[Example], ends: tuple[int, int]) -> list[Example]:
    """Examples of real news with the roles that nobody marked there as the network marks them before it is trained:
    what it knew of cues and denials is not unlearned."""
    first = np.array([labels.begin(labels.ROLES, role) for role in UNMARKED])
    known = np.concatenate([first, first + 1])
    told = sorted(
        (place for place, example in enumerate(examples) if example.flags and example.flags[0]),
        key=lambda place: len(examples[place].ids),
    )
    made = list(examples)
    for begin in range(0, len(told), 24):
        places = told[begin : begin + 24]
        with torch.no_grad():
            tags = outputs(teacher, batched([examples[place] for place in places], ends))["roles"].argmax(-1).numpy()
        for row, place in enumerate(places):
            roles = examples[place].roles
            heard = tags[row, 1 : len(roles) + 1]
            made[place] = replace(examples[place], roles=np.where((roles == 0) & np.isin(heard, known), heard, roles))
    return made


def _groups(network: EventNetwork, rate: float) -> list[dict[str, Any]]:
    encoder = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    inside = {id(weight) for weight in network.encoder.parameters()}
    heads = [weight for weight in network.parameters() if id(weight) not in inside]
    return [{"params": encoder, "lr": rate}, {"params": heads, "lr": 5 * rate}]


def batched(batch: Sequence[Example], ends: tuple[int, int]) -> dict[str, Tensor]:
    """Examples as arrays (batch, longest), filled up."""
    shape = (len(batch), max(len(example.ids) for example in batch) + 2)
    made = {name: np.zeros(shape, dtype=np.int64) for name in ("ids", "kinds", "mask")}
    made |= {name: np.full(shape, IGNORED) for name in BY_PIECE}
    for row, example in enumerate(batch):
        end = len(example.ids) + 1
        made["ids"][row, 0], made["ids"][row, end] = ends
        made["ids"][row, 1:end] = example.ids
        made["kinds"][row, 1:end] = example.shapes + SHAPES * example.marked
        made["mask"][row, : end + 1] = 1
        for name in BY_PIECE:
            made[name][row, 1:end] = getattr(example, name)
    return {name: torch.from_numpy(array) for name, array in made.items()}


def outputs(network: EventNetwork, given: dict[str, Tensor]) -> dict[str, Tensor]:
    """The network's logits by name."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        made = network(given["ids"], given["kinds"], given["mask"])
    return dict(zip((*BY_PIECE, "polarity", "flags"), (logits.float() for logits in made), strict=True))


def loss_of(network: EventNetwork, batch: Sequence[Example], ends: tuple[int, int]) -> Tensor:
    """How wrong the network is about a batch."""
    given = batched(batch, ends)
    made = outputs(network, given)
    total = torch.zeros(())
    for name in BY_PIECE:
        if (given[name] != IGNORED).any():
            weights = _tag_weights(name, made[name])
            logits = made[name].transpose(1, 2)
            wrong = functional.cross_entropy(logits, given[name], weight=weights, ignore_index=IGNORED)
            total = total + WEIGHTS[name] * wrong
    told = [row for row, example in enumerate(batch) if example.flags]
    if told:
        wanted = torch.tensor([batch[row].flags for row in told], dtype=torch.float32)
        total = total + WEIGHTS["flags"] * functional.binary_cross_entropy_with_logits(made["flags"][told], wanted)
    stances = torch.tensor([example.polarity for example in batch])
    if (stances != IGNORED).any():
        wrong = functional.cross_entropy(made["polarity"], stances, ignore_index=IGNORED)
        total = total + WEIGHTS["polarity"] * wrong
    return total


def _tag_weights(name: str, logits: Tensor) -> Tensor | None:
    """Antecedents are rare: their tags weigh more, lest none be learned."""
    if name != "antecedents":
        return None
    weights = torch.full((logits.shape[-1],), 5.0)
    weights[0] = 1.0
    return weights


def score(network: EventNetwork, tests: Sequence[Example], ends: tuple[int, int]) -> dict[str, float]:
    """F1 of the tags by word, and the share of flags and polarities that are right."""
    network.eval()
    kinds = dict(zip(BY_PIECE, (("trigger",), labels.MENTIONS, labels.ROLES, labels.ANTECEDENTS), strict=True))
    hits: Counter[str] = Counter()
    ordered = sorted(tests, key=lambda example: len(example.ids))
    for first in range(0, len(ordered), 16):
        batch = ordered[first : first + 16]
        given = batched(batch, ends)
        with torch.no_grad():
            made = outputs(network, given)
        for name in BY_PIECE:
            wanted, found = given[name], made[name].argmax(-1)
            seen = wanted != IGNORED
            for place, kind in enumerate(kinds[name]):
                right, told = (
                    (tags > 0) & seen & ((tags - 1).div(2, rounding_mode="floor") == place) for tags in (wanted, found)
                )
                hits.update(
                    {
                        f"{name}.{kind}:wanted": int(right.sum()),
                        f"{name}.{kind}:found": int(told.sum()),
                        f"{name}.{kind}:both": int((right & told).sum()),
                    }
                )
        for row, example in enumerate(batch):
            if not example.flags:
                continue
            for place, flag in enumerate(labels.FLAGS[: None if example.flags[0] else 1]):
                right_flag = bool(made["flags"][row, place] > 0) == bool(example.flags[place])
                hits.update({f"flags.{flag}:asked": 1, f"flags.{flag}:right": int(right_flag)})
            if example.polarity != IGNORED:
                same = int(made["polarity"][row].argmax() == example.polarity)
                hits.update({"polarity:asked": 1, "polarity:right": same})
    return _shares(hits)


def _shares(hits: Counter[str]) -> dict[str, float]:
    shares = {}
    for key in dict.fromkeys(name.rpartition(":")[0] for name in hits):
        if f"{key}:asked" in hits:
            shares[key] = round(hits[f"{key}:right"] / hits[f"{key}:asked"], 3)
        elif hits[f"{key}:wanted"]:
            shares[key] = round(2 * hits[f"{key}:both"] / (hits[f"{key}:wanted"] + hits[f"{key}:found"]), 3)
    return shares


if __name__ == "__main__":
    main()
