"""A network inside a notebook: the same page, in a frame that can reach nothing."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from datetime import date

from claimgraph.graph.network import Network
from claimgraph.graph.render.html import render_page
from claimgraph.graph.render.info import PageInfo

_ALLOWED = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class Inline:
    """A network as a notebook shows it, with a heading and a height of its own: put it last in a cell.

    A `Network` that stands last in a cell draws itself; `Inline` is for what the page says about its source.

    Parameters:
        info: what the page says about itself; "Claims" and today where nothing is given.
        height: of the frame, in CSS pixels.

    The frame is sandboxed: the page's own scripts run, it may save files, fill the screen and open an article in a tab
    of its own, but it has no origin, no storage and no way to the notebook.
    """

    network: Network = field(repr=False)
    info: PageInfo = field(default_factory=lambda: PageInfo("Claims", built_on=date.today()))
    height: int = 640

    def _repr_html_(self) -> str:
        page = html.escape(render_page(self.network, self.info), quote=True)
        title = html.escape(self.info.title, quote=True)
        return (
            f'<iframe sandbox="{_ALLOWED}" allow="fullscreen" srcdoc="{page}" title="{title}" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #8884"></iframe>'
        )
