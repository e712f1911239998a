"""An explained article for people: for each sentence its tree, its mentions, and what became of each event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from claimgraph.app.words import console
from claimgraph.graph.counting import stance_after
from claimgraph.graph.network import OWN_VOICE
from claimgraph.queries.cells import safe

if TYPE_CHECKING:
    from claimgraph.loaders.extract.explain import (
        ArgumentTold,
        EventTold,
        MentionTold,
        Node,
        SentenceTold,
        StatementTold,
        Words,
    )

Row = tuple[str, str, str]
"""A heading, what it holds, and the style of both."""


def show_explained(article: str, sentences: Iterable[SentenceTold]) -> None:
    """Print what happened to some sentences of an article."""
    terminal = console()
    terminal.print(Text(safe(article), "bold underline"))
    for sentence in sentences:
        label = f" {sentence.label}:" if sentence.label else ""
        terminal.print(Text(f"\nSentence {sentence.number} [{sentence.start}–{sentence.end}]{label}", "bold"))
        terminal.print(Text(safe(" ".join(sentence.text.split()))))
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for heading, text, style in _rows(sentence):
            table.add_row(Text(safe(heading), style), Text(_kept_indent(text), style))
        terminal.print(table)
    terminal.print()


def nothing_told(sentences: int, left_out: int, extractor: str) -> str:
    """Why no sentence was shown although all were asked for, in one line.

    Parameters:
        sentences: how many the articles have.
        left_out: how many of them the stage *relevance* left out.
        extractor: the name of the one that read them.
    """
    if not left_out:
        return "No sentence tells of a supply."
    part = f"all {sentences}" if left_out == sentences else f"{left_out} of {sentences}"
    which = "it" if sentences == 1 else part
    return (
        f"No sentence tells of a supply. The stage relevance left {which} out, for want of words for a supply and its"
        f" parties; --extractor {extractor}-relevance reads without it."
    )


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
    if sentence.unread:
        yield "  unread", sentence.unread, "dim"
    for number, line in enumerate(outline(sentence.tree)):
        yield "" if number else "  parse", line, "dim"
    if sentence.mentions:
        yield "  names", " · ".join(map(_mention, sentence.mentions)), ""
    for event in sentence.events:
        yield from _event(event)
    for rebuttal in sentence.rebuttals:
        answers = ", ".join(f"“{answer}”" for answer in rebuttal.answers)
        yield f"  “{rebuttal.cue.text}”", f"{rebuttal.speaker} denies what was told with {answers}", "bold"
    for statement in sentence.statements:
        yield "  kept", _statement(statement), "green"


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


def _event(event: EventTold) -> Iterator[Row]:
    place = f"[{event.trigger.start}–{event.trigger.end}]"
    yield f"  “{event.trigger.text}”", f"{place}  an event with {event.score:.2f}, {_origin(event)}", "bold"
    for argument in event.arguments:
        yield f"    {argument.role}", _argument(argument), ""
    yield "    told as", _factuality(event), ""
    if event.sources:
        yield (
            "    by",
            "; ".join(source if source[0] != " " else f"{OWN_VOICE}{source}" for source in event.sources),
            "",
        )
    if event.dropped:
        yield "    dropped", event.dropped, "red"


def _origin(event: EventTold) -> str:
    """Who found the trigger of an event and who proposed it."""
    found = [] if event.source == "lexicon" else [f"found by the {event.source}"]
    return ", ".join([*found, *(["proposed by the lexicon"] if event.proposed or not found else [])])


def _argument(argument: ArgumentTold) -> str:
    words = ", ".join(map(_scored, argument.words))
    entities = ", ".join(argument.entities)
    return f"{words} → {entities}" if entities and words else words or f"→ {entities}"


def _scored(words: Words) -> str:
    return f"“{words.text}” {words.score:.2f}" if words.score is not None else f"“{words.text}”"


def _factuality(event: EventTold) -> str:
    return f"{event.modality}, {event.polarity}" + (", hedged" if event.hedged else "")


def _mention(mention: MentionTold) -> str:
    linked = f" = {mention.entity}" if mention.entity and mention.entity != mention.words.text else ""
    return f"“{mention.words.text}” {mention.type}{linked}"


def _statement(statement: StatementTold) -> str:
    modality = f" ({statement.modality})" if statement.modality != "actual" else ""
    hedged = ", hedged" if statement.hedged else ""
    speaker = statement.speaker or OWN_VOICE
    claim = f"{statement.supplier} → {statement.recipient}: {statement.good}{modality}"
    return f"{claim}; {speaker} {stance_after(speaker, statement.stance)}{hedged}"
