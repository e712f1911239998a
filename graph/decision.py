"""Who decided what and when: the record that every decision leaves, whether or not it was taken back since.

>>> Decision("1", "merge", "Ada", "2026-03-01T10:00:00+00:00", ("firm:acme", "firm:acme-inc"), ("Acme", "Acme Inc"))
... # doctest: +ELLIPSIS
Decision(id='1', kind=<Kind.MERGE: 'merge'>, by='Ada', at='2026-03-01T10:00:00+00:00', ...)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What was decided. A new kind of decision is a member here and a sentence in `app/deciding.py`.

    `about` and `names` of a decision hold, in this order: MERGE, SPLIT: the kept entity, the other; PART, REJOIN: the
    entity, the articles; FORGET: the articles; SAVE_QUERY, REMOVE_QUERY: the query; all that reviewers decide
    (`graph/review.py`): what it is about; UNDO: what was undone.
    """

    MERGE = "merge"
    SPLIT = "split"
    PART = "part"
    REJOIN = "rejoin"
    FORGET = "forget"
    SAVE_QUERY = "save-query"
    REMOVE_QUERY = "remove-query"
    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"
    CHECK = "check"
    SET_TYPE = "set-type"
    RENAME = "rename"
    BASED_IN = "based-in"
    SPEAKS_FOR = "speaks-for"
    NOT_SAME = "not-same"
    UNSURE = "unsure"
    IDENTIFY = "id"
    NOTE = "note"
    TAG = "tag"
    RELIABILITY = "reliability"
    ANALYST = "analyst"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that somebody made.

    Parameters:
        id: its number in its store, or in the folder of saved queries.
        by: who made it.
        at: when: ISO time, UTC.
        about: ids of what it is about.
        names: the names of these then.
    """

    id: str
    kind: Kind
    by: str
    at: str
    about: tuple[str, ...]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {**asdict(self), "kind": self.kind.value, "about": list(self.about), "names": list(self.names)}

    @classmethod
    def of_dict(cls, told: Mapping[str, Any]) -> Decision:
        """The decision that `to_dict` told.

        Raises:
            KeyError, TypeError, ValueError: it tells none.
        """
        texts = {name: str(told[name]) for name in ("id", "by", "at")}
        about, names = (tuple(map(str, told[name])) for name in ("about", "names"))
        return cls(kind=Kind(told["kind"]), about=about, names=names, **texts)


def now() -> str:
    """This moment, as decisions have it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, and when; nobody's decision (None) leaves no record."""

    by: str | None = None
    at: str = field(default_factory=now)
