"""The words claimgraph thinks in, as frozen dataclasses without I/O.

A *claim* is one proposition (supplier → recipient, good); a *statement* is one speaker's stance to it in one
article; *evidence* is the exact place in the article that carries the statement. All offsets are code points into
`Document.text`, start inclusive, end exclusive.

>>> article = Article(id="a1", name="a1", sha256=text_hash("Norland sold lathes to Veridia."))
>>> document = Document(article, "Norland sold lathes to Veridia.")
>>> evidence = document.evidence(0, 31)
>>> evidence.quote
'Norland sold lathes to Veridia.'
>>> claim = Claim.of("state:norland", "state:veridia", "good:lathes")
>>> Statement.of(claim, Stance.ASSERTS, evidence).speaker is None
True
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from numbers import Real
from typing import Literal, TypeGuard

from claimgraph.graph.errors import EvidenceError

MISMATCH = "evidence does not match the stored text"
"""What is told of a statement whose quote does not stand in the text that the store has."""


CONFIDENCE_DIGITS = 2
"""Confidence is kept in hundredths: more digits would pretend to know more than calibration on articles can tell."""


class EntityType(StrEnum):
    """What a node is. The value is its label in Neo4j."""

    STATE = "State"
    FIRM = "Firm"
    OFFICIAL = "Official"
    GOOD = "Good"
    ORGANIZATION = "Organization"


class Stance(StrEnum):
    """How a speaker stands to a claim.

    `ASSERTS`: the article's own voice, official statistics, or a party to the supply says so itself.
    `ALLEGES`: an outsider says so. `DENIES`: says that it is not so.
    """

    ASSERTS = "asserts"
    ALLEGES = "alleges"
    DENIES = "denies"


class Modality(StrEnum):
    """Whether the transfer is said to take place, to be intended, or to be stopped."""

    ACTUAL = "actual"
    PLANNED = "planned"
    BLOCKED = "blocked"


class Status(StrEnum):
    """What all statements about a claim add up to; derived by `graph.status`, never typed in."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    CONTESTED = "contested"
    DENIED = "denied"
    NEGATED = "negated"


class Role(StrEnum):
    """A part that a span of text plays in a statement."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    GOOD = "good"
    VIA = "via"
    TRIGGER = "trigger"
    SPEAKER = "speaker"
    CUE = "cue"


class Checked(StrEnum):
    """What reviewers say of a statement: that it is right, that they corrected or added it, or not the same."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    IN_CONFLICT = "in conflict"


def is_confidence(value: object) -> TypeGuard[Real]:
    """Whether a value can be the confidence of a statement: a number from 0 to 1.

    >>> is_confidence(0.83), is_confidence(1.2), is_confidence(float("nan")), is_confidence(True), is_confidence(None)
    (True, False, False, False, False)
    """
    return isinstance(value, Real) and not isinstance(value, bool) and 0 <= float(value) <= 1


