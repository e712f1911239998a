"""The names under which front matter, columns and keys give what is known about an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimgraph.graph.errors import LoadError

MOST_NAMES = 1_000
"""The most columns of a table, keys of a JSON object and keys of front matter."""
NAMES_SHOWN = 20
"""How many of them a message names."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "url": ("url", "link", "address"),
    "outlet": ("outlet", "source", "publisher"),
    "published": ("published", "date", "published_at", "publication_date"),
    "name": ("id", "name"),
    "language": ("language", "lang"),
}
"""Field → the names it goes by, the preferred one first."""


def folded(name: str) -> str:
    """A column's or key's name as it is compared: case, outer space, and `-`/space against `_` make no difference."""
    return name.strip().casefold().replace("-", "_").replace(" ", "_")


def check_names(count: int, what: str) -> None:
    """Raise LoadError where a table, an object or front matter has too many columns or keys.

    Parameters:
        what: what they are called, in the plural.

    >>> check_names(400_000, "columns")
    Traceback (most recent call last):
    claimgraph.graph.errors.LoadError: has more than 1,000 columns; keep those that describe the article
    """
    if count > MOST_NAMES:
        raise LoadError(f"has more than {MOST_NAMES:,} {what}; keep those that describe the article")


def field_of(name: str) -> str | None:
    """The field that a column or key gives, or None where the name means nothing to us.

    >>> field_of("Date")
    'published'
    """
    return next((field for field, aliases in ALIASES.items() if folded(name) in aliases), None)


def gather(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Fields from names and values; of several names for one field the most preferred that is not blank counts.

    >>> gather([("Body", "B"), ("text", " "), ("Source", "The Example Wire")])
    {'text': 'B', 'outlet': 'The Example Wire'}
    """
    given = {folded(name): value for name, value in cells if value.strip()}
    chosen = {field: next((given[a] for a in aliases if a in given), None) for field, aliases in ALIASES.items()}
    return {field: value for field, value in chosen.items() if value is not None}
