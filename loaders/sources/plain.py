"""Articles in .txt and .md files, with or without front matter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.article import tidy_newlines
from claimgraph.loaders.sources.fields import check_names, field_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = "---"
# Never gives blanks back: one line may be a million of them.
_KEY = re.compile(r"([A-Za-z][\w -]*+)\s*+:(?:\s+(.*))?")


@dataclass(frozen=True, slots=True)
class Page:
    """A text, what its source says about it (by field), and front matter keys that mean nothing to us."""

    text: str
    fields: dict[str, str]
    unknown: tuple[str, ...] = ()


def read_text(content: str) -> Page:
    """A plain text article. Without front matter the whole content is the text, to the last character.

    >>> read_text("---\\ntitle: Lathes\\n---\\n\\nNorland sold lathes.\\n")
    Page(text='Norland sold lathes.\\n', fields={'title': 'Lathes'}, unknown=())

    Raises:
        LoadError: the front matter is malformed.
    """
    content = tidy_newlines(content)
    lines = content.split("\n")
    if lines[0].rstrip() != _FENCE:
        return Page(content, {})
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise LoadError(
            "line 1 opens front matter that never ends; close it with a line of three hyphens, or drop line 1"
        )
    fields, unknown = _front_matter(lines[1:end])
    return Page("\n".join(lines[end + 1 :]).lstrip("\n"), fields, unknown)


def read_markdown(content: str) -> Page:
    """A Markdown article as the plain text of its prose; its title is the first heading where none is given.

    Paragraphs, headings and list items become one line each, links and emphasis their text. Code, tables, images
    and raw HTML are left out: nobody says anything there.

    >>> read_markdown("# Lathes\\n\\nNorland [sold](http://example.org) *lathes*\\nto Veridia.")
    Page(text='Lathes\\nNorland sold lathes to Veridia.\\n', fields={'title': 'Lathes'}, unknown=())

    Raises:
        LoadError: the front matter is malformed.
    """
    from markdown_it import MarkdownIt  # slow to import, and only Markdown needs it

    page = read_text(content)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page.text)
    lines: list[str] = []
    heading = ""
    in_table = False
    for before, token in itertools.pairwise(tokens):
        in_table = before.type == "table_open" or (in_table and before.type != "table_close")
        if token.type != "inline" or in_table:
            continue
        line = _prose(token.children or ())
        if line:
            lines.append(line)
            heading = heading or (line if before.type == "heading_open" else "")
    fields = {"title": heading, **page.fields} if heading else page.fields
    return replace(page, text="".join(f"{line}\n" for line in lines), fields=fields)


def _prose(tokens: Sequence[Token]) -> str:
    instead = {"softbreak": " ", "hardbreak": "\n", "image": "", "html_inline": ""}
    return "".join(instead.get(token.type, token.content) for token in tokens).strip()


def _front_matter(lines: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    fields: dict[str, str] = {}
    unknown: list[str] = []
    foreign_block = False
    for number, line in enumerate(lines, 2):
        if not line.strip() or line.startswith("#") or (foreign_block and line.startswith((" ", "\t", "- "))):
            continue
        match = _KEY.fullmatch(line.rstrip())
        if match is None:
            raise LoadError(
                f"line {number} of the front matter, '{line.strip()[:60]}', is not of the form 'key: value'"
            )
        key = match[1].rstrip()
        field = field_of(key)
        foreign_block = field is None or field == "text"
        if field is None or field == "text":
            unknown.append(key)
        elif field in fields:
            raise LoadError(f"line {number} of the front matter gives '{key}' a second time; keep one of them")
        else:
            fields[field] = _unquoted(match[2] or "")
        check_names(len(fields) + len(unknown), "keys in its front matter")
    return fields, tuple(unknown)


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
