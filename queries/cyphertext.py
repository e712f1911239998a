"""What can be known of Cypher text without a server: its comments' end, its parameters, its words."""

from __future__ import annotations

import re

# What is not closed reaches to the end of the text: a start that fails would be tried again at every later place.
_COMMENT = r"//[^\n]*|/\*.*?(?:\*/|\Z)"
_SKIPPED = rf"""{_COMMENT}|'(?:\\.|[^'\\])*+(?:'|\\?\Z)|"(?:\\.|[^"\\])*+(?:"|\\?\Z)"""
_QUOTED_NAME = r"`(?:``|[^`])*`"
_PARAMETER = re.compile(rf"{_SKIPPED}|\$(?P<quoted>{_QUOTED_NAME})|\$(?P<name>\w+)|{_QUOTED_NAME}", re.DOTALL)
_STRING_OR_COMMENT = re.compile(rf"{_SKIPPED}|{_QUOTED_NAME}", re.DOTALL)
# Of every statement, not only of those that read: whether a query only reads is the server's to say, at its run.
_FIRST_WORDS = frozenset(
    "CALL CREATE CYPHER DELETE DETACH DROP EXPLAIN FOREACH LOAD MATCH MERGE OPTIONAL PROFILE RETURN SET SHOW "
    "TERMINATE UNWIND USE WITH".split()
)


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


def masked(cypher: str) -> str:
    """The text with blanks for comments and `x` for what stands in strings; all else keeps its place.

    >>> masked("RETURN 'a $b' // $c")
    "RETURN 'xxxx'      "
    """
    return _STRING_OR_COMMENT.sub(_mask, cypher)


def _mask(match: re.Match[str]) -> str:
    text = match[0]
    if text[0] == "/":
        return re.sub(r"[^\n]", " ", text)
    return text if text[0] == "`" or len(text) < 2 else f"{text[0]}{'x' * (len(text) - 2)}{text[-1]}"


def starts_like_cypher(text: str) -> bool:
    """Whether a text, after its comments, begins with a word that Cypher can begin with.

    >>> starts_like_cypher("// all\\nmatch (n) RETURN n"), starts_like_cypher("Officials say that …")
    (True, False)
    """
    first = re.match(r"\w+", _without_comments(text).lstrip("; \t\r\n("))
    return first is not None and first[0].upper() in _FIRST_WORDS


def is_blank(cypher: str) -> bool:
    """Whether nothing but white space, comments and semicolons stands in a text."""
    return not _without_comments(cypher).strip("; \t\r\n")


def _without_comments(cypher: str) -> str:
    return re.sub(_COMMENT, "", cypher, flags=re.DOTALL)
