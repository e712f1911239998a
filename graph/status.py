"""What the statements about one claim add up to: status, hedging, independent origins. Pure functions.

The rule, in order: nobody affirms it → `negated` where the article's own voice says so, else `denied`; somebody
affirms it and anybody denies it → `contested`; the article itself, statistics or a party affirm it → `asserted`;
only outsiders do → `alleged`. A claim that a supply was stopped is always `negated`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.graph.model import Article, Entity, Modality, Stance, Statement, Status


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


def has_positive(statements: Iterable[Statement]) -> bool:
    """Whether anybody affirms the claim."""
    return any(statement.positive for statement in statements)


def is_hedged(statements: Iterable[Statement]) -> bool:
    """Whether every positive statement is hedged (and there is one)."""
    positive = [statement for statement in statements if statement.positive]
    return bool(positive) and all(statement.hedged for statement in positive)


def count_origins(
    statements: Iterable[Statement], entities: Mapping[str, Entity], articles: Mapping[str, Article]
) -> int:
    """The number of independent origins among the positive statements.

    Two statements share an origin when they share one of these: the same named speaker; the same description of
    an unnamed speaker passed on by the same relay; the own voice of the same outlet; or, for own voice and
    unnamed speakers, the very same words (a syndicated text).
    """
    return count_groups(origin_keys(statement, entities, articles) for statement in statements if statement.positive)


def count_groups(key_sets: Iterable[Iterable[Hashable]]) -> int:
    """How many groups sets fall into when those that share a member, directly or through others, are one group.

    >>> count_groups([{"a", "b"}, {"c"}, {"b", "d"}])
    2
    """
    parents: dict[Hashable, Hashable] = {}

    def root(key: Hashable) -> Hashable:
        while (parent := parents.setdefault(key, key)) != key:
            parents[key] = parents[parent]
            key = parents[key]
        return key

    for keys in key_sets:
        first, *others = keys
        for other in others:
            parents[root(other)] = root(first)
        root(first)
    return sum(1 for key, parent in parents.items() if key == parent)


def origin_keys(statement: Statement, entities: Mapping[str, Entity], articles: Mapping[str, Article]) -> set[str]:
    """What tells the origin of a positive statement; those that share one of these have one origin."""
    if statement.speaker is None:
        article = articles.get(statement.evidence.article)
        outlet = article.outlet.casefold() if article else ""
        return {_words(statement), "voice:" + (outlet or statement.evidence.article)}
    speaker = entities[statement.speaker]
    if speaker.article is None:
        return {"speaker:" + speaker.id}
    keys = {_words(statement), "speaker:" + speaker.id}
    if statement.relayed_by:
        keys.add(f"relay:{statement.relayed_by[-1]}/{speaker.name.casefold()}")
    return keys


def _words(statement: Statement) -> str:
    return "words:" + " ".join(statement.evidence.quote.casefold().split())
