"""One HTML file that shows a network and asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from claimgraph.graph.network import Network
from claimgraph.graph.printable import safe
from claimgraph.graph.render.data import AS_IT_IS, View, page_data
from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.ranking import MOST_HELD, not_shown, strongest

# In the order of their imports: a script may only use what stands before it, as modules or put together.
SCRIPTS = (
    "data.js",
    "words.js",
    "nearness.js",
    "dom.js",
    "keys.js",
    "marks.js",
    "palette.js",
    "state.js",
    "address.js",
    "filters.js",
    "ticks.js",
    "timeline.js",
    "labels.js",
    "lines.js",
    "score.js",
    "lanes.js",
    "sides.js",
    "regions.js",
    "arranged.js",
    "hub.js",
    "looks.js",
    "glide.js",
    "held.js",
    "halo.js",
    "picture.js",
    "remarks.js",
    "statement.js",
    "origins.js",
    "voices.js",
    "evidence.js",
    "reading.js",
    "hovering.js",
    "menu.js",
    "lasso.js",
    "many.js",
    "panels.js",
    "markedtext.js",
    "deskitem.js",
    "reviewdraft.js",
    "desk.js",
    "legend.js",
    "entities.js",
    "saying.js",
    "search.js",
    "table.js",
    "source.js",
    "provenance.js",
    "overview.js",
    "svglines.js",
    "svglegend.js",
    "svgfile.js",
    "paperpicture.js",
    "paper.js",
    "pngtext.js",
    "saving.js",
    "gestures.js",
    "picturetools.js",
    "page.js",
    "owntold.js",
    "ownkept.js",
    "ownreview.js",
    "main.js",
)
# These belong to the live page only and stay modules.
LIVE_SCRIPTS = tuple(
    f"live/{name}"
    for name in (
        "secret.js",
        "api.js",
        "ids.js",
        "heading.js",
        "origin.js",
        "places.js",
        "turns.js",
        "canvas.js",
        "groups.js",
        "actions.js",
        "menus.js",
        "fields.js",
        "tabs.js",
        "completion.js",
        "queries.js",
        "results.js",
        "paths.js",
        "comparing.js",
        "identity.js",
        "article.js",
        "empty.js",
        "files.js",
        "dossier.js",
        "scenes.js",
        "title.js",
        "message.js",
        "reviewcards.js",
        "review.js",
        "tools.js",
        "live.js",
    )
)


def render_page(network: Network, info: PageInfo, view: View = AS_IT_IS) -> str:
    """The page of a network, as the text of one HTML file (write it as UTF-8).

    The page holds all claims, and draws all of them as Supply, up to `ranking.MOST_HELD` nodes; above that it holds the
    strongest of every status. It says what is missing, there and where claims are drawn one by one.

    Parameters:
        view: how somebody looks at it, so that the page opens like that.
    """
    shown = strongest(network, MOST_HELD)
    missing = Counter(view.not_shown) + Counter(not_shown(network, shown.records))
    total = max(view.total_claims, len(network.records))
    data = page_data(shown, info, replace(view, total_claims=total, not_shown=missing))
    script, library, style = _program(), library_script(), page_style()
    page: str = _template().render(
        title=info.title,
        policy=_policy(scripts=(library, script), styles=(style,)),
        style=style,
        library=library,
        script=script,
        data=json_for_script(data),
    )
    return page


def render_live_page(title: str, secret: str = "") -> str:
    """The same page without any data or script in it: its scripts come by address and ask for the data.

    Parameters:
        secret: what the page's scripts keep, and send with each question.
    """
    page: str = _template().render(title=title, policy="", secret=secret)
    return page


def live_files() -> Mapping[str, str]:
    """The files that the live page asks for by address, by their path in `page/`."""
    scripts = [f"js/{name}" for name in (*SCRIPTS, *LIVE_SCRIPTS)]
    return {
        **{name: asset(name) for name in ("live.css", *scripts)},
        "page.css": page_style(),
        "vendor/vis-network.min.js": library_script(),
    }


def live_policy() -> str:
    """The Content-Security-Policy of the live page: everything from its own server, nothing inline."""
    style_hashes = " ".join(_library_style_hashes())
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' {style_hashes}; img-src 'self' data: blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def json_for_script(value: object) -> str:
    """JSON that may stand inside a script element: markup and line separators are escaped.

    >>> json_for_script("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


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
def asset(name: str) -> str:
    """The text of one of the page's files, by its path in `page/`."""
    folder, _, file = name.rpartition("/")
    return files("claimgraph.graph.render").joinpath("page", *filter(None, (folder, file))).read_text("utf-8")


def page_style() -> str:
    """The style of every page: that of its parts, and that of the desk."""
    return asset("page.css") + asset("review.css")


def library_script() -> str:
    """vis-network without the pointer to its source map, which developer tools would fetch."""
    return asset("vendor/vis-network.min.js").rpartition("\n//# sourceMappingURL=")[0]


def _library_style_hashes() -> list[str]:
    """Hashes of the style sheets that vis-network puts into the page by itself."""
    lines = asset("vendor/vis-network.style-hashes.txt").splitlines()
    return [f"'{line}'" for line in lines if line and not line.startswith("#")]


def _program() -> str:
    """All scripts in one: they are ES modules, so imports are dropped and exports become plain declarations."""
    return '(() => {\n"use strict";\n' + "\n".join(_joined(asset(f"js/{name}")) for name in SCRIPTS) + "\n})();"


def _joined(module: str) -> str:
    without_imports = re.sub(r"^import .*;\n", "", module, flags=re.MULTILINE)
    return re.sub(r"^export (?=const|function|async function|class)", "", without_imports, flags=re.MULTILINE)


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
    return environment.from_string(asset("page.html"))
