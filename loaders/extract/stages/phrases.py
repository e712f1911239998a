"""Spans as noun phrases: whole names and phrases where a mark cuts them, their head, and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from claimgraph.loaders.extract.annotations import MentionType, ParsedText, Span
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.segment import place_at
from claimgraph.loaders.extract.stages.names import POSSESSIVE, Names, is_name
from claimgraph.loaders.extract.tree import outermost
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.gazetteer import Gazetteer

PRONOUNS: Final = frozenset(
    (
        "it its itself he she him her his they them their theirs those these this that which who whom whose we us our"
        " ours i me my mine you your both one ones some others another none nobody anyone anybody nothing anything more"
        " all each such there"
    ).split()
)
_DETERMINER: Final = re.compile(
    r"^(?:(?:the|a|an|its|their|his|her|our|my|this|that|these|those|some|such|both|any|all|other|another|several"
    r"|many)\s+)+",
    re.IGNORECASE,
)
_DEFINITE: Final = re.compile(r"\b(?:the|this|that|these|those|its|their|his|her|such|same)\s+$", re.IGNORECASE)
_LEADING_POSSESSIVE: Final = re.compile(r"['’]s\s")
_BEHIND_HEAD: Final = re.compile(
    r"\s(?:of|in|at|from|near|on|for|with|that|which|who|based|run|owned|led|linked|close|to|inside|outside|across|under"
    r"|operating|by|around|along|aboard)\s"
)
_TRAILING: Final = re.compile(
    r"\s(?:here|there|abroad|today|yesterday|alone|who|which|that|of|in|at|from|for|to|by|with|and)$", re.IGNORECASE
)
_BETWEEN: Final = re.compile(
    r"(?:['’]s?)?\s?(?:(?:the|an?)\s)?|-|\s(?:of|in|at|from|for)\s(?:the\s)?"
    r"|\s(?:state|province|region|island|city|town|port|district)\sof\s(?:the\s)?"
)
_ADJOINING: Final = re.compile(r"\s?|-")
_LISTED: Final = re.compile(r"(?:['’]s)?(?:,| and|, and| &| or)\s(?:the\s)?")
_STRAY: Final = " ,;:.\"“”‘’'–—-()"
_LEAD: Final = 16
"""Characters before a span that may hold its determiner."""
_OF_A_PLACE: Final = frozenset({"in", "at", "of"})
_INSIDE: Final = frozenset({"compound", "amod", "nmod"})
_LONGEST_REST: Final = 30
"""Characters of a name that may stand behind a span which cuts it."""
_LEAST_LETTERS: Final = 4
_LOOSE_END: Final = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: `words` without determiner and possessive, `head` its noun in the singular and lower case.

    Parameters:
        definite: whether it points at something known: "the plant", "its plant".
        plural: whether its noun stands in the plural.
    """

    words: str
    head: str
    start: int
    end: int
    definite: bool
    plural: bool = False

    @property
    def is_pronoun(self) -> bool:
        """Whether it names nothing by itself: "us", not "US"."""
        is_initials = len(self.words) > 1 and self.words.isupper()
        return not is_initials and self.words.lower() in PRONOUNS

    @property
    def is_one_word(self) -> bool:
        """Whether it is its head alone."""
        return " " not in self.words

    @property
    def ends_in_capital(self) -> bool:
        """Whether its last word has a capital, so that it is or ends in a name."""
        last = self.words.split()[-1]
        return last[:1].isupper() or (last[:1].isdigit() and self.words[:1].isupper())


