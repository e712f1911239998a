"""Mark-up where an article is expected: pages are read as pages; feeds, other XML and files of our own are refused."""

from __future__ import annotations

import re
from html import unescape

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.addresses import public_address
from claimgraph.loaders.sources.walk import Kind

_HEAD = 65_536
# Atomic, so that no number of comments makes it slow.
_PROLOG = re.compile(r"\s*+(?>(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*+(?:\[.*?\]\s*+)?+>)\s*+)*+", re.DOTALL | re.I)
_FIRST_TAG = re.compile(r"<([a-z_][\w.:-]*+)(?=[\s/>])", re.I)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html\b", re.I)
_PAGE_ROOTS = frozenset({"html", "head", "body"})
_FEEDS = {"rss": ("an RSS feed", "item"), "rdf:rdf": ("an RSS feed", "item"), "feed": ("an Atom feed", "entry")}
_LINK = re.compile(
    r"""<link\b(?:[^>]{0,500}?\bhref\s{0,9}=\s{0,9}["']([^"'>]+)["']"""
    r"""|[^>]{0,500}>\s*+(?:<!\[CDATA\[\s*+)?+([^<\s\]]+))""",
    re.IGNORECASE,
)
_OWN_PAGE = re.compile(r'<meta name="generator" content="claimgraph">')


class OwnOutputError(LoadError):
    """A file is something that claimgraph wrote, not an article."""


def settled_kind(text: str, kind: Kind) -> Kind:
    """How a text is read once its first tag is known: plain text that is a web page is read as one.

    Parameters:
        kind: how it would be read by its name or its sender.

    >>> settled_kind("<!doctype html><html><p>Norland sold lathes.</p></html>", Kind.TEXT)
    <Kind.PAGE: 'HTML'>

    Raises:
        LoadError: it is a feed, or other XML.
        OwnOutputError: it is a page that claimgraph wrote.
    """
    prolog = _PROLOG.match(text[:_HEAD])
    begin = prolog.end() if prolog else 0
    tag = _FIRST_TAG.match(text, begin)
    root = tag[1].lower() if tag else ""
    is_html = root in _PAGE_ROOTS or (prolog is not None and _HTML_DOCTYPE.search(prolog[0]) is not None)
    if root in _FEEDS:
        raise LoadError(_feed_problem(text, begin, *_FEEDS[root]))
    if is_html or (kind is Kind.PAGE and not _declares_xml(text)):
        if _OWN_PAGE.search(text[:_HEAD]):
            raise OwnOutputError("is a page that claimgraph wrote; name the articles that it was made from")
        return Kind.PAGE
    is_element = bool(root) and re.search(rf"</{re.escape(root)}\s*>\s*\Z", text[-_HEAD:], re.I) is not None
    if _declares_xml(text) or (is_element and kind is not Kind.MARKDOWN):
        shown = f" (<{root}>)" if root else ""
        raise LoadError(f"is mark-up{shown}, not plain text; save the article's text as .txt, or its web page as .html")
    if kind is Kind.XML:
        raise LoadError("is no XML, whatever its name or sender says; save the article's text as .txt")
    return kind


def _declares_xml(text: str) -> bool:
    return text[:_HEAD].lstrip().startswith("<?xml")


def _feed_problem(text: str, begin: int, what: str, entry: str) -> str:
    """What is told of a feed: it holds summaries, which must not take the places of the articles they link to."""
    entries = [found.start() for found in re.finditer(rf"<{entry}[\s>]", text[begin:])]
    told = f"is {what} with {len(entries):,} {'entry' if len(entries) == 1 else 'entries'}, not an article"
    link = _LINK.search(text, begin + entries[0]) if entries else None
    example = f", such as {_public(link[1] or link[2])}" if link and _public(link[1] or link[2]) else ""
    return f"{told}; name the addresses of its articles{example}"


def _public(written: str) -> str:
    try:
        return public_address(unescape(written))
    except LoadError:
        return ""
