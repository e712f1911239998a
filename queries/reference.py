"""The list of saved queries in docs/queries.md, made from the queries themselves.

`python -m claimgraph.queries.reference docs/queries.md` writes the part between the two markers anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimgraph.queries.catalog import Catalog
from claimgraph.queries.query import Parameter, Query

START = "<!-- saved queries: made by python -m claimgraph.queries.reference docs/queries.md -->"
END = "<!-- end of saved queries -->"


def renewed(page: str, queries: Iterable[Query]) -> str:
    """The page with the part between the markers made from these queries.

    Raises:
        ValueError: the page does not have the two markers.
    """
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"the page needs the lines {START} and {END}")
    return f"{before}{START}\n{reference(queries)}{END}{after}"


def reference(queries: Iterable[Query]) -> str:
    """A chapter for each category and a section for each query, with its parameters and columns."""
    return "".join(_lines(queries))


def _lines(queries: Iterable[Query]) -> Iterator[str]:
    category = ""
    for query in queries:
        if query.category != category:
            category = query.category
            yield f"\n### {category.capitalize()}\n"
        draws = " Its claims can be drawn." if query.draws else ""
        yield f"\n#### `{query.name}`\n\n**{query.title}.** {query.description}{draws}\n\n"
        yield from map(_parameter, query.parameters)
        yield "\n" if query.parameters else ""
        yield "| column | what it holds |\n| --- | --- |\n"
        yield from (f"| `{column.name}` | {column.description} |\n" for column in query.columns)


def _parameter(parameter: Parameter) -> str:
    default = "required" if parameter.required else f"default {_default(parameter)}"
    return f"- `-p {parameter.name}=…` (`{parameter.kind.text}`, {default}): {parameter.description}\n"


def _default(parameter: Parameter) -> str:
    if parameter.default is None:
        return "none"
    return str(parameter.default).lower() if isinstance(parameter.default, bool) else str(parameter.default)


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(renewed(file.read_text(encoding="utf-8"), Catalog.load()), encoding="utf-8")
