"""What reviewers decided about readings, applied to what was read: pure.

An article is kept as it was read. What it says after the decisions about its readings is what would have been read by
somebody who makes no such mistake; identity decisions apply to that. A decision finds its reading by the place of the
evidence and of the roles (`fitting.py`); one that finds none is an orphan, and stays. Where two reviewers contradict
each other, neither is followed: the reading stands as it was read, marked "in conflict". A decision about a reading as
somebody corrected it belongs to that reading, and who confirms it agrees with the correction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from claimgraph.graph.decision import Kind
from claimgraph.graph.facts import Facts
from claimgraph.graph.model import (
    Checked,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Modality,
    Role,
    RoleSpan,
    Stance,
    Statement,
)
from claimgraph.graph.review import OF_ENTITIES, OF_READINGS, PARTS, Corrected, Named, Review, span_of
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.fitting import Likeness, Said, fitting, is_same, moved

_ROUNDS = 5
"""So many corrections may build on each other; who makes one offline sees what others corrected before."""
_Form = tuple[int, Said]
"""The number of a reading, and what it says as it was read or corrected."""
_RULE = "analyst"
"""The rule of a statement that a reviewer added."""


class Verdict(StrEnum):
    """What reviewers say of one reading of an extractor."""

    UNJUDGED = "unjudged"
    RIGHT = "right"
    WRONG = "wrong"
    OTHERWISE = "otherwise"
    MISSED = "missed"
    IN_CONFLICT = "in conflict"


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading, and what reviewers say of it.

    Parameters:
        claim, statement: as they were read, or added where the reading missed them.
        right, right_claim: as they should have been read; None where nothing should have been.
    """

    claim: Claim
    statement: Statement
    verdict: Verdict
    right: Statement | None
    right_claim: Claim | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the decisions about one article's readings.

    Parameters:
        fits: ids of decisions that are about something in the article.
        conflicts: those among them that another reviewer contradicts.
        about: by decision: ids of the statements, as read or added, that it is about.
        standing: by decision: ids of the statements that stand for these afterwards; none where they were rejected.
        agreeing: ids of confirmations that agree with a correction.
    """

    fits: frozenset[str] = frozenset()
    conflicts: frozenset[str] = frozenset()
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agreeing: frozenset[str] = frozenset()


def _in_order(one: Review) -> tuple[str, str]:
    return one.at, one.id


class Reviews:
    """Decisions of reviewers that change what the graph tells.

    Parameters:
        reviews: all that are in force; of other kinds (notes, tags, …) none is looked at.
    """

    def __init__(self, reviews: Iterable[Review] = ()) -> None:
        self.all = tuple(sorted({one.id: one for one in reviews}.values(), key=_in_order))
        self._by_article: dict[str, list[Review]] = defaultdict(list)
        self._by_text: dict[str, list[Review]] = defaultdict(list)
        for one in self.all:
            if one.kind in OF_READINGS and (article := one.article) is not None:
                self._by_article[article.id].append(one)
                self._by_text[article.sha256].append(one)

    def with_review(self, review: Review) -> Reviews:
        """These and one more."""
        return Reviews((*self.all, review))

    def without(self, *ids: str) -> Reviews:
        """These without those of these ids."""
        return Reviews(one for one in self.all if one.id not in ids)

    def about_article(self, said: AsRead) -> list[Review]:
        """The decisions about readings of an article or of another one with the same text, the oldest first."""
        by_text = self._by_text.get(said.article.sha256, ())
        found = {one.id: one for one in (*self._by_article.get(said.article.id, ()), *by_text)}
        return sorted(found.values(), key=_in_order)

    @cached_property
    def _facts(self) -> tuple[Mapping[str, Facts], frozenset[str]]:
        return _facts_of(self.all)

    @property
    def facts(self) -> Mapping[str, Facts]:
        """What is right of entities, by their ids."""
        return self._facts[0]

    @cached_property
    def links(self) -> Sequence[Named]:
        """Those with whom decisions in force link entities, as each calls them; the oldest decisions first."""
        return tuple(_VALUES[one.kind][1](one.says) for one in self.all if one.kind in _LINKING)

    @property
    def conflicting_facts(self) -> frozenset[str]:
        """Ids of the decisions about entities that contradict each other."""
        return self._facts[1]

    def effective(self, said: AsRead) -> AsRead:
        """What an article says after these decisions; the same object where that is what was read."""
        if said.final or not (self._by_article or self._by_text):
            return said
        reviews = self.about_article(said)
        return _Checking(said, reviews).effective() if reviews else said

    def line_of(self, said: AsRead, statement: str) -> tuple[Claim, Statement] | None:
        """What was read or added, with the claim, of which an article tells or told the statement of this id."""
        return _Checking(said, self.about_article(said)).line_of(statement)

    def corrected(self, said: AsRead, statement: str) -> tuple[Claim, Statement] | None:
        """What an article says by a correction in the statement of this id, with the claim; None where it does not."""
        return _Checking(said, self.about_article(said)).corrected(statement)

    def named(self, said: AsRead) -> tuple[Entity, ...]:
        """The entities that an article names, and those that reviewers name in it besides."""
        return _Checking(said, self.about_article(said)).named()

    def judged(self, said: AsRead) -> list[Judged]:
        """Every reading of an article, given as it was read, with what reviewers say of it."""
        return _Checking(said, self.about_article(said)).judged()

    def outcome(self, said: AsRead) -> Outcome:
        """What becomes of these decisions in an article, given as it was read."""
        return _Checking(said, self.about_article(said)).outcome()


NO_REVIEWS: Final = Reviews()


def _facts_of(reviews: Iterable[Review]) -> tuple[dict[str, Facts], frozenset[str]]:
    """What is right of each entity, and the decisions of which none is followed."""
    latest: dict[tuple[str, Kind], dict[str, Review]] = defaultdict(dict)
    for one in reviews:
        if one.kind in OF_ENTITIES and isinstance(one.about, Named):
            latest[one.about.id, one.kind][one.by] = one  # the last word of each reviewer
    facts: dict[str, Facts] = defaultdict(Facts)
    conflicts: set[str] = set()
    for (id, kind), said in latest.items():
        values = {_VALUES[kind][1](one.says) for one in said.values()}
        if len(values) > 1 and len({_key(value) for value in values}) > 1:
            conflicts |= {one.id for one in said.values()}
        else:
            facts[id] = replace(facts[id], **{_VALUES[kind][0]: min(values, key=repr)})
    return dict(facts), frozenset(conflicts)


def _key(value: Any) -> Any:
    return value.id if isinstance(value, Named) else value


_VALUES: Mapping[Kind, tuple[str, Callable[[Mapping[str, Any]], Any]]] = {
    Kind.SET_TYPE: ("type", lambda says: EntityType(says["type"])),
    Kind.RENAME: ("name", lambda says: " ".join(says["name"].split())),
    Kind.BASED_IN: ("country", lambda says: Named.of_dict(says["state"])),
    Kind.SPEAKS_FOR: ("speaks_for", lambda says: Named.of_dict(says["principal"])),
}


_LINKING: Final = frozenset({Kind.BASED_IN, Kind.SPEAKS_FOR})


@dataclass(slots=True)
class _Line:
    """A statement of an article, as read or added, and what reviewers say of it."""

    claim: Claim
    statement: Statement
    reviews: dict[str, Review] = field(default_factory=dict)
    added_by: list[Review] = field(default_factory=list)
    told: Statement | None = None
    told_claim: Claim | None = None
    conflict: bool = False

    @property
    def corrected(self) -> Said | None:
        """What is told of it where that was corrected."""
        if self.told is None or self.told_claim is None or self.told.checked is not Checked.CORRECTED:
            return None
        return self.told_claim, self.told


class _Checking:
    """The readings of one article, and the decisions about them."""

    def __init__(self, said: AsRead, reviews: Sequence[Review]) -> None:
        self._said = said
        claims = {claim.id: claim for claim in said.claims}
        self._lines = [_Line(claims[one.claim], one) for one in said.statements]
        self._named: dict[str, Entity] = {entity.id: entity for entity in said.entities}
        self._about: dict[str, list[_Line]] = defaultdict(list)
        self._agreeing: set[str] = set()
        self._moves: dict[str, int | None] = {}
        self._changed = False
        for one in reviews:
            if one.kind is Kind.ADD:
                self._add(one)
        self._place([one for one in reviews if one.kind is not Kind.ADD])

    def effective(self) -> AsRead:
        """What the article says after the decisions."""
        if not self._changed:
            return self._said
        told: dict[str, tuple[Claim, Statement]] = {}
        for line in self._lines:
            if line.told is None or line.told_claim is None:
                continue
            if line.told.id not in told or line.told.checked:
                told[line.told.id] = (line.told_claim, line.told)
        statements = tuple(statement for _, statement in told.values())
        claims = tuple({claim.id: claim for claim, _ in told.values()}.values())
        entities = self._entities(claims, statements)
        return AsRead.of_parts(self._said.article, entities, claims, statements, self._said.text, final=True)

    def named(self) -> tuple[Entity, ...]:
        """All entities that are named, whether or not they are told."""
        return tuple(self._named.values())

    def judged(self) -> list[Judged]:
        """Every reading of the article with what reviewers say of it."""
        return [
            Judged(line.claim, line.statement, _verdict(line), line.told, line.told_claim if line.told else None)
            for line in self._lines
        ]

    def outcome(self) -> Outcome:
        """What became of the decisions."""
        about = {id: tuple(line.statement.id for line in lines) for id, lines in self._about.items() if lines}
        standing = {
            id: tuple(line.told.id for line in lines if line.told is not None)
            for id, lines in self._about.items()
            if lines
        }
        in_conflict = [one for line in self._lines if line.conflict for one in (*line.reviews.values(), *line.added_by)]
        conflicts = frozenset(one.id for one in in_conflict)
        return Outcome(frozenset(about), conflicts, about, standing, frozenset(self._agreeing))

    def line_of(self, statement: str) -> tuple[Claim, Statement] | None:
        """The statement, as read or added, that stands under this id now, or did when it was read."""
        for told in (True, False):
            for line in self._lines:
                if statement == (line.told.id if line.told else None) if told else statement == line.statement.id:
                    return line.claim, line.statement
        return None

    def corrected(self, statement: str) -> Said | None:
        """What is told by a correction under this id."""
        return next((said for line in self._lines if (said := line.corrected) and said[1].id == statement), None)

    def _add(self, review: Review) -> None:
        there, by = review.there, self._moved(review)
        if by is None:
            return
        claim = Claim.of(
            self._enter(there.supplier), self._enter(there.recipient), self._enter(there.good), there.modality
        )
        place = there.place
        evidence = Evidence(self._said.article.id, place.start + by, place.end + by, place.quote)
        roles = tuple(
            RoleSpan(one.role, one.start + by, one.end + by)
            for one in place.roles
            if self._holds(one.start + by, one.end + by)
        )
        statement = Statement.of(
            claim,
            there.stance,
            evidence,
            speaker=self._enter(there.speaker) if there.speaker else None,
            hedged=there.hedged,
            rule=_RULE,
            trigger=self._words(roles, Role.TRIGGER),
            roles=roles,
        )
        line = next((one for one in self._lines if _says_the_same(one.statement, statement)), None)
        if line is None:
            line = _Line(claim, statement)
            self._lines.append(line)
        line.added_by.append(review)
        self._about[review.id].append(line)

    def _holds(self, start: int, end: int) -> bool:
        """Whether a place is one of the text; where the text itself was lost, nobody can tell."""
        return 0 <= start < end and (end <= len(self._said.text) or not self._said.text)

    def _words(self, roles: Iterable[RoleSpan], role: Role) -> str:
        return next((self._said.text[one.start : one.end] for one in roles if one.role is role), "")

    def _place(self, reviews: Sequence[Review]) -> None:
        """Give each decision to the readings that it is about, and make of each what its reviewers say.

        A decision is about what is most like the reading that its reviewer saw: as it was read, or as others corrected
        it by then. Which corrections there are depends on where decisions belong, so both are worked out in turn.
        """
        best: dict[str, tuple[Likeness, list[int]]] = {}
        forms = [(number, (line.claim, line.statement)) for number, line in enumerate(self._lines)]
        known: set[_Form] = set()
        for _ in range(1 + _ROUNDS):
            known.update(forms)
            names = self._names
            for one in reviews:
                self._prefer(one, forms, names, best)
            self._attach_all(reviews, best)
            forms = list(dict.fromkeys(form for form in self._forms() if form not in known))
            if not forms:
                break
        self._about |= {review: [self._lines[number] for number in numbers] for review, (_, numbers) in best.items()}

    def _prefer(
        self,
        review: Review,
        forms: Sequence[_Form],
        names: Mapping[str, str],
        best: dict[str, tuple[Likeness, list[int]]],
    ) -> None:
        """Note those forms of readings that are more like what a reviewer saw than the best so far."""
        by = self._moved(review)
        fit = None if by is None else fitting(review, review.there, by, [said for _, said in forms], names)
        if fit is not None and (review.id not in best or fit[0] > best[review.id][0]):
            best[review.id] = fit[0], [forms[place][0] for place in fit[1]]

    def _attach_all(self, reviews: Sequence[Review], best: Mapping[str, tuple[Likeness, list[int]]]) -> None:
        """Make of each reading what its reviewers say, where decisions are about what is best by now."""
        for line in self._lines:
            line.reviews.clear()
        self._agreeing.clear()
        for one in reviews:
            if one.id in best:
                self._attach(one, [self._lines[number] for number in best[one.id][1]])
        for line in self._lines:
            self._decide(line)

    def _moved(self, review: Review) -> int | None:
        """By how many characters the words that a decision is about stand further on here; None where they do not."""
        if review.id not in self._moves:
            self._moves[review.id] = moved(review.there.place, self._said)
        return self._moves[review.id]

    def _attach(self, review: Review, lines: Sequence[_Line]) -> None:
        """Let readings know of a decision that is about them."""
        for line in lines:
            mine = line.reviews.get(review.by)
            if mine is not None and mine.kind is Kind.CORRECT and self._agrees(review, mine.says, [mine]):
                self._agreeing.add(review.id)  # to confirm what he corrected himself takes nothing back
            else:  # of one reviewer the last word counts
                line.reviews[review.by] = review if mine is None else _last(*sorted((mine, review), key=_in_order))

    @property
    def _names(self) -> dict[str, str]:
        return {id: entity.name for id, entity in self._named.items()}

    def _agrees(self, review: Review, right: Mapping[str, Any] | None, corrections: Sequence[Review]) -> bool:
        """Whether a decision confirms what these make of a reading, in all that they correct.

        Parameters:
            right: what the corrections say together; None where they contradict each other.
        """
        if review.kind is not Kind.CONFIRM or not right:
            return False
        there, names = review.there, self._names
        for part in (*PARTS, "speaker"):
            if part in right:
                named, entity = getattr(there, part), right[part] and Named.of_dict(right[part]["entity"])
                if (named and entity) and not is_same(named, entity.id, {**names, entity.id: entity.name}):
                    return False
                if bool(named) is not bool(entity):
                    return False
        if any(name in right and right[name] != getattr(there, name) for name in ("stance", "modality", "hedged")):
            return False
        if "trigger" in right:
            corrected = next(one for one in corrections if "trigger" in one.says)
            by, other = self._moved(review) or 0, self._moved(corrected) or 0
            start, end = span_of(right["trigger"])
            words = [(begin + by, stop + by) for begin, stop in there.place.spans(Role.TRIGGER)]
            return (start + other, end + other) in words
        return True

    def _decide(self, line: _Line) -> None:
        """Make of a statement what its reviewers say of it."""
        line.told, line.told_claim, line.conflict = line.statement, line.claim, False
        reviews = list(line.reviews.values())
        if not reviews and not line.added_by:
            return
        self._changed = True
        corrections = [one for one in reviews if one.kind is Kind.CORRECT]
        right = _joined(one.says for one in corrections)
        agreeing = {one.id for one in reviews if self._agrees(one, right, corrections)}
        self._agreeing |= agreeing
        kinds = {one.kind for one in reviews if one.id not in agreeing}
        if len(kinds) > 1 or right is None:
            line.conflict = True
            line.told = replace(line.statement, checked=Checked.IN_CONFLICT)
        elif Kind.REJECT in kinds:
            adders = {one.by for one in line.added_by}
            line.conflict = bool(adders - line.reviews.keys())
            line.told = replace(line.statement, checked=Checked.IN_CONFLICT) if line.conflict else None
        elif Kind.CORRECT in kinds:
            corrected = self._as_corrected(line, right)
            line.conflict = corrected is None
            line.told_claim, line.told = corrected or (line.claim, replace(line.statement, checked=Checked.IN_CONFLICT))
        else:
            read = line.statement.rule != _RULE
            line.told = replace(line.statement, checked=Checked.CONFIRMED if read else Checked.ADDED)

    def _forms(self) -> Iterator[_Form]:
        """What reviewers may have seen of readings that were corrected, with the numbers of these.

        A correction that somebody contradicted later is not told any more, but was seen before.
        """
        for number, line in enumerate(self._lines):
            if line.corrected is not None:
                yield number, line.corrected
            elif line.conflict:
                corrections = [one.says for one in line.reviews.values() if one.kind is Kind.CORRECT]
                right = _joined(corrections)
                for says in corrections if right is None else [right]:
                    if says and (form := self._as_corrected(line, says)) is not None:
                        yield number, form

    def _as_corrected(self, line: _Line, right: Mapping[str, Any]) -> Said | None:
        """A reading with these corrections; None where somebody would supply himself."""
        was, statement = line.claim, line.statement
        parts = {part: Corrected.of_dict(right[part]) for part in (*PARTS, "speaker") if right.get(part) is not None}
        ids = {part: self._enter(one.entity) for part, one in parts.items()}
        modality = Modality(right["modality"]) if "modality" in right else was.modality
        named: dict[str, str] = {part: getattr(was, part) for part in PARTS} | ids
        supplier, recipient, good = (named[part] for part in PARTS)
        claim = Claim.of(supplier, recipient, good, modality)
        if claim.supplier == claim.recipient and was.supplier != was.recipient:
            return None
        by = self._moved(next(one for one in line.reviews.values() if one.kind is Kind.CORRECT)) or 0
        roles = list(statement.roles)
        for part in (*PARTS, "speaker"):
            if part in right:
                role = Role(part)
                roles = [one for one in roles if one.role is not role]
                if part in parts and (span := parts[part].span) is not None and self._holds(span[0] + by, span[1] + by):
                    roles.append(RoleSpan(role, span[0] + by, span[1] + by))
        trigger = statement.trigger
        start, end = (place + by for place in span_of(right["trigger"])) if "trigger" in right else (0, 0)
        if self._holds(start, end):
            roles = [*(one for one in roles if one.role is not Role.TRIGGER), RoleSpan(Role.TRIGGER, start, end)]
            trigger = self._said.text[start:end]
        stance = Stance(right["stance"]) if "stance" in right else statement.stance
        speaker = ids.get("speaker") if "speaker" in right else statement.speaker
        told = replace(
            statement,
            claim=claim.id,
            stance=stance,
            speaker=speaker,
            hedged=right.get("hedged", statement.hedged),
            trigger=trigger,
            relayed_by=statement.relayed_by if speaker == statement.speaker else (),
            checked=Checked.CORRECTED,
        )
        return claim, told.at(statement.evidence, tuple(roles))

    def _enter(self, named: Named) -> str:
        """The id of an entity, which the article names from now on."""
        if named.id not in self._named:
            self._named[named.id] = named.entity()
            if (home := named.home()) is not None:
                self._named.setdefault(home.id, home)
        return named.id

    def _entities(self, claims: Iterable[Claim], statements: Iterable[Statement]) -> tuple[Entity, ...]:
        """The entities that the article names: those that stood in rejected readings only are gone."""
        was = _used((line.claim for line in self._lines if not line.added_by), self._said.statements)
        now = _used(claims, statements)
        read = {entity.id for entity in self._said.entities}
        pending = [
            one.id
            for one in self._named.values()
            if one.id in now or (one.id in read and one.id not in was and one.named) or one.type is EntityType.STATE
        ]
        kept: dict[str, Entity] = {}
        while pending:
            id = pending.pop()
            if id not in kept:
                one = kept[id] = self._named[id]
                links = (*one.kinds, *filter(None, (one.country, one.speaks_for)))
                pending += [link for link in links if link in self._named]
        return tuple(kept[id] for id in self._named if id in kept)


def _last(earlier: Review, later: Review) -> Review:
    """The last word of a reviewer: a further correction adds to his earlier one."""
    if not earlier.kind is later.kind is Kind.CORRECT:
        return later
    return replace(later, says={**earlier.says, **later.says})


def _verdict(line: _Line) -> Verdict:
    kinds = {one.kind for one in line.reviews.values()}
    if line.conflict:
        return Verdict.IN_CONFLICT
    if line.statement.rule == _RULE:
        return Verdict.MISSED if line.told is not None else Verdict.UNJUDGED
    if Kind.REJECT in kinds:
        return Verdict.WRONG
    if Kind.CORRECT in kinds:
        corrected = {part for one in line.reviews.values() if one.kind is Kind.CORRECT for part in one.says}
        # Which words tell of the transfer is no part of what is claimed.
        return Verdict.OTHERWISE if corrected - {"trigger"} else Verdict.RIGHT
    return Verdict.RIGHT if kinds or line.added_by else Verdict.UNJUDGED


def _says_the_same(one: Statement, other: Statement) -> bool:
    """Whether an article states a claim twice with one voice at one place."""
    overlap = one.evidence.start < other.evidence.end and other.evidence.start < one.evidence.end
    return overlap and (one.claim, one.stance, one.speaker) == (other.claim, other.stance, other.speaker)


def _joined(corrections: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """All that several reviewers correct; None where they contradict each other."""
    joined: dict[str, Any] = {}
    for says in corrections:
        for part, value in says.items():
            if part in joined and _meant(joined[part]) != _meant(value):
                return None
            joined.setdefault(part, value)
    return joined


def _meant(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return value["entity"]["id"] if "entity" in value else tuple(value["span"])


def _used(claims: Iterable[Claim], statements: Iterable[Statement]) -> set[str]:
    used = {id for claim in claims for id in (claim.supplier, claim.recipient, claim.good)}
    for one in statements:
        used |= {*one.relayed_by, *one.via, *filter(None, [one.speaker])}
    return used
