"""The article in an HTML page, saved or fetched: main text, title, date and outlet by trafilatura."""

from __future__ import annotations

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.addresses import host
from claimgraph.loaders.sources.plain import Page

# A wrong date is worse than none: no guess from dates that merely stand somewhere on the page.
_DATES = {"original_date": True, "extensive_search": False}

# Below this many characters trafilatura gives up on paragraphs and dumps the whole page, menus included. Its own
# value of 250 does that to short news items; what is shorter than this is no article.
_SHORTEST = 100
_TAKEN_BACK = ("//del", "//s", "//strike")
"""Elements whose words the outlet has struck out: it says them no more."""


def read_page(html: str, address: str = "") -> Page:
    """The main text of a page without navigation, comments and tables, and what the page says about itself.

    Parameters:
        address: where the page was fetched; empty for a saved one. A page's own canonical address is
            believed only on the same host, so that no page can pass for another outlet's article.

    Raises:
        LoadError: the page has no main text.
    """
    import trafilatura  # takes half a second, and only pages need it
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    tree = trafilatura.load_html(html)
    if tree is None:
        raise LoadError("is no HTML page; save the whole page, or its text as .txt")
    language = tree.get("lang") or ""
    found = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        prune_xpath=list(_TAKEN_BACK),
        date_extraction_params=dict(_DATES),
        config=config,
    )
    text = getattr(found, "text", None)
    if not text or len(text) < _SHORTEST:
        raise LoadError("has no main text that stands out from its menus; save the article's text as .txt")
    canonical = getattr(found, "url", None) or ""
    url = canonical if not address or host(canonical) == host(address) else address
    given = {
        "title": getattr(found, "title", None),
        "url": url,
        "outlet": getattr(found, "sitename", None),
        "published": getattr(found, "date", None),
        "language": language,
    }
    return Page(f"{text}\n", {field: value for field, value in given.items() if value})