def text_hash(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits. Lone surrogates are hashed as they stand."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# Stands between the parts of which an id is made.
_PARTED = "|"


def _short_id(kind: str, *parts: str) -> str:
    return f"{kind}:{text_hash(_PARTED.join(parts))[:16]}"


def _statement_id(evidence: Evidence, claim: str, speaker: str | None, stance: Stance) -> str:
    place = f"{evidence.start}-{evidence.end}"
    return _short_id("statement", evidence.article, place, claim, speaker or "", stance)


@dataclass(frozen=True, slots=True)
class Article:
    """What is known about an article without its text.

    `id` stays the same when the article is edited (its address, or its file's name with a hash of the path).
    `name` is the short name that people use for it (a file's stem). `sha256` is the hash of the text.
    """

    id: str
    name: str
    sha256: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    published: date | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place that carries a statement: `text[start:end] == quote` in the article `article`.

    `matches` is False where a store has another text there now, because it was changed by hand.
    """

    article: str
    start: int
    end: int
    quote: str
    matches: bool = True


@dataclass(frozen=True, slots=True)
class FormerId:
    """The id that an older claimgraph gave an article; a store may still hold it under that.

    Parameters:
        told_by: what must be equal of the article that a store holds under this id: others may have had it too.
    """

    id: str
    told_by: Literal["url", "name", "sha256"]


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read. All offsets in claimgraph point into `text`.

    Parameters:
        where: how messages name the place that it was read from: a file, a file and its row, an address.
        formerly: the id that an older claimgraph gave the article, where that was another one.
    """

    article: Article
    text: str = field(repr=False)
    where: str = field(default="", repr=False, compare=False)
    formerly: FormerId | None = field(default=None, repr=False, compare=False)

    @property
    def place(self) -> str:
        """How messages name the article: the place that it was read from, or its name."""
        return self.where or self.article.name

    def evidence(self, start: int, end: int) -> Evidence:
        """The evidence between two offsets of this text.

        Raises:
            EvidenceError: the offsets are not a non-empty range of the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise EvidenceError(f"{self.article.name}: no text stands at {start}–{end} of {len(self.text)}")
        return Evidence(self.article.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Entity:
    """A node: a state, firm, official, good or organization.

    Parameters:
        id: stable over articles (`state:CN`, `firm:iray-technology`), or bound to one article for
            unnamed officials (`official:ARTICLE/us-officials`).
        aliases: other forms in which texts name it.
        country: id of the state where a firm or organization is based.
        speaks_for: id of the state, organization or firm for which an official speaks.
        kinds: ids of the goods that this good is directly a kind of.
        article: id of the only article in which this entity means anything (unnamed officials).
        named: False for a kind of good that no text named and only the taxonomy adds.
        doubtful: True where the name was read in spite of a typing error in the text.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    speaks_for: str | None = None
    kinds: tuple[str, ...] = ()
    article: str | None = None
    named: bool = True
    doubtful: bool = False


def claim_id(supplier: str, recipient: str, good: str, modality: Modality = Modality.ACTUAL) -> str:
    """The id that the claim of these parts always has."""
    return _short_id("claim", supplier, recipient, good, modality)


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition: `supplier` supplies `good` to `recipient` (entity ids), in one modality.

    The same proposition in ten articles is one claim: its id is made of nothing but its parts.
    """

    id: str
    supplier: str
    recipient: str
    good: str
    modality: Modality = Modality.ACTUAL

    @classmethod
    def of(cls, supplier: str, recipient: str, good: str, modality: Modality = Modality.ACTUAL) -> Claim:
        """The claim of these parts, with the id that they always have."""
        return cls(claim_id(supplier, recipient, good, modality), supplier, recipient, good, modality)


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """The span that plays a role in a statement; offsets into the document's text."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One speaker's stance to a claim in one article.

    Parameters:
        speaker: id of the deepest speaker named, or None for the article's own voice (and for "allegedly"
            with nobody named).
        relayed_by: ids of those who pass the words on, nearest to the speaker first.
        via: ids of states or firms through which the good went.
        said_on: the ISO date (YYYY-MM-DD) on which it was said, where the text tells.
        time, quantity: when the transfer took place and how much was transferred, as written.
        rule: the id of the rule that found it; `trigger` the words that set it off.
        roles: where supplier, recipient, good, trigger, speaker and cue stand in the text.
        confidence: the probability, from 0 to 1, that a reader calls what the statement says of its claim right, as the
            extractor estimates it; rounded to hundredths. None where the extractor gives none.
        voice: id of the named body or person whose word it is, None where no named one speaks; derived from the
            speaker and those who pass his words on by `graph.origins.with_voices`, never read.
        checked: what reviewers say of it; derived from their decisions, never read.
    """

    id: str
    claim: str
    stance: Stance
    evidence: Evidence
    speaker: str | None = None
    hedged: bool = False
    relayed_by: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    said_on: str | None = None
    time: str | None = None
    quantity: str | None = None
    rule: str = ""
    trigger: str = ""
    roles: tuple[RoleSpan, ...] = ()
    voice: str | None = None
    confidence: float | None = None
    checked: Checked | None = None

    def __post_init__(self) -> None:
        if is_confidence(self.confidence):
            object.__setattr__(self, "confidence", round(float(self.confidence), CONFIDENCE_DIGITS))

    @classmethod
    def of(
        cls,
        claim: Claim,
        stance: Stance,
        evidence: Evidence,
        *,
        speaker: str | None = None,
        hedged: bool = False,
        relayed_by: tuple[str, ...] = (),
        via: tuple[str, ...] = (),
        said_on: str | None = None,
        time: str | None = None,
        quantity: str | None = None,
        rule: str = "",
        trigger: str = "",
        roles: tuple[RoleSpan, ...] = (),
        confidence: float | None = None,
    ) -> Statement:
        """The statement with the id that its article, place, claim, speaker and stance always give."""
        return cls(
            _statement_id(evidence, claim.id, speaker, stance),
            claim.id,
            stance,
            evidence,
            speaker,
            hedged,
            relayed_by,
            via,
            said_on,
            time,
            quantity,
            rule,
            trigger,
            roles,
            confidence=confidence,
        )

    def at(self, evidence: Evidence, roles: tuple[RoleSpan, ...]) -> Statement:
        """The same statement at another place in its article, with the id that this place gives."""
        identity = _statement_id(evidence, self.claim, self.speaker, self.stance)
        return replace(self, id=identity, evidence=evidence, roles=roles)

    @property
    def quoted(self) -> str:
        """The quote; with a note where it does not stand in the stored text."""
        return self.evidence.quote if self.evidence.matches else f"{self.evidence.quote} [{MISMATCH}]"

    @property
    def positive(self) -> bool:
        """Whether the statement affirms its claim (asserts or alleges it)."""
        return self.stance is not Stance.DENIES


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document yields: the entities it names, the claims it makes or reports, who says so.

    `unread` says why nobody looked for claims ("is in German, and only English is read"); empty where somebody did.
    """

    document: Document
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    unread: str = ""

    def check(self) -> None:
        """Raise EvidenceError unless every quote stands where it says, every place is one of the text, every id that is
        used is declared as what it is used for, every id is the one that its parts give, and every
        confidence is a number from 0 to 1."""
        text, name = self.document.text, self.document.article.name
        for statement in self.statements:
            evidence = statement.evidence
            if (
                evidence.article != self.document.article.id
                or not _is_in(text, evidence.start, evidence.end)
                or text[evidence.start : evidence.end] != evidence.quote
            ):
                raise EvidenceError(
                    f"{name}: the quote of {statement.id} is not what stands at {evidence.start}–{evidence.end}"
                )
            for one in statement.roles:
                if not _is_in(text, one.start, one.end):
                    raise EvidenceError(
                        f"{name}: the {one.role} of {statement.id} stands at {one.start}–{one.end}, which is no place "
                        f"in the text of {len(text):,} characters"
                    )
            if statement.confidence is not None and not is_confidence(statement.confidence):
                raise EvidenceError(
                    f"{name}: the confidence of {statement.id} is {statement.confidence!r:.60}, "
                    "and should be a number from 0 to 1, or None"
                )
        self._check_ids()

    def _check_ids(self) -> None:
        """Raise EvidenceError where an id is not what its parts give, or is used for something else."""
        name = self.document.article.name
        for entity in self.entities:
            if _PARTED in entity.id:
                raise EvidenceError(f"{name}: {entity.id} holds {_PARTED!r}, which parts ids; take another character")
        for claim in self.claims:
            if claim.id != claim_id(claim.supplier, claim.recipient, claim.good, claim.modality):
                raise EvidenceError(f"{name}: {claim.id} is not the id of its parts; make it with Claim.of")
        for one in self.statements:
            if one.id != _statement_id(one.evidence, one.claim, one.speaker, one.stance):
                raise EvidenceError(f"{name}: {one.id} is not the id of its parts; make it with Statement.of")
        _check_known(name, "entities", self._used_entities(), self.entities)
        _check_known(name, "claims", (one.claim for one in self.statements), self.claims)

    def _used_entities(self) -> Iterable[str]:
        for claim in self.claims:
            yield from (claim.supplier, claim.recipient, claim.good)
        for statement in self.statements:
            yield from statement.relayed_by
            yield from statement.via
            if statement.speaker:
                yield statement.speaker
        for entity in self.entities:
            yield from entity.kinds
            if entity.country:
                yield entity.country
            if entity.speaks_for:
                yield entity.speaks_for


def _check_known(name: str, kind: str, used: Iterable[str], declared: Iterable[Entity] | Iterable[Claim]) -> None:
    known = {one.id for one in declared}
    for id in used:
        if id not in known:
            raise EvidenceError(f"{name}: {id} is used but not among the {kind}")


def _is_in(text: str, start: int, end: int) -> bool:
    """Whether two offsets are a place in a text that holds at least one character."""
    return 0 <= start < end <= len(text)
