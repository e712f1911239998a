"""What the statements about one claim add up to: status, hedging. Pure functions (origins: `origins.py`).

The rule, in order: nobody affirms it → `negated` where the article's own voice says so, else `denied`; somebody
affirms it and anybody denies it → `contested`; the article itself, statistics or a party affirm it → `asserted`;
only outsiders do → `alleged`. A claim that a supply was stopped is always `negated`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimgraph.graph.model import Modality, Stance, Statement, Status


@dataclass(frozen=True, slots=True)
class Stances:
    """How many statements of each stance there are about one claim; `own_denials` are denials in an own voice."""

    asserting: int = 0
    alleging: int = 0
    denying: int = 0
    own_denials: int = 0

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Stances:
        """Count statements.

        >>> Stances.of([])
        Stances(asserting=0, alleging=0, denying=0, own_denials=0)
        """
        counts = Counter((statement.stance, statement.speaker is None) for statement in statements)
        asserting, alleging, denying = (
            counts[stance, True] + counts[stance, False] for stance in (Stance.ASSERTS, Stance.ALLEGES, Stance.DENIES)
        )
        return cls(asserting, alleging, denying, counts[Stance.DENIES, True])

    @property
    def affirming(self) -> int:
        """How many affirm the claim."""
        return self.asserting + self.alleging


def status_by_count(stances: Stances, *, covered: bool, modality: Modality) -> Status:
    """The status of a claim about which so many statements were made.

    Parameters:
        stances: the claim's own statements, from all articles; at least one.
        covered: whether anybody denies, between the same parties, a good of which the claim's good is a kind.

    >>> status_by_count(Stances(alleging=2), covered=True, modality=Modality.ACTUAL).value
    'contested'
    """
    if modality is Modality.BLOCKED:
        return Status.NEGATED
    if not stances.affirming:
        return Status.NEGATED if stances.own_denials else Status.DENIED
    if stances.denying or covered:
        return Status.CONTESTED
    return Status.ASSERTED if stances.asserting else Status.ALLEGED


def status_of(
    statements: Iterable[Statement],
    covering: Sequence[Statement] = (),
    modality: Modality = Modality.ACTUAL,
) -> Status:
    """The status of a claim from its own statements and the broader denials that cover it.

    Parameters:
        statements: all statements about the claim, from all articles; at least one.
        covering: denials of a good of which the claim's good is a kind, between the same parties.
    """
    return status_by_count(Stances.of(statements), covered=bool(covering), modality=modality)


def confidence_of(statements: Iterable[Statement]) -> float | None:
    """The highest confidence of the statements that affirm a claim; None where none of them has one.

    It never changes a status: it tells how sure the reading is, and the status tells what was read.
    """
    known = (one.confidence for one in statements if one.positive and one.confidence is not None)
    return max(known, default=None)


def has_positive(statements: Iterable[Statement]) -> bool:
    """Whether anybody affirms the claim."""
    return any(statement.positive for statement in statements)


def is_hedged(statements: Iterable[Statement]) -> bool:
    """Whether every positive statement is hedged (and there is one)."""
    positive = [statement for statement in statements if statement.positive]
    return bool(positive) and all(statement.hedged for statement in positive)
