"""Marked spans as phrases of the parsed text: whole names and whole noun phrases, where the marks cut them short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.mentions import CALENDAR, Mentions
from claimgraph.loaders.extract.names import Seems
from claimgraph.loaders.extract.parsed import Parsed, sentence_at
from claimgraph.loaders.extract.pronouns import PERSONAL
from claimgraph.loaders.extract.segment import readable
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.surfaces import ARABIC_ARTICLE

PRONOUNS = frozenset(
    [
        *("it", "its", "itself", "he", "she", "him", "her", "his", "they", "them", "their", "those", "these", "this"),
        *("you", "your", "yours"),
        *("that", "which", "who", "we", "us", "our", "i", "me", "my", "some", "both", "nothing", "none", "any", "one"),
        *("anyone", "anybody", "anything", "everyone", "everybody", "someone", "somebody", "nobody", "whoever"),
        *("ones", "more", "another", "others", "many", "most", "all", "each", "half", "here", "there"),
    ]
)
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})
"""Words before a phrase that point at something known."""
_DETERMINER = re.compile(
    r"(?:(?:the|a|an|its|their|his|her|our|this|that|these|those|some|such|both)\s+)+", re.IGNORECASE
)
_JOINING = frozenset("of for and the de del du da di la le al el bin ibn von van der den y e i".split())
_LINKING = frozenset(
    "in at near of for to from by with on and or the a an this that its their around outside inside off under".split()
)
_WHERE: Final = frozenset({"in", "near", "outside", "around"})
_SETTLED: Final = frozenset("city town port province region district village county municipality".split())
"""Nouns for places whose name follows: "the Bolivian city of Cochabamba"."""
_INITIALS = re.compile(r"\s?\(([A-Z]{2,8})\)")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
_SURE = 0.9
_NAMED: Final = (labels.SUPPLIER, labels.RECIPIENT, labels.VIA, labels.SPEAKER, labels.DENIER)
_BEFORE_HEAD = frozenset({"compound", "amod", "nmod", "nummod", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the text: `words` without determiners and possessive, the token that heads it, its sentence.

    `head` and `at` are None where the sentence was not parsed. `opens` tells of one word that it may have its
    capital only from the sentence that it begins.
    """

    words: str
    start: int
    end: int
    head: Token | None
    at: Parsed | None
    opens: bool = False

    @property
    def is_pronoun(self) -> bool:
        """Whether it names nothing by itself."""
        return self.words.lower() in PRONOUNS

    @property
    def name(self) -> str | None:
        """The name that it is or ends in: "Halvar Trade" of "Riga-based Halvar Trade", "Latvia's Halvar Trade" and "the
        refiner Halvar Trade"; None where it only describes or stands for something."""
        words = self.words.split()
        if not words or self.is_pronoun or not (words[-1][:1].isupper() or ARABIC_ARTICLE.match(words[-1])):
            return None
        start = len(words)
        while start and (_is_capital(words[start - 1]) or words[start - 1].lower() in _JOINING):
            start -= 1
        while start < len(words) - 1 and (words[start].lower() in _JOINING or self._is_aside(words[start])):
            start += 1
        settled = start > 1 and words[start - 1] == "of" and self._is_headed_by(words[start - 2])
        if start and not settled and (not words[start - 1].isalpha() or words[start - 1] in _LINKING):
            return None
        if self.opens:
            return None
        return " ".join(words[start:])

    def _is_headed_by(self, word: str) -> bool:
        """Whether the whole phrase is about a place whose name follows: not a smelter in "the city of" somewhere."""
        return word.lower() in _SETTLED and self.head is not None and self.head.text == word

    def _is_aside(self, word: str) -> bool:
        """Whether a word before a name is no part of it."""
        return word in CALENDAR or word.endswith(("-based", "'s", "s'"))


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word in ("&", "-") or ARABIC_ARTICLE.match(word) is not None


