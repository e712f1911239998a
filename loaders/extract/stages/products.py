"""Which of the goods that are marked in a sentence change hands, going by its tree: not what others became a part of
("the parts ended up in missiles"), what is made with them ("used in the production of missiles"), or what they are for
("optics for tanks")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from claimgraph.loaders.extract.annotations import Span
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.tree import coordination_base, outermost
from claimgraph.loaders.extract.words import Token

_BELOW: Final = frozenset({"xcomp", "pcomp", "advcl", "relcl", "acl"})
_MODIFIES: Final = frozenset({"compound", "amod", "nmod", "npadvmod"})


def handed_over(
    spans: Sequence[Span], at: Parsed, trigger: Span, lexicon: Lexicon, is_known: Callable[[str], bool]
) -> list[Span]:
    """The spans for goods that the trigger hands over; those outside the sentence are kept.

    Parameters:
        at: the sentence of the trigger.
        is_known: whether a word names a good, also where the parser takes it for a verb: "Iran ships drones".
    """
    verb = at.token(trigger.start)
    spans = [span for span in spans if not _is_verb(span, at) or _is_known(span, at, trigger, is_known)]
    kept = [
        span
        for span in spans
        if (head := _noun(span, at)) is None
        or not (_is_for(head, span, spans, at) or _joins_others(head, verb, lexicon))
    ]
    apart = [span for span in kept if (head := _noun(span, at)) is None or not _is_made(head, lexicon)]
    return apart or [span for span in kept if (head := _noun(span, at)) is None or not _is_used_for(head, lexicon)]


def _is_known(span: Span, at: Parsed, trigger: Span, is_known: Callable[[str], bool]) -> bool:
    """Whether a span that is not the trigger's is a known good."""
    return not span.overlaps(trigger) and is_known(" ".join(token.text for token in at.tokens(span.start, span.end)))


def _is_verb(span: Span, at: Parsed) -> bool:
    """Whether a span holds verbs and no noun: "reconstitute"."""
    words = [token.pos_ for token in at.tokens(span.start, span.end)] if at.holds(span.start) else []
    return bool(words) and "VERB" in words and not {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"} & {*words}


def _noun(span: Span, at: Parsed) -> Token | None:
    """The noun that a span tells of, the first one of a list."""
    if not at.holds(span.start):
        return None
    head = outermost(at.tokens(span.start, span.end))
    while head is not None and head.dep_ in _MODIFIES and head.head.i > head.i and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return coordination_base(head) if head is not None else None


def _is_made(head: Token, lexicon: Lexicon) -> bool:
    """Whether a noun tells what is made: "missiles" in "its production of missiles" and "to make missiles"."""
    if head.dep_ == "pobj":
        return head.head.lemma == "of" and head.head.head.lemma in lexicon.making
    return head.dep_ == "dobj" and head.head.dep_ in _BELOW and head.head.lemma in lexicon.making


def _is_used_for(head: Token, lexicon: Lexicon) -> bool:
    """Whether a noun tells for the making of what something is used: "used in the production of missiles"."""
    making = head.head.head if head.dep_ == "pobj" else head
    used = making.dep_ == "pobj" and making.head.head.lemma == "use"
    return head.dep_ == "pobj" and _is_made(head, lexicon) and used


def _joins_others(head: Token, trigger: Token | None, lexicon: Lexicon) -> bool:
    """Whether a noun tells what a good became a part of, or what became a part of the good."""
    return _is_assembled(head, trigger, lexicon) or _holds_goods(head, trigger, lexicon)


def _is_assembled(head: Token, trigger: Token | None, lexicon: Lexicon) -> bool:
    """Whether a noun is that into which something is built, and the trigger does not hand it over itself ("built into
    drones that Norland sold")."""
    return _joins(head, lexicon) and not _is_below(trigger, head)


def _holds_goods(head: Token, trigger: Token | None, lexicon: Lexicon) -> bool:
    """Whether a noun was built into what the trigger hands over: "engines" in "engines were built into drones that
    Norland sold"."""
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return False
    wholes = (word for word in head.head.subtree if word.dep_ == "pobj" and _joins(word, lexicon))
    return any(_is_below(trigger, whole) for whole in wholes)


def _joins(noun: Token, lexicon: Lexicon) -> bool:
    if noun.dep_ != "pobj":
        return False
    above = noun.head.head
    if above.dep_ in ("prt", "advmod", "prep"):  # "ended up in"
        above = above.head
    return noun.head.lower_ in lexicon.built_into.get(above.lemma, ())


def _is_for(head: Token, span: Span, goods: Sequence[Span], at: Parsed) -> bool:
    """Whether a noun tells for what one of some goods is meant."""
    if head.dep_ != "pobj" or head.head.lower_ != "for":
        return False
    place = at.stretch(head.head.head)[0]
    return any(good.start <= place < good.end for good in goods if good != span)


def _is_below(word: Token | None, above: Token) -> bool:
    """Whether a word stands in a clause that tells more of a noun or of one listed with it."""
    while word is not None and word.head is not word:
        word = word.head
        if word == above:
            return True
    return False
