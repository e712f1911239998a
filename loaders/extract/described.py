"""Descriptions of parties as they stand on the page: "a smelter in Mundra", "two traders", "the plant"."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimgraph.loaders.extract.tree import children, objects
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.surfaces import bare

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "same"})
_INSIDE = frozenset({"compound", "amod", "flat", "case", "punct", "det"})
_WHERE = frozenset({"of", "in", "at", "from", "near", "on", "off", "outside"})
_RANK = re.compile(
    r"\b(?:senior|high-ranking|high-level|top|unnamed|unidentified|anonymous) (?=[^\W\d_])", re.IGNORECASE
)
"""Words that a text puts before a speaker without a name or leaves out, as it likes."""
_VAGUE = frozenset("several other some many such senior same both more new unnamed unidentified anonymous".split())


def is_definite(token: Token) -> bool:
    """Whether a phrase points at something known: "the plant", "its plant"."""
    return any(child.lower_ in _DEFINITE or (child.dep_ == "poss" and child.pos_ == "PRON") for child in token.lefts)


def places(token: Token) -> list[Token]:
    """What stands after a head with "of", "in" or "at" and may tell where it belongs."""
    return [
        place for child in token.rights if child.dep_ == "prep" and child.lower_ in _WHERE for place in objects(child)
    ]


NOTHING = frozenset({"nothing", "anything", "thing"})
"""What stands for no good in particular."""
_BUT = frozenset({"but", "except", "other", "save", "besides", "more"})


def is_nothing(token: Token) -> bool:
    """Whether a good is told of by a word that stands for none: "nothing", "a thing"; but not "nothing but lenses",
    "nothing illegal"."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    qualified = after is not None and (after.lower_ in _BUT or after.pos_ == "ADJ")
    return token.lemma in NOTHING and not is_definite(token) and not qualified


def is_indefinite(token: Token) -> bool:
    """Whether a noun is "a", "any" or "not a single" one."""
    return any(word.lower_ in ("a", "an", "any", "no", "single") for word in token.lefts)


def is_where(name: Token, is_state: Callable[[str], bool]) -> bool:
    """Whether a name tells where something is, its state behind it, so that no description beside it is of what bears
    it: "in Sarh, Chad, the carmaker said"."""
    behind = name.doc[name.i + 1 : name.i + 3]
    placed = len(behind) == 2 and behind[0].text == "," and is_state(behind[1].text)
    return placed and name.dep_ == "pobj" and name.head.lower_ in ("in", "near", "outside")


def is_located(token: Token) -> bool:
    """Whether a place or a proper name beside it tells a description apart: "a smelter in Mundra", "Jaipur
    families"."""
    beside = [place for place in places(token) if place.pos_ == "PROPN"]
    before = [word for word in token.lefts if word.dep_ in ("compound", "poss", "nmod") and word.pos_ == "PROPN"]
    return bool(beside or before)


def names_several_states(token: Token) -> bool:
    """Whether a phrase takes up two states at once: "either country", "both states"."""
    return token.lemma in ("country", "nation", "state", "government") and any(
        child.lower_ in ("either", "both", "neither") for child in token.lefts
    )


def is_introduced(token: Token) -> bool:
    """Whether a description can stand for a party of its own: located, "a dealer", or several that something
    qualifies."""
    if is_located(token) or any(child.lower_ in ("a", "an", "one", "another") for child in token.lefts):
        return True
    return token.tag_ == "NNS" and any(
        child.dep_ in ("amod", "compound", "nmod", "nummod", "acl", "relcl") and child.lower_ not in _VAGUE
        for child in token.children
    )


def phrase(token: Token, *, counted: bool = False) -> str:
    """A description as a name: without determiner, what follows the head, and but for `counted` how many are meant."""
    document, start = token.doc, token.i
    while (
        start > 0 and document[start - 1].head.i in range(start, token.i + 1) and not _ends_before(document[start - 1])
    ) or (start > 0 and document[start - 1].dep_ == "case"):
        start -= 1
        if counted and _counts(document[start]):
            break
        if document[start].dep_ in ("det", "predet") or document[start].pos_ in ("DET", "NUM"):
            start += 1
            break
    while start < token.i and not (counted and _counts(document[start])) and _is_loose(document[start]):
        start += 1
    if document[start].text == "-" and start + 1 < token.i:  # of "112-page document" the number is off already
        start += 2
    words = bare(document.between(start, token.i + 1))
    return words[:1].lower() + words[1:] if counted and _counts(document[start]) else words


def without_rank(words: str) -> str:
    """A description of a speaker without words that make no other one of him.

    >>> without_rank("two senior Iranian officials"), without_rank("top")
    ('two Iranian officials', 'top')
    """
    return _RANK.sub("", words) or words


def _ends_before(sign: Token) -> bool:
    """Whether a description begins behind a sign: a dash with a blank behind it is none inside "112-page"."""
    return sign.text in (",", '"', "(", ":") or (sign.text in ("-", "–", "—") and sign.whitespace_ != "")


def _counts(word: Token) -> bool:
    """Whether a word says how many there are: "two", not "2" or "dozens"."""
    return word.pos_ == "NUM" and word.text.isalpha() and word.lower_ != "one"


def _is_loose(word: Token) -> bool:
    return (
        word.pos_ in ("DET", "NUM", "ADP", "ADV", "PRON", "CCONJ", "SCONJ")
        or word.text in _VAGUE
        or word.text == "dozen"
    )


def at_left(token: Token) -> str:
    """A phrase up to its head, with all that stands before it: "former chief executive Ada Lund"."""
    return token.doc.between(token.left_edge.i, token.i + 1)


def located_phrase(token: Token) -> str:
    """The description with the place by which it is told apart: "smelter in Mundra"."""
    named = phrase(token)
    for preposition in children(token, "prep"):
        if preposition.i == token.i + 1 and preposition.lower_ in _WHERE:
            for place in objects(preposition)[:1]:
                if place.pos_ == "PROPN":
                    return placed_phrase(token, place)
    return named


def placed_phrase(token: Token, place: Token) -> str:
    """The description with a place that stands behind it, whatever stands between: "officials in Moscow"."""
    return f"{phrase(token)} {token.doc.between(place.head.i, _end_of_name(place))}"


def _end_of_name(place: Token) -> int:
    """The token after the name of a place, "of …" included: "the Republic of Norland"."""
    document, end = place.doc, place.i + 1
    return (
        end + 2 if end + 1 < len(document) and document[end].text == "of" and document[end + 1].pos_ == "PROPN" else end
    )


def heads_phrase(token: Token) -> bool:
    """Whether a token may be the head of a name or a description."""
    return token.dep_ not in _INSIDE and (token.pos_ in ("PROPN", "NOUN") or token.text[:1].isupper())


def is_agent(word: str) -> bool:
    """Whether a noun's ending says that it names somebody by what he does ("re-roller", "gunsmith", "boatbuilder")."""
    return len(word) > 5 and word.endswith(
        ("maker", "smith", "seller", "grower", "trader", "dealer", "builder", "smuggler", "monger")
    )
