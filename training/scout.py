"""scout.py: teaches a scout to find triggers in what the lower layers of a taught network make of a text.

    python training/scout.py ENCODER_FOLDER network.pt scout.pt TEXT_FILE... [--epochs N] [--rate R] [--hold-out K]

The network stays as it is, and is the teacher: the scout learns to say of each word what the whole network says of it,
and with a quarter of the weight what the text has marked. Every K-th item is held out; after each epoch the scout's
triggers in these are compared with the network's and with the marked ones. At last its glance learns which pieces the
scout itself may take for triggers, and is moved to where it overlooks one in a thousand of those held out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch
from epochs import taught
from examples import CHUNK, IGNORED, Example, ExampleMaker
from lines import move_line, teach_line
from marks import Atlas, Item, read
from network import RoleNetwork, Scout, shutting
from torch import Tensor
from torch.nn import functional
from train import batched, in_batches, shown_items

from claimgraph.loaders.extract.labeller.labeller import Thresholds
from claimgraph.loaders.extract.labeller.pieces import ends_of, tokenizer_in
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.gazetteer import Gazetteer

MARKED = 0.25
"""How much what is marked weighs beside what the network says."""
SHORT_CHUNK, SHORT = 40, 0.25
"""A quarter of the items are shown in windows of a sentence or two, as articles that are nearly given up are read."""
GLANCED = 1500
"""Items that the glance learns from."""
MAY_BE, OVERLOOKED = 0.15, 0.001
"""From which probability on a piece may be a trigger; which share of the scout's triggers the glance may overlook."""


def main() -> None:
    options = _options()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = tokenizer_in(options.encoder)
    ends = ends_of(tokenizer)
    markups = read(options.texts)
    kept = [m for i, m in enumerate(markups) if i % options.hold_out]
    held_out = [markup.item() for markup in markups[:: options.hold_out]]
    maker, atlas = ExampleMaker(tokenizer, Lexicon.load().abbreviations, frozenset()), Atlas(Gazetteer.load())
    chance = random.Random(options.seed)
    network = RoleNetwork(options.encoder)
    network.load_state_dict(torch.load(options.weights))
    network.eval().requires_grad_(False)
    scout = Scout(network)
    scout.layer.requires_grad_(True)
    groups = [
        {"params": scout.layer.parameters(), "lr": options.rate},
        {"params": scout.triggers.parameters(), "lr": 10 * options.rate},
    ]
    tests = [batched(one, ends) for one in _batches(held_out, maker, random.Random(0))]

    def shown() -> Iterator[list[Example]]:
        return _batches(shown_items(kept, atlas, chance), maker, chance)

    def loss(batch: list[Example]) -> Tensor:
        return _loss(network, scout, batched(batch, ends))

    scout.eval()
    for record in taught(scout.layer, groups, options.epochs, shown, loss):
        print(json.dumps(record | _score(network, scout, tests)))
        torch.save(scout.state_dict(), options.scout)
    glanced = _batches([markup.item() for markup in chance.sample(kept, min(GLANCED, len(kept)))], maker, chance)
    states, odds = _seen(network, scout, (batched(one, ends) for one in glanced))
    teach_line(scout.glance, states, odds >= MAY_BE)
    states, odds = _seen(network, scout, tests)
    move_line(scout.glance, states[odds >= Thresholds().trigger], 1 - OVERLOOKED)
    print(json.dumps({"hopeful pieces": round((scout.glance(states) >= 0).float().mean().item(), 3)}))
    torch.save(scout.state_dict(), options.scout)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Teach a scout.")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("scout", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--hold-out", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _batches(items: Iterable[Item], maker: ExampleMaker, chance: random.Random) -> Iterator[list[Example]]:
    """The searches of all items, in batches of like lengths."""
    sized = ((item, SHORT_CHUNK if chance.random() < SHORT else CHUNK) for item in items)
    return in_batches([search for item, size in sized for search in maker.searches(item, size)], chance)


def _told(network: RoleNetwork, given: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """What the lower layers make of a batch, what the whole network says of its triggers, and what shuts the rest."""
    shut = shutting(given["mask"])
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.lower(given["ids"], given["kinds"], shut)
        triggers = network.top(network.middle(states, shut), given["kinds"], shut)[0]
    return states.float(), triggers.float(), shut


def _loss(network: RoleNetwork, scout: Scout, given: dict[str, Tensor]) -> Tensor:
    states, taught, shut = _told(network, given)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = scout(states, shut)
    found, asked = found.float(), given["triggers"] != IGNORED
    alike = -(taught.softmax(-1) * found.log_softmax(-1)).sum(-1)[asked].mean()
    return alike + MARKED * functional.cross_entropy(found[asked], given["triggers"][asked])


def _seen(network: RoleNetwork, scout: Scout, batches: Iterable[dict[str, Tensor]]) -> tuple[Tensor, Tensor]:
    """What the lower layers make of the words of some searches, and how likely the scout takes each for a trigger."""
    states, odds = [], []
    with torch.no_grad():
        for given in batches:
            shut, asked = shutting(given["mask"]), given["triggers"] != IGNORED
            read = network.lower(given["ids"], given["kinds"], shut)
            states.append(read[asked])
            odds.append(1 - scout(read, shut).softmax(-1)[..., 0][asked])
    return torch.cat(states), torch.cat(odds)


def _score(network: RoleNetwork, scout: Scout, batches: Sequence[dict[str, Tensor]]) -> dict[str, float]:
    """Which share of the network's triggers the scout finds, of its own are the network's, and of those marked either
    finds."""
    seen: Counter[str] = Counter()
    with torch.no_grad():
        for given in batches:
            states, taught, shut = _told(network, given)
            asked = given["triggers"] != IGNORED
            marked = asked & (given["triggers"] > 0)
            found, known = (
                asked & (logits.softmax(-1)[..., 1:].sum(-1) >= Thresholds().trigger)
                for logits in (scout(states, shut), taught)
            )
            for name, words in (
                ("found", found),
                ("known", known),
                ("marked", marked),
                ("both", found & known),
                ("found marked", found & marked),
                ("known marked", known & marked),
            ):
                seen[name] += int(words.sum())
    shares = (
        ("found of the network's", "both", "known"),
        ("of the network's among them", "both", "found"),
        ("found of those marked", "found marked", "marked"),
        ("found by the network of those marked", "known marked", "marked"),
    )
    return {name: round(seen[part] / max(1, seen[whole]), 3) for name, part, whole in shares}


if __name__ == "__main__":
    main()
