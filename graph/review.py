"""Decisions of reviewers: what an analyst says of a reading, an entity or an article. Data without I/O.

A decision names what it is about so that other stores and better extractors find it again: a *reading* by its article
(id and hash of the text), the place of the evidence and of the roles (code points), and what was read there; an
entity by its id, with name and type. Its own id is made of all that it says, so that two people's work can be put
together and the same decision is there once.

>>> acme = Named("firm:acme", EntityType.FIRM, "Acme")
>>> one = Review.of(Kind.SET_TYPE, acme, "Ada", "2026-03-01T10:00:00+00:00", {"type": "Organization"})
>>> Review.of_dict(one.to_dict()) == one
True
>>> one.id.startswith("decision:")
True
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import ReviewError
from claimgraph.graph.model import Entity, EntityType, Modality, Role, RoleSpan, Stance, text_hash

PARTS: Final = ("supplier", "recipient", "good")
"""The parts of a claim that can be corrected, as fields of a claim and as roles."""
CORRECTABLE: Final = (*PARTS, "speaker", "stance", "modality", "hedged", "trigger")
"""All that a correction can say of a reading."""
ANALYST_STANCES: Final = ("affirms", "doubts")
"""How an analyst stands to a claim of his own knowledge: no article says so, so it makes no status and is no origin."""
SEEN_CORRECTED: Final = {"corrected": True}
"""What a confirmation says of a reading that was seen as somebody corrected it: it means just that, all of it."""
LETTERS, DIGITS = "ABCDEF", "123456"
"""Reliability of a source (A: completely reliable … F: cannot be judged) and credibility of information (1 … 6)."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.60} should be a text")
    value.encode()  # half a character can be kept nowhere
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r:.60} should be true or false")
    return value


