"""Files of decisions: JSON Lines, one decision a line, as `claimgraph decisions export` writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TextIO

from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import QueryError, ReviewError
from claimgraph.graph.keepable import check_keepable
from claimgraph.graph.review import Review
from claimgraph.graph.shallow import TooDeepError, shallow

MOST_LETTERS = 1_000_000
"""A longer line is no decision."""
MOST_IN_ALL: Final = 100_000_000
"""A file of more letters is refused: some 100,000 decisions have so many."""
MOST_NAMED: Final = 8
"""A decision names no more entities without an id (four parts of a reading, and four that are right); each is looked up
in the store."""
MOST_ADDED: Final = 500
"""A file adds no more claims to one article: each of its decisions is compared with each, whenever it is loaded."""


Name = Callable[[dict[str, Any]], dict[str, Any]]
"""Gives an entity that a page names, by its name and type or as the graph tells it, the id that readings give it."""


def read_decisions(lines: Iterable[str], name: str, named: Name | None = None) -> list[Review]:
    """The decisions of a file, each once.

    Parameters:
        name: of the file, for messages.
        named: gives entities an id that have none, since a page does not know which they would get.

    Raises:
        ReviewError: a line tells no decision; the message names the line and says what is wrong.

    >>> read_decisions(["{}"], "mine.jsonl")
    Traceback (most recent call last):
    claimgraph.graph.errors.ReviewError: mine.jsonl, line 1: 'about' is missing
    """
    found: dict[str, Review] = {}
    named = _remembering(named) if named is not None else None
    letters = 0
    added: Counter[str] = Counter()
    try:
        for number, line in enumerate(lines, 1):
            if (letters := letters + len(line)) > MOST_IN_ALL:
                raise ReviewError(f"{name}: is longer than {MOST_IN_ALL:,} letters; import it in parts")
            if line.strip():
                one = _decision(line, f"{name}, line {number}", named)
                if one.id not in found:
                    _count_added(one, added, f"{name}, line {number}")
                found[one.id] = one
    except UnicodeDecodeError as error:
        raise ReviewError(f"{name}: is no text in UTF-8 ({error})") from error
    except OSError as error:
        raise ReviewError(f"{name}: cannot be read ({error.strerror or error})") from error
    return list(found.values())


def _count_added(review: Review, added: Counter[str], where: str) -> None:
    if review.kind is not Kind.ADD or (article := review.article) is None:
        return
    keys = {article.id, article.sha256}
    added.update(keys)
    if max(added[key] for key in keys) > MOST_ADDED:
        raise ReviewError(f"{where}: more than {MOST_ADDED:,} claims are added to one article ({article.name!r:.60})")


def lines_of(file: TextIO) -> Iterator[str]:
    """The lines of a file, of each no more than it takes to see that it is too long: it may never end."""
    return iter(lambda: file.readline(MOST_LETTERS + 1), "")


def _decision(line: str, where: str, named: Name | None) -> Review:
    try:
        if len(line) > MOST_LETTERS:
            raise ReviewError(f"it is longer than {MOST_LETTERS:,} letters")
        told = shallow(line)
        if named is not None:
            if _nameless(told) > MOST_NAMED:
                raise ReviewError(f"it names more than {MOST_NAMED} entities without an id")
            told = _with_ids(told, named)
        review = Review.of_dict(told)
        check_keepable(review)
        return review
    except TooDeepError as error:
        raise ReviewError(f"{where}: {error}") from error
    except ValueError as error:
        raise ReviewError(f"{where}: is no JSON ({error})") from error
    except (QueryError, ReviewError) as error:
        raise ReviewError(f"{where}: {error}") from error


def _nameless(told: Any) -> int:
    """How many entities without an id stand anywhere in a decision."""
    return int(isinstance(told, dict) and _is_entity(told) and told["id"] == "") + sum(map(_nameless, _inside(told)))


def _is_entity(told: dict[str, Any]) -> bool:
    return {"id", "type", "name"} <= told.keys() and "country" not in told


def _remembering(named: Name) -> Name:
    """The same, so that each name is looked up once however often a file names it."""
    known: dict[tuple[str, str], dict[str, Any]] = {}

    def remembered(told: dict[str, Any]) -> dict[str, Any]:
        if told["id"] != "" or not (isinstance(told["type"], str) and isinstance(told["name"], str)):
            return named(told)
        key = told["type"], told["name"]
        if key not in known:
            known[key] = named(told)
        return known[key]

    return remembered


def _with_ids(told: Any, named: Name) -> Any:
    """The same with an id for each entity, wherever one stands."""
    if isinstance(told, list):
        return [_with_ids(one, named) for one in told]
    if not isinstance(told, dict):
        return told
    if _is_entity(told):
        return named(told)
    return {key: _with_ids(value, named) for key, value in told.items()}


def _inside(outer: Any) -> Iterable[Any]:
    if isinstance(outer, dict):
        return outer.values()
    return outer if isinstance(outer, list) else ()
