"""What the statements about one claim add up to: status, hedging, independent origins. Pure functions.

The rule, in order: nobody affirms it → `negated` where the article's own voice says so, else `denied`; somebody
affirms it and anybody denies it → `contested`; the article itself, statistics or a party affirm it → `asserted`;
only outsiders do → `alleged`. A claim that a supply was stopped is always `negated`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimgraph.graph.model import Article, Entity, Modality, Stance, Statement, Status


def status_of(
    statements: Sequence[Statement],
    covering: Sequence[Statement] = (),
    modality: Modality = Modality.ACTUAL,
) -> Status:
    """The status of a claim from its own statements and the broader denials that cover it.

    Parameters:
        statements: all statements about the claim, from all articles; at least one.
        covering: denials of a good of which the claim's good is a kind, between the same parties.
    """
    if modality is Modality.BLOCKED:
        return Status.NEGATED
    denials = [statement for statement in statements if not statement.positive]
    if not has_positive(statements):
        own_voice = any(statement.speaker is None for statement in denials)
        return Status.NEGATED if own_voice else Status.DENIED
    if denials or covering:
        return Status.CONTESTED
    asserted = any(statement.stance is Stance.ASSERTS for statement in statements)
    return Status.ASSERTED if asserted else Status.ALLEGED


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
    groups: list[set[str]] = []
    for statement in statements:
        if not statement.positive:
            continue
        merged = _origin_keys(statement, entities, articles)
        apart = []
        for group in groups:
            if group & merged:
                merged |= group
            else:
                apart.append(group)
        groups = [*apart, merged]
    return len(groups)


def _origin_keys(statement: Statement, entities: Mapping[str, Entity], articles: Mapping[str, Article]) -> set[str]:
    words = "words:" + " ".join(statement.evidence.quote.casefold().split())
    if statement.speaker is None:
        article = articles.get(statement.evidence.article)
        outlet = article.outlet.casefold() if article else ""
        return {words, "voice:" + (outlet or statement.evidence.article)}
    speaker = entities[statement.speaker]
    if speaker.article is None:
        return {"speaker:" + speaker.id}
    keys = {words, "speaker:" + speaker.id}
    if statement.relayed_by:
        keys.add(f"relay:{statement.relayed_by[-1]}/{speaker.name.casefold()}")
    return keys
