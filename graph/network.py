"""Many readings as one network: claims with all that was said about them, and two networkx projections.

>>> from claimgraph.graph.model import Article, Claim, Document, Entity, EntityType, Reading, Stance, Statement
>>> text = "Norland sold lathes to Veridia."
>>> document = Document(Article("a1", "a1", "0" * 64, outlet="Example Wire"), text)
>>> entities = (Entity("state:N", EntityType.STATE, "Norland"), Entity("state:V", EntityType.STATE, "Veridia"),
...             Entity("good:lathes", EntityType.GOOD, "lathes"))
>>> claim = Claim.of("state:N", "state:V", "good:lathes")
>>> said = Statement.of(claim, Stance.ASSERTS, document.evidence(0, len(text)))
>>> network = Network.of_readings([Reading(document, entities, (claim,), (said,))])
>>> network.records[claim.id].status.value, network.records[claim.id].origins
('asserted', 1)
>>> [(a, b) for a, b, _ in network.supply_graph().edges]
[('state:N', 'state:V')]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any

from claimgraph.graph.model import (
    Article,
    Checked,
    Claim,
    Entity,
    EntityType,
    Modality,
    Reading,
    Stance,
    Statement,
    Status,
)
from claimgraph.graph.namesakes import kept_apart
from claimgraph.graph.origins import Origin, origins_of, with_voices
from claimgraph.graph.status import confidence_of, has_positive, is_hedged, status_of

if TYPE_CHECKING:
    import networkx as nx


OWN_VOICE = "the article itself"
"""Whose voice a statement without a speaker is."""
UNNAMED = "unnamed sources"
"""Whose voice it is where it is alleged, and nobody is named."""


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim with everything that is known about it.

    `statements` are those about the claim itself, in order of article and place; `covering` are denials of a
    broader good between the same parties. `first_said` and `last_said` are ISO dates, None where no date is known.
    `origin_groups` are the independent origins that `origins` counts, each with its statements. `confidence` is the
    highest of the statements that affirm the claim, None where none of them has one.
    """

    claim: Claim
    statements: tuple[Statement, ...]
    covering: tuple[Statement, ...]
    status: Status
    hedged: bool
    origins: int
    first_said: str | None
    last_said: str | None
    origin_groups: tuple[Origin, ...] = ()
    confidence: float | None = None

    @property
    def affirming(self) -> tuple[Statement, ...]:
        """The statements that affirm the claim."""
        return tuple(statement for statement in self.statements if statement.positive)

    @property
    def denying(self) -> tuple[Statement, ...]:
        """The statements that deny the claim itself; see `covering` for broader denials."""
        return tuple(statement for statement in self.statements if not statement.positive)

    @property
    def bearing(self) -> tuple[Statement, ...]:
        """All statements that bear on the claim: those about itself, then the denials that cover it."""
        return (*self.statements, *self.covering)

    @property
    def via(self) -> tuple[str, ...]:
        """Ids of all states and firms through which anybody says that the good went, sorted."""
        return tuple(sorted({place for statement in self.statements for place in statement.via}))

    @property
    def is_supply(self) -> bool:
        """Whether the claim may be drawn as supply: an actual transfer that somebody affirms."""
        return self.claim.modality is Modality.ACTUAL and bool(self.affirming)


