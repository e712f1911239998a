"""Who is named only afterwards as the seller or the buyer of what a sentence before told in part: "It bought 455,000
tons of wheat. Sellers were named as Velmar and Lindauer", "The supplier, Velmar Ltd, declined to comment"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claimgraph.loaders.extract.described import is_definite
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.times import time_in
from claimgraph.loaders.extract.tree import children, conjuncts, first, governed
from claimgraph.loaders.extract.words import Token

_SELLERS: Final = frozenset({"seller", "supplier", "vendor", "exporter", "shipper"})
_BUYERS: Final = frozenset({"buyer", "importer", "purchaser", "recipient"})
_PARTIES: Final = _SELLERS | _BUYERS
_NAMING: Final = frozenset({"name", "identify", "list", "give"})


@dataclass(frozen=True, slots=True)
class NamedLate:
    """A noun for a party (`sells` tells on which side) and the names that it is said to have."""

    noun: Token
    sells: bool
    names: tuple[Token, ...]


def named_late(at: Parsed) -> Iterator[NamedLate]:
    """The sellers and buyers that a sentence names without saying of what."""
    nouns = [word for word in at.tree if word.lemma in _PARTIES]
    if not nouns or time_in(at.tree.text) is not None:
        return
    for noun in nouns:
        if children(noun, "prep", "poss", "amod", "compound", "relcl") or _is_only_supposed(noun.head):
            continue
        if (name := _name_of(noun)) is not None and (is_definite(noun) or noun.tag_ == "NNS"):
            names = tuple(each for each in conjuncts(name) if each.pos_ == "PROPN")
            if names:
                yield NamedLate(noun, noun.lemma in _SELLERS, names)


def _is_only_supposed(verb: Token) -> bool:
    """Whether a sentence does not say that it was so: "was not Velmar", "may have been Velmar", "if it was Velmar"."""
    said = {child.lower_ for child in verb.children if child.dep_ in ("neg", "aux", "mark")}
    return verb.dep_ == "advcl" or not said <= {"that", "has", "have", "had", "been", "was", "were", "is", "are"}


def _name_of(noun: Token) -> Token | None:
    """The name that stands beside a noun, or is said to be meant by it."""
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma == "be":
        return first(children(verb, "attr"))
    if noun.dep_ in ("dobj", "nsubjpass") and verb.lemma in _NAMING:
        return first(governed(verb, "as"))
    return first(children(noun, "appos")) if noun.dep_ in ("nsubj", "nsubjpass") else None
