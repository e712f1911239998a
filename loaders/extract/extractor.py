"""What an extractor is, and how one is found by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, runtime_checkable

from claimgraph.graph.errors import ClaimgraphError, LoadError
from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.documents import kind_of_value
from claimgraph.loaders.extract.fingerprint import own_fingerprint

GROUP = "claimgraph.extractors"
DEFAULT = "pipeline"


@runtime_checkable
class Extractor(Protocol):
    """Reads articles. For any text at all it returns a reading whose `check()` holds, and raises nothing.

    Of an article in a language that it does not read it returns a reading without claims whose `unread` says why.
    """

    def read(self, document: Document) -> Reading:
        """The claims of one article."""
        ...

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of many articles in order, as a stream; memory does not grow with their number."""
        ...


def load_extractor(name: str = DEFAULT) -> Extractor:
    """The extractor of a name: `pipeline`, `pipeline-STAGE` for the pipeline without an optional stage (several, one
    after another), or one that is registered in the entry-point group `claimgraph.extractors`.

    The registered object is a class with a `load()` that returns the extractor, ready to read.

    Raises:
        LoadError: nothing is registered under this name, or what is registered cannot be loaded.
    """
    if (disabled := _disabled(name)) is not None:
        from claimgraph.loaders.extract.default import default_pipeline

        return default_pipeline(disabled)
    known = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in known:
        raise _unknown(name, known)
    called = f"the extractor {name!r} ({known[name].value})"
    loaded = _loaded(known[name], called)
    if isinstance(loaded, type) or not isinstance(loaded, Extractor):
        raise LoadError(
            f"{called}: its load() returned no object with read() and read_many(), but {kind_of_value(loaded)}"
        )
    return loaded


def known_as(name: str = DEFAULT) -> str | None:
    """By what a store knows which articles an extractor has read: its name and a fingerprint of its code and data.

    An extractor of another package tells the fingerprint in a class method `fingerprint()`, any text that changes when
    it would read otherwise. None where it has none: then nobody knows, and everything is read anew.

    Raises:
        LoadError: nothing is registered under this name, or what is registered cannot be imported.
    """
    if _disabled(name) is not None:
        return f"{name} {own_fingerprint()}"
    known = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in known:
        raise _unknown(name, known)
    try:
        told = getattr(known[name].load(), "fingerprint", None)
        return f"{name} {told()}" if callable(told) else None
    except Exception as error:
        raise LoadError(
            f"the extractor {name!r} ({known[name].value}) cannot be imported ({type(error).__name__}: {error})"
        ) from error


def _disabled(name: str) -> tuple[str, ...] | None:
    """The stages that a name of the pipeline disables; None for other extractors.

    >>> _disabled("pipeline"), _disabled("pipeline-rebuttals-lexicon"), _disabled("other")
    ((), ('rebuttals', 'lexicon'), None)
    """
    base, *stages = name.split("-")
    return tuple(stages) if base == DEFAULT else None


def _unknown(name: str, known: Iterable[str]) -> LoadError:
    return LoadError(f"no extractor is called {name!r}; there is {', '.join(sorted({DEFAULT, *known}))}")


def _loaded(entry: EntryPoint, called: str) -> Any:
    """What the load() of the registered class returns; code of other people may raise anything."""
    try:
        registered = entry.load()
    except Exception as error:
        raise LoadError(f"{called} cannot be imported ({type(error).__name__}: {error})") from error
    load = getattr(registered, "load", None)
    if not callable(load):
        raise LoadError(f"{called} has no load(); register a class whose load() returns the extractor")
    try:
        return load()
    except ClaimgraphError:
        raise
    except Exception as error:
        raise LoadError(f"{called}: its load() failed ({type(error).__name__}: {error})") from error
