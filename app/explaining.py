"""An explained article for people: for each sentence its tree, what its phrases mean, what became of each trigger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from claimgraph.app.words import console
from claimgraph.graph.model import Stance
from claimgraph.graph.network import OWN_VOICE, UNNAMED
from claimgraph.queries.cells import safe

if TYPE_CHECKING:
    from claimgraph.loaders.extract.explained import (
        FrameTried,
        Judgement,
        Kept,
        Meaning,
        Node,
        SentenceTold,
        TellingTold,
        TriggerTold,
        Words,
    )

UNPARSED = "not parsed: neither it nor a neighbour has a word of supply or of denial"
Row = tuple[str, str, str]
"""A heading, what it holds, and the style of both."""


def show_explained(article: str, sentences: Iterable[SentenceTold]) -> None:
    """Print what happened to some sentences of an article."""
    terminal = console()
    terminal.print(Text(safe(article), "bold underline"))
    for sentence in sentences:
        label = f" {sentence.label}:" if sentence.label else ""
        terminal.print(Text(f"\nSentence {sentence.number} [{sentence.start}–{sentence.end}]{label}", "bold"))
        terminal.print(Text(safe(_on_one_line(sentence.text))))
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for heading, text, style in _rows(sentence):
            table.add_row(Text(safe(heading), style), Text(_kept_indent(text), style))
        terminal.print(table)
    terminal.print()


def to_explanation(article: str, sentences: Iterable[SentenceTold], unread: str = "") -> dict[str, Any]:
    """The same as one JSON object.

    Parameters:
        unread: why nobody looked for claims, where nobody did.
    """
    why = {"unread": unread} if unread else {}
    return {"article": article, **why, "sentences": [asdict(sentence) for sentence in sentences]}


def _kept_indent(text: str) -> str:
    """One line of text as plain text; the blanks before it show depth."""
    return " " * (len(text) - len(text.lstrip())) + safe(text.lstrip())


def _rows(sentence: SentenceTold) -> Iterator[Row]:
    if not sentence.parsed:
        yield "  parse", UNPARSED, "dim"
    for number, line in enumerate(outline(sentence.tree)):
        yield "" if number else "  parse", line, "dim"
    if sentence.meanings:
        yield "  means", " · ".join(map(_meaning, sentence.meanings)), ""
    for telling in sentence.tellings:
        yield from _telling(telling)
    for trigger in sentence.triggers:
        yield from _trigger(trigger)
    for ending in sentence.endings:
        yield "  dropped", _joined(ending.why, ending.detail), "red"
    for kept in sentence.kept:
        yield "  kept", _kept(kept), "green"


def outline(tree: Sequence[Node]) -> list[str]:
    """A dependency tree in few lines: a line for each word with words below it, its single words beside it."""
    below: dict[int, list[Node]] = defaultdict(list)
    for node in tree:
        if node.head != node.number:
            below[node.head].append(node)
    roots = [node for node in tree if node.head == node.number]
    return [line for root in roots for line in _branch(root, below, 0)]


def _branch(node: Node, below: Mapping[int, Sequence[Node]], depth: int) -> Iterator[str]:
    beside = [child for child in below[node.number] if not below[child.number] and child.relation != "punct"]
    words = " ".join(f"{child.text}:{child.relation}" for child in beside)
    yield f"{'  ' * depth}{node.relation} {node.text}/{node.tag}" + (f"  ({words})" if words else "")
    for child in below[node.number]:
        if below[child.number]:
            yield from _branch(child, below, depth + 1)


def _trigger(trigger: TriggerTold) -> Iterator[Row]:
    yield f"  “{trigger.words.text}”", f"[{trigger.words.start}–{trigger.words.end}]", "bold"
    for frame in trigger.frames:
        yield "    frame", _frame(frame), ""
    for judgement in trigger.judgements:
        if all(judgement.parts != frame.parts for frame in trigger.frames):
            yield "    so", _parts(judgement.parts), ""
        yield "    says so", _speakers(judgement), ""
        yield "    happens", _outlook(judgement), ""
    for ending in trigger.endings:
        yield "    dropped", _joined(ending.why, ending.detail), "red"
    for kept in trigger.kept:
        yield "    kept", _kept(kept), "green"


def _frame(frame: FrameTried) -> str:
    refused = [
        f"“{each.words.text}” ({each.place}) as {each.part}: {each.objection}"
        for each in frame.considered
        if each.objection
    ]
    return f"{frame.family}: " + "; ".join(
        [_parts(frame.parts) or "nothing fits", *refused, *filter(None, [frame.failed])]
    )


def _parts(parts: Mapping[str, Sequence[Words]]) -> str:
    return " · ".join(f"{part} {_listed(words)}" for part, words in parts.items())


def _speakers(judgement: Judgement) -> str:
    said = [
        f"{f'“{each.speaker.text}”' if each.speaker else 'nobody named'} {'does not ' if each.negated else ''}"
        f"{each.kind} (“{each.cue.text}”)"
        for each in judgement.speakers
    ]
    above = ", above it ".join(said) or f"nobody in the sentence: {OWN_VOICE}"
    return above + (f"; in the voice of {judgement.voice}" if judgement.voice else "")


def _outlook(judgement: Judgement) -> str:
    words = [judgement.effect]
    words += ["negated"] if judgement.negated else []
    words += ["hedged"] if judgement.hedged else []
    grounds = [f"“{ground.words.text}” {ground.says}" for ground in judgement.grounds]
    return ", ".join(words) + (f" ({', '.join(grounds)})" if grounds else "")


def _telling(telling: TellingTold) -> Iterator[Row]:
    yield (
        f"  “{telling.trigger.text}”",
        f"[{telling.trigger.start}–{telling.trigger.end}] marked by the labeller",
        "bold",
    )
    for role, words in telling.parts.items():
        yield f"    {role}", _listed(words), ""
    for role, words in telling.antecedents.items():
        yield f"    {role} is", _listed(words), ""
    odds = {**telling.polarity, **telling.flags}
    yield "    odds", " · ".join(f"{name} {chance:.2f}" for name, chance in odds.items() if chance >= 0.05), ""
    if telling.failed:
        yield "    dropped", telling.failed, "red"


def _kept(kept: Kept) -> str:
    speaker = kept.speaker or (UNNAMED if kept.stance == Stance.ALLEGES else OWN_VOICE)
    notes = [
        note for note in (kept.modality if kept.modality != "actual" else "", "hedged" if kept.hedged else "") if note
    ]
    by = f"{speaker} {kept.stance}" + (f" ({', '.join(notes)})" if notes else "")
    return f"{kept.supplier} → {kept.recipient}: {kept.good} · {by} · rule {kept.rule}, “{kept.trigger}”"


def _meaning(meaning: Meaning) -> str:
    words = _on_one_line(meaning.words.text)
    return f"{words} = {f'{meaning.name} ({meaning.entity})' if meaning.entity else 'nobody'}"


def _listed(words: Iterable[Words]) -> str:
    return ", ".join(
        f"“{_on_one_line(each.text)}”" + (f" {each.sure:.2f}" if each.sure is not None else "") for each in words
    )


def _joined(why: str, detail: str) -> str:
    return f"{why} ({detail})" if detail else why


def _on_one_line(text: str) -> str:
    """Words as they stand in an article, without line breaks."""
    return " ".join(text.split())
