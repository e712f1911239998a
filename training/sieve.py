"""sieve.py: teaches a sieve which pieces the top layers need, and the top layers to do with no others.

    python training/sieve.py ENCODER_FOLDER network.pt OUTPUT.pt TEXT_FILE... [--epochs N] [--rate R] [--share S]

The network as it is is the teacher. What its middle layers make of a window for each telling, and what it then says of
it, are worked out once and kept (140 kB a telling). The sieve learns of which pieces the teacher says that they have a
part; it keeps the likeliest share S of all pieces. Then the top layers and the heads learn to say of what is kept what
the teacher says with all before it, and with a quarter of the weight what the text has marked. Every K-th item is held
out, and compared after each epoch.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from epochs import packed, taught
from examples import IGNORED, Example, ExampleMaker
from lines import move_line, teach_line
from marks import Markup, read
from network import RoleNetwork, shutting
from torch import Tensor
from torch.nn import functional
from train import batched, in_batches, lures

from claimgraph.loaders.extract.labeller.pieces import SHAPES, ends_of, tokenizer_in
from claimgraph.loaders.extract.lexicon import Lexicon

MARKED = 0.25
"""How much what is marked weighs beside what the teacher says."""
MATTERS = 0.15
"""A piece matters from this probability on that it has a part."""
KEPT_A_BATCH = 6000
SIFTED = 6000
"""Tellings that the sieve learns from."""
LOOSER, STRICTER = 1.5, 1.0
"""How far the sieve's line moves from telling to telling, so that the top layers can do with more or less."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One telling: the window and what is marked there; what the teacher's middle layers make of its pieces (the
    encoder's own first and last among them), and its answers."""

    example: Example
    states: Tensor
    roles: Tensor
    antecedents: Tensor
    polarity: Tensor
    flags: Tensor

    @property
    def kinds(self) -> Tensor:
        """Letter cases and the mark of the trigger, by piece."""
        inner = torch.from_numpy(self.example.shapes + SHAPES * self.example.marked)
        return functional.pad(inner, (1, 1))

    def tags(self, name: str) -> Tensor:
        """What is marked, by piece; -100 where a word goes on."""
        return functional.pad(torch.from_numpy(getattr(self.example, name)), (1, 1), value=IGNORED)

    def matters(self) -> Tensor:
        """How much each piece matters: whether it has a part, by the teacher, or by half by what is marked."""
        roles, antecedents = self.tags("roles"), self.tags("antecedents")
        told = torch.maximum(*(1 - odds.float().softmax(-1)[:, 0] for odds in (self.roles, self.antecedents)))
        marked = ((roles > 0) | (antecedents > 0)).float()
        return torch.maximum(told, marked / 2) * (roles != IGNORED)


Sifted = tuple[Lesson, Tensor]
"""A lesson and the places of its pieces that are kept."""


def main() -> None:
    options = _options()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    network = RoleNetwork(options.encoder)
    network.load_state_dict(torch.load(options.weights))
    chance = random.Random(options.seed)
    markups = chance.sample(everything := read(options.texts), len(everything))
    tokenizer = tokenizer_in(options.encoder)
    maker = ExampleMaker(tokenizer, Lexicon.load().abbreviations, lures(markups))
    teacher, ends = copy.deepcopy(network).eval().requires_grad_(False), ends_of(tokenizer)
    tests, lessons = (
        list(_lessons(teacher, some, maker, ends, chance, options.a_text))
        for some in (markups[:: options.hold_out], [m for i, m in enumerate(markups) if i % options.hold_out])
    )
    print(json.dumps({"tellings": len(lessons), "held out": len(tests)}), flush=True)
    _sift(network, chance.sample(lessons, min(SIFTED, len(lessons))), tests, options.share)
    print(json.dumps({"epoch": 0} | _score(network, tests)), flush=True)
    network.requires_grad_(False)
    layers = [p.requires_grad_(True) for p in network.encoder.encoder.layer[network.high :].parameters()]
    parts = (network.roles, network.antecedents, network.judge, network.polarity, network.flags)
    heads = [p.requires_grad_(True) for part in parts for p in part.parameters()]
    groups = [{"params": layers, "lr": options.rate}, {"params": heads, "lr": 3 * options.rate}]

    def shown() -> Iterator[list[Sifted]]:
        moved = [_sifted(network, lesson, chance.uniform(-LOOSER, STRICTER)) for lesson in lessons]
        return _batches(moved, chance)

    def loss(batch: list[Sifted]) -> Tensor:
        return _loss(_answers(network, batch), batch)

    for record in taught(network, groups, options.epochs, shown, loss):
        print(json.dumps(record | _score(network, tests)), flush=True)
        torch.save(network.state_dict(), options.output)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Teach a sieve, and the top layers to do with what it keeps.")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--share", type=float, default=0.25, help="the share of all pieces that the sieve keeps")
    parser.add_argument("--a-text", type=int, default=3, help="how many tellings of a text are shown at most")
    parser.add_argument("--hold-out", type=int, default=30)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _lessons(
    teacher: RoleNetwork,
    markups: Sequence[Markup],
    maker: ExampleMaker,
    ends: tuple[int, int],
    chance: random.Random,
    a_text: int,
) -> Iterator[Lesson]:
    examples: list[Example] = []
    for markup in markups:
        told = [example for example in maker.examples(markup.item(), chance) if example.flags]
        examples += chance.sample(told, min(a_text, len(told)))
    for batch in in_batches(examples, chance):
        given = batched(batch, ends)
        shut = shutting(given["mask"])
        with torch.no_grad():
            states = teacher.middle(teacher.lower(given["ids"], given["kinds"], shut), shut)
            _, *answers = teacher.top(states, given["kinds"], shut)
        for row, example in enumerate(batch):
            length = len(example.ids) + 2
            by_piece = (made[row, :length].half() for made in (states, *answers[:2]))
            yield Lesson(example, *by_piece, *(answer[row].clone() for answer in answers[2:]))