class Phrases:
    """Reads spans of one article as noun phrases."""

    def __init__(self, doc: ParsedText, names: Names, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._doc, self._text, self._names = doc, doc.text, names
        self._nouns, self._apart = gazetteer.nouns, {*lexicon.noun_frames, *lexicon.cue_words["say"]}

    def singular(self, word: str) -> str:
        """The singular of a noun in lower case."""
        return self._nouns.singular(word)

    def of(self, span: Span) -> Phrase | None:
        """The noun phrase of a span; None where it holds no word."""
        start, end = span.start, span.end
        if possessive := _LEADING_POSSESSIVE.match(self._text, start, end):
            start = possessive.end()
        match = _DETERMINER.match(self._text[start:end])
        lead = self._text[max(0, start - _LEAD) : start]
        if match and match.end() < end - start:
            lead, start = match.group(), start + match.end()
        words = POSSESSIVE.sub("", " ".join(self._text[start:end].split())).strip(_STRAY)
        words = _TRAILING.sub("", _TRAILING.sub("", words))
        if not any(letter.isalnum() for letter in words):
            return None
        noun = self._noun(words)
        head = self._nouns.singular(noun)
        return Phrase(words, head, start, end, bool(_DEFINITE.search(lead)), plural=head != noun)

    def _noun(self, words: str) -> str:
        """The noun of a phrase as it stands there, in lower case."""
        before = _BEHIND_HEAD.split(f"{words} ", maxsplit=1)[0].split() or words.split()
        return before[-1].lower().strip(",'\"")

    def whole(self, span: Span, trigger: Span | None = None) -> Span:
        """A span with the rest of the name or of the noun phrase that it cuts.

        Parameters:
            trigger: the trigger of its event, which is no part of the phrase ("gas" of "gas supplies").
        """
        start, end = span.start, span.end
        for mention in self._names.over(span):
            if mention.type is not MentionType.STATE and mention.start < start < mention.end:
                start = mention.start
            if mention.start < end < mention.end and mention.end - end < _LONGEST_REST:
                end = mention.end
        at = self._doc.trees.get(place_at(self._doc.sentences, start))
        inside = at.tokens(start, end) if at is not None and at.holds(end - 1) else []
        inside = [token for token in inside if token.text[:1].isalnum()]
        head = outermost(inside)
        if at is not None and head is not None and (noun := _noun_before(head, at, trigger)) is not None:
            inside, head = [noun, *inside], noun
        if at is not None and head is not None and head.pos_ in ("NOUN", "PROPN"):
            start = min(start, _phrase_start(at, inside[0], head, trigger))
            last = self._last(inside[-1], at, trigger)
            end = max(end, at.stretch(last)[1])
        return Span(start, end, span.score)

    def is_name(self, span: Span) -> bool:
        """Whether a span is a name from end to end, its possessive left out: "Norland" of "Norland gas"."""
        ends = (span.end, span.end - _LOOSE_END)
        over = self._names.over(span)
        return any(
            one.start == span.start and one.end in ends and is_name(self._text[one.start : one.end]) for one in over
        )

    def cuts_name(self, span: Span) -> bool:
        """Whether a span is only a part of a name: "China" of "South China Sea"."""
        return any(one.start < span.start or one.end > span.end + _LOOSE_END for one in self._names.over(span))

    def is_state_of_body(self, span: Span) -> bool:
        """Whether a span is the name of a state, from end to end, in the name of a body: "Norland" of "Norland's trade
        ministry"."""
        names = self._names
        if names.table.state(POSSESSIVE.sub("", self._text[span.start : span.end])) is None:
            return False
        return any(one.type is MentionType.ORGANIZATION and one.end > span.end + _LOOSE_END for one in names.over(span))

    def _last(self, word: Token, at: Parsed, trigger: Span | None) -> Token:
        """The last word of a phrase that is cut behind a word: "parts" of "spare"; no word for a transfer or for
        saying."""
        while word.dep_ in _INSIDE and word.head.i == word.i + 1 and word.head.pos_ in ("NOUN", "PROPN"):
            stretch = at.stretch(word.head)
            if word.head.lemma in self._apart or (trigger is not None and trigger.overlaps(Span(*stretch))):
                break
            word = word.head
        return word


def _noun_before(word: Token, at: Parsed, trigger: Span | None) -> Token | None:
    """The noun on which a place hangs with which a span begins: "broker" of "in Cyprus"; never the trigger."""
    noun = word.head
    if word.lower_ not in _OF_A_PLACE or noun.pos_ not in ("NOUN", "PROPN") or noun.i >= word.i:
        return None
    return None if trigger is not None and trigger.overlaps(Span(*at.stretch(noun))) else noun


def _phrase_start(at: Parsed, first: Token, head: Token, trigger: Span | None) -> int:
    """Where the noun phrase of a head begins that is cut before one of its words, its determiner left out, and the
    trigger of its event ("accused of shipping lathes")."""
    place = first.i
    while place > 0:
        word = at.tree[place - 1]
        hyphen = word.text == "-" and not word.whitespace_
        inside = word.dep_ in _INSIDE or word.dep_ == "npadvmod" or hyphen
        if not inside or not (word.head.i >= place or hyphen) or word.head.i > head.i:
            break
        if trigger is not None and trigger.overlaps(Span(*at.stretch(word))):
            break
        place -= 1
    return at.stretch(at.tree[place])[0]


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans of a role, those as one between which nothing stands but a possessive, an article or "of" and the like:
    "the Congolese army's" and "85th Brigade", "smelters in" and "the Republic of Congo"."""
    return _joined(text, spans, _BETWEEN)


def adjoined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans of a role, those as one between which nothing stands but a blank or a hyphen."""
    return _joined(text, spans, _ADJOINING)


def _joined(text: str, spans: Sequence[Span], between: re.Pattern[str]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        if found and between.fullmatch(text[found[-1].end : span.start]):
            last = found.pop()
            length, more = last.end - last.start, span.end - span.start
            found.append(Span(last.start, span.end, (last.score * length + span.score * more) / (length + more)))
        else:
            found.append(span)
    return found


def names_apart(text: str, span: Span, names: Names) -> list[Span]:
    """The names that one span lists, each as a span: "Uralkali and Belaruskali"; else the span itself."""
    inside = [one for one in names.over(span) if one.start >= span.start - 1 and one.end <= span.end + 1]
    if len(inside) < 2 or inside[0].start > span.start + _LEAST_LETTERS or inside[-1].end < span.end - _LOOSE_END:
        return [span]
    listed = all(_LISTED.fullmatch(text[one.end : other.start]) for one, other in pairwise(inside))
    return [Span(one.start, one.end, span.score) for one in inside] if listed else [span]
