"""What a dossier tells of its review: who checked what and when, what analysts know themselves, notes chosen to be
printed, and grades of sources. Pure; none of it changes a status or a number of origins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from claimgraph.graph.counting import counted
from claimgraph.graph.decision import Kind
from claimgraph.graph.dossier.content import day_of
from claimgraph.graph.model import Article, Checked
from claimgraph.graph.network import ClaimRecord
from claimgraph.graph.remark import CHECKING, Remark

_IN_WORDS = {"affirms": "affirms it", "doubts": "doubts it"}


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Tells what reviewers say of the claims of a dossier.

    Parameters:
        remarks: all of it.
        notes: ids of the notes that are printed; no other is.
    """

    remarks: Sequence[Remark] = ()
    notes: Collection[str] = ()

    def checked(self, record: ClaimRecord) -> str:
        """How many readings of a claim somebody checked, and who and when; "" where nobody did."""
        checked = [one for one in record.bearing if one.checked not in (None, Checked.IN_CONFLICT)]
        disputed = sum(one.checked is Checked.IN_CONFLICT for one in record.bearing)
        told = [f"{len(checked)} of {counted(len(record.bearing), 'reading')} checked"] if checked else []
        told += self._checkers({one.id for one in checked}) if checked else []
        told += [f"reviewers disagree about {disputed}"] if disputed else []
        return ", ".join(told)

    def _checkers(self, statements: Collection[str]) -> Iterable[str]:
        said: dict[tuple[str, str, str], None] = {}
        for one in self.remarks:
            if one.kind in CHECKING and not set(one.statements).isdisjoint(statements):
                said[CHECKING[one.kind], one.by, day_of(one.day)] = None
        return [f"{what} by {who} on {day}" for what, who, day in said]

    def known(self, claim: str) -> tuple[str, ...]:
        """What analysts know themselves about a claim, each a line."""
        return tuple(_known(one) for one in self.remarks if one.known is not None and one.known.claim == claim)

    def known_besides(self, claims: Collection[str]) -> tuple[str, ...]:
        """What analysts know themselves that none of these claims says, each a line."""
        others = (one for one in self.remarks if one.known is not None and one.known.claim not in claims)
        return tuple(f"{one.known.headline}: {_known(one)}" for one in others if one.known)

    def notes_on(self, record: ClaimRecord) -> tuple[str, ...]:
        """The notes on a claim, its parties and its good, and its articles, that are printed, each a line."""
        claim = record.claim
        about = {claim.id, claim.supplier, claim.recipient, claim.good}
        about |= {one.evidence.article for one in record.bearing}
        return tuple(
            f"{one.words} ({one.by}, {day_of(one.day)})"
            for one in self.remarks
            if one.kind == Kind.NOTE.value and one.id in self.notes and one.subject in about
        )

    def grade(self, article: Article) -> str:
        """The grade of an article, with the letter of its outlet where it has none of its own; "" for none."""
        own, source = (self._graded(subject) for subject in (article.id, article.outlet))
        if own and source and not own[0].isalpha():
            return f"{source.rstrip('123456')}{own}"
        return own or source

    def _graded(self, subject: str) -> str:
        grades = [
            one.words
            for one in self.remarks
            if one.kind == Kind.RELIABILITY.value and one.subject == subject and subject
        ]
        return grades[-1] if grades else ""


def _known(one: Remark) -> str:
    stance = _IN_WORDS[one.known.stance] if one.known else ""
    why = f": {one.why}" if one.why else ""
    return f"{one.by} {stance} ({day_of(one.day)}){why}"
