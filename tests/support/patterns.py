"""Texts, pages, names and queries that take long to read where a pattern is tried at each place of them again."""

from __future__ import annotations

from collections.abc import Callable

OPENING = "Norland has supplied Veridia with drone engines since May, officials in Kestria said on Monday.\n\n"
"""What an article begins with, so that it is English and worth reading."""

_PIECES = {
    "dots": ".",
    "question and exclamation marks": "!?",
    "dots and blanks": ". ",
    "dots and quotation marks": '."',
    "quotation marks": '"',
    "opening quotation marks": "“",
    "apostrophes": "'",
    "round brackets": "(",
    "square brackets": "[",
    "pairs of brackets": "()",
    "commas": ", ",
    "hyphens": "-",
    "dashes": "— ",
    "one word of capitals": "ABCDEFGH",
    "one word of letters": "abcdefgh",
    "capitals one by one": "A ",
    "initials": "A.",
    "abbreviated titles": "Gen. ",
    "capitalised words": "Kestrel Harbour ",
    "names joined by and": "Norland and ",
    "names with an apostrophe": "Norland's ",
    "states in commas": "Norland, Veridia, ",
    "that after that": "said that ",
    "digits": "1",
    "grouped digits": "1,000,",
    "decimal points": "1.2.",
    "blanks": " ",
    "tabs": "\t",
    "line ends": "\n",
    "carriage returns": "\r",
    "short lines": "a\n",
    "short paragraphs": "He said so.\n\n",
    "combining accents": "\u0301",
    "ligatures that are taken apart": "\ufdfa",
    "no-break spaces": "\u00a0",
    "joiners of no width": "\u200d",
    "letters and dots": "a.",
    "web addresses": "http://a.a/",
    "mail addresses": "a@a.",
    "slashes": "/",
    "backslashes": "\\",
    "ampersands": "&",
    "half tags": "<a ",
    "statements": "Norland sold lathes to Veridia. ",
    "one statement without an end": "Norland, which sold lathes to Veridia, ",
    "denials": "Norland denied it. ",
}

_MARKDOWN = {
    "emphasis": "*a_ ",
    "stars": "*",
    "underscores": "_a",
    "grave accents": "`a",
    "links": "[a](",
    "images": "![",
    "quotes in quotes": "> ",
    "lists in lists": "- ",
    "table cells": "|a",
    "rules": "---\n",
    "tags": "<a ",
    "entities": "&amp",
}

_PAGES = {
    "paragraphs without an end": "<p>x",
    "nested blocks": "<div>",
    "nested emphasis": "<b><i>",
    "table cells": "<td>x",
    "list items": "<li>x",
    "links": '<a href="/x">x</a>',
    "breaks": "<br>",
    "comments": "<!-- x -->",
    "half comments": "<!-",
    "half tags": "<p ",
    "attributes": ' a="b"',
    "entities": "&amp;",
    "ends of tags": "</p>",
    "scripts": "<script>x</script>",
}

_NAMES = {
    "one word of capitals": "ABCDEFGH",
    "words": "Kestrel ",
    "dots": ".",
    "initials": "A. ",
    "accents": "e\u0301",
    "ligatures that are taken apart": "\ufdfa",
    "brackets": "(",
    "Lucene's own signs": '+-&|!(){}[]^"~*?:\\/',
    "blanks": " ",
    "hyphens": "a-",
    "signs at": "://a@",
    "slashes": "://a/",
    "apostrophes": "'s ",
    "joined by and": "Norland and ",
    "legal forms": "GmbH ",
}

_QUERIES = {
    "escaped quotation marks": "'\\",
    "quotation marks": "'",
    "grave accents": "`",
    "dollars": "$a ",
    "dollars before grave accents": "$`",
    "starts of comments": "/*",
    "comments of a line": "//\n",
    "comments and stars": "/**",
    "brackets": "(",
    "escapes": '"\\\\',
    "blanks": " ",
    "unions": "UNION ",
    "semicolons": ";",
}

_HEADERS = {
    "parameters": "// parameter a (text, default b): c\n",
    "fields": "// title: a\n",
    "half parameters": "// parameter a (",
    "continued lines": "//     more\n",
    "blanks in a line": "// title:         ",
    "brackets in a line": "// parameter x (int(1..",
    "empty comments": "//\n",
}

Made = Callable[[int], str]


def _repeated(piece: str, start: str = "", end: str = "") -> Made:
    def made(size: int) -> str:
        return start + piece * (size // len(piece)) + end

    return made


TEXTS = {
    **{name: _repeated(piece, OPENING, f"\n\n{OPENING}") for name, piece in _PIECES.items()},
    "blanks in a key of front matter": _repeated(" ", "---\na", f"b\n---\n{OPENING}"),
}
MARKDOWN = {name: _repeated(piece, OPENING, f"\n\n{OPENING}") for name, piece in _MARKDOWN.items()}
PAGES = {
    **{
        name: _repeated(piece, f"<html><body><article><p>{OPENING * 3}</p>", f"<p>{OPENING * 3}</p></article>")
        for name, piece in _PAGES.items()
    },
    "a charset that is slow to decode": _repeated(
        "xyz ", f'<html><head><meta charset="punycode"></head><body><p>{OPENING * 3}</p><p>', "</p></body></html>"
    ),
    "attributes of one tag": _repeated(' a="b"', "<html><body><p", f">{OPENING * 3}</p></body></html>"),
}
BEGINNINGS = {
    "blanks in a feed's link": _repeated(" ", "<rss><item><link>", "<"),
    "blanks in a feed's link of data": _repeated(" ", "<rss><item><link><![CDATA[", "<"),
    "links without an end": _repeated("<link ", "<rss><item>"),
    "comments": _repeated("<!-- x -->"),
    "half comments": _repeated("<!--"),
    "ends of tags": _repeated("</a >", "<a>"),
    "blanks": _repeated(" ", "<a>", "</a"),
}
PLANS = {
    "one word": _repeated("1"),
    "names with dots": _repeated("a."),
    "names with dots and blanks": _repeated("a . "),
    "blanks after a word": _repeated(" ", "a"),
    "grave accents": _repeated("`"),
}
MESSAGES = {
    "blanks in a name": _repeated(" ", "Variable `", "` not defined (line 1, column 8 (offset: 7))"),
    "places": _repeated("(line 1, column ", "Wrong "),
}
SEATS = {
    "firms that are said to be firms": _repeated("Acme is a Norland firm "),
    "firms that are no firms": _repeated("Acme is a "),
    "firms of places": _repeated("Acme of Norland of "),
    "firms based in places": _repeated("A B C D E based in F "),
}
NAMES = {name: _repeated(piece) for name, piece in _NAMES.items()}
QUERIES = {name: _repeated(piece, "RETURN ") for name, piece in _QUERIES.items()}
HEADERS = {name: _repeated(piece, "// title: a\n", "\nRETURN 1") for name, piece in _HEADERS.items()}
