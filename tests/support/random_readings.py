"""Random small readings that share entities, goods of several kinds, claims and words, for property tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from claimgraph.graph.model import (
    Article,
    Claim,
    Document,
    Entity,
    EntityType,
    Evidence,
    Modality,
    Reading,
    Role,
    RoleSpan,
    Stance,
    Statement,
    text_hash,
)

ARTICLES = ("a", "b", "c")
STATES = ("state:N", "state:V")
PARTIES = (STATES, STATES, STATES, ("state:W", "state:V"), ("firm:x", "state:N"))
GOODS = ("good:arms", "good:missiles", "good:parts")
FIRMS = ("firm:x", "firm:y")
NAMESAKES = ("firm:x@N", "firm:x@V", "official:sol@N", "official:sol@V")
IDENTITIES = (*STATES, "state:W", *GOODS, *FIRMS, "official:sol", "official:a/aides", "official:b/aides", *NAMESAKES)
"""What tests make one: some of all that articles may name."""
SPEAKERS = (None, "official:sol", "official:{article}/aides", *STATES)
TEXTS = ("Norland sold it 🚢 to Veridia.", "Norland sold it 🚢 to Veridia, Sol said.")
DATES = (None, date(2026, 3, 1), date(2026, 4, 1))

_TYPES = {
    "state": EntityType.STATE,
    "good": EntityType.GOOD,
    "firm": EntityType.FIRM,
    "official": EntityType.OFFICIAL,
}


@st.composite
def readings(draw: st.DrawFn, articles: Sequence[str] = ARTICLES) -> Reading:
    """A reading of one of these articles, right by `Reading.check`."""
    id, text = draw(st.sampled_from(articles)), draw(st.sampled_from(TEXTS))
    outlet, published = draw(st.sampled_from(("", "Wire"))), draw(st.sampled_from(DATES))
    document = Document(Article(id, id, text_hash(text), outlet=outlet, published=published), text)
    told = draw(st.lists(statements(document), max_size=3, unique_by=lambda pair: pair[1].id))
    named = {used for claim, statement in told for used in _used(claim, statement)}
    named |= draw(st.sets(st.sampled_from((*STATES, *GOODS, *FIRMS)), max_size=2))
    entities = _declared(draw, named, id)
    return Reading(
        document, tuple(entities.values()), tuple(claim for claim, _ in told), tuple(statement for _, statement in told)
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """That `other` is one with `kept`, or, where there is none, that it no longer is."""

    other: str
    kept: str | None


@dataclass(frozen=True, slots=True)
class Parting:
    """That an entity is another one in an article than elsewhere, or, where none is named, that the first such decision
    is taken back."""

    entity: str | None
    article: str


def decisions() -> st.SearchStrategy[Decision | Parting]:
    """Decisions that may or may not be possible."""
    ids = st.sampled_from(IDENTITIES)
    pairs = st.builds(Decision, ids, ids)
    alike = pairs.filter(lambda one: str(one.kept).partition(":")[0] == one.other.partition(":")[0])
    partings = st.builds(Parting, st.one_of(ids, ids, st.none()), st.sampled_from(ARTICLES))
    return st.one_of(alike, alike, pairs, st.builds(Decision, ids, st.none()), partings)


@st.composite
def statements(draw: st.DrawFn, document: Document) -> tuple[Claim, Statement]:
    """A claim and a statement about it in a document."""
    modality = draw(st.sampled_from((*[Modality.ACTUAL] * 4, Modality.PLANNED, Modality.BLOCKED)))
    claim = Claim.of(*draw(st.sampled_from(PARTIES)), draw(st.sampled_from(GOODS)), modality)
    start = draw(st.integers(0, 3))
    evidence: Evidence = document.evidence(start, draw(st.integers(start + 1, len(document.text))))
    speaker = draw(st.sampled_from(SPEAKERS))
    return claim, Statement.of(
        claim,
        draw(st.sampled_from((Stance.DENIES, Stance.ALLEGES, Stance.ASSERTS, Stance.DENIES))),
        evidence,
        speaker=speaker.format(article=document.article.id) if speaker else None,
        hedged=draw(st.booleans()),
        relayed_by=draw(st.sampled_from(((), ("official:sol",), ("firm:x", "official:sol")))),
        via=draw(st.sampled_from(((), ("firm:x",), ("state:V", "firm:y", "firm:x")))),
        said_on=draw(st.sampled_from((None, "2026-02-03"))),
        rule="sell",
        roles=draw(st.sampled_from(((), (RoleSpan(Role.SUPPLIER, 0, 7),)))),
        confidence=draw(st.sampled_from((None, 0.25, 0.83, 1.0))),
    )


def _used(claim: Claim, statement: Statement) -> set[str]:
    used = {claim.supplier, claim.recipient, claim.good, *statement.via, *statement.relayed_by}
    return used | ({statement.speaker} if statement.speaker else set())


def _declared(draw: st.DrawFn, named: set[str], article: str) -> Mapping[str, Entity]:
    entities: dict[str, Entity] = {}
    pending = sorted(named)
    while pending:
        id = pending.pop()
        if id not in entities:
            entity = entities[id] = draw(_forms(id, article, named=id in named))
            pending += [*entity.kinds, *filter(None, (entity.country, entity.speaks_for))]
    return entities


@st.composite
def _forms(draw: st.DrawFn, id: str, article: str, *, named: bool) -> Entity:
    kind = id.partition(":")[0]
    stem = id.rpartition("/")[2].rpartition(":")[2]
    kinds: tuple[str, ...] = ()
    if kind == "good":
        kinds = draw(st.sampled_from(((), *((good,) for good in GOODS if good < id), (max(set(GOODS) - {id}),))))
    return Entity(
        id,
        _TYPES[kind],
        draw(st.sampled_from((stem, stem.title()))),
        aliases=draw(st.sampled_from(((), (f"the {stem}",), (f"the {stem}", "Čapek & Co.")))),
        country=draw(st.sampled_from((None, *STATES))) if kind == "firm" else None,
        speaks_for=draw(st.sampled_from((None, *STATES))) if kind == "official" else None,
        kinds=kinds,
        article=article if "/" in id else None,
        named=named,
        doubtful=draw(st.booleans()),
    )
