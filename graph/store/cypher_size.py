"""Cypher that no server could read in time is refused before it is sent.

Neo4j reads a query by recursion: text that is nested a thousand deep ends its thread, and no answer comes.
"""

from __future__ import annotations

import re

from claimgraph.graph.errors import QueryError

MOST_CHARACTERS = 100_000
MOST_BRACKETS = 100
MOST_UNIONS = 100

_BRACKET = re.compile(r"[()\[\]{}]")
_UNION = re.compile(r"\bUNION\b", re.IGNORECASE)


def check_size(cypher: str) -> None:
    """Raise QueryError for Cypher that is too long, nested too deep, or a union of too many queries.

    Brackets in texts and comments count too; it takes a hundred of one kind to make a difference.
    """
    if len(cypher) > MOST_CHARACTERS:
        raise QueryError(
            f"the query has {len(cypher):,} characters, {MOST_CHARACTERS:,} are the most; give values as parameters"
        )
    if _depth(cypher) > MOST_BRACKETS:
        raise QueryError(f"the query has brackets nested more than {MOST_BRACKETS} deep, which Neo4j cannot read")
    if len(_UNION.findall(cypher)) > MOST_UNIONS:
        raise QueryError(f"the query has more than {MOST_UNIONS} UNIONs, which Neo4j cannot read")


def _depth(cypher: str) -> int:
    depth = deepest = 0
    for found in _BRACKET.finditer(cypher):
        depth = depth + 1 if found[0] in "([{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
