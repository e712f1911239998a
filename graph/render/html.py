"""One HTML file that shows a network and asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from claimgraph.graph.network import Network
from claimgraph.graph.render.drawing import Drawing, claims_drawing, supply_drawing
from claimgraph.graph.render.exports import plain_data
from claimgraph.graph.render.holder import held
from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.ranking import strongest

# In the order of their imports: a script may only use what stands before it, as modules or put together.
SCRIPTS = (
    "data.js",
    "words.js",
    "dom.js",
    "palette.js",
    "state.js",
    "filters.js",
    "picture.js",
    "statement.js",
    "evidence.js",
    "legend.js",
    "entities.js",
    "search.js",
    "table.js",
    "source.js",
    "keys.js",
    "main.js",
)


def render_page(network: Network, info: PageInfo) -> str:
    """The page of a network, as the text of one HTML file (write it as UTF-8).

    Above `ranking.MOST_NODES` nodes the page holds the claims with most origins and statements, and says so.
    """
    shown = strongest(network)
    data = {
        **plain_data(shown, info),
        "total_claims": len(network.records),
        "drawings": {"claims": _drawn(claims_drawing(shown)), "supply": _drawn(supply_drawing(shown))},
    }
    script, library, style = _program(), _library(), _asset("page.css")
    page: str = _template().render(
        title=info.title,
        policy=_policy(scripts=(library, script), styles=(style,)),
        style=style,
        library=library,
        script=script,
        data=json_for_script(data),
    )
    return page


def json_for_script(value: object) -> str:
    """JSON that may stand inside a script element: markup and line separators are escaped.

    >>> json_for_script("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _drawn(drawing: Drawing) -> dict[str, Any]:
    holder = held(drawing)
    return {"nodes": holder.nodes, "edges": holder.edges}


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    script_hashes = " ".join(_source_hash(script) for script in scripts)
    style_hashes = " ".join([*(_source_hash(style) for style in styles), *_library_style_hashes()])
    return (
        f"default-src 'none'; script-src {script_hashes}; style-src {style_hashes}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return files("claimgraph.graph.render").joinpath("page", *filter(None, (folder, file))).read_text("utf-8")


def _library() -> str:
    """vis-network without the pointer to its source map, which developer tools would fetch."""
    return _asset("vendor/vis-network.min.js").rpartition("\n//# sourceMappingURL=")[0]


def _library_style_hashes() -> list[str]:
    """Hashes of the style sheets that vis-network puts into the page by itself."""
    lines = _asset("vendor/vis-network.style-hashes.txt").splitlines()
    return [f"'{line}'" for line in lines if line and not line.startswith("#")]


def _program() -> str:
    """All scripts in one: they are ES modules, so imports are dropped and exports become plain declarations."""
    return '(() => {\n"use strict";\n' + "\n".join(_joined(_asset(f"js/{name}")) for name in SCRIPTS) + "\n})();"


def _joined(module: str) -> str:
    without_imports = re.sub(r"^import .*;\n", "", module, flags=re.MULTILINE)
    return re.sub(r"^export (?=const|function|class)", "", without_imports, flags=re.MULTILINE)


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["ours"] = Markup
    return environment.from_string(_asset("page.html"))
