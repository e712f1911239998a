"""Where a file's claims come from, in lines that any format can carry: the query or the steps, the sources, the day."""

from __future__ import annotations

import json

from claimgraph.graph.model import Article
from claimgraph.graph.network import Network
from claimgraph.graph.render.info import PageInfo

CAVEAT = "Claims are what the cited articles report; inclusion is not a finding of fact."


def provenance(network: Network, info: PageInfo) -> list[str]:
    """All that a reader needs to check a file, one line each; the same words stand in a picture (`provenance.js`).

    >>> from datetime import date
    >>> provenance(Network({}, {}, {}), PageInfo("T", steps=("opened with 3 claims",), built_on=date(2026, 1, 2)))[1:]
    ['Step 1: opened with 3 claims']
    """
    return [
        f"Built {info.built_on.isoformat()} by claimgraph. {CAVEAT}",
        *made_by(info),
        *(f"Source: {source_line(network.articles[id])}" for id in sorted(network.articles)),
    ]


def made_by(info: PageInfo) -> list[str]:
    """The query with its parameters, and the steps, one line each."""
    told = info.plain()
    return [
        *([f"Saved query: {info.query_name}"] if info.query_name else []),
        *([f"Query: {info.query}"] if info.query else []),
        *(f"Parameter {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told["parameters"].items()),
        *(f"Step {at}: {step}" for at, step in enumerate(info.steps, 1)),
    ]


def source_line(article: Article) -> str:
    """An article's title, outlet, date and address, as far as they are known."""
    published = article.published.isoformat() if article.published else ""
    return ", ".join(filter(None, (article.title or article.name, article.outlet, published, article.url)))
