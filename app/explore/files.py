"""The current view as a file of each format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from claimgraph.graph.network import Network
from claimgraph.graph.render import PageInfo, View, render_page, to_csv, to_gexf, to_graphml, to_json


@dataclass(frozen=True, slots=True)
class Format:
    """A media type, and what writes a view in it."""

    media: str
    write: Callable[[Network, PageInfo, View], str]


FORMATS: Mapping[str, Format] = {
    "html": Format("text/html", render_page),
    "csv": Format("text/csv", lambda network, info, _view: to_csv(network, info)),
    "graphml": Format("application/xml", lambda network, info, _view: to_graphml(network, info)),
    "gexf": Format("application/xml", lambda network, info, _view: to_gexf(network, info)),
    "json": Format("application/json", lambda network, info, _view: to_json(network, info)),
}


def file_of(format: str, network: Network, info: PageInfo, view: View) -> dict[str, Any]:
    """The view as a file: its `name`, `media` type and `text`. `format` is a key of `FORMATS`."""
    chosen = FORMATS[format]
    return {"name": f"{stem_of(info.title)}.{format}", "media": chosen.media, "text": chosen.write(network, info, view)}


def stem_of(title: str) -> str:
    """A title as the name of a file: letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", title.lower()))[:60].rstrip("-") or "claims"
