"""Noun phrases as mentions: where they stand, what they name, which members a list has, what amount they state."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.tree import children, conjuncts, first, has_capital, is_nominal, objects
from claimgraph.loaders.extract.words import Span, Token, Tree

_BARE = frozenset({"some", "many", "most", "none", "half", "rest", "others"})
_INSIDE_NAME = frozenset({"compound", "flat", "nmod", "amod", "punct", "nummod", "case", "npadvmod", "poss"})
_CONNECTORS = frozenset("of de del des du di da dos al bin von van der and for the".split())
_PARTICLES = frozenset("Al An El Abu Bin Ibn Umm Dar Bani De Da Du Della San Santa Saint St Van Von Ben Ould".split())
"""Words that begin a name, whatever the parser takes them for."""
_FORMS = frozenset("Ltd Limited Inc LLC Corp Co PLC GmbH SA SpA SRL AG NV BV AB".split())
"""Legal forms that stand behind a comma."""
_JOINING = frozenset({"and", "&", ","})
CALENDAR = frozenset((*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr))
_WHEN = frozenset("in since on until before after last this next late early every each".split())
"""Words before a month or a day that is a time, not somebody's name."""
_OF_MEMBERS = frozenset(
    "union guild association federation league cooperative syndicate society alliance confederation chamber".split()
)
"""What is called after its members: "Cereal Millers' Guild"."""
HOLDERS = ("General", "Minister", "President", "Chancellor", "Governor", "Prosecutor")
"""Words in which the titles end of those who have an Office."""
_MEMBERS = ("ers", "ors", "ists")
"""How their trade ends, and no state's name."""
_WORD = re.compile(r"\w")


