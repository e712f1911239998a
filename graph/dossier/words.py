"""The words between the facts, the same in every format."""

from __future__ import annotations

from claimgraph.graph.dossier.content import Dossier, Entry, Quote, Source, Voice, day_of
from claimgraph.graph.dossier.shapes import Sheet, sheet_of
from claimgraph.graph.model import MISMATCH

NOBODY_SAYS = "Nobody in these articles."
NOBODY_DENIES = "No denial in these articles."
OVERVIEW = ("No.", "Said to be supplied", "Status", "Who says so", "Who denies")
KNOWN = "Analysts’ own knowledge (no article’s word: it adds no origin and changes no status)"
KEY = "3:2 = three independent origins say so, two voices deny it. The wider a line, the more origins."


def sheets(dossier: Dossier) -> list[Sheet]:
    """The pictures, one a panel."""
    return [sheet_of(panel) for panel in dossier.chart.panels]


def not_drawn(dossier: Dossier) -> str:
    """What the picture does not show; "" where it shows everything."""
    missing = dossier.chart.not_drawn
    if not missing:
        return ""
    claims = "1 claim is" if missing == 1 else f"{missing:,} claims are"
    return f"{claims} not drawn; of every status the best founded are, and all are listed below."


def looks(dossier: Dossier) -> list[str]:
    """The looks of the lanes, in the order of the legend."""
    order = ("asserted", "alleged", "contested", "denied", "negated", "planned", "blocked")
    used = {lane.look for panel in dossier.chart.panels for lane in panel.lanes}
    return [look for look in order if look in used]


def doubts(dossier: Dossier) -> list[str]:
    """What is left to check, a line each: "One origin only (2): claims 1, 4"."""
    lines = []
    for doubt, entries in dossier.doubts.items():
        numbers = ", ".join(str(entry.number) for entry in entries)
        lines.append(f"{doubt.value} ({len(entries)}): {'claim' if len(entries) == 1 else 'claims'} {numbers}")
    return lines


def attribution(quote: Quote) -> str:
    """How words were said, without the article's number: "Ana Sol, hedged, relayed by Example Wire · 1 March 2026"."""
    how = [quote.by, "hedged" if quote.hedged else ""]
    how.append(f"relayed by {', '.join(quote.relayed_by)}" if quote.relayed_by else "")
    how.append(f"denies all {quote.broader}" if quote.broader else "")
    told = [", ".join(filter(None, how)), quote.publisher, day_of(quote.said_on) if quote.said_on else "no date"]
    return " · ".join(filter(None, told))


def warning(quote: Quote) -> str:
    """What a reader has to know of a quote; "" where it is right."""
    return "" if quote.matches else MISMATCH


def ties(voice: Voice) -> str:
    """Who else has the same word, and why it counts once; "" where nobody does."""
    return f"one origin with {', '.join(voice.ties)}" if voice.ties else ""


def sides(entry: Entry) -> tuple[tuple[str, tuple[Voice, ...], str], ...]:
    """Both sides: the heading, the voices, and what stands there where nobody speaks."""
    return ("Who says so", entry.saying, NOBODY_SAYS), ("Who denies it", entry.denying, NOBODY_DENIES)


def further(voice: Voice) -> str:
    """The further articles in which a voice says the same; "" for none."""
    if not voice.further:
        return ""
    return f"The same also in {', '.join(f'[{number}]' for number in voice.further)}."


def reviewed(entry: Entry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What reviewers say of a claim: headings, each with its lines; those that have none are left out."""
    told = (("Checked", (entry.checked,) if entry.checked else ()), (KNOWN, entry.known), ("Notes", entry.notes))
    return tuple((heading, lines) for heading, lines in told if lines)


def reliability(source: Source) -> str:
    """What reviewers think of a source; "" where nobody graded it."""
    return f"reliability {source.grade}" if source.grade else ""


def names(voices: tuple[Voice, ...]) -> str:
    """The voices by name, as a list."""
    return "; ".join(voice.name for voice in voices)


def short(entry: Entry) -> str:
    """An entry as a line of an overview names it."""
    return f"from {entry.supplier} to {entry.recipient}"
