"""What a store holds of an article, and whether it is what was read: pure.

The digest of an article is worked out again from its text, mentions, claims and statements as the store holds them.
Where it is another than the one that was noted when the article was written, something was changed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, LiteralString, Self

from claimgraph.graph.model import text_hash
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.rows import Row
from claimgraph.graph.store.values import wrong_values

KEPT: LiteralString = """
properties(a) AS article, COLLECT { MATCH (t:Text {article: a.id}) RETURN t.text } AS texts,
    [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]] AS mentions,
    [(c)-[said:REPORTED_IN]->(a) | [c {.id, .modality, .supplier, .recipient, .good}, properties(said)]] AS said
"""
"""What a query tells of an article `a`, for `Kept.of`."""

_TOLD = 3
"""So many statements are named of those whose quotes are lost."""


class Condition(Enum):
    """Whether what a store holds of an article is what was read."""

    SOUND = "sound"
    TEXT_CHANGED = "text changed"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as a store holds it.

    Parameters:
        as_read: what was read from it; None where that cannot be told any more.
        text: its text; "" where it is lost.
    """

    row: Row
    as_read: AsRead | None
    text: str
    condition: Condition

    @property
    def problem(self) -> str:
        """What is wrong with it, in words."""
        if self.as_read is None:
            return "cannot be read any more; load it again"
        if not self.text and self.condition is Condition.TEXT_CHANGED:
            return "its text is lost; load it again"
        lost = [
            one.id
            for one in self.as_read.statements
            if self.text[one.evidence.start : one.evidence.end] != one.evidence.quote
        ]
        if lost:
            more = f" and {len(lost) - _TOLD:,} more" if len(lost) > _TOLD else ""
            quotes = f"the quotes of {', '.join(lost[:_TOLD])}{more}"
            return f"the stored text does not have {quotes} where they stood; load it again"
        if self.condition is Condition.TEXT_CHANGED:
            return "its text was changed after it was read; load it again"
        return "what the store tells of it is not what was read from it; load it again"

    @classmethod
    def of(
        cls,
        article: Row,
        texts: Iterable[Any],
        mentions: Iterable[tuple[str, str]],
        said: Iterable[tuple[Mapping[str, Any], Row]],
    ) -> Self:
        """Put together what a query tells with `KEPT`."""
        text = next((text for text in texts if isinstance(text, str)), "")
        mentions, said = tuple(mentions), tuple(said)
        try:
            as_read = AsRead.kept(article, mentions, said, text)
            told = as_read if article.get("as_read") is None else AsRead.of_rows(article, mentions, said, text)
        except (AttributeError, KeyError, TypeError, ValueError):  # values of other types than were written
            return cls(article, None, text, Condition.UNREADABLE)
        if any(wrong_values(one) for one in (as_read.article, *as_read.entities, *as_read.claims, *as_read.statements)):
            return cls(article, None, text, Condition.UNREADABLE)
        if as_read.digest(as_read.article.sha256) != article.get("digest"):
            return cls(article, replace(told, final=told is not as_read), text, Condition.CHANGED)
        if told is not as_read and told.digest(told.article.sha256) != article.get("told"):
            return cls(article, replace(told, final=True), text, Condition.CHANGED)
        sound = text_hash(text) == as_read.article.sha256
        return cls(article, as_read, text, Condition.SOUND if sound else Condition.TEXT_CHANGED)
