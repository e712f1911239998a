"""A dossier as Markdown (CommonMark with tables): no text can be markup; pictures stand at the end, as data."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator

from claimgraph.graph.dossier import words
from claimgraph.graph.dossier.content import Dossier, Entry, Source, Voice, day_of
from claimgraph.graph.dossier.markup import is_web
from claimgraph.graph.dossier.svg import svg_of
from claimgraph.graph.printable import safe

# What begins a list, a heading or a line under one at the start of a line, or is markup anywhere.
_MARKS = re.compile(r"([\\`*_\[\]<>|~$&#!{}])")
_LIST = re.compile(r"^(\d*)([-+=.)])")


def to_markdown(dossier: Dossier) -> str:
    """The text of the file."""
    return "\n".join(_lines(dossier)) + "\n"


def _lines(dossier: Dossier) -> Iterator[str]:
    yield f"# {_line(dossier.title)}"
    yield from ("", f"*{_line(dossier.deck)}*", "", f"claimgraph dossier, {day_of(dossier.built_on.isoformat())}")
    if dossier.note:
        yield from ("", *(f"> {_line(line)}" for line in dossier.note.splitlines()))
    yield ""
    yield from (f"- **{_line(figure.number)}** {_line(figure.words)}" for figure in dossier.figures)
    yield from _pictures(dossier)
    yield from _overview(dossier.disputed)
    if dossier.doubts:
        yield from ("", "## To check before printing", "")
        yield from (f"- [ ] {_line(line)}" for line in words.doubts(dossier))
    for chapter in dossier.chapters:
        yield from ("", f"## {_line(chapter.heading)} ({len(chapter.entries)})")
        for entry in chapter.entries:
            yield from _entry(entry)
    if dossier.known:
        yield from ("", f"## {_line(words.KNOWN)}", "", *(f"- {_line(line)}" for line in dossier.known))
    for heading, told in (("Method", dossier.method), ("Limits", dossier.limits)):
        yield from ("", f"## {heading}")
        for text in told:
            yield from ("", _line(text))
    if dossier.made_by:
        yield from ("", "## How these claims were chosen")
        for text in dossier.made_by:
            yield from ("", *_fenced(text))
    if dossier.sources:
        yield from ("", f"## Articles ({len(dossier.sources)})", "")
        yield from map(_source, dossier.sources)
    yield from _data(dossier)


def _pictures(dossier: Dossier) -> Iterator[str]:
    if not dossier.chart.panels:
        return
    yield from ("", "## Who supplies whom, with what, and how sure it is", "")
    for number, sheet in enumerate(words.sheets(dossier), 1):
        yield from (f"![{_line(sheet.title)}][picture-{number}]", "")
    yield _line(words.KEY)
    if words.not_drawn(dossier):
        yield from ("", _line(words.not_drawn(dossier)))


def _data(dossier: Dossier) -> Iterator[str]:
    for number, sheet in enumerate(words.sheets(dossier), 1):
        data = base64.b64encode(svg_of(sheet).encode()).decode()
        yield from ("", f"[picture-{number}]: data:image/svg+xml;base64,{data}")


def _overview(entries: Iterable[Entry]) -> Iterator[str]:
    rows = [
        (
            str(entry.number),
            f"**{_line(entry.good)}** {_line(words.short(entry))}",
            _line(entry.standing),
            _line(words.names(entry.saying) or "nobody in these articles"),
            _line(words.names(entry.denying)),
        )
        for entry in entries
    ]
    if rows:
        heads = words.OVERVIEW
        yield from ("", "## Disputed claims at a glance", "")
        yield from (f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *rows))


def _entry(entry: Entry) -> Iterator[str]:
    yield from ("", f"### {entry.number}. {_line(entry.headline)}", "")
    yield f"**{_line(entry.standing)}**{''.join(f' · {_line(fact)}' for fact in entry.facts)}"
    for heading, voices, nobody in words.sides(entry):
        yield from ("", f"#### {heading}")
        if not voices:
            yield from ("", nobody)
        for voice in voices:
            yield from _voice(voice)
    if entry.beside:
        lines = "; ".join(map(_line, entry.beside))
        yield from ("", f"Other denials between the same parties, which do not cover it: {lines}.")
    for heading, told in words.reviewed(entry):
        yield from ("", f"**{_line(heading)}:** {'; '.join(map(_line, told))}.")
    if entry.checks:
        yield ""
        yield from (f"- [ ] {_line(check.words)}" for check in entry.checks)


def _voice(voice: Voice) -> Iterator[str]:
    ties = f" ({_line(words.ties(voice))})" if voice.ties else ""
    yield from ("", f"**{_line(voice.name)}**{f', {voice.part}' if voice.part else ''}{ties}")
    for quote in voice.quotes:
        yield from ("", *(f"> {_line(line)}" for line in quote.text.splitlines() if line.strip()))
        note = f" **{_line(words.warning(quote))}**" if words.warning(quote) else ""
        yield from ("", f"{_line(words.attribution(quote))} \\[{quote.source}\\]{note}")
    if voice.further:
        yield from ("", _line(words.further(voice)))


def _source(source: Source) -> str:
    published = day_of(source.published) if source.published else "no date"
    url = f"<{_target(source.url)}>" if is_web(source.url) else _line(source.url)
    told = [_line(source.title), _line(source.publisher), words.reliability(source), published, url]
    return f"- \\[{source.number}\\] {' · '.join(filter(None, told))}"


def _target(url: str) -> str:
    """An address between angle brackets, which cannot end them."""
    return safe(url).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("`", "%60")


def _line(text: str) -> str:
    """A text as one line that is no markup.

    >>> print(_line("1. *A* <b>"), _line("- x"))
    1\\. \\*A\\* \\<b\\> \\- x
    """
    marked = _MARKS.sub(r"\\\1", " ".join(safe(text).split()))
    return _LIST.sub(r"\1\\\2", marked)


def _fenced(text: str) -> list[str]:
    longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence, *safe(text).splitlines(), fence]
