"""From what a person names to single files: folders are walked, nothing is read twice."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from claimgraph.graph.counting import counted
from claimgraph.loaders.sources.outcome import Notice, SourceFailure, one_line


class Kind(Enum):
    """How the content of a source is read."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    PAGE = "HTML"
    JSONL = "JSON lines"
    CSV = "CSV"
    XML = "XML"


_KINDS = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
}
# Not read from a folder; where somebody names one, its content says what it is.
_XML = frozenset({".xml", ".rss", ".atom", ".rdf"})
_KINDS_SHOWN = 5
SUFFIXES = ", ".join(_KINDS)


@dataclass(frozen=True, slots=True)
class Form:
    """How the content of a file is read; `stem` is its name without suffixes."""

    kind: Kind
    gzipped: bool
    stem: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to read, and how."""

    path: Path
    form: Form


def form_of(path: PurePath) -> Form | None:
    """How a file is read by its name; None where its suffix says nothing to us. Case makes no difference."""
    gzipped = path.suffix.lower() == ".gz"
    inner = path.with_suffix("") if gzipped else path
    kind = _KINDS.get(inner.suffix.lower())
    return Form(kind, gzipped, inner.stem) if kind else None


def files_under(named: Path, notice: Notice) -> Iterator[File | SourceFailure]:
    """The file itself, or the readable files of a folder and all folders in it, in order of their names.

    Hidden files and folders (a leading dot) are passed over. Files of other kinds in a folder are counted in one
    notice, and so are links that lead out of it: a corpus from strangers must not name private files. A link to a
    folder that has been walked is not walked again.
    """
    if not os.path.isdir(named):  # noqa: PTH112 – Path.is_dir raises where a name is too long
        yield _named_file(named)
        return
    others: Counter[str] = Counter()
    leading_out: list[str] = []
    found = False
    for entry in _entries(named, named.resolve()):
        if isinstance(entry, SourceFailure):
            yield entry
        elif isinstance(entry, _LinkOut):
            leading_out.append(str(entry.path.relative_to(named)))
        elif (form := form_of(entry)) and os.path.isfile(entry):  # noqa: PTH113 – as above
            found = True
            yield File(entry, form)
        else:
            others[entry.suffix.lower() or "without suffix"] += 1
    if others:
        kinds = [f"{count:,} {suffix}" for suffix, count in others.most_common(_KINDS_SHOWN)]
        more = ["others"] if len(others) > _KINDS_SHOWN else []
        files = "file" if others.total() == 1 else "files"
        listed = ", ".join(kinds + more)
        notice(one_line(f"{named}: passed over {others.total():,} {files} that claimgraph does not read ({listed})"))
    if leading_out:
        links = counted(len(leading_out), "link that leads", "links that lead")
        names = ", ".join(leading_out[:_KINDS_SHOWN] + ["…"] * (len(leading_out) > _KINDS_SHOWN))
        notice(one_line(f"{named}: passed over {links} out of the folder ({names}); to read what is there, name it"))
    if not found:
        yield SourceFailure(str(named), f"the folder holds no article; claimgraph reads {SUFFIXES}, each also .gz")


def _named_file(path: Path) -> File | SourceFailure:
    if (closed := _closed(path)) is not None:
        return SourceFailure(str(path), f"cannot be looked at: {_reason(closed)}; its folder is closed to you")
    if not os.path.exists(path):  # noqa: PTH110 – as above
        hint = f"; for a web page write https://{path}" if str(path).startswith("www.") else "; check the spelling"
        return SourceFailure(str(path), f"there is no such file or folder{hint}")
    if not os.path.isfile(path):  # noqa: PTH113 – as above
        advice = f"is no file, but a pipe or a device; give what it tells on standard input: `- < {path}`"
        return SourceFailure(str(path), advice)
    if form := form_of(path):
        return File(path, form)
    if path.suffix.lower() in _XML:
        return File(path, Form(Kind.XML, gzipped=False, stem=path.stem))
    advice = f"claimgraph does not read this kind of file; it reads {SUFFIXES}, each also .gz"
    return SourceFailure(str(path), advice)


def _closed(path: Path) -> PermissionError | None:
    """Why nobody can say whether there is a file: its folder may not be searched."""
    try:
        path.stat()
    except PermissionError as error:
        return error
    except (OSError, ValueError):
        return None
    return None


@dataclass(frozen=True, slots=True)
class _LinkOut:
    """A link in a folder to something outside of it."""

    path: Path


def _entries(folder: Path, root: Path) -> Iterator[Path | SourceFailure | _LinkOut]:
    """What stands in a folder and in all folders in it, depth first. The way down is kept in a list: a corpus from
    strangers may nest folders deeper than functions may call each other."""
    walked: set[Path] = set()
    way = [_inside(folder, walked)]
    while way:
        entry = next(way[-1], None)
        if entry is None:
            way.pop()
        elif isinstance(entry, SourceFailure):
            yield entry
        elif _leads_out(entry, root):
            yield _LinkOut(entry)
        elif not os.path.isdir(entry):  # noqa: PTH112 – as above
            yield entry
        else:
            way.append(_inside(entry, walked))


def _inside(folder: Path, walked: set[Path]) -> Iterator[Path | SourceFailure]:
    """What stands in a folder itself, in order; nothing the second time."""
    resolved = folder.resolve()
    if resolved in walked:
        return
    walked.add(resolved)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield SourceFailure(str(folder), f"the folder cannot be read: {_reason(error)}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            entry.lstat()
        except OSError as error:
            yield SourceFailure(str(entry), f"cannot be looked at: {_reason(error)}")
        else:
            yield entry


def _leads_out(entry: Path, root: Path) -> bool:
    """Whether an entry of a folder is a link to something outside of it."""
    exists = os.path.exists(entry)  # noqa: PTH110 – as above
    return exists and entry.is_symlink() and not entry.resolve().is_relative_to(root)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
