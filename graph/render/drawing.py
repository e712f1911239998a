"""What is drawn: a network as nodes and edges, in two projections, without positions.

*claims*: every claim is a node of its own (a junction) between its supplier, recipient and good; those who speak about
it are tied to it. A good is never drawn between a supplier and a recipient, so no path through a good that two claims
share can suggest a pairing that nobody made. *supply*: suppliers and recipients only, with one edge per ordered pair
and look (status, or planned or blocked), so that every claim is drawn, those that are only denied among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from claimgraph.graph.model import Claim, Entity, Modality, Stance
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.render.labels import line_width, wrap

# As in picture.js; vis-network sets lines of text without leading.
ENTITY_FONT = 15.0
SMALL_FONT = 12.0
ENTITY_RADIUS = 13.0
# The good on a junction takes so many lines of so many letters at most.
GOOD_COLUMNS = 22
GOOD_LINES = 2


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node takes: its width, and its reach above and below its centre, in pixels at scale 1."""

    width: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """An entity, or the junction of a claim (`kind == "Claim"`)."""

    id: str
    kind: str
    lines: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """A line between two nodes.

    `relation` is `supplier`, `recipient`, `good`, `via`, a stance (`alleges`…), or `supplies` between a pair.
    `claims` are the ids of the claims that it stands for; `bend` is its place among parallel lines, 0 for straight.
    `look` is how the claims of a pair's edge look: their status, or that they are planned or blocked.
    The words on the edge of a pair depend on the filters, so the page makes them.
    """

    id: str
    source: str
    target: str
    relation: str
    claims: tuple[str, ...]
    label: str = ""
    bend: int = 0
    look: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The nodes and edges of one projection, in a fixed order."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]


def claims_drawing(network: Network, alone: Collection[str] = ()) -> Drawing:
    """Every claim as a junction of its supplier, recipient, ways and speakers, which names its good.

    A good is a node of its own where several claims are about it, as it ties them to each other then. `alone` names
    entities that are drawn even where no claim ties them to anything.
    """
    records = network.records.values()
    about = Counter(record.claim.good for record in records)
    shared = {good for good, claims in about.items() if claims > 1} | set(alone)
    edges = [edge for record in records for edge in _edges_of_claim(record, shared)]
    junctions = tuple(_junction(record, network) for record in records)
    claims = set(network.records)
    ends = {end for edge in edges for end in (edge.source, edge.target)} - claims | set(alone)
    return Drawing((*_entity_nodes(network, ends), *junctions), _bent(edges))


def supply_drawing(network: Network, alone: Collection[str] = ()) -> Drawing:
    """Suppliers and recipients, and entities `alone`; one edge per ordered pair and look, so that no claim is left out.

    What is denied, planned or blocked has an edge of its own, never one with what somebody affirms.
    """
    pairs: defaultdict[tuple[str, str, str], list[ClaimRecord]] = defaultdict(list)
    for record in network.records.values():
        pairs[record.claim.supplier, record.claim.recipient, look_of(record)].append(record)
    edges = [_pair_edge(*ends_and_look, records) for ends_and_look, records in pairs.items()]
    ends = {end for edge in edges for end in (edge.source, edge.target)} | set(alone)
    return Drawing(_entity_nodes(network, ends), _bent(edges))


def look_of(record: ClaimRecord) -> str:
    """How a claim looks: its status, or its modality where it is planned or blocked. As in `palette.js`."""
    modality = record.claim.modality
    return record.status.value if modality is Modality.ACTUAL else modality.value


def status_words(record: ClaimRecord) -> tuple[str, ...]:
    """What stands on a claim's junction: its modality where it is not actual, its status, "hedged" where it is."""
    modality, status = record.claim.modality, record.status.value
    if modality is Modality.BLOCKED:
        words = ["blocked"]
    elif modality is Modality.PLANNED:
        words = ["planned", status]
    else:
        words = [status]
    return (*words, "hedged") if record.hedged else tuple(words)


def _entity_nodes(network: Network, ids: Iterable[str]) -> tuple[DrawnNode, ...]:
    return tuple(_entity_node(network.entities[id]) for id in sorted(ids))


def _entity_node(entity: Entity) -> DrawnNode:
    lines = wrap(entity.name)
    width = max(line_width(line, ENTITY_FONT) for line in lines)
    below = ENTITY_RADIUS + 4 + len(lines) * ENTITY_FONT
    return DrawnNode(entity.id, entity.type.value, lines, Box(max(2 * ENTITY_RADIUS, width), ENTITY_RADIUS, below))


def _junction(record: ClaimRecord, network: Network) -> DrawnNode:
    good = wrap(network.entities[record.claim.good].name, GOOD_COLUMNS, GOOD_LINES)
    lines = (*good, " · ".join(status_words(record)))
    half = len(lines) * SMALL_FONT / 2 + 5
    width = max(line_width(line, SMALL_FONT) for line in lines) + 14
    return DrawnNode(record.claim.id, "Claim", lines, Box(width, half, half))


def _edges_of_claim(record: ClaimRecord, goods: Collection[str]) -> Iterable[DrawnEdge]:
    claim = record.claim
    yield _part(claim, claim.supplier, claim.id, "supplier")
    yield _part(claim, claim.id, claim.recipient, "recipient")
    if claim.good in goods:
        yield _part(claim, claim.id, claim.good, "good")
    for place in record.via:
        yield _part(claim, claim.id, place, "via", label="via")
    said = Counter((s.speaker, s.stance) for s in record.statements if s.speaker is not None)
    for (speaker, stance), count in sorted(said.items()):
        yield _part(claim, speaker, claim.id, stance.value, label=_stance_label(stance, count))


def _part(claim: Claim, source: str, target: str, relation: str, label: str = "") -> DrawnEdge:
    other = target if source == claim.id else source
    return DrawnEdge(f"{claim.id}/{relation}/{other}", source, target, relation, (claim.id,), label)


def _stance_label(stance: Stance, count: int) -> str:
    return stance.value if count == 1 else f"{stance.value} ×{count}"


def _pair_edge(supplier: str, recipient: str, look: str, records: list[ClaimRecord]) -> DrawnEdge:
    claims = tuple(record.claim.id for record in records)
    return DrawnEdge(f"pair/{supplier}/{recipient}/{look}", supplier, recipient, "supplies", claims, look=look)


def _bent(edges: Iterable[DrawnEdge]) -> tuple[DrawnEdge, ...]:
    """The edges, with parallel ones between the same two nodes told apart by their bend."""
    edges = tuple(edges)
    together = Counter(_ends(edge) for edge in edges)
    seen: Counter[frozenset[str]] = Counter()
    bent = []
    for edge in edges:
        ends = _ends(edge)
        if together[ends] == 1:
            bent.append(edge)
            continue
        bend = _bend(seen[ends], together[ends])
        seen[ends] += 1
        # A bend is to one side of the way from source to target, so opposite edges take opposite signs.
        signed = bend if edge.source <= edge.target else -bend
        bent.append(_with_bend(edge, signed))
    return tuple(bent)


def _ends(edge: DrawnEdge) -> frozenset[str]:
    return frozenset((edge.source, edge.target))


def _bend(index: int, count: int) -> int:
    """Bends for `count` parallel lines: 0, 1, -1, 2, -2… for odd counts, 1, -1, 2, -2… for even ones."""
    place = index if count % 2 else index + 1
    return (place + 1) // 2 * (1 if place % 2 else -1)


def _with_bend(edge: DrawnEdge, bend: int) -> DrawnEdge:
    return replace(edge, bend=bend)
