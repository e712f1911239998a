"""Marks made whole: pieces of one name joined, names that are cut short completed, no word in two parts at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.phrases import whole_noun
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import CALENDAR, Mentions
from claimgraph.loaders.extract.parsed import Parsed, sentence_at
from claimgraph.loaders.extract.tree import children, coordination_base, outermost
from claimgraph.loaders.extract.words import Token

_NAMED: Final = (labels.SUPPLIER, labels.RECIPIENT, labels.VIA, labels.GOOD)
_SPEAKING: Final = (labels.SPEAKER, labels.DENIER)
_INSTEAD: Final = re.compile(
    r"(?:(?:[,;–—]\s*|\b(?:and|but)\s+)not|\brather than|\binstead of)\s+(?:(?:from|to|by)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_NOT_BUT: Final = re.compile(r"\bnot\s+(?:from|to|by)\s+(?:the\s+)?$", re.IGNORECASE)
_BUT: Final = re.compile(r",?\s+but\b")
_OR: Final = re.compile(r",?\s+(?:or|nor|and)\s+(?:(?:from|to|by)\s+)?(?:the\s+)?")
_BEFORE: Final = 32
_BYLINE: Final = re.compile(r"By [A-Z][\w.'-]*(?:,? (?:and|in|for|[A-Z][\w.'-]*),?)*|[^.!?|]{2,60} \| [^.!?|]{2,60}")
_JOIN: Final = re.compile(r"(?:['’]s?)?\s*(?:-|of(?:\s+the)?)?\s*")
_AS_GOOD_AS_CERTAIN: Final = 0.85
_SURELY_LISTED: Final = 0.95
_LOOSE: Final = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PUNCT", "SPACE", "PART", "AUX"})
_RELATIVE: Final = frozenset({"WP", "WDT"})
"""Pronouns that begin a clause: "who" of "officials who spoke"."""
_ODD: Final = frozenset({"VERB", "ADV"})
"""What ends no name, but for a mark that is certain: the parser takes "hydroxide" for an adverb."""
_CERTAIN: Final = 0.9
_INSIDE: Final = frozenset({"amod", "compound", "nmod", "poss", "npadvmod", "prep", "pobj"})
"""How a word inside a noun phrase hangs on its head."""
_BEFORE_NOUN: Final = frozenset({"amod", "compound", "nmod", "poss"})
_SAYING: Final = {labels.SPEAKER: labels.CUE, labels.DENIER: labels.DENIAL}
_WHERE: Final = frozenset({"in", "at", "near"})
_WHOSE: Final = frozenset({"of", "at", "in", "for", "from", "with"})
_OWNERS: Final = ("government", "force", "firm", "group", "body", "outlet", "research", "place")
_TELLING: Final = frozenset({"tell", "inform", "brief", "notify"})
_ARTICLES: Final = frozenset({" the ", " a ", " an "})
_PREPOSITIONS: Final = frozenset("of to in at for with from near".split())


class Tidier:
    """Tidies the tellings of one article.

    Parameters:
        is_state: whether words name a state; a certain mark on one is that state, whatever name stands around it
            ("Kenyan" of "Kenyan Tea").
    """

    def __init__(
        self,
        text: str,
        parsed: Sequence[Parsed],
        mentions: Mentions,
        lexicon: Lexicon,
        is_state: Callable[[str], bool],
    ) -> None:
        self._text, self._parsed, self._mentions, self._lexicon = text, parsed, mentions, lexicon
        self._is_state = is_state
        self._named: dict[int, list[tuple[int, int]]] = {}

    def tidy(self, telling: Telling) -> Telling:
        """The telling with its parts made whole; where two parts claim the same words, the surer one keeps them."""
        certain = [span for role in labels.PARTIES for span in telling.spans(role) if span.sure >= _CERTAIN]
        parts = {
            role: tuple(self._whole(spans, apart=role == labels.GOOD, beside=certain if role == labels.GOOD else ()))
            if role in _NAMED or role in _SPEAKING
            else spans
            for role, spans in telling.parts.items()
        }
        for role, cue in _SAYING.items():
            nouns = (self._to_its_noun(span) for span in parts.get(role, ()))
            saying = (self._with_whose(self._of_subject(span, parts.get(cue, ()))) for span in nouns)
            heard = [span for span in saying if not self._listens(span) and not self._is_heading(span)]
            parts[role] = tuple(span for span in heard if not self._only_tells_who(span, heard))
        owned = {role: [self._with_owned(span) for span in parts.get(role, ())] for role in labels.PARTIES}
        grown = [span for role, spans in owned.items() for span in spans if span not in parts.get(role, ())]
        parts |= {role: tuple(spans) for role, spans in owned.items()}
        goods = parts.get(labels.GOOD, ())
        parts[labels.GOOD] = tuple(span for span in goods if not any(span.overlaps(other) for other in grown))
        for role in labels.PARTIES:
            if not _alternate(parts.get(role, ()), parts.get(labels.GOOD, ())):
                parts[role] = tuple(self._listed(parts.get(role, ())))
        for group in (_NAMED, _SPEAKING):
            marked = [span for role in group for span in parts.get(role, ())]
            for role in group:
                parts[role] = tuple(
                    span for span in parts.get(role, ()) if not any(_yields(span, other) for other in marked)
                )
        parts[labels.RECIPIENT] = tuple(self._receiving(parts[labels.RECIPIENT], parts.get(labels.GOOD, ())))
        back = {role: tuple(self._whole(spans, apart=False)) for role, spans in telling.antecedents.items()}
        return replace(telling, parts=parts, antecedents=back)

    def without_contrasted(self, telling: Telling) -> Telling:
        """The telling without the parts of which the words before say that it is not they: "from Norland, not Veridia
        or Sylvia", "not from Veridia but from Norland"."""
        told = {role: tuple(self._not_contrasted(telling.spans(role))) for role in _NAMED}
        return replace(telling, parts={**telling.parts, **told})

    def _with_owned(self, span: Span) -> Span:
        """A mark on a state, grown to the name of its own firm or body behind "from", "to" or "by": "Namibia"
        of "from Namibia's NamPower"."""
        at, head = sentence_at(self._parsed, span.start), self._head(span)
        if at is None or head is None or head.dep_ != "poss" or not self._is_state(self._text[span.start : span.end]):
            return span
        named = head.head
        is_party = named.dep_ == "pobj" and named.head.lower_ in ("from", "to", "by")
        inside = at.tokens(span.end, at.stretch(named)[1])
        titled = any(self._lexicon.described(word.lower_, "official", "person") for word in inside)
        if not is_party or titled or named.pos_ != "PROPN" or not named.text[:1].isupper():
            return span
        return Span(span.start, at.stretch(named)[1], span.sure)

    def _receiving(self, recipients: Sequence[Span], goods: Sequence[Span]) -> Sequence[Span]:
        """The recipients but those that only tell which good it is, where there are others: not "Veridian" in "sold
        Norland a quarter of the Veridian wheat"."""
        others = [span for span in recipients if not self._tells_which(span, goods)]
        return others or recipients

    def _tells_which(self, span: Span, goods: Sequence[Span]) -> bool:
        at, head = sentence_at(self._parsed, span.start), self._head(span)
        stands = self._is_state(self._text[span.start : span.end])
        if at is None or head is None or not stands or head.dep_ not in _BEFORE_NOUN:
            return False
        place = at.stretch(head.head)[0]
        return any(good.start <= place < good.end for good in goods)

    def _not_contrasted(self, spans: Sequence[Span]) -> Iterator[Span]:
        last: Span | None = None
        for span in spans:
            joined = last is not None and _OR.fullmatch(self._text[last.end : span.start]) is not None
            if joined or self._is_contrasted(span):
                last = span
            else:
                yield span

    def _is_contrasted(self, span: Span) -> bool:
        before = self._text[max(0, span.start - _BEFORE) : span.start]
        turned = _NOT_BUT.search(before) is not None and _BUT.match(self._text, span.end) is not None
        return turned or _INSTEAD.search(before) is not None

    def _listed(self, spans: Sequence[Span]) -> Iterator[Span]:
        """The surest span of a party, and those that stand in a list with it or are as good as certain themselves.

        What only tells where another one belongs ("traders from Sarh in Chad") is no party.
        """
        if len(spans) < 2:
            yield from spans
            return
        heads = [self._head(span) for span in spans]
        best = max(range(len(spans)), key=lambda number: spans[number].sure)
        for number, span in enumerate(spans):
            head, first = heads[number], heads[best]
            listed = head is not None and first is not None and head in first.conjuncts
            inner = span.sure < _SURELY_LISTED and any(
                head is not None and other is not None and other is not head and _belongs_to(head, other)
                for other in heads
            )
            if number == best or (not inner and (listed or span.sure >= _AS_GOOD_AS_CERTAIN)):
                yield span

    def _head(self, span: Span) -> Token | None:
        at = sentence_at(self._parsed, span.start)
        return outermost(at.tokens(span.start, span.end)) if at is not None else None

    def _listens(self, span: Span) -> bool:
        """Whether a mark is on somebody who is only told: "the court heard", "a panel was told"."""
        head = self._head(span)
        if head is None:
            return False
        head = coordination_base(head)
        verb = head.head.lemma
        hears = (head.dep_, verb) == ("nsubj", "hear")
        return hears or (head.dep_ in ("nsubjpass", "dobj", "dative") and verb in _TELLING)

    def _only_tells_who(self, span: Span, spans: Sequence[Span]) -> bool:
        """Whether somebody stands only in the description of another one who speaks: "Karl" in "Ada Lund, the sister
        of President Karl, said"."""
        head = self._head(span)
        others = [other for one in spans if one is not span and (other := self._head(one)) is not None]
        whose = [other for other in others if head is not None and _is_described_by(other, head)]
        by = head is not None and head.head.dep_ == "agent"
        records = self._lexicon.described
        return (
            head is not None and head.dep_ == "pobj" and any(not (by and records(one.lemma, "record")) for one in whose)
        )

    def _is_heading(self, span: Span) -> bool:
        """Whether a mark is all of a line that ends in no stop, where nobody says anything ("Repeated denials")."""
        at = sentence_at(self._parsed, span.start)
        return at is not None and span.start <= at.sentence.start and span.end >= at.sentence.end

    def _to_its_noun(self, span: Span) -> Span:
        """A mark that ends inside a compound, grown to the noun: "agriculture" of "the agriculture ministry"; not to
        what the parser takes for a noun ("customs data show")."""
        at = sentence_at(self._parsed, span.start)
        inside = at.tokens(span.start, span.end) if at is not None else []
        if at is None or not inside:
            return span
        last = whole_noun(inside[-1])
        if last.lemma not in self._lexicon.descriptions or self._lexicon.kinds(last.lemma, "verb"):
            return span
        return Span(span.start, max(span.end, at.stretch(last)[1]), span.sure)

    def _of_subject(self, span: Span, cues: Sequence[Span]) -> Span:
        """A mark on a word inside the subject of marked saying, grown to the whole of it: "foreign" in
        "Norland's foreign intelligence service said", "region" in "two diplomats in the region said". Names
        stay as they are, and what is inside a record ("a report by the panel said")."""
        at, head = sentence_at(self._parsed, span.start), self._head(span)
        if at is None or head is None or (head.pos_ == "PROPN" and not _is_whose_or_where(head)):
            return span
        subject = head
        while subject.dep_ in _INSIDE:
            subject = subject.head
        said = at.stretch(subject.head)[0]
        says = any(cue.start <= said < cue.end for cue in cues) or "say" in self._lexicon.kinds(
            subject.head.lemma, "verb"
        )
        is_subject = subject.dep_ == "nsubj" and says
        if subject is head or not is_subject or self._lexicon.described(subject.lemma, "record"):
            return span
        start, end = at.stretch(subject.left_edge)[0], at.stretch(subject)[1]
        return Span(min(start, span.start), max(end, span.end), span.sure)

    def _with_whose(self, span: Span) -> Span:
        """A mark that ends in somebody described, grown by whose or where he is: "commander of the Nugal Guards",
        "engineer at the plant"; not by when or in what he speaks."""
        at, head = sentence_at(self._parsed, span.start), self._head(span)
        if at is None or head is None or at.stretch(head)[1] != span.end or head.pos_ != "NOUN":
            return span
        if not self._lexicon.described(head.lemma, "official", "person"):
            return span
        last = head
        while (owner := self._owner_after(last)) is not None:
            last = owner
        return Span(span.start, max(span.end, at.stretch(last)[1]), span.sure)

    def _owner_after(self, token: Token) -> Token | None:
        """Whose or where somebody is, where the words right behind him tell it."""
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        if after is None or after.lower_ not in _WHOSE or after.head != token:
            return None
        owners = children(after, "pobj")
        if not owners or owners[0].text in CALENDAR:
            return None
        owner = owners[0]
        described = self._lexicon.described(owner.lemma, *_OWNERS)
        return owner if owner.pos_ == "PROPN" or described else None

    def _whole(self, spans: Sequence[Span], *, apart: bool, beside: Sequence[Span] = ()) -> Iterator[Span]:
        """The spans grown to whole names.

        Parameters:
            apart: whether each stays by itself.
            beside: spans that none grows over.
        """
        joined: list[Span] = []
        for span in spans if apart else self._adjacent(spans):
            grown = self._grown(span)
            if grown is None:
                continue
            if any(other.overlaps(grown) and not other.overlaps(span) for other in beside):
                grown = span
            last = joined[-1] if joined else None
            one = self._qualifies if apart else self._is_one
            if last is not None and (grown.start < last.end or one(last, grown)):
                joined[-1] = Span(last.start, max(last.end, grown.end), max(last.sure, grown.sure))
            else:
                joined.append(grown)
        yield from joined

    def _adjacent(self, spans: Sequence[Span]) -> Iterator[Span]:
        """The spans, those with nothing between them as one, or an article after a preposition: "Regional Iron and",
        "Steel Council"; "family close to", "deposed president"."""
        last: Span | None = None
        for span in spans:
            if last is not None and self._continues(last, span):
                last = Span(last.start, span.end, max(last.sure, span.sure))
                continue
            if last is not None:
                yield last
            last = span
        if last is not None:
            yield last

    def _continues(self, last: Span, span: Span) -> bool:
        between = self._text[last.end : span.start]
        return between == " " or (
            between in _ARTICLES and self._text[last.start : last.end].rsplit(" ", 1)[-1] in _PREPOSITIONS
        )

    def _qualifies(self, first: Span, second: Span) -> bool:
        """Whether the first of two spans qualifies the second, right behind it ("contaminated", "eggs"); not by telling
        where it comes from ("Korean", "shells")."""
        if self._text[first.end : second.start] != " ":
            return False
        at = sentence_at(self._parsed, first.start)
        inside = at.tokens(first.start, first.end) if at is not None else []
        return bool(inside) and not (inside[0].pos_ == "ADJ" and inside[0].text[:1].isupper())

    def _is_one(self, first: Span, second: Span) -> bool:
        """Whether two spans are parts of one name or description: "Lithuania" and "customs service" with 's between
        them."""
        between = self._text[first.end : second.start]
        return len(between) < 10 and _JOIN.fullmatch(between) is not None and "\n" not in between

    def _grown(self, span: Span) -> Span | None:
        """The span without loose words at its ends and the label before its sentence ("STEEL - Norland sold"), with the
        whole of the names that it touches."""
        at = sentence_at(self._parsed, span.start)
        if at is None and (at := sentence_at(self._parsed, span.end - 1)) is not None:
            span = Span(at.sentence.start, span.end, span.sure)
        if at is None:
            return span
        if _BYLINE.fullmatch(at.sentence.readable):
            return None
        inside = list(takewhile(lambda token: token.text != "(", at.tokens(span.start, span.end)))
        loose = _LOOSE if span.sure >= _CERTAIN else _LOOSE | _ODD
        while (
            inside and (inside[-1].pos_ in loose or inside[-1].tag_ in _RELATIVE) and not inside[-1].text[:1].isupper()
        ):
            inside.pop()
        while inside and inside[0].pos_ in loose and not inside[0].text[:1].isalnum():
            inside.pop(0)
        while len(inside) > 1 and inside[0].text in _PREPOSITIONS:
            inside.pop(0)
        if not inside or not any(token.text[:1].isalnum() for token in inside):
            return None
        first, last = inside[0].i, inside[-1].i + 1
        stands = span.sure >= _CERTAIN and self._is_state(at.tree.between(first, last))
        for start, end in () if at.in_title_case else self._names(at):
            if start < last and end > first and (not stands or self._is_state(at.tree.between(start, end))):
                first, last = min(first, start), max(last, end)
        while first < last - 1 and at.tree[first].text in CALENDAR:
            first += 1
        while at.tree[last - 1].pos_ != "PROPN" and _is_hyphenated(at.tree[last - 1]):
            last += 2
        return Span(*at.run(first, last), span.sure)

    def _names(self, at: Parsed) -> list[tuple[int, int]]:
        """The names of a sentence, as token numbers; worked out once for all spans in it."""
        if at.index not in self._named:
            heads = (token for token in at.tree if token.pos_ == "PROPN" and not _goes_on(token))
            names = (self._mentions.name(head) for head in heads)
            self._named[at.index] = [(name.start, name.end) for name in names if name is not None]
        return self._named[at.index]


