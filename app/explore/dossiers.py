"""The dossier of what a live page shows."""

from __future__ import annotations

import base64
from typing import Any

from claimgraph.app.dossier import Chosen, dossier_of
from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.files import stem_of
from claimgraph.graph.dossier import FORMATS
from claimgraph.graph.errors import QueryError
from claimgraph.graph.render import PageInfo
from claimgraph.graph.store import Store


def dossier_file(store: Store, asked: Asked, info: PageInfo) -> dict[str, Any]:
    """The dossier of some claims as a file: its `name`, its `media` type, and its bytes in base64.

    Raises:
        QueryError: no claims are given, or there is no such format.
    """
    claims = asked.texts("claims")
    if not claims:
        raise QueryError("there is no claim to write about; show some, or choose some")
    kind = asked.choice("format", FORMATS)
    chosen = Chosen(
        claims,
        info.title,
        info.query,
        info.query_name,
        info.parameters,
        info.steps,
        asked.text("note", "").strip(),
    )
    made, _ = dossier_of(store, chosen, notes=asked.texts("notes"))
    format = FORMATS[kind]
    data = base64.b64encode(format.write(made)).decode("ascii")
    return {"name": f"{stem_of(info.title)}-dossier.{kind}", "media": format.media, "base64": data}