class Phrases:
    """Reads spans of one article as phrases.

    Parameters:
        is_state: whether words name a state; a certain span of such words is whole.
    """

    def __init__(
        self, text: str, parsed: Sequence[Parsed], mentions: Mentions, is_state: Callable[[str], bool]
    ) -> None:
        self._text, self.parsed, self._mentions, self._is_state = readable(text), parsed, mentions, is_state

    def of(self, span: Span) -> Phrase | None:
        """The phrase of a span; None where the span holds nothing that could be one."""
        at = sentence_at(self.parsed, span.start)
        if at is None:
            return self._phrase(span.start, span.end, None, None)
        inside = at.tokens(span.start, span.end)
        words = [token for token in inside if token.text[:1].isalnum()]
        nominal = [token for token in words if token.pos_ in _NOMINAL] or (words if span.sure >= _SURE else [])
        if not nominal:
            return None
        numbers = {token.i for token in inside}
        heads = [token for token in nominal if token.head.i not in numbers or token.head.i == token.i]
        head = (heads or nominal)[-1]
        start, end = inside[0].i, inside[-1].i + 1
        whole = at.in_title_case or (span.sure >= _SURE and self._is_state(at.tree.between(start, end)))
        if not whole and head.i == end - 1 and head.pos_ == "PROPN":
            head = _last_of_name(head)
            end = max(end, head.i + 1)
        name = self._mentions.name(head) if head.pos_ == "PROPN" and not whole else None
        if name is not None and name.start < start and name.end <= end:
            start = name.start
        return self._phrase(*at.run(start, end), head, at)

    def names_apart(self, span: Span) -> list[Span]:
        """The names that one span joins, each as a span: "Uralkali and Belaruskali"; the span itself where it is one
        name, or tells where somebody is ("farmers in Luzon and Bicol")."""
        phrase = self.of(span)
        if phrase is None or phrase.head is None or phrase.at is None:
            return [span]
        at, tree = phrase.at, phrase.at.tree
        inside = at.tokens(span.start, span.end)
        heads = sorted({phrase.head.i, *(other.i for other in phrase.head.conjuncts if other in inside)})
        if len(heads) < 2 or heads[-1] != inside[-1].i or not all(tree[head].text[:1].isupper() for head in heads):
            return [span]
        if any(token.pos_ == "NOUN" and after.lower_ in _WHERE for token, after in pairwise(inside)):
            return [span]
        starts = [inside[0].i]
        for last, head in pairwise(heads):
            starts.append(
                max((token.i + 1 for token in tree[last:head] if token.dep_ in ("cc", "punct")), default=head)
            )
        return [
            Span(at.stretch(tree[start])[0], at.stretch(tree[head])[1], span.sure)
            for start, head in zip(starts, heads, strict=True)
        ]

    def has_initials(self, span: Span) -> bool:
        """Whether the initials of a span stand in brackets behind it, so that it is one name: "Bay Electric Supply and
        Transport (BEST)"."""
        behind = _INITIALS.match(self._text, span.end)
        capitals = "".join(word[0] for word in self._text[span.start : span.end].split() if word[:1].isupper())
        return behind is not None and behind[1] == capitals

    def in_full(self, noun: str, before: int) -> str | None:
        """The last good before an offset that is called by a noun and more: "sulfuric acid" of "acid"."""
        for at in reversed(self.parsed):
            for token in reversed(at.tree):
                if token.lemma == noun and at.stretch(token)[1] <= before:
                    start = self._mentions.good(token).start
                    if start < token.i:
                        return at.spelled(at.tree.between(start, token.i + 1))
        return None

    def defined(self, name: str) -> Phrase | None:
        """The phrase after which brackets say that it is called so from there on: (the "Company")."""
        said = re.search(rf'(\S{{1,60}})\s*\([^()]{{0,200}}"(?:the )?{re.escape(name)}"[^()]{{0,200}}\)', self._text)
        return self.of(Span(*said.span(1), 1.0)) if said is not None else None

    def of_one_sentence(self, spans: Sequence[Span]) -> list[Span]:
        """Those of some spans that stand in the sentence of the last of them."""
        at = sentence_at(self.parsed, spans[-1].start) if spans else None
        return [span for span in spans if at is not None and at.holds(span.start)]

    def before(self, phrase: Phrase) -> str:
        """The word before a phrase, in lower case."""
        return (self._text[max(0, phrase.start - 16) : phrase.start].lower().split() or [""])[-1]

    def is_trifle(self, phrase: Phrase) -> bool:
        """Whether a phrase names no good but the least that there could be: "so much as a light bulb"."""
        return self._follows(phrase, "so much as a ", "so much as an ")

    def is_least(self, phrase: Phrase) -> bool:
        """Whether a phrase is of not even one: "not a single cartridge", "so much as a light bulb"."""
        return self.is_trifle(phrase) or self._follows(phrase, "a single ")

    def _follows(self, phrase: Phrase, *words: str) -> bool:
        return self._text[max(0, phrase.start - 16) : phrase.start].lower().endswith(words)

    def _phrase(self, start: int, end: int, head: Token | None, at: Parsed | None) -> Phrase:
        text = self._text[start:end]
        if match := _DETERMINER.match(text):
            start += match.end()
        words = re.sub(r"'s?$", "", " ".join(self._text[start:end].split())).strip(' ,."–—').removeprefix("- ")
        return Phrase(words, start, end, head, at, self._only_opens(words, head))

    def _only_opens(self, words: str, head: Token | None) -> bool:
        """Whether nothing but its capital at the start of a sentence makes a word a name: the parser takes it for
        none, and nowhere does it stand with a capital inside a sentence."""
        if " " in words or head is None or head.i > 0 or head.pos_ == "PROPN":
            return False
        return re.search(rf"[a-z,] {re.escape(words)}\b", self._text) is None


def names_in(text: str, tellings: Iterable[Telling]) -> dict[str, Seems]:
    """The names that are surely marked, each with what it seems to be: a person where "she" goes back to it, else a
    party, or a speaker where it is only marked as one.

    What may be two names ("Uralkali and Belaruskali") is left to the tree.
    """
    found: dict[str, Seems] = {}
    for telling in tellings:
        for role in _NAMED:
            for name in _names(text, telling.spans(role)):
                speaks = role in (labels.SPEAKER, labels.DENIER)
                found[name] = found.get(name, Seems.SPEAKER) if speaks else Seems.PARTY
    return found | {name: Seems.PERSON for telling in tellings for name in _persons(text, telling)}


def _persons(text: str, telling: Telling) -> Iterator[str]:
    """The names to which personal pronouns go back."""
    for role, back in telling.antecedents.items():
        if any(text[span.start : span.end].lower() in PERSONAL for span in telling.spans(role)):
            yield from _names(text, back)


def _names(text: str, spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        words = readable(text[span.start : span.end]).removesuffix("'s").removeprefix("the ").split("'s ")[-1].split()
        named = all(word[:1].isupper() or word in _JOINING for word in words)
        if span.sure >= _SURE and "and" not in words and named:
            yield " ".join(words)


def whole_noun(token: Token) -> Token:
    """The noun that a marked word only specifies: "vehicles" for "tracked" in "tracked vehicles"."""
    while token.dep_ in _BEFORE_HEAD and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
        if any(word.dep_ in ("cc", "punct") for word in token.doc[token.i + 1 : token.head.i]):
            break
        token = token.head
    return token


def _last_of_name(token: Token) -> Token:
    """The last word of the name that a token is inside of."""
    while token.dep_ == "compound" and token.head.i == token.i + 1 and token.head.pos_ == "PROPN":
        token = token.head
    return token