def _sift(network: RoleNetwork, lessons: Sequence[Lesson], tests: Sequence[Lesson], share: float) -> None:
    """Teach the sieve, and move its threshold of nought to where it keeps the share of what is held out."""
    mattering = torch.cat([lesson.matters() for lesson in lessons]) >= MATTERS
    teach_line(network.sieve, torch.cat([lesson.states for lesson in lessons]).float(), mattering)
    move_line(network.sieve, torch.cat([lesson.states for lesson in tests]).float(), share)


def _batches(sifted: Sequence[Sifted], chance: random.Random) -> Iterator[list[Sifted]]:
    """Lessons of which like numbers of pieces are kept together."""
    return packed(sifted, lambda one: len(one[1]), KEPT_A_BATCH, 4, chance)


def _sifted(network: RoleNetwork, lesson: Lesson, moved: float = 0.0) -> Sifted:
    """A lesson and the places of the pieces that the top layers are shown, the sieve's line moved."""
    with torch.no_grad():
        kept = network.kept(lesson.states.float()[None], lesson.kinds[None], moved)[0]
    return lesson, kept.nonzero()[:, 0]


def _answers(network: RoleNetwork, batch: Sequence[Sifted]) -> tuple[Tensor, ...]:
    rows = [lesson.states[kept].float() for lesson, kept in batch]
    kinds = [lesson.kinds[kept] for lesson, kept in batch]
    mask = _padded([torch.ones(len(row)) for row in rows])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        _, *answers = network.top(_padded(rows), _padded(kinds), shutting(mask))
    return tuple(answer.float() for answer in answers)


def _padded(rows: Sequence[Tensor], value: float = 0) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True, padding_value=value)


def _loss(answers: Sequence[Tensor], batch: Sequence[Sifted]) -> Tensor:
    """How far the answers are from the teacher's and from what is marked; pieces that matter weigh more."""
    roles, antecedents, polarity, flags = answers
    total = torch.zeros(())
    for name, found, weight, mattering in (("roles", roles, 1.0, 2), ("antecedents", antecedents, 0.5, 4)):
        tags = _padded([lesson.tags(name)[kept] for lesson, kept in batch], IGNORED)
        taught = _padded([getattr(lesson, name)[kept].float() for lesson, kept in batch]).softmax(-1)
        apart = -(taught * found.log_softmax(-1)).sum(-1) * (1 + mattering * (1 - taught[..., 0]))
        marked = functional.cross_entropy(found.transpose(1, 2), tags, ignore_index=IGNORED)
        total = total + weight * (apart[tags != IGNORED].mean() + MARKED * marked)
    taught_polarity = torch.stack([lesson.polarity for lesson, _ in batch])
    taught_flags = torch.stack([lesson.flags for lesson, _ in batch])
    stances = torch.tensor([lesson.example.polarity for lesson, _ in batch])
    wanted = torch.tensor([lesson.example.flags for lesson, _ in batch], dtype=torch.float32)
    total = total + 0.3 * functional.cross_entropy(polarity, taught_polarity.softmax(-1))
    total = total + 0.3 * functional.binary_cross_entropy_with_logits(flags, taught_flags.sigmoid())
    total = total + 0.1 * MARKED * functional.binary_cross_entropy_with_logits(flags, wanted)
    if (stances != IGNORED).any():
        total = total + 0.1 * MARKED * functional.cross_entropy(polarity, stances, ignore_index=IGNORED)
    return total


def _score(network: RoleNetwork, tests: Sequence[Lesson]) -> dict[str, float]:
    """The share of pieces kept; how many tags, polarities and flags differ from the teacher's, in each hundred of his;
    and F1 of tags against what is marked, the teacher's beside it."""
    network.eval()
    seen: Counter[str] = Counter()
    for batch in _batches([_sifted(network, lesson) for lesson in tests], random.Random(0)):
        with torch.no_grad():
            answers = _answers(network, batch)
        for row, (lesson, kept) in enumerate(batch):
            seen["pieces"] += len(lesson.states)
            seen["kept"] += len(kept)
            seen["tellings"] += 1
            seen["polarity"] += int(answers[2][row].argmax() != lesson.polarity.argmax())
            seen["claim"] += int((answers[3][row, 0] > 0) != (lesson.flags[0] > 0))
            for name, odds in zip(("roles", "antecedents"), answers[:2], strict=True):
                tags = lesson.tags(name)
                asked, found = tags != IGNORED, torch.zeros_like(tags)
                found[kept] = odds[row, : len(kept)].argmax(-1)
                taught = getattr(lesson, name).argmax(-1)
                seen[f"{name} differ"] += int((found != taught)[asked].sum())
                for whose, given in (("own", found), ("taught", taught), ("marked", tags)):
                    seen[f"{name} {whose}"] += int((given > 0)[asked].sum())
                    seen[f"{name} {whose} right"] += int(((given == tags) & (tags > 0)).sum())
    told = {"kept": round(seen["kept"] / seen["pieces"], 3)}
    for name in ("roles", "antecedents"):
        told[f"{name} differ"] = round(100 * seen[f"{name} differ"] / max(1, seen[f"{name} taught"]), 2)
        for whose in ("own", "taught"):
            marks = seen[f"{name} {whose}"] + seen[f"{name} marked"]
            told[f"{name} {whose} F1"] = round(2 * seen[f"{name} {whose} right"] / max(1, marks), 4)
    return told | {f"{name} differ": round(100 * seen[name] / seen["tellings"], 2) for name in ("polarity", "claim")}


if __name__ == "__main__":
    main()
