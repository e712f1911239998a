"""Who decides: the name that a decision is signed with, and decisions in words."""

from __future__ import annotations

import getpass
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph.graph.decision import Decision, Kind
from claimgraph.graph.errors import ClaimgraphError

if TYPE_CHECKING:
    from claimgraph.graph.model import Entity
    from claimgraph.graph.store import Store

MOST_LETTERS = 100
_IN_WORDS: Mapping[Kind, str] = {
    Kind.MERGE: "{others} is one with {first}",
    Kind.SPLIT: "{others} is no longer one with {first}",
    Kind.PART: "{first} is another one in {others}",
    Kind.REJOIN: "{first} is one again with what was parted from it in {others}",
    Kind.FORGET: "forgot {all}",
    Kind.SAVE_QUERY: "saved the query {all}",
    Kind.REMOVE_QUERY: "removed the query {all}",
    Kind.CONFIRM: "confirmed {all}",
    Kind.REJECT: "rejected {all}",
    Kind.CORRECT: "corrected {all}",
    Kind.ADD: "added {all}",
    Kind.CHECK: "checked the article {all}",
    Kind.SET_TYPE: "set the type of {all}",
    Kind.RENAME: "renamed {all}",
    Kind.BASED_IN: "told where {all} is based",
    Kind.SPEAKS_FOR: "told for whom {all} speaks",
    Kind.NOT_SAME: "told that {all} is not the same as another",
    Kind.UNSURE: "was unsure about {all}",
    Kind.IDENTIFY: "gave an id to {all}",
    Kind.NOTE: "noted something on {all}",
    Kind.TAG: "tagged {all}",
    Kind.RELIABILITY: "graded {all}",
    Kind.ANALYST: "said of his own knowledge: {all}",
    Kind.UNDO: "undid a decision about {all}",
}


class SignatureError(ClaimgraphError):
    """A name that cannot sign a decision."""


def signature(given: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The name that decisions are signed with: the one given, else CLAIMGRAPH_AS, else the system's user.

    Raises:
        SignatureError: the name is empty, too long, or holds control characters.

    >>> signature(" Ada  Lund "), signature(None, {"CLAIMGRAPH_AS": "desk two"})
    ('Ada Lund', 'desk two')
    """
    name = given if given is not None else environment.get("CLAIMGRAPH_AS") or _system_user()
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > MOST_LETTERS or not tidy.isprintable():
        source = "--as" if given is not None else "CLAIMGRAPH_AS"
        raise SignatureError(f"{source} {name!r}: a name has 1 to {MOST_LETTERS} letters, and no control characters")
    return tidy


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return "unknown"


def in_words(decision: Decision) -> str:
    """The decision as a sentence.

    >>> in_words(Decision("1", Kind.MERGE, "Ada", "2026-03-01", ("firm:a", "firm:b"), ("Acme", "Acme Inc")))
    'Acme Inc is one with Acme'
    """
    first, *others = decision.names
    return _IN_WORDS[decision.kind].format(first=first, others=", ".join(others), all=", ".join(decision.names))


def all_decisions(store: Store, queries: Path) -> list[Decision]:
    """All decisions about a graph and about the user's saved queries, the oldest first.

    Parameters:
        queries: the folder of the user's saved queries.
    """
    from claimgraph.queries.record import recorded

    return in_order([*store.decisions(), *recorded(queries)])


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions by the moment in which they were made; those of one moment as they come."""
    return sorted(decisions, key=lambda one: one.at)


_STANDING = """
MATCH (e:Entity) WHERE e.id IN $ids AND all(article IN $articles WHERE (e)<-[:MENTIONS]-(:Article {id: article}))
RETURN e.id AS id
"""


def the_one_in(store: Store, name: str, articles: Collection[str]) -> Entity:
    """The entity that is called so; of several, the only one that stands in all of these articles.

    Parameters:
        articles: their ids.

    Raises:
        QueryError: nothing is called so, or several things that the articles do not tell apart.
    """
    from claimgraph.queries.entities import find_named, the_one_named

    found = {entity.id: entity for entity in find_named(store, name)}
    if len(found) > 1:
        rows = store.read(_STANDING, {"ids": sorted(found), "articles": sorted(articles)}).rows
        if len(rows) == 1:
            return found[rows[0][0]]
    return the_one_named(store, name)
