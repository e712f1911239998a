"""A network as a pyvis `Network`, for those who know pyvis: our colours, dashes, titles and groups, safe as it stands.

What pyvis does by itself and this one does not: load Bootstrap from elsewhere, take markup in headings, ids and titles
for markup, drop parallel edges and nodes of one id, write in the locale's encoding, and shake for seconds before
anything is seen.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from pyvis.edge import Edge
from pyvis.network import Network as PyvisNetwork
from pyvis.node import Node

from claimgraph.graph.counting import counted, stance_after
from claimgraph.graph.files import write_whole
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.printable import safe
from claimgraph.graph.render.data import PROJECTIONS
from claimgraph.graph.render.drawing import Drawing, DrawnEdge, DrawnNode, claims_drawing, supply_drawing
from claimgraph.graph.render.holder import held
from claimgraph.graph.render.looks import (
    DASHES,
    INK,
    LOOKS,
    STANCE_DASHES,
    STANCES,
    TYPES,
    look_of,
    look_of_all,
)
from claimgraph.graph.render.provenance import CAVEAT
from claimgraph.graph.render.pyvis_columns import BENT, columns, hub_of
from claimgraph.graph.render.pyvis_words import FONT, Words, middle_of, with_room
from claimgraph.graph.render.spacing import Position

MOST_QUOTED: Final = 4
"""So many quotes stand in the title of a claim."""
MOST_SPOKEN: Final = 24
"""Of more lines that say who alleges and who denies, only those with room carry the word; as in `labels.js`."""
_LONGEST: Final = 300
_LINE: Final = 80
_MOST_LINES: Final = 24
_FRAME: Final = 60
"""Pixels that a frame of a notebook needs besides the picture."""
# What pyvis puts into every page, whatever `cdn_resources` says, and a heading that it writes twice.
_FROM_ELSEWHERE: Final = re.compile(
    r'<!-- <link rel="stylesheet" href="\.\./node_modules.*?-->|'
    r'<link\s[^>]*href="https://cdn\.jsdelivr\.net[^>]*>|<script\s[^>]*src="https://cdn\.jsdelivr\.net[^>]*></script>',
    re.DOTALL,
)
_HEADING: Final = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
# In a line of its own, as libraries have it: in the midst of a line it may be the words of an article.
_POINTER: Final = re.compile(r"^[ \t]*(?://|/\*)# sourceMappingURL=[^\s<]+(?: \*/)?", re.MULTILINE)
_STYLE: Final = (
    "<style>body { margin: 8px; font: 15px/1.4 Helvetica, Arial, sans-serif } h1 { font-size: 1.2em }</style>"
)


class ClaimsNetwork(PyvisNetwork):  # type: ignore[misc]
    """A pyvis `Network` of claims: everything that pyvis can do, in a page that asks no network for anything.

    `show("claims.html", notebook=False)` opens it in a browser; last in a cell of a notebook it draws itself.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(directed=True, cdn_resources="in_line", **options)
        self.templateEnv = Environment(loader=FileSystemLoader(self.template_dir), autoescape=True)

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text; write it as UTF-8."""
        if notebook:
            self.prep_notebook()
        page: str = super().generate_html(name, local, notebook)
        page = _POINTER.sub("", _FROM_ELSEWHERE.sub("", page))
        heading = f"<h1>{html.escape(safe(self.heading))}</h1>" if self.heading else ""
        before, mark, after = _HEADING.sub("", page).partition("<body>")
        title = f"<title>{html.escape(safe(self.heading or 'claims'))}</title>"
        head = before.replace("<head>", f"<head>{title}{_STYLE}", 1)
        self.html = f"<!doctype html>\n{head}{mark}{heading}{after}"
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Write the page, whole or not at all, as UTF-8."""
        write_whole(Path(name), self.generate_html(name, local, notebook))
        if open_browser:
            import webbrowser

            webbrowser.open(Path(name).resolve().as_uri())

    def _repr_html_(self) -> str:
        page = html.escape(self.generate_html(), quote=True)
        title = html.escape(safe(self.heading or "claims"), quote=True)
        return (
            f'<iframe sandbox="allow-scripts" srcdoc="{page}" title="{title}" '
            f'style="width: 100%; height: {_pixels(self.height) + _FRAME}px; border: 1px solid #8884"></iframe>'
        )


def _pixels(height: object) -> int:
    digits = re.match(r"\d+", str(height))
    return int(digits[0]) if digits else 600


def to_pyvis(
    network: Network, projection: str = "supply", *, heading: str = "", height: str = "640px", **options: Any
) -> ClaimsNetwork:
    """The network as a pyvis `Network` with positions, and without physics (`toggle_physics(True)` lets it float).

    Parameters:
        projection: `supply` for suppliers and recipients with one edge a pair, `claims` for every claim as a node.
        heading: what stands above it.
        options: further ones of `pyvis.network.Network`: `select_menu`, `filter_menu`, `bgcolor`, `width`…

    Raises:
        ValueError: there is no such projection.

    Words stand on a line where they have room, and always in its title. A hub stands between columns of its suppliers
    and its recipients.

    Nodes have the group of their type, edges and claims that of their look (a status, `planned`, `blocked`, `mixed`).

    >>> net = to_pyvis(Network({}, {}, {}), heading="Nothing yet")
    >>> net.num_nodes(), "<h1>Nothing yet</h1>" in net.generate_html()
    (0, True)
    """
    if projection not in PROJECTIONS:
        raise ValueError(f"no projection {projection!r}; there are {' and '.join(PROJECTIONS)}")
    drawing = claims_drawing(network) if projection == "claims" else supply_drawing(network)
    made = ClaimsNetwork(heading=heading, height=height, **options)
    hub = hub_of(drawing) if projection == "supply" else None
    holder = held(drawing, columns(drawing, hub)) if hub else held(drawing)
    if hub:
        for told in holder.edges:
            told["smooth"] = told["smooth"] or BENT
    for node, place in zip(drawing.nodes, holder.nodes, strict=True):
        _put_node(made, network, node, place)
    made.edges.extend(_edge(network, edge, told) for edge, told in zip(drawing.edges, holder.edges, strict=True))
    _keep_readable(made.edges, drawing, {place["id"]: (place["x"], place["y"]) for place in holder.nodes})
    for told in made.edges:
        told["font"]["background"] = made.bgcolor  # lest a line runs through its own words
    made.toggle_physics(False)
    return made


