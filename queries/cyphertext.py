"""What can be known of Cypher text without a server: its comments' end, its parameters, its words."""

from __future__ import annotations

import re

_SKIPPED = r"""//[^\n]*|/\*.*?(?:\*/|\Z)|'(?:\\.|[^'\\])*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\Z)"""
_QUOTED_NAME = r"`(?:``|[^`])*`"
_PARAMETER = re.compile(rf"{_SKIPPED}|\$(?P<quoted>{_QUOTED_NAME})|\$(?P<name>\w+)|{_QUOTED_NAME}", re.DOTALL)


def parameters_in(cypher: str) -> tuple[str, ...]:
    """Names of the parameters that a text uses, in order, each once; those in comments and strings do not count.

    >>> parameters_in("MATCH (s {id: $state}) WHERE s.name <> '$5' RETURN s LIMIT $limit // $old")
    ('state', 'limit')
    """
    names: dict[str, None] = {}
    for match in _PARAMETER.finditer(cypher):
        if match["name"]:
            names[match["name"]] = None
        elif match["quoted"]:
            names[match["quoted"][1:-1].replace("``", "`")] = None
    return tuple(names)


def is_blank(cypher: str) -> bool:
    """Whether nothing but white space, comments and semicolons stands in a text."""
    return not re.sub(r"//[^\n]*|/\*.*?\*/", "", cypher, flags=re.DOTALL).strip("; \t\r\n")
