"""What articles tell just as a store holds it, whatever the decisions in force say: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from claimgraph.graph.store.change import Told
from claimgraph.graph.store.rows import Row, article_of, claim_of, statement_of


def told_as_held(rows: Iterable[Row]) -> Told:
    """All that articles tell, from what queries tell of each with `KEPT`."""
    articles, mentions, aside, kept = {}, {}, {}, {}
    statements, claims, read = {}, {}, {}
    for row in rows:
        article = article_of(row["article"])
        articles[article.id] = article
        mentions[article.id] = [(id, form) for id, form in row["mentions"]]
        for claim, said in row["said"]:
            one = statement_of(said, claim["id"], article.id)
            claims[one.claim], statements[one.id] = claim_of(claim), one
            if said.get("read") is not None:
                read[one.id] = said["read"]
        if set_aside := row["article"].get("set_aside"):
            aside[article.id] = list(set_aside)
        as_read, told = (row["article"].get(name) for name in ("as_read", "told"))
        if (as_read, told) != (None, None):
            kept[article.id] = (as_read, told)
    forms = Counter(chain.from_iterable(mentions.values()))
    return Told(articles, mentions, forms, statements, claims, read, aside, kept)
