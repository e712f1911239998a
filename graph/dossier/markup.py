"""A dossier as one HTML page that prints well: no script, no request, every text escaped, links to http(s) only."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from claimgraph.graph.dossier import words
from claimgraph.graph.dossier.content import Dossier, day_of
from claimgraph.graph.dossier.svg import svg_of
from claimgraph.graph.printable import safe
from claimgraph.graph.render.looks import DASHES, LOOKS

_WEB = re.compile(r"https?://[^\s\x00-\x1f]+")
_POLICY = "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"


def to_html(dossier: Dossier) -> str:
    """The text of the page; write it as UTF-8. The browser's print dialog makes a PDF of it."""
    style = _asset("dossier.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page: str = _template().render(
        dossier=dossier,
        words=words,
        style=style,
        policy=_POLICY.format(hash=digest),
        pictures=[svg_of(sheet) for sheet in words.sheets(dossier)],
        looks=[(look, LOOKS[look], " ".join(map(str, DASHES[look]))) for look in words.looks(dossier)],
    )
    return page


def is_web(url: str) -> bool:
    """Whether an address may be a link.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)")
    (True, False)
    """
    return _WEB.fullmatch(url) is not None


@cache
def _asset(name: str) -> str:
    return files("claimgraph.graph.dossier").joinpath("page", name).read_text("utf-8")


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    def harmless(value: Any) -> Any:
        return value if hasattr(value, "__html__") or not isinstance(value, str) else safe(value)

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=harmless
    )
    environment.filters["ours"] = Markup
    environment.filters["day"] = day_of
    environment.tests["web"] = is_web
    return environment.from_string(_asset("dossier.html"))