@dataclass(frozen=True, slots=True)
class Network:
    """Entities, articles and claims by id. Made by `Network.of` or `Network.of_readings`.

    Parameters:
        left_out: ids of the claims that a damaged store could not give, or not with all that was said about them.
    """

    entities: Mapping[str, Entity]
    articles: Mapping[str, Article]
    records: Mapping[str, ClaimRecord]
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        entities: Iterable[Entity],
        articles: Iterable[Article],
        claims: Iterable[Claim],
        statements: Iterable[Statement],
    ) -> Network:
        """The network of these parts; claims without a statement are left out.

        Parameters:
            statements: with their voices (see `graph.origins.with_voices`), on which the origins rest.
        """
        entity_by_id = {entity.id: entity for entity in entities}
        article_by_id = {article.id: article for article in articles}
        claim_by_id = {claim.id: claim for claim in claims}
        said: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in sorted(set(statements), key=_place):
            said[statement.claim].append(statement)
        covering = _covering_denials(claim_by_id, said, entity_by_id)
        records = {
            id: _record(claim_by_id[id], said[id], covering.get(id, ()), entity_by_id, article_by_id)
            for id in sorted(said)
        }
        return cls(entity_by_id, article_by_id, records)

    @classmethod
    def of_readings(cls, readings: Iterable[Reading]) -> Network:
        """The network of these readings, namesakes kept apart; the order in which they come does not matter."""
        readings = kept_apart(tuple(readings))
        return cls.of(
            merge_entities(entity for reading in readings for entity in reading.entities),
            (reading.document.article for reading in readings),
            (claim for reading in readings for claim in reading.claims),
            (statement for reading in readings for statement in _voiced(reading)),
        )

    def with_failing(self, statements: Collection[str]) -> Network:
        """The network, with these statements (ids) marked as not standing in the stored text."""

        def marked(some: tuple[Statement, ...]) -> tuple[Statement, ...]:
            return tuple(
                replace(one, evidence=replace(one.evidence, matches=False)) if one.id in statements else one
                for one in some
            )

        records = {
            id: replace(record, statements=marked(record.statements), covering=marked(record.covering))
            for id, record in self.records.items()
        }
        return Network(self.entities, self.articles, records, self.left_out)

    def only(self, claim_ids: Collection[str]) -> Network:
        """The part of the network that these claims need. Status and origins stay those of the whole."""
        records = {id: record for id, record in self.records.items() if id in claim_ids}
        return Network(
            {id: self.entities[id] for id in self._entities_of(records.values())},
            {id: self.articles[id] for id in sorted({s.evidence.article for r in records.values() for s in r.bearing})},
            records,
        )

    def surer_than(self, minimum: float) -> Network:
        """The network without the claims of a confidence below a minimum; claims without a confidence stay.

        Parameters:
            minimum: from 0 to 1; 0 leaves nothing out.
        """
        kept = {id for id, record in self.records.items() if is_sure(record.confidence, minimum)}
        return self if len(kept) == len(self.records) else replace(self.only(kept), left_out=self.left_out)

    def _entities_of(self, records: Iterable[ClaimRecord]) -> list[str]:
        needed: set[str] = set()
        pending = [id for record in records for id in entities_named_by(record)]
        while pending:
            id = pending.pop()
            if id in needed:
                continue
            needed.add(id)
            entity = self.entities[id]
            pending += [*entity.kinds, *filter(None, (entity.country, entity.speaks_for))]
        return sorted(needed)

    def supply_graph(self) -> nx.MultiDiGraph[str]:
        """Suppliers → recipients, one edge (key: claim id) for each actual claim that somebody affirms.

        Nodes carry `type` and `name`; edges carry `good` (id), `status`, `hedged`, `origins`.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for id, record in self.records.items():
            if not record.is_supply:
                continue
            claim = record.claim
            for entity_id in (claim.supplier, claim.recipient):
                self._add_entity(graph, entity_id)
            graph.add_edge(claim.supplier, claim.recipient, key=id, good=claim.good, **_summary(record))
        return graph

    def claim_graph(self) -> nx.MultiDiGraph[str]:
        """Every claim as a node of its own between its supplier, recipient, good, and those who speak about it.

        Claim nodes have `type="Claim"` and the summary of the record. Edges carry `relation`: SUPPLIER, RECIPIENT,
        GOOD and VIA lead from the claim to an entity, ASSERTS, ALLEGES and DENIES from the speaker to the claim. No
        two edges of the graph share a key, so that it can serve as an id in a file: CLAIM/SUPPLIER, CLAIM/RECIPIENT,
        CLAIM/GOOD, CLAIM/VIA-1 and so on (CLAIM is the claim's id), or the statement's id.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for id, record in self.records.items():
            claim = record.claim
            graph.add_node(id, type="Claim", name=self.headline(id), modality=claim.modality.value, **_summary(record))
            parts = [("SUPPLIER", claim.supplier), ("RECIPIENT", claim.recipient), ("GOOD", claim.good)]
            for relation, entity_id in parts:
                self._add_entity(graph, entity_id)
                graph.add_edge(id, entity_id, key=f"{id}/{relation}", relation=relation)
            for number, entity_id in enumerate(record.via, 1):
                self._add_entity(graph, entity_id)
                graph.add_edge(id, entity_id, key=f"{id}/VIA-{number}", relation="VIA")
            for statement in record.statements:
                if statement.speaker is None:
                    continue
                self._add_entity(graph, statement.speaker)
                relation = statement.stance.name
                graph.add_edge(statement.speaker, id, key=statement.id, relation=relation, hedged=statement.hedged)
        return graph

    def headline(self, claim_id: str) -> str:
        """The claim in words: "China → Russia: drone engines"."""
        claim = self.records[claim_id].claim
        supplier, recipient, good = (self.entities[id].name for id in (claim.supplier, claim.recipient, claim.good))
        return f"{supplier} → {recipient}: {good}"

    def speaker_name(self, statement: Statement) -> str:
        """Who makes the statement, in the words that the page, the tables, the queries and the exports all use.

        The speaker's name; without a speaker "OUTLET (the article itself)" or, for what is alleged, "unnamed sources in
        OUTLET". An article without an outlet is called by its title or its name.
        """
        speaker = self.entities[statement.speaker].name if statement.speaker is not None else None
        article = self.articles[statement.evidence.article]
        return speaker_told(speaker, statement.stance, article.outlet or article.title or article.name)

    def to_dict(self) -> dict[str, Any]:
        """All of the network as plain JSON values, sorted by id; `voices`: who makes statements without speaker."""
        return {
            "entities": [_plain(self.entities[id]) for id in sorted(self.entities)],
            "articles": [_plain(self.articles[id]) for id in sorted(self.articles)],
            "claims": [_plain(self.records[id]) for id in sorted(self.records)],
            "voices": self._voices(),
        }

    def _voices(self) -> dict[str, str]:
        """`speaker_name` of the statements without a speaker, by their ids."""
        records = (self.records[id] for id in sorted(self.records))
        return {one.id: self.speaker_name(one) for record in records for one in record.bearing if one.speaker is None}

    def _repr_html_(self) -> str:
        """The interactive page in a sandboxed frame: what a notebook shows where a network stands last in a cell."""
        from claimgraph.graph.render import Inline

        # Pyright meets this class twice: here, and as what `Inline` imports by way of build/dev.
        return Inline(self)._repr_html_()  # pyright: ignore[reportArgumentType]

    def _add_entity(self, graph: nx.MultiDiGraph[str], id: str) -> None:
        entity = self.entities[id]
        graph.add_node(id, type=entity.type.value, name=entity.name)


def speaker_told(speaker: str | None, stance: Stance, outlet: str) -> str:
    """Who makes a statement, in words; see `Network.speaker_name`.

    Parameters:
        speaker: the name of who is quoted; None where nobody is.
        outlet: the article's outlet, title or name.

    >>> speaker_told(None, Stance.ALLEGES, "Example Wire")
    'unnamed sources in Example Wire'
    """
    if speaker is not None:
        return speaker
    return f"{UNNAMED} in {outlet}" if stance is Stance.ALLEGES else f"{outlet} ({OWN_VOICE})"


def is_sure(confidence: float | None, minimum: float) -> bool:
    """Whether a claim of this confidence is shown where a minimum is asked for.

    >>> is_sure(0.5, 0.5), is_sure(0.49, 0.5), is_sure(None, 0.5)
    (True, False, True)
    """
    return confidence is None or confidence >= minimum


def _voiced(reading: Reading) -> list[Statement]:
    entities = {entity.id: entity for entity in merge_entities(reading.entities)}
    return with_voices(reading.statements, entities)


def merge_entities(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities of one id joined into one, whatever their order: the most frequent name, all other forms as aliases.

    A link (country, speaks_for) that several give differently is decided by the same count, ties alphabetically.
    """
    by_id: defaultdict[str, Counter[Entity]] = defaultdict(Counter)
    for entity in entities:
        by_id[entity.id][entity] += 1
    return tuple(merge_forms(by_id[id]) for id in sorted(by_id))


def merge_forms(forms: Mapping[Entity, int], leading: Mapping[Entity, int] | None = None) -> Entity:
    """The forms in which articles tell one entity, each with the number of articles, joined into one entity.

    Parameters:
        leading: those of them that decide on name and type, and on links where they tell any; None for all.
    """
    leading = leading or forms
    if len(forms) == 1:
        return _in_order(*forms)
    name = _most_frequent((form.name, count) for form, count in leading.items())

    def link(of: Callable[[Entity], str | None]) -> str | None:
        told = (_most_frequent((of(form), count) for form, count in some.items()) for some in (leading, forms))
        return next(filter(None, told), None)

    merged = replace(
        min(leading, key=lambda form: form.type.value),
        name=name,
        aliases=tuple(alias for form in forms for alias in (form.name, *form.aliases)),
        country=link(lambda form: form.country),
        speaks_for=link(lambda form: form.speaks_for),
        kinds=tuple(kind for form in forms for kind in form.kinds),
        named=any(form.named for form in forms),
        doubtful=all(form.doubtful for form in forms),
    )
    return _in_order(merged)


def _in_order(entity: Entity) -> Entity:
    """An entity with each alias and kind once, in order; its name is no alias."""
    aliases = tuple(sorted({*entity.aliases} - {entity.name}))
    kinds = tuple(sorted({*entity.kinds}))
    if (aliases, kinds) == (entity.aliases, entity.kinds):
        return entity
    return replace(entity, aliases=aliases, kinds=kinds)


def _most_frequent(values: Iterable[tuple[str | None, int]]) -> str:
    counts: Counter[str] = Counter()
    for value, count in values:
        if value:
            counts[value] += count
    return min(counts, key=lambda value: (-counts[value], value), default="")


def kinds_above(good: str, entities: Mapping[str, Entity]) -> frozenset[str]:
    """Ids of all goods of which this good is a kind, directly or not; itself not among them."""
    return goods_above(good, lambda id: entities[id].kinds if id in entities else ())


def goods_above(good: str, kinds_of: Callable[[str], Collection[str]]) -> frozenset[str]:
    """As `kinds_above`, where a function tells of which goods a good is directly a kind."""
    above: set[str] = set()
    pending = [good]
    while pending:
        for kind in kinds_of(pending.pop()):
            if kind not in above and kind != good:
                above.add(kind)
                pending.append(kind)
    return frozenset(above)


def _covering_denials(
    claims: Mapping[str, Claim], said: Mapping[str, list[Statement]], entities: Mapping[str, Entity]
) -> dict[str, tuple[Statement, ...]]:
    denials: dict[tuple[str, str, str], list[Statement]] = {}
    for id, statements in said.items():
        claim = claims[id]
        denying = [statement for statement in statements if not statement.positive]
        if denying and claim.modality is Modality.ACTUAL:
            denials[claim.supplier, claim.recipient, claim.good] = denying
    covering = {}
    for id, statements in said.items():
        claim = claims[id]
        if claim.modality is not Modality.ACTUAL or not has_positive(statements):
            continue
        broader = [
            statement
            for kind in sorted(kinds_above(claim.good, entities))
            for statement in denials.get((claim.supplier, claim.recipient, kind), ())
        ]
        covering[id] = tuple(sorted(broader, key=_place))
    return covering


def _record(
    claim: Claim,
    statements: list[Statement],
    covering: tuple[Statement, ...],
    entities: Mapping[str, Entity],
    articles: Mapping[str, Article],
) -> ClaimRecord:
    dates = [date for statement in statements if (date := _date_of(statement, articles))]
    groups = origins_of(statements, entities, articles)
    return ClaimRecord(
        claim=claim,
        statements=tuple(statements),
        covering=covering,
        status=status_of(statements, covering, claim.modality),
        hedged=is_hedged(statements),
        origins=len(groups),
        first_said=min(dates, default=None),
        last_said=max(dates, default=None),
        origin_groups=groups,
        confidence=confidence_of(statements),
    )


def _date_of(statement: Statement, articles: Mapping[str, Article]) -> str | None:
    published = articles[statement.evidence.article].published
    return statement.said_on or (published.isoformat() if published else None)


def _place(statement: Statement) -> tuple[str, int, int, str]:
    return statement.evidence.article, statement.evidence.start, statement.evidence.end, statement.id


def entities_named_by(record: ClaimRecord) -> Iterable[str]:
    """The ids of its parties and its good, and of all whom its statements name; some several times."""
    yield from (record.claim.supplier, record.claim.recipient, record.claim.good)
    for statement in record.bearing:
        yield from (*statement.via, *statement.relayed_by)
        yield from (id for id in (statement.speaker, statement.voice) if id is not None)


def _summary(record: ClaimRecord) -> dict[str, Any]:
    return {"status": record.status.value, "hedged": record.hedged, "origins": record.origins}


# Values that are JSON already: most of them, so they are looked at first.
_AS_THEY_ARE = frozenset({str, int, float, bool, NoneType, *(Stance, Status, Modality, EntityType, Checked)})


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass; empty for any other class."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _plain(value: object) -> Any:
    """A value as JSON knows it; as `dataclasses.asdict`, without its deep copies, which take most of the time."""
    kind: type = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:
        return tuple([_plain(item) for item in value]) if value else ()  # type: ignore[attr-defined]
    if isinstance(value, date):
        return value.isoformat()
    names = _fields_of(kind)
    if not names:
        return value
    told = {}
    for name in names:
        part = getattr(value, name)
        told[name] = part if type(part) in _AS_THEY_ARE else _plain(part)
    if kind is Statement and told["checked"] is None:
        del told["checked"]  # what nobody reviewed is told as it always was
    return told
