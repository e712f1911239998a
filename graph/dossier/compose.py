"""A network as a dossier: what is told, in which order, with which numbers. Pure; writers only set it.

>>> from datetime import date
>>> from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.looks import look_of
>>> compose(Network({}, {}, {}), PageInfo("Nothing yet", built_on=date(2026, 1, 2))).deck
'No claims were chosen.'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from claimgraph.graph.counting import counted
from claimgraph.graph.dossier.chart import chart_of, standing_of
from claimgraph.graph.dossier.checks import LOW_CONFIDENCE, checks_of
from claimgraph.graph.dossier.content import Dossier, Entry, Figure, Source, day_of
from claimgraph.graph.dossier.reviewed import Reviewing
from claimgraph.graph.dossier.voices import Sides
from claimgraph.graph.model import Article, Modality, Status
from claimgraph.graph.names import fold
from claimgraph.graph.network import ClaimRecord, Network, kinds_above
from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.looks import look_of
from claimgraph.graph.render.provenance import CAVEAT, made_by

_ORDER = (Status.CONTESTED, Status.DENIED, Status.ASSERTED, Status.ALLEGED, Status.NEGATED)
_METHOD = (
    "A claim says that one party supplies a good to another. Its status follows from who says so: asserted (the "
    "article itself, statistics or a party to the supply), alleged (outsiders only), contested (some say so, others "
    "deny it), denied (there are only denials), negated (reported not to happen, or stopped).",
    "3:2 means that three independent origins say so and two voices deny it. An origin is a body or person with a "
    "name, once, with its spokespeople and those who quote it, in however many articles; articles of one outlet "
    "without a named voice are one.",
    "A denial counts against a claim only where it is about the same good or a kind above it: “no weapons” says "
    "nothing about machine tools. Other denials between the same parties stand beside a claim.",
)


_UNREVIEWED = Reviewing()


def compose(
    network: Network,
    info: PageInfo,
    *,
    around: Network | None = None,
    note: str = "",
    left_out: int = 0,
    reviewing: Reviewing = _UNREVIEWED,
) -> Dossier:
    """The dossier of all claims of a network.

    Parameters:
        info: its title, and what the claims were chosen by.
        around: a network that also holds the other claims between the same parties, where denials that do not cover
            a claim are looked for; the network itself where nothing is given.
        note: what somebody writes to the editor, in front of everything.
        left_out: how many chosen claims the network could not give.
        reviewing: what reviewers say of it, and which of their notes are printed.
    """
    sources = _sources(network, reviewing)
    sides = Sides(around or network, sources)
    records = sorted(network.records.values(), key=_rank)
    beside = _Beside(around or network)
    entries = [
        _entry(network, sides, number, record, beside(record), reviewing) for number, record in enumerate(records, 1)
    ]
    deniers = {entry.id: [one.name for one in entry.denying] for entry in entries}
    return Dossier(
        info.title,
        _deck(records, sources.values()),
        info.built_on,
        _figures(records),
        chart_of(network, records, lambda record: deniers[record.claim.id]),
        tuple(entries),
        _METHOD,
        tuple(_limits(network, records, left_out)),
        tuple(made_by(info)),
        tuple(sources.values()),
        note=note,
        known=reviewing.known_besides(network.records.keys()),
    )


def _rank(record: ClaimRecord) -> tuple[int, int, int, str]:
    return _ORDER.index(record.status), -record.origins, -len(record.bearing), record.claim.id


def _sources(network: Network, reviewing: Reviewing) -> dict[str, Source]:
    """The articles that are quoted, the newest first."""
    cited = {one.evidence.article for record in network.records.values() for one in record.bearing}
    articles = [network.articles[id] for id in cited]
    articles.sort(key=lambda one: one.id)
    articles.sort(key=lambda one: one.published.isoformat() if one.published else "", reverse=True)
    return {
        article.id: Source(
            number,
            article.title or article.name,
            publisher_of(article),
            article.published.isoformat() if article.published else "",
            article.url,
            reviewing.grade(article),
        )
        for number, article in enumerate(articles, 1)
    }


def publisher_of(article: Article) -> str:
    """An article's outlet, with the host it came from where the name does not tell it: anybody can write a name into a
    page.

    >>> publisher_of(Article("a", "a", "", outlet="Example Wire", url="https://www.example.org/1"))
    'Example Wire (example.org)'
    """
    host = _host(article.url)
    told = _letters(host) in _letters(article.outlet)
    return f"{article.outlet} ({host})" if article.outlet and host and not told else article.outlet or host


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _entry(
    network: Network, sides: Sides, number: int, record: ClaimRecord, beside: Sequence[str], reviewing: Reviewing
) -> Entry:
    saying, denying = sides.saying(record), sides.denying(record)
    supplier, recipient, good = (
        network.entities[id].name for id in (record.claim.supplier, record.claim.recipient, record.claim.good)
    )
    return Entry(
        number,
        record.claim.id,
        supplier,
        recipient,
        good,
        record.status,
        record.claim.modality,
        f"{good} from {supplier} to {recipient}",
        _standing(record, len(denying)),
        tuple(_facts(network, record)),
        saying,
        denying,
        tuple(beside) if record.affirming else (),
        checks_of(network, record, saying, denying),
        reviewing.checked(record),
        reviewing.known(record.claim.id),
        reviewing.notes_on(record),
    )


def _standing(record: ClaimRecord, denying: int) -> str:
    look = look_of(record)
    words = f"planned, {record.status.value}" if look == Modality.PLANNED else look
    return standing_of(words, record.origins, denying)


def _facts(network: Network, record: ClaimRecord) -> Iterable[str]:
    if record.hedged:
        yield "all who say so leave it in doubt"
    if record.via:
        yield f"via {', '.join(network.entities[id].name for id in record.via)}"
    quantities = dict.fromkeys(one.quantity for one in record.affirming if one.quantity)
    if quantities:
        yield f"how much: {', '.join(list(quantities)[:_MOST_LISTED])}"
    times = dict.fromkeys(one.time for one in record.affirming if one.time)
    if times:
        yield f"when: {', '.join(list(times)[:_MOST_LISTED])}"
    if record.first_said and record.last_said:
        first, last = day_of(record.first_said), day_of(record.last_said)
        yield f"said {first}" if first == last else f"said {first} to {last}"
    if record.confidence is not None:
        yield f"read with confidence {record.confidence:.2f}"


_MOST_LISTED = 3


class _Beside:
    """Denials between the parties of a claim whose good does not cover the claim's."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._denied: dict[tuple[str, str], list[ClaimRecord]] = {}
        for record in network.records.values():
            if record.denying:
                pair = (record.claim.supplier, record.claim.recipient)
                self._denied.setdefault(pair, []).append(record)

    def __call__(self, record: ClaimRecord) -> list[str]:
        claim, entities = record.claim, self._network.entities
        above = kinds_above(claim.good, entities)
        lines = []
        for other in self._denied.get((claim.supplier, claim.recipient), ()):
            if other.claim.good != claim.good and other.claim.good not in above:
                names = dict.fromkeys(self._network.speaker_name(one) for one in other.denying)
                lines.append(f"{entities[other.claim.good].name}: denied by {', '.join(names)}")
        return lines