def _offset(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise TypeError(f"{value!r:.60} should be an offset")
    return value


class Reason(StrEnum):
    """What is wrong with a reading that was rejected."""

    NO_TRANSFER = "no transfer"
    SUPPLIER = "wrong supplier"
    RECIPIENT = "wrong recipient"
    GOOD = "wrong good"
    SPEAKER = "wrong speaker"
    POLARITY = "wrong polarity"
    TIME = "wrong time"


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as it was when somebody decided about it.

    Parameters:
        country: id and name of the state where it is based, where it is told from its namesakes by that.
    """

    id: str
    type: EntityType
    name: str
    country: tuple[str, str] | None = None

    def entity(self) -> Entity:
        """The entity in the model's words."""
        return Entity(self.id, self.type, self.name, country=self.country[0] if self.country else None)

    def home(self) -> Entity | None:
        """The state where it is based, where that is told."""
        return Entity(self.country[0], EntityType.STATE, self.country[1]) if self.country else None

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        country = {"country": list(self.country)} if self.country else {}
        return {"id": self.id, "type": self.type.value, "name": self.name, **country}

    @classmethod
    def of_dict(cls, told: Any) -> Named:
        """The entity that `to_dict` told."""
        country = told.get("country")
        if country is not None:
            country = (_text(country[0]), _text(country[1]))
        if not _text(told["id"]):
            raise ValueError("an entity has an id")
        return cls(told["id"], EntityType(told["type"]), _text(told["name"]), country)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article, and where each role stands around it.

    Parameters:
        article, name, title: the article's id, name and title.
        sha256: hash of its text then; offsets are code points into that text.
        quote: the words between `start` and `end`.
    """

    article: str
    name: str
    sha256: str
    start: int
    end: int
    quote: str
    roles: tuple[RoleSpan, ...] = ()
    title: str = ""

    def spans(self, role: Role) -> tuple[tuple[int, int], ...]:
        """Where a role stands."""
        return tuple((one.start, one.end) for one in self.roles if one.role is role)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {
            "article": {"id": self.article, "name": self.name, "title": self.title, "sha256": self.sha256},
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "roles": [[one.role.value, one.start, one.end] for one in self.roles],
        }

    @classmethod
    def of_dict(cls, told: Any) -> Place:
        """The place that `to_dict` told."""
        article = told["article"]
        return cls(
            _text(article["id"]),
            _text(article["name"]),
            _text(article["sha256"]),
            _offset(told["start"]),
            _offset(told["end"]),
            _text(told["quote"]),
            tuple(RoleSpan(Role(role), _offset(start), _offset(end)) for role, start, end in told.get("roles", ())),
            _text(article.get("title", "")),
        )


@dataclass(frozen=True, slots=True)
class ReadThere:
    """What was read (or, for an added claim, what is to be read) at a place."""

    place: Place
    supplier: Named
    recipient: Named
    good: Named
    stance: Stance
    modality: Modality = Modality.ACTUAL
    speaker: Named | None = None
    hedged: bool = False

    @property
    def article(self) -> str:
        """The id of the article."""
        return self.place.article

    @property
    def headline(self) -> str:
        """What was read, in one line."""
        return f"{self.supplier.name} → {self.recipient.name}: {self.good.name}"

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {
            **self.place.to_dict(),
            **{part: getattr(self, part).to_dict() for part in PARTS},
            "speaker": self.speaker.to_dict() if self.speaker else None,
            "stance": self.stance.value,
            "modality": self.modality.value,
            "hedged": self.hedged,
        }

    @classmethod
    def of_dict(cls, told: Any) -> ReadThere:
        """The reading that `to_dict` told."""
        speaker = told.get("speaker")
        return cls(
            Place.of_dict(told),
            Named.of_dict(told["supplier"]),
            Named.of_dict(told["recipient"]),
            Named.of_dict(told["good"]),
            Stance(told["stance"]),
            Modality(told["modality"]),
            Named.of_dict(speaker) if speaker is not None else None,
            _flag(told["hedged"]),
        )


@dataclass(frozen=True, slots=True)
class Cited:
    """An article, by id and by the hash of its text."""

    id: str
    name: str
    sha256: str
    title: str = ""

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {"id": self.id, "name": self.name, "title": self.title, "sha256": self.sha256}

    @classmethod
    def of_dict(cls, told: Any) -> Cited:
        """The article that `to_dict` told."""
        return cls(_text(told["id"]), _text(told["name"]), _text(told["sha256"]), _text(told.get("title", "")))


@dataclass(frozen=True, slots=True)
class Proposition:
    """A claim by its parts, whoever states it."""

    supplier: Named
    recipient: Named
    good: Named
    modality: Modality = Modality.ACTUAL

    @property
    def headline(self) -> str:
        """What it says, in one line."""
        return f"{self.supplier.name} → {self.recipient.name}: {self.good.name}"

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {**{part: getattr(self, part).to_dict() for part in PARTS}, "modality": self.modality.value}

    @classmethod
    def of_dict(cls, told: Any) -> Proposition:
        """The claim that `to_dict` told."""
        supplier, recipient, good = (Named.of_dict(told[part]) for part in PARTS)
        return cls(supplier, recipient, good, Modality(told["modality"]))


About = ReadThere | Named | Cited | Proposition | str
"""What a decision is about: a reading, an entity, an article, a claim, or the name of an outlet."""
_ABOUT: Final[Mapping[str, tuple[type, Callable[[Any], Any]]]] = {
    "reading": (ReadThere, ReadThere.of_dict),
    "entity": (Named, Named.of_dict),
    "article": (Cited, Cited.of_dict),
    "claim": (Proposition, Proposition.of_dict),
    "outlet": (str, _text),
}
_OF_READING: Final = ("reading",)
_OF_ENTITY: Final = ("entity",)
_OF_ANYTHING: Final = ("entity", "article", "claim")
_FITTING: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.CONFIRM: _OF_READING,
    Kind.REJECT: _OF_READING,
    Kind.CORRECT: _OF_READING,
    Kind.ADD: _OF_READING,
    Kind.CHECK: ("article",),
    Kind.SET_TYPE: _OF_ENTITY,
    Kind.RENAME: _OF_ENTITY,
    Kind.BASED_IN: _OF_ENTITY,
    Kind.SPEAKS_FOR: _OF_ENTITY,
    Kind.NOT_SAME: _OF_ENTITY,
    Kind.UNSURE: (*_OF_ENTITY, "reading"),
    Kind.IDENTIFY: _OF_ENTITY,
    Kind.NOTE: _OF_ANYTHING,
    Kind.TAG: _OF_ANYTHING,
    Kind.RELIABILITY: ("article", "outlet"),
    Kind.ANALYST: ("claim",),
    Kind.MERGE: _OF_ENTITY,
    Kind.PART: _OF_ENTITY,
}
"""What each kind of decision can be about."""
OF_READINGS: Final = frozenset({Kind.CONFIRM, Kind.REJECT, Kind.CORRECT, Kind.ADD})
"""Decisions that change what is told of an article."""
OF_ENTITIES: Final = frozenset({Kind.SET_TYPE, Kind.RENAME, Kind.BASED_IN, Kind.SPEAKS_FOR})
"""Decisions that change what is told of an entity wherever it is named."""
TELLING: Final = OF_READINGS | OF_ENTITIES
"""Decisions that change what the graph tells; all others stand beside it."""
BODIES: Final = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})
PRINCIPALS: Final = BODIES | {EntityType.STATE}
"""For whom an official can speak."""


@dataclass(frozen=True, slots=True)
class Review:
    """A decision of a reviewer that is in force until it is undone.

    Parameters:
        id: made of everything else; the same decision has the same id in every store.
        by, at: who decided it, and when (ISO time, UTC).
        why: his reasons, in his words.
        about: what it is about.
        says: what he says of it, as plain JSON values; see docs/decisions-format.md.
    """

    id: str
    kind: Kind
    by: str
    at: str
    why: str
    about: About
    says: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @classmethod
    def of(
        cls, kind: Kind, about: About, by: str, at: str, says: Mapping[str, Any] | None = None, why: str = ""
    ) -> Review:
        """The decision with the id that its content gives.

        Raises:
            ReviewError: a decision of this kind cannot be about this, or cannot say this.
        """
        one = cls("", kind, by, at, why, about, dict(says or {}))
        fitting = _FITTING.get(kind, ())
        if _sort(about) not in fitting:
            wanted = " or ".join(fitting) or "nothing that reviewers decide"
            raise ReviewError(f"{kind.value} is about {wanted}, not {_sort(about)}")
        try:
            _CHECKS.get(kind, _says_nothing)(one.says, about)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise ReviewError(f"{kind.value}: {_problem(error)}") from error
        content = {name: value for name, value in one.to_dict().items() if name != "id"}
        told = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return replace(one, id=f"decision:{text_hash(told)[:16]}")

    @property
    def article(self) -> Cited | None:
        """The article that it is about or in which it was read."""
        if isinstance(self.about, ReadThere):
            place = self.about.place
            return Cited(place.article, place.name, place.sha256, place.title)
        return self.about if isinstance(self.about, Cited) else None

    @property
    def there(self) -> ReadThere:
        """The reading that it is about.

        Raises:
            ReviewError: it is about something else.
        """
        if not isinstance(self.about, ReadThere):
            raise ReviewError(f"{self.kind.value} is about no reading")
        return self.about

    @property
    def subject(self) -> str:
        """What it is about, in one line."""
        about = self.about
        if isinstance(about, ReadThere | Proposition):
            return about.headline
        return about if isinstance(about, str) else getattr(about, "title", "") or about.name

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values: one line of an exported file."""
        about = self.about if isinstance(self.about, str) else self.about.to_dict()
        return {
            "id": self.id,
            "kind": self.kind.value,
            "by": self.by,
            "at": self.at,
            "why": self.why,
            "about": {_sort(self.about): about},
            "says": dict(self.says),
        }

    @classmethod
    def of_dict(cls, told: Any) -> Review:
        """The decision that `to_dict` told; its id is made anew, so that an edited line is another decision.

        Raises:
            ReviewError: it tells none; the line says what is wrong.
        """
        try:
            ((sort, about),) = told["about"].items()
            if sort not in _ABOUT:
                raise ReviewError(f"about is {sort!r:.60}, and should be one of {', '.join(_ABOUT)}")
            kind, by, at = Kind(told["kind"]), _text(told["by"]), _text(told["at"])
            says, why = told.get("says") or {}, _text(told.get("why") or "")
            if not isinstance(says, dict) or not by or not at:
                raise ReviewError("a decision has `by`, `at` and an object `says`")
            return cls.of(kind, _ABOUT[sort][1](about), by, at, says, why)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise ReviewError(_problem(error)) from error


def _sort(about: About) -> str:
    return next(sort for sort, (type_, _) in _ABOUT.items() if isinstance(about, type_))


def _problem(error: Exception) -> str:
    return f"{error.args[0]!r:.60} is missing" if isinstance(error, KeyError) else f"it cannot be read ({error})"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A part of a claim, or its speaker, as a correction says it: the entity, and its span where it was marked."""

    entity: Named
    span: tuple[int, int] | None = None

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {"entity": self.entity.to_dict(), "span": list(self.span) if self.span else None}

    @classmethod
    def of_dict(cls, told: Any) -> Corrected:
        """The part that `to_dict` told."""
        span = None if told.get("span") is None else span_of(told)
        return cls(Named.of_dict(told["entity"]), span)


def span_of(told: Any) -> tuple[int, int]:
    """The place that a part of a correction names.

    >>> span_of({"span": [3, 9]})
    (3, 9)
    """
    start, end = (_offset(place) for place in told["span"])
    if start >= end:
        raise ValueError(f"the span {start}-{end} is empty")
    return start, end


def _says_nothing(says: Mapping[str, Any], _: About) -> None:
    if says:
        raise ValueError(f"it says {', '.join(says)}, and should say nothing")


def _confirm(says: Mapping[str, Any], _: About) -> None:
    if says and dict(says) != SEEN_CORRECTED:
        raise ValueError("it says `corrected: true` of what was seen corrected, and nothing else")


def _reject(says: Mapping[str, Any], _: About) -> None:
    Reason(says["reason"])


def _correct(says: Mapping[str, Any], _: About) -> None:
    if unknown := says.keys() - {*CORRECTABLE}:
        raise ValueError(f"{', '.join(sorted(unknown))}: only {', '.join(CORRECTABLE)} can be corrected")
    if not says:
        raise ValueError("nothing is corrected")
    for part in (*PARTS, "speaker"):
        if part in says and not (part == "speaker" and says[part] is None):
            is_good = Corrected.of_dict(says[part]).entity.type is EntityType.GOOD
            if is_good is not (part == "good"):
                raise ValueError(f"the {part} {'must' if part == 'good' else 'cannot'} be a Good")
    if "stance" in says:
        Stance(says["stance"])
    if "modality" in says:
        Modality(says["modality"])
    if "hedged" in says:
        _flag(says["hedged"])
    if "trigger" in says:
        span_of(says["trigger"])
        _text(says["trigger"].get("words", ""))


def _add(says: Mapping[str, Any], about: About) -> None:
    _says_nothing(says, about)
    if not isinstance(about, ReadThere):
        return
    if about.good.type is not EntityType.GOOD:
        raise ValueError(f"the good {about.good.name} must be a Good")
    if EntityType.GOOD in {about.supplier.type, about.recipient.type}:
        raise ValueError("the supplier and the recipient cannot be a Good")
    if about.supplier.id == about.recipient.id:
        raise ValueError(f"{about.supplier.name} cannot supply itself")


def _set_type(says: Mapping[str, Any], about: About) -> None:
    right = EntityType(says["type"])
    if not isinstance(about, Named):
        return
    if EntityType.GOOD in {right, about.type} and right is not about.type:
        raise ValueError("a Good stays a Good, and nothing else becomes one: correct the claims that name it")


def _rename(says: Mapping[str, Any], _: About) -> None:
    if not _text(says["name"]).strip() or len(says["name"]) > 300 or not says["name"].isprintable():
        raise ValueError("a name has 1 to 300 letters, and no control characters")


def _based_in(says: Mapping[str, Any], _: About) -> None:
    if Named.of_dict(says["state"]).type is not EntityType.STATE:
        raise ValueError("only in a State can anybody be based")


def _speaks_for(says: Mapping[str, Any], _: About) -> None:
    if Named.of_dict(says["principal"]).type not in PRINCIPALS:
        raise ValueError("an official speaks for a State, Organization or Firm")


def _other(says: Mapping[str, Any], about: About) -> None:
    other = Named.of_dict(says["other"])
    if isinstance(about, Named) and other.id == about.id:
        raise ValueError(f"{other.name} is itself")


def _merge(says: Mapping[str, Any], about: About) -> None:
    _other(says, about)
    for name in ("kept_home", "other_home"):
        if name in says:
            _text(says[name])


def _unsure(says: Mapping[str, Any], about: About) -> None:
    if says:
        _other(says, about)


def _identify(says: Mapping[str, Any], _: About) -> None:
    scheme, value = _text(says["scheme"]), _text(says["value"])
    if not scheme.isidentifier() or not value.strip() or not value.isprintable() or len(value) > 200:
        raise ValueError("write an id as SCHEME:VALUE, for example wikidata:Q159")


def _note(says: Mapping[str, Any], _: About) -> None:
    if not _text(says["text"]).strip():
        raise ValueError("the note is empty")


def _tag(says: Mapping[str, Any], _: About) -> None:
    if not _text(says["tag"]).strip() or len(says["tag"]) > 100 or not says["tag"].isprintable():
        raise ValueError("a tag has 1 to 100 letters, and no control characters")


def _reliability(says: Mapping[str, Any], _: About) -> None:
    letter, digit = says.get("source"), says.get("information")
    if letter is None and digit is None:
        raise ValueError("give a letter from A to F, a digit from 1 to 6, or both, such as B2")
    if letter is not None and (not isinstance(letter, str) or len(letter) != 1 or letter not in LETTERS):
        raise ValueError(f"the reliability of a source is a letter from A to F, not {letter!r:.20}")
    if digit is not None and (type(digit) is not int or not 1 <= digit <= len(DIGITS)):
        raise ValueError(f"the credibility of information is a digit from 1 to 6, not {digit!r:.20}")


def _analyst(says: Mapping[str, Any], about: About) -> None:
    if says["stance"] not in ANALYST_STANCES:
        raise ValueError(f"an analyst {' or '.join(ANALYST_STANCES)}, not {says['stance']!r:.40}")
    if isinstance(about, Proposition) and about.supplier.id == about.recipient.id:
        raise ValueError(f"{about.supplier.name} cannot supply itself")


def _part(says: Mapping[str, Any], _: About) -> None:
    _text(says["id"])
    _text(says["label"])
    for one in says["readings"]:
        if not isinstance(one, list | tuple) or len(one) not in (2, 3):
            raise ValueError(f"a reading is [article, id of the entity there, sha256 of the text], not {one!r:.60}")
        for text in one:
            _text(text)


_CHECKS: Final[Mapping[Kind, Callable[[Mapping[str, Any], About], None]]] = {
    Kind.CONFIRM: _confirm,
    Kind.REJECT: _reject,
    Kind.CORRECT: _correct,
    Kind.ADD: _add,
    Kind.SET_TYPE: _set_type,
    Kind.RENAME: _rename,
    Kind.BASED_IN: _based_in,
    Kind.SPEAKS_FOR: _speaks_for,
    Kind.NOT_SAME: _other,
    Kind.MERGE: _merge,
    Kind.UNSURE: _unsure,
    Kind.IDENTIFY: _identify,
    Kind.NOTE: _note,
    Kind.TAG: _tag,
    Kind.RELIABILITY: _reliability,
    Kind.ANALYST: _analyst,
    Kind.PART: _part,
}