def _keep_readable(edges: Sequence[dict[str, Any]], drawing: Drawing, places: Mapping[str, Position]) -> None:
    """Take the words off the lines where they would lie over others; the wider line keeps its own.

    Few lines that say who alleges and who denies keep their words anyway, as on the page.
    """
    spoken = {edge.id for edge in drawing.edges if edge.relation in STANCES}
    kept = spoken if len(spoken) <= MOST_SPOKEN else frozenset()
    words = [
        Words(
            edge["id"],
            edge["label"],
            middle_of(places[edge["from"]], places[edge["to"]], edge["smooth"]),
            edge["width"],
        )
        for edge in edges
        if edge["id"] not in kept
    ]
    written = kept | with_room(words, drawing, places)
    for edge in edges:
        if edge["id"] not in written:
            edge["label"] = ""


def _put_node(made: ClaimsNetwork, network: Network, node: DrawnNode, place: dict[str, Any]) -> None:
    """A node, put into pyvis's lists directly: its own way searches all nodes for each, and ids are unique here."""
    known = {name: place[name] for name in ("x", "y", "size", "physics")}
    look = _claim_look(network, network.records[node.id]) if node.kind == "Claim" else _entity_look(network, node)
    options = Node(node.id, place["shape"], "\n".join(node.lines), **known, **look).options
    made.nodes.append(options)
    made.node_ids.append(node.id)
    made.node_map[node.id] = options


def _entity_look(network: Network, node: DrawnNode) -> dict[str, Any]:
    entity = network.entities[node.id]
    home = network.entities.get(entity.country or entity.speaks_for or "")
    claims = sum(
        node.id in (one.claim.supplier, one.claim.recipient, one.claim.good) for one in network.records.values()
    )
    lines = [
        entity.name,
        f"{entity.type.value}{f' of {home.name}' if home else ''}",
        f"also named {', '.join(entity.aliases[:MOST_QUOTED])}" if entity.aliases else "",
        f"in {counted(claims, 'claim')}",
    ]
    colour = {"background": TYPES[node.kind], "border": INK}
    return {"group": node.kind, "color": colour, "title": _title(lines), "font": {"color": INK, "strokeWidth": 3}}


def _claim_look(network: Network, record: ClaimRecord) -> dict[str, Any]:
    look = look_of(record)
    return {
        "group": look,
        "color": {"background": "#ffffff", "border": LOOKS[look]},
        "font": {"color": LOOKS[look]},
        "title": _title(_told(network, record)),
    }


def _edge(network: Network, edge: DrawnEdge, told: dict[str, Any]) -> dict[str, Any]:
    records = [network.records[id] for id in edge.claims]
    if edge.relation in STANCES:
        colour, dashes = STANCES[edge.relation], STANCE_DASHES[edge.relation]
    else:
        look = look_of_all(records)
        colour, dashes = LOOKS[look], DASHES[look]
    known = {name: told[name] for name in ("id", "smooth", "physics", "arrows") if name in told}
    label = _pair_label(network, records) if edge.relation == "supplies" else edge.label
    title = _title([line for record in records for line in _told(network, record)])
    options = {
        "color": colour,
        "dashes": list(dashes) or False,
        "font": {"size": FONT},
        "label": label,
        "title": title,
        "width": _width(records),
    }
    made: dict[str, Any] = Edge(edge.source, edge.target, True, **known, **options).options
    return made


def _width(records: Sequence[ClaimRecord]) -> float:
    """Wider for what more origins say, within bounds."""
    return 1.2 + 0.6 * min(max((record.origins for record in records), default=1), 4)


def _pair_label(network: Network, records: Sequence[ClaimRecord]) -> str:
    best = max(records, key=lambda record: (record.origins, record.claim.id))
    good = network.entities[best.claim.good].name
    return good if len(records) == 1 else f"{good} +{len(records) - 1}"


def _told(network: Network, record: ClaimRecord) -> list[str]:
    """A claim in lines: what, how sure, and in whose words."""
    told = [f"{network.headline(record.claim.id)} ({look_of(record)}, {counted(record.origins, 'origin')})"]
    for statement in record.bearing[:MOST_QUOTED]:
        quote = " ".join(statement.quoted.split())
        speaker = network.speaker_name(statement)
        told.append(f"{speaker} {stance_after(speaker, statement.stance.value)}: “{quote[:_LONGEST]}”")
    more = len(record.bearing) - MOST_QUOTED
    return [*told, f"and {counted(more, 'further statement')}"] if more > 0 else told


def _title(lines: Sequence[str]) -> str:
    """A title as text of short lines. pyvis takes a title for markup where the word "href" is in it: it is parted."""
    wrapped = [part for line in lines if line for part in textwrap.wrap(safe(line), _LINE)]
    shown = wrapped if len(wrapped) <= _MOST_LINES else [*wrapped[:_MOST_LINES], f"… {CAVEAT}"]
    return "\n".join(shown).replace("href", "hre\u2060f")
