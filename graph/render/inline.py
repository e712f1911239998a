"""A network inside a notebook: the same page, in a frame that can reach nothing."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from datetime import date

from claimgraph.graph.network import Network
from claimgraph.graph.render.html import render_page
from claimgraph.graph.render.info import PageInfo


@dataclass(frozen=True, slots=True)
class Inline:
    """What a notebook shows for a network: put it last in a cell.

    Parameters:
        info: what the page says about itself; "Claims" and today where nothing is given.
        height: of the frame, in CSS pixels.

    The frame is sandboxed: the page's own scripts run, but it has no origin, no storage and no way to the notebook.
    """

    network: Network
    info: PageInfo = field(default_factory=lambda: PageInfo("Claims", built_on=date.today()))
    height: int = 640

    def _repr_html_(self) -> str:
        page = html.escape(render_page(self.network, self.info), quote=True)
        return (
            f'<iframe sandbox="allow-scripts" srcdoc="{page}" title="{html.escape(self.info.title, quote=True)}" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #8884"></iframe>'
        )