def _deck(records: Sequence[ClaimRecord], sources: Iterable[Source]) -> str:
    if not records:
        return "No claims were chosen."
    said = sorted({day for record in records for day in (record.first_said, record.last_said) if day})
    span = _span(said[0], said[-1]) if said else "without dates"
    number = len(tuple(sources))
    verb = "reports" if number == 1 else "report"
    return (
        f"What {counted(number, 'article')} {verb}, {span}: who is said to supply what to whom, on whose word, "
        "and who denies it."
    )


def _span(first: str, last: str) -> str:
    start, end = (day_of(day).partition(" ")[2] or day for day in (first, last))
    return start if start == end else f"{start} to {end}"


def _figures(records: Sequence[ClaimRecord]) -> tuple[Figure, ...]:
    if not records:
        return ()
    statuses = Counter(record.status for record in records)
    total = counted(len(records), "claim")
    suppliers, recipients = ({getattr(record.claim, end) for record in records} for end in ("supplier", "recipient"))
    if len(recipients) == 1 or len(suppliers) >= len(recipients):
        who = Figure(f"{len(suppliers):,}", f"{_noun(len(suppliers), 'supplier')} named in {total}")
    else:
        who = Figure(f"{len(recipients):,}", f"{_noun(len(recipients), 'recipient')} named in {total}")
    asserted, alleged = statuses[Status.ASSERTED], statuses[Status.ALLEGED]
    own = f"{_noun(asserted, 'claim')} asserted by the article itself, statistics or a party; {alleged:,} only alleged"
    contested, denied = statuses[Status.CONTESTED], statuses[Status.DENIED]
    dispute = f"{_noun(contested, 'claim')} contested; {denied:,} only denied"
    several = sum(record.origins > 1 for record in records)
    founded = f"{'rests' if several == 1 else 'rest'} on two or more independent origins"
    return (
        who,
        Figure(f"{asserted:,}", own),
        Figure(f"{contested:,}", dispute),
        Figure(f"{several:,} of {len(records):,}", founded),
    )


def _noun(number: int, one: str) -> str:
    """The noun and verb that follow a number: "supplier is", "suppliers are"."""
    return f"{one} is" if number == 1 else f"{one}s are"


def _limits(network: Network, records: Sequence[ClaimRecord], left_out: int) -> Iterable[str]:
    yield CAVEAT
    yield (
        "Read by machine from the text of the articles. Readings can be wrong: compare each quote with its article "
        "before you print it. What no article here says is not here."
    )
    unsure = sum(record.confidence is not None and record.confidence < LOW_CONFIDENCE for record in records)
    if unsure:
        yield f"{_sentence(unsure)} read with a confidence below {LOW_CONFIDENCE:g}."
    undated = sum(not record.first_said for record in records)
    if undated:
        yield f"{_sentence(undated)} without any date."
    cited = {one.evidence.article for record in records for one in record.bearing}
    unlinked = sum(not network.articles[id].url for id in cited)
    if unlinked:
        yield f"{counted(unlinked, 'article')} of {len(cited):,} {'has' if unlinked == 1 else 'have'} no address."
    if left_out:
        yield f"{_sentence(left_out)} left out: the graph does not hold them whole any more."


def _sentence(number: int) -> str:
    return f"{counted(number, 'claim')} {'is' if number == 1 else 'are'}"
