"""To which readings of an article a decision belongs, however well they were read this time: pure.

Where the text is the one that the reviewer saw, offsets count as they are; in an edited text the quote is looked for,
and all offsets move with it. A reading fits where its evidence and its roles overlap with those that the reviewer saw
and it says the same in what he judged: who calls the supplier wrong means no reading with another supplier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimgraph.graph.decision import Kind
from claimgraph.graph.model import Claim, Role, RoleSpan, Stance, Statement
from claimgraph.graph.names import fold
from claimgraph.graph.review import PARTS, Named, Place, ReadThere, Reason, Review
from claimgraph.graph.store.asread import AsRead

Said = tuple[Claim, Statement]
Likeness = tuple[int, int, int]
_JUDGED: Mapping[Reason, str] = {Reason.SUPPLIER: "supplier", Reason.RECIPIENT: "recipient", Reason.GOOD: "good"}


def moved(place: Place, said: AsRead) -> int | None:
    """By how many characters the words of a place stand further on in an article; None where they are not in it.

    Words are looked for even where the text is the one that was seen: a decision of somebody else's file may say that
    an article holds what it does not.
    """
    if not place.quote or place.end - place.start != len(place.quote):
        return None
    if said.article.sha256 == place.sha256:
        # Where the text itself was lost, nobody can tell; `db check` says so.
        return 0 if not said.text or said.text.startswith(place.quote, place.start) else None
    found = (_place_before(place.quote, place.start, said.text), said.text.find(place.quote, place.start))
    return min((at - place.start for at in found if at >= 0), key=abs, default=None)


def _place_before(words: str, start: int, text: str) -> int:
    """The last place before `start` where words begin; -1 where they do not.

    Both are turned round, since `find` takes time by the length of the text and `rfind` by that of the words, too.
    """
    until = min(len(text), start + len(words) - 1)
    at = text[:until][::-1].find(words[::-1])
    return -1 if at < 0 else until - at - len(words)


def fitting(
    review: Review, there: ReadThere, by: int, said: Sequence[Said], names: Mapping[str, str]
) -> tuple[Likeness, list[int]] | None:
    """Which readings a decision is about: the numbers of the best that fit, several where they are as good.

    Parameters:
        by: by how many characters the text moved.
        said: the readings of the article.
        names: the names of its entities, by their ids.

    Returns:
        How like these are to what the reviewer saw, and their numbers; None where none fits.
    """
    scores = {}
    for number, (claim, statement) in enumerate(said):
        if _fits(review, there, by, claim, statement, names):
            scores[number] = _likeness(there, by, claim, statement)
    if not scores:
        return None
    best = max(scores.values())
    return best, [number for number, score in scores.items() if score == best]


def _fits(
    review: Review, there: ReadThere, by: int, claim: Claim, statement: Statement, names: Mapping[str, str]
) -> bool:
    place, evidence = there.place, statement.evidence
    if not (evidence.start < place.end + by and place.start + by < evidence.end):
        return False
    if (statement.stance is Stance.DENIES) is not (there.stance is Stance.DENIES):
        return False
    if any(not _part_fits(there, part, by, claim, statement, names) for part in PARTS):
        return False
    if review.kind is Kind.CONFIRM:
        return (
            statement.stance is there.stance
            and claim.modality is there.modality
            and all(is_same(getattr(there, part), getattr(claim, part), names) for part in ("supplier", "recipient"))
            and _speaks(there, statement, names)
            and (not review.says or _is_exactly(there, by, claim, statement, names))
        )
    if review.kind is Kind.REJECT:
        reason = Reason(review.says["reason"])
        if reason is Reason.SPEAKER:
            return _speaks(there, statement, names)
        if reason is Reason.POLARITY:
            return statement.stance is there.stance
        if part := _JUDGED.get(reason):
            return is_same(getattr(there, part), getattr(claim, part), names)
        if reason is Reason.TIME:
            return claim.modality is there.modality
    return True


def _is_exactly(there: ReadThere, by: int, claim: Claim, statement: Statement, names: Mapping[str, str]) -> bool:
    """Whether a reading is what a reviewer saw also in what else can be corrected: the good, doubt, and the trigger."""
    triggers = {(start + by, end + by) for start, end in there.place.spans(Role.TRIGGER)}
    return (
        is_same(there.good, claim.good, names)
        and statement.hedged is there.hedged
        and {*_spans(statement.roles, Role.TRIGGER)} == triggers
    )


def _part_fits(
    there: ReadThere, part: str, by: int, claim: Claim, statement: Statement, names: Mapping[str, str]
) -> bool:
    """Whether a part stands where it stood; where either is told without its place, whether it is the same entity."""
    role = Role(part)
    were = [(start + by, end + by) for start, end in there.place.spans(role)]
    are = _spans(statement.roles, role)
    if were and are:
        return any(start < other_end and other < end for start, end in were for other, other_end in are)
    return is_same(getattr(there, part), getattr(claim, part), names)


def _spans(roles: Sequence[RoleSpan], role: Role) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in roles if one.role is role]


def is_same(named: Named, id: str, names: Mapping[str, str]) -> bool:
    """Whether an entity that a reviewer named is the one of this id, or one that `names` calls alike."""
    return named.id == id or fold(named.name) == fold(names.get(id, id))


def _speaks(there: ReadThere, statement: Statement, names: Mapping[str, str]) -> bool:
    if there.speaker is None or statement.speaker is None:
        return there.speaker is None and statement.speaker is None
    return is_same(there.speaker, statement.speaker, names)


def _likeness(there: ReadThere, by: int, claim: Claim, statement: Statement) -> Likeness:
    """How like a reading is to what the reviewer saw: the same parts before the same voice before the same place."""
    parts = sum(getattr(there, part).id == getattr(claim, part) for part in PARTS) + (claim.modality is there.modality)
    speaker = there.speaker.id if there.speaker else None
    voice = (statement.stance is there.stance) + (statement.speaker == speaker) + (statement.hedged is there.hedged)
    place = there.place
    exact = (statement.evidence.start, statement.evidence.end) == (place.start + by, place.end + by)
    return parts, voice, int(exact)