class Mentions:
    """Reads noun phrases off a tree."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def members(self, token: Token) -> list[Token]:
        """The heads that a phrase stands for: a list expanded, "such as …" and "including …" in place of their
        hypernym."""
        found: list[Token] = []
        for member in conjuncts(token):
            found.extend(
                list(self._examples(member))
                or self._places_of_collective(member)
                or self._named_members(member)
                or [member]
            )
        return found

    def _named_members(self, token: Token) -> list[Token]:
        """The names of "two firms, Ural Vektor and the Institute of Optics", each of which stands for its own."""
        if token.tag_ != "NNS":
            return []
        named = first(child for child in children(token, "appos") if child.pos_ == "PROPN")
        if named is None:
            return []
        inside = [word for preposition in children(named, "prep") for word in objects(preposition)]
        found = [*conjuncts(named), *(other for word in inside for other in conjuncts(word) if other.i != word.i)]
        return [member for member in found if member.pos_ == "PROPN"] if len(found) > 1 else []

    def _places_of_collective(self, token: Token) -> list[Token]:
        """The places of "customers in Norland, Veridia and Sylvia", each of which stands for its own."""
        if token.tag_ != "NNS" or not self._lexicon.described(token.lemma, "firm") or token.i + 2 >= len(token.doc):
            return []
        preposition = token.doc[token.i + 1]
        places = objects(preposition) if preposition.lower_ == "in" else []
        found = [place for head in places for place in conjuncts(head) if place.pos_ == "PROPN"]
        return found if len(found) > 1 else []

    def _examples(self, token: Token) -> Iterator[Token]:
        for child in token.children:
            if child.dep_ != "prep" or child.i < token.i:
                continue
            such_as = child.lower_ == "as" and any(word.lower_ == "such" for word in child.children)
            if such_as or child.lower_ in ("including", "like"):
                for example in objects(child):
                    yield from conjuncts(example)

    def name(self, token: Token) -> Span | None:
        """The proper name that a phrase head ends, "Research Institute of Electro-Optics" included; None if it is
        no name."""
        known = token.doc.names
        if token.i not in known:
            known[token.i] = self._name(token)
        return known[token.i]

    def _name(self, token: Token) -> Span | None:
        if token.text in CALENDAR:
            return None
        if token.pos_ != "PROPN" and not (
            token.text[:1].isupper()
            and token.i > 0
            and token.dep_ != "ROOT"
            and token.pos_ in ("NOUN", "ADJ", "X", "VERB")
        ):
            return None
        document = token.doc
        start = token.i
        while start > 0 and (
            _belongs_to_name(document[start - 1], token) or _is_of_members(document[start - 1], token)
        ):
            start -= 1
        if self._goes_on_before(document, start, token):
            start -= 2
            while start > 0 and _belongs_to_name(document[start - 1], token):
                start -= 1
        while start < token.i and not (has_capital(document[start]) or document[start].text[:1].isdigit()):
            start += 1
        while start < token.i and _tells_when(document[start]):
            start += 1
        while start < token.i and self._ends_a_portfolio(document[start]):
            start += 1
        return None if self._is_measure(token, start) else Span(start, self._name_end(token))

    def _goes_on_before(self, document: Tree, start: int, head: Token) -> bool:
        """Whether the name of a body goes on before "and" ("Pharmacy and Poisons Board"): the parser hangs the first
        word on the body, too, not the body on it ("Velmar and the Poisons Board")."""
        if start < 2 or document[start - 1].lower_ != "and" or document[start].lower_ in ("the", "a"):
            return False
        first, described = document[start - 2], self._lexicon.described
        is_body = described(head.lower_, "body", "institution", "research", "government")
        return is_body and has_capital(first) and first.dep_ in ("nmod", "compound") and first.head is head

    def _ends_a_portfolio(self, word: Token) -> bool:
        """Whether a word still tells whose minister somebody is: "Mines" in "Minister of Energy and Mines Ana Sol"."""
        document, portfolios = word.doc, self._lexicon.portfolios
        if word.lower_ not in portfolios:
            return False
        first = word.i
        while first >= 0 and (document[first].lower_ in portfolios or document[first].lower_ in _JOINING):
            first -= 1
        joined = any(other.lower_ in _JOINING for other in document[first + 1 : word.i])
        if not joined or first < 1 or document[first].lower_ not in ("of", "for"):
            return False
        return self._lexicon.described(document[first - 1].lower_, "government", "official")

    def _is_measure(self, token: Token, start: int) -> bool:
        """Whether what looks like a name is a number with its unit: "9,000 MW"."""
        numbered = start < token.i and all(word.like_num for word in token.doc[start : token.i])
        return numbered and (token.lower_ in self._lexicon.units or token.lower_ in self._lexicon.implied)

    def _name_end(self, token: Token) -> int:
        document, end = token.doc, token.i + 1
        while end + 1 < len(document) and self._may_go_on(document[end], token):
            after = end + 1
            while after < len(document) and document[after].lower_ in ("the", "and"):
                after += 1
            if after >= len(document) or document[after].pos_ != "PROPN" or document[end].head.i > token.i:
                break
            end = after + 1
            while end < len(document) and (
                document[end].pos_ == "PROPN" or (document[end].text == "-" and document[end - 1].whitespace_ == "")
            ):
                end += 1
        end = self._portfolio_end(token, end)
        while end + 1 < len(document) and document[end].text == "," and document[end + 1].text.strip(".") in _FORMS:
            end += 2
        return end + (end < len(document) and _numbers_name(document[end], token))

    def _portfolio_end(self, token: Token, end: int) -> int:
        """Where the name of a ministry ends that goes on behind "and": "Ministry of Supply and Internal Trade"."""
        document, portfolios = token.doc, self._lexicon.portfolios
        if end == token.i + 1 or not self._lexicon.described(token.lower_, "government", "body"):
            return end
        while end + 1 < len(document) and document[end].lower_ in _JOINING:
            after = end + 1
            while after < len(document) and has_capital(document[after]) and document[after].lower_ in portfolios:
                after += 1
            if after == end + 1 or (after < len(document) and has_capital(document[after])):
                break
            end = after
        return end

    def _may_go_on(self, word: Token, head: Token) -> bool:
        """Whether a name goes on after "of" or "for": those of institutes, ministries and forces do ("Armed Forces of
        Norland")."""
        if word.lower_ in ("de", "del"):
            return True
        described = self._lexicon.described
        if word.lower_ in ("of", "for") and described(head.lower_, "body", "research", "firm", "government"):
            return True
        return word.lower_ == "of" and has_capital(head) and described(head.lower_.removesuffix("s"), "force", "group")

    def thing(self, token: Token) -> Token:
        """The good behind an amount: in "20,000 tonnes of wheat" and "some of the rifles" what stands after "of"."""
        seen = 0
        while seen < 4 and self._is_amount(token):
            inner = first(
                found
                for holder in (token, *(child for child in token.children if child.lower_ == "worth"))
                for child in holder.children
                if child.dep_ == "prep" and child.lower_ == "of"
                for found in objects(child)
            )
            if inner is None:
                break
            token, seen = inner, seen + 1
        return token

    def _is_amount(self, token: Token) -> bool:
        return (
            token.like_num
            or token.pos_ == "NUM"
            or token.lemma in self._lexicon.units
            or token.lower_ in self._lexicon.units
        )

    def is_bare_amount(self, token: Token) -> bool:
        """Whether a phrase is nothing but a number or an amount ("61 of them", "1,400")."""
        if token.pos_ == "NUM" or token.like_num or token.lower_ in _BARE:
            return True
        counted = token.lemma in self._lexicon.units and any(
            child.dep_ == "nummod" and child.like_num for child in token.children
        )
        return counted and not any(child.lower_ == "of" for child in token.rights)

    def good(self, token: Token) -> Span:
        """The span of a good's name: head and what specifies it, without determiner, amount, owner and nationality."""
        document, start = token.doc, token.i
        if (
            start > 1
            and token.dep_ == "dobj"
            and token.head.i == start - 1
            and token.head.dep_ == "pcomp"
            and token.head.head.lower_ == "with"
        ):
            return Span(start - 1, start + 1)
        while start > 0 and self._specifies(document[start - 1], token):
            start -= 1
        while start < token.i and not self._begins_good(document[start]):
            start += 1
        return Span(start, token.i + 1)

    def _specifies(self, word: Token, head: Token) -> bool:
        if word.dep_ in ("det", "poss", "case", "predet", "cc", "prep", "mark") or word.pos_ in (
            "DET",
            "ADP",
            "PRON",
            "VERB",
            "AUX",
            "ADV",
            "SCONJ",
            "CCONJ",
        ):
            return (word.head != head and word.dep_ == "amod" and _is_under(word, head)) or (
                word.tag_ in ("VBN", "VBG") and word.dep_ in ("amod", "compound") and _is_under(word, head)
            )
        return (
            _is_under(word, head)
            and (word.dep_ in _INSIDE_NAME or word.text in ("-", "/"))
            and word.text not in (",", '"', "'", "(", ")", ";", ":")
        )

    def _begins_good(self, word: Token) -> bool:
        if not _WORD.search(word.text) or word.dep_ in ("poss", "case"):
            return False
        after = word.doc[word.i + 1]
        hyphenated = after.text == "-" and not after.whitespace_
        if (word.like_num or word.pos_ == "NUM") and not hyphenated:
            return False
        return word.lower_ not in self._lexicon.loose and (word.lower_ not in self._lexicon.units or hyphenated)

    def quantity(self, token: Token, good: Span, outer: Token) -> str | None:
        """The amount as written before a good: "some 20,000 tonnes of", without the last "of"."""
        start = min(token.left_edge.i, outer.left_edge.i if outer.i < token.i else token.i)
        words = list(token.doc[start : good.start])
        if not any(
            word.like_num or word.pos_ == "NUM" or word.text == "%" or word.lemma in self._lexicon.units
            for word in words
        ):
            return None
        while words and words[0].lower_ in ("the", "a", "an", "its", "their", ","):
            words.pop(0)
        while words and (words[-1].lower_ == "of" or words[-1].dep_ in ("poss", "case", "det", "amod")):
            words.pop()
        return token.doc.between(words[0].i, words[-1].i + 1) if words else None

    def appositions(self, token: Token) -> list[Token]:
        """The phrases that stand beside a head as another name or a description of it."""
        return [child for child in children(token, "appos") if is_nominal(child)]

    def owner(self, token: Token) -> Token | None:
        """Whose it is: "Russia" in "Russia's army"."""
        return first(children(token, "poss"))

    def modifiers(self, token: Token) -> list[Token]:
        """Words before a head that may tell its nationality."""
        return [child for child in token.lefts if child.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod")]


def _numbers_name(word: Token, head: Token) -> bool:
    """Whether a number after a name is part of it: "Radiozavod 12", "Plant 45"; years are not."""
    return word.text.isdecimal() and len(word.text) <= 3 and word.head.i <= head.i and word.dep_ in ("nummod", "appos")


def _tells_when(word: Token) -> bool:
    """Whether a capitalised word is a month or a day by which a time is told: "in May Norland sold"."""
    in_full = len(word.text) > 3 or word.text == "May"
    return in_full and word.text in CALENDAR and word.i > 0 and word.doc[word.i - 1].lower_ in _WHEN


def _belongs_to_name(word: Token, head: Token) -> bool:
    if word.text in ("-", "/", "&", "."):
        return word.i > 0 and not word.doc[word.i - 1].is_space and (word.text == "&" or not word.whitespace_)
    if word.text in _PARTICLES and word.nbor().pos_ == "PROPN":
        return True
    if word.lower_ in _CONNECTORS:
        before = word.doc[word.i - 1] if word.i else None
        return (
            word.lower_ not in ("and", "the")
            and before is not None
            and before.pos_ == "PROPN"
            and before.text[:1].isupper()
            and _is_under(before, head)
        )
    return (
        (has_capital(word) or (word.like_num and word.i > 0))
        and word.pos_ in ("PROPN", "NOUN", "ADJ", "NUM", "X", "VERB")
        and _is_under(word, head)
        and word.dep_ not in ("poss", "appos")
    )


def _is_of_members(word: Token, head: Token) -> bool:
    """Whether a word tells whose a body of members or an office is: "Cereal", "Millers" and the apostrophe of "Cereal
    Millers' Guild", "Prosecutor General's" of "Prosecutor General's Office"."""
    owner = word if word.dep_ == "poss" else word.head
    if owner.dep_ != "poss" or owner.head != head or not has_capital(owner):
        return False
    of_members = head.lower_ in _OF_MEMBERS and owner.lower_.endswith(_MEMBERS)
    called = of_members or (head.text == "Office" and owner.text in HOLDERS)
    return called and (word.text in ("'", "'s") or (word.dep_ != "det" and has_capital(word)))


def _is_under(word: Token, head: Token) -> bool:
    for _ in range(4):
        if word.head == head:
            return True
        if word.head.i == word.i:
            return False
        word = word.head
    return False
