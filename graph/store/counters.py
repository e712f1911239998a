"""What a change adds to the numbers that are kept with each entity: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from claimgraph.graph.model import Stance
from claimgraph.graph.store.months import Ledgers, told_in
from claimgraph.graph.store.plan import Change
from claimgraph.graph.store.tally import Fact

ROLES = {"as_supplier": "supplier", "as_recipient": "recipient", "as_good": "good"}
"""Counters of an entity, and the part of a claim that each counts."""
COUNTERS = (*ROLES, *(stance.value for stance in Stance))
"""All counters of an entity: claims by part, statements by stance."""


def counted_by(change: Change, gone: Iterable[str]) -> Mapping[str, Mapping[str, int]]:
    """What a change adds to the counters of each entity.

    Parameters:
        gone: ids of the claims that nobody states any more.
    """
    counted: defaultdict[str, defaultdict[str, int]] = defaultdict(partial(defaultdict, int))
    new = [claim for id, claim in change.claims.items() if id not in change.stored]
    for claims, sign in ((new, 1), ([change.stored[id].claim for id in gone], -1)):
        for claim in claims:
            for name, part in ROLES.items():
                counted[getattr(claim, part)][name] += sign
    for facts, sign in ((change.facts_before, -1), (change.facts_after, 1)):
        for fact in facts:
            if fact.speaker is not None:
                counted[fact.speaker][str(fact.stance)] += sign
    return counted


def ledgers_of(change: Change) -> Ledgers:
    """What a change adds to what was said month by month, of each entity and of the whole graph."""
    ledgers = Ledgers()
    for facts, told, sign in ((change.facts_before, change.before, -1), (change.facts_after, change.after, 1)):
        by_article: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            ledgers.add_statement(told.claims[fact.claim], fact, sign)
            by_article[fact.article].append(fact)
        for said in by_article.values():
            ledgers.add_article(told_in(said, told.claims), sign)
    for id, claim in change.claims.items():
        before = change.stored[id].tally.months if id in change.stored else frozenset()
        after = change.tallies[id].months
        ledgers.add_claim(claim, before - after, -1)
        ledgers.add_claim(claim, after - before, 1)
    return ledgers
