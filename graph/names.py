"""How names are compared: case, accents and spacing do not count; near misses are ranked. Pure functions.

>>> fold("  Čeněk   Novák ") == fold("cenek novak")
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from claimgraph.graph.model import Entity

_LUCENE = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|<>=])')


def fold(name: str) -> str:
    """A name without case, accents and doubled spaces."""
    if name.isascii():
        return " ".join(name.casefold().split())
    apart = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).casefold().split())


def same_name(entity: Entity, name: str) -> bool:
    """Whether an entity has this id, name or alias."""
    wanted = fold(name)
    return name == entity.id or any(fold(form) == wanted for form in (entity.id, entity.name, *entity.aliases))


def likeness(entity: Entity, name: str) -> float:
    """How like the best of an entity's names is to this one: 0 to 1."""
    wanted = fold(name)
    return max(SequenceMatcher(None, wanted, fold(form)).ratio() for form in (entity.name, *entity.aliases))


def words(name: str) -> list[str]:
    """The words of a name as a full-text index has them."""
    return re.findall(r"\w+", fold(name))


def phrase_query(name: str) -> str:
    """A Lucene query for texts that hold the name as it stands; matches nothing for a name without words."""
    return f'"{_escaped(name)}"'


def fuzzy_query(name: str) -> str:
    """A Lucene query for texts with words like those of the name: begun so, or with one or two letters changed."""
    return " ".join(_fuzzy(_escaped(word)) for word in words(name))


def _fuzzy(word: str) -> str:
    edits = 1 if len(word) < 6 else 2
    return f"{word}~{edits} {word}*"


def _escaped(text: str) -> str:
    return _LUCENE.sub(r"\\\1", text)


def ranked(entities: Iterable[Entity], name: str, limit: int) -> list[Entity]:
    """The entities whose names are most like this one, the likest first."""
    return sorted(entities, key=lambda entity: (-likeness(entity, name), entity.name, entity.id))[:limit]
