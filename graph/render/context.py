"""The words around a quote, so that it is read where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from claimgraph.graph.model import Evidence
from claimgraph.graph.network import Network

REACH = 130
Context = tuple[str, str]


def contexts_of(network: Network, texts: Mapping[str, str]) -> dict[str, Context]:
    """What stands before and after the quote of each statement, by its id, as far as texts of articles are given.

    Parameters:
        texts: of articles, by their ids.
    """
    return {
        statement.id: around(texts[statement.evidence.article], statement.evidence)
        for record in network.records.values()
        for statement in record.bearing
        if statement.evidence.article in texts
    }


def around(text: str, evidence: Evidence) -> Context:
    """What stands before and after a quote in its article, each at most `REACH` letters of whole words.

    Both are empty where the quote is not in the text at its place.

    >>> around("First. He sold lathes. Then he left.", Evidence("a", 7, 22, "He sold lathes."))
    ('First. ', ' Then he left.')
    """
    start, end = evidence.start, evidence.end
    if text[start:end] != evidence.quote:
        return "", ""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    return _from_a_word(before, whole=start <= REACH), _to_a_word(after, whole=end + REACH >= len(text))


def _from_a_word(text: str, *, whole: bool) -> str:
    """From the beginning of a paragraph, otherwise of a word."""
    paragraph = text.rpartition("\n\n")[2]
    if whole or len(paragraph) < len(text):
        return paragraph.lstrip("\n")
    _, space, rest = text.partition(" ")
    return f"… {rest}" if space else ""


def _to_a_word(text: str, *, whole: bool) -> str:
    paragraph = text.partition("\n\n")[0]
    if whole or len(paragraph) < len(text):
        return paragraph.rstrip("\n")
    rest, space, _ = text.rpartition(" ")
    return f"{rest} …" if space else ""