def _is_whose_or_where(name: Token) -> bool:
    """Whether a name only tells whose or where somebody is: "Chad's army", "diplomats in Chad"."""
    return name.dep_ == "poss" or name.head.lower_ in _WHERE


def _is_described_by(named: Token, inner: Token) -> bool:
    """Whether a word hangs on the description beside a name ("Karl" of "Ada Lund, the sister of President Karl" and of
    "the panel, chaired by Karl"), or tells to whom somebody wrote ("a filing with the Commission")."""
    described = inner.head.head
    if inner.head.lower_ in ("with", "to") and described is named:
        return True
    if inner.head.dep_ == "agent":
        return described.dep_ in ("acl", "relcl") and described.head is named
    beside = (described.dep_ == "appos" and described.head is named) or (
        named.dep_ == "appos" and named.head is described
    )
    return inner.head.dep_ == "prep" and beside


def _belongs_to(inner: Token, outer: Token) -> bool:
    """Whether a phrase hangs by a preposition on another one, or on what belongs to that ("Norland's army in Chad")."""
    return (
        inner.dep_ == "pobj"
        and inner.head.dep_ == "prep"
        and (inner.head.head in (outer, _owned(outer)) or _belongs_to(inner.head.head, outer))
    )


def _owned(token: Token) -> Token | None:
    return token.head if token.dep_ == "poss" else None


def _is_hyphenated(token: Token) -> bool:
    """Whether a word goes on behind a hyphen: "e" of "e-mails"."""
    following = token.doc[token.i + 1 : token.i + 3]
    return (
        len(following) == 2
        and following[0].text == "-"
        and not (token.whitespace_ or following[0].whitespace_)
        and following[1].is_alpha
    )


def _goes_on(token: Token) -> bool:
    """Whether the name that a word belongs to has its head further right."""
    return token.dep_ in ("compound", "flat") and token.head.i == token.i + 1 and token.head.pos_ == "PROPN"


def _alternate(parties: Sequence[Span], goods: Sequence[Span]) -> bool:
    """Whether parties and goods take turns: "cables to Energilinje and wires to Formosa Tide"."""
    turns = [kind for _, kind in sorted([(span.start, 0) for span in parties] + [(span.start, 1) for span in goods])]
    return len(parties) == len(goods) > 1 and all(one != other for one, other in pairwise(turns))


def _yields(span: Span, other: Span) -> bool:
    """Whether a span has to give its words up to a surer one."""
    return span.overlaps(other) and other.sure > span.sure
