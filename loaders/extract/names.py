"""The names of one article: full and short forms of each, and what the text says that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.described import is_where
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import HOLDERS, Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import speaks
from claimgraph.loaders.extract.tree import children
from claimgraph.loaders.extract.words import Span, Token
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.states import How

_HONOURS = re.compile(r",?(?:\s(?:KC|QC|SC|MP|MEP|MSP|OBE|CBE|MBE|PhD))+$")
_BEFORE_NAME = re.compile(
    r"^(?:(?:[A-Z]\S*\s){0,2}\S+-(?:based|owned|run|backed|listed|controlled|registered)\s+"
    r"|.*\b(?:MP|MEP|MSP)\s+(?=[A-Z]\w+\s[A-Z]))"
)
_YEAR = re.compile(r"^(?:19|20)\d\d,?\s(?=[A-Z])")
_OFFICE = re.compile(rf"\b(?:{'|'.join(HOLDERS)})'s Office$")
"""The office of somebody with a title is a body, and the title is a part of its name."""
_BEHIND = re.compile(r" (?:of|for) ")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_NEED_MORE = frozenset(
    "church voice order academy council order port petroleum islamic rally army navy queen king prince".split()
)
"""What is a name only with what stands behind it: "Church of Norway"."""
_TWO_NAMES = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_PARTS = re.compile(r" |[a-z]{3}-(?=[A-Z][a-z]{3})")
"""What parts a name of several words, or one of several capitals: "Orlik Avia", "Orlik-Avia"."""

Phrases = Sequence[tuple[Parsed, Sequence[Token]]]
"""The heads of names and descriptions, sentence by sentence."""


class Seems(StrEnum):
    """What somebody who found a name in the text takes it for."""

    PARTY = "party"
    SPEAKER = "speaker"
    PERSON = "person"


class NameBook:
    """Names of several parts (`names`) and the kind of each that is known (`kinds`); filled while reading."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, is_state: Callable[[str], bool]) -> None:
        self._gazetteer, self._lexicon, self._is_state = gazetteer, lexicon, is_state
        self.names: dict[str, str] = {}
        self.kinds: dict[str, EntityType] = {}
        self._untitled: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._forms: dict[str, EntityType | None] = {}

    def clean(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A name without titles and stray marks, and the titles."""
        owner, _, owned = text.partition("'s ")
        text = owned if owned[:1].isupper() and self._is_state(owner) else text
        if text not in self._untitled:
            self._untitled[text] = self._without_titles(text)
        name, titles = self._untitled[text]
        return self._without_home(name), titles

    def _without_titles(self, text: str) -> tuple[str, tuple[str, ...]]:
        plain = _YEAR.sub("", _BEFORE_NAME.sub("", _HONOURS.sub("", text)))
        plain = self._behind_lead(plain)
        plain = self._behind_office(plain)
        if _OFFICE.search(plain):
            return plain, ()
        name, titles = self._gazetteer.strip_title(plain)
        first = name.partition(" ")[0]
        if titles and (
            self._lexicon.described(name.lower(), "firm", "group", "body", "force")
            or self._gazetteer.is_organization_like(first)
        ):
            return plain, ()
        body, _, rest = plain.partition(" ")
        if not titles and _ACRONYM.fullmatch(body):
            called, titles = self._gazetteer.strip_title(rest)
            name = called if titles else name
        name = re.sub(r"\s-\s|\s*-\s*", "-", name) if " - " in name else name
        return self._without_post(self._of_two_bodies(name.strip(" ,."))), titles

    def _behind_office(self, name: str) -> str:
        """A person's name without the office before it that the parser joins to it: "Prime Minister's Office Ada Lund";
        not "Office Depot Europe", "Prime Minister's Office Press Service"."""
        _, _, behind = name.rpartition("Office ")
        described = any(word.lower() in self._lexicon.descriptions or self._is_state(word) for word in behind.split())
        personal = _TWO_NAMES.fullmatch(behind) is not None and not described and self.kind_of(behind) is None
        return behind if personal else name

    def _of_two_bodies(self, name: str) -> str:
        """The second of two bodies that the parser takes for one: "Kremlin and Defence Ministry"."""
        first, _, second = name.partition(" and ")
        if " " in first or not self._gazetteer.is_organization_like(second):
            return name
        known = self._is_state(first) or self._gazetteer.group(first) is not None
        return second if known or self._gazetteer.is_organization_like(first) else name

    def _behind_lead(self, name: str) -> str:
        """A firm's name without the word before it by which a sentence begins ("Carmaker Renault"); not what is a name
        with it only: "Airline Pilots Association", "Retailer Group", "Trader Joe's"."""
        _, _, behind = name.partition(" ")
        if not behind[:1].isupper() or not self._gazetteer.has_lead(name) or name.endswith("'s"):
            return name
        bare_of_form = self._gazetteer.firms.strip(behind) or behind
        common = " " not in bare_of_form and self.kind_of(bare_of_form) is not None
        return name if common or self._gazetteer.is_organization_like(name) else behind

    def _without_home(self, name: str) -> str:
        """A name without the state or place behind it: that of a firm ("CGN of China", "Harrier Dairy of New Zealand"),
        not of what many states have ("Bank of Ghana"); and that of a known body without anything behind it ("the Libyan
        National Army of Khalifa Hifter")."""
        called, of, state = name.rpartition(" of ")
        if not of:
            return name
        placed = self._is_state(state) or self._is_place(state)
        if placed and (_ACRONYM.fullmatch(called) or (self._is_state(state) and self._is_own_name(called))):
            return called
        if self._gazetteer.group(called) is not None:
            return called
        alone = placed and called in self.names and not self._gazetteer.is_organization_like(called)
        homes = [known for known in self.names if known.startswith(f"{called} of ")] if alone else []
        return called if homes == [name] else name

    def _is_own_name(self, word: str) -> bool:
        """Whether a word can only be somebody's own name: "Wabtec", not "Church", "Sons" or "Airports", which need what
        stands behind them."""
        common = (
            word.lower() in self._lexicon.descriptions or word.lower() in _NEED_MORE or self.kind_of(word) is not None
        )
        return " " not in word and not common and not word.endswith("s")

    def _without_post(self, name: str) -> str:
        """A person's name without the capital or body before it that belongs to the office: "ambassador to Paris Ada
        Lund", "envoy to the UN Ada Lund"."""
        words = name.split()
        for size in range(len(words) - 2, 0, -1):
            place, rest = " ".join(words[:size]), " ".join(words[size:])
            if self._lexicon.may_name_a_person(rest) and self._is_post(place) and self.kind_of(name) is None:
                return rest
        return name

    def _is_post(self, place: str) -> bool:
        """Whether somebody may be sent there: a capital, or a body by its name."""
        state = self._gazetteer.state(place)
        return state.how is How.CAPITAL if state is not None else self._gazetteer.group(place) is not None

    def kind_told(self, token: Token, span: Span, name: str) -> EntityType | None:
        """What a name itself, or its apposition, says that it is."""
        if kind := self.kind_of(name):
            return kind
        if " " in name and _tells_age(token.doc[span.end : span.end + 4]):
            return EntityType.OFFICIAL
        near = children(token, "appos")
        if is_where(token, self._is_state):
            near = []
        elif token.dep_ == "appos":
            near.append(token.head)
        before = token.doc[span.start - 1] if span.start else None
        if before is not None and before.pos_ in ("NOUN", "PROPN") and before.head.i in range(span.start, span.end):
            near.append(before)
        for word in near:
            if kind := self._kind_described(word.lemma):
                return kind
        if children(token, "relcl") and any(
            child.lower_ == "who" for clause in children(token, "relcl") for child in clause.children
        ):
            return EntityType.OFFICIAL
        if token.dep_ != "nsubj" or self._is_place(name):
            return None
        if self._lexicon.may_name_a_person(name) and speaks(token, self._lexicon):
            return EntityType.FIRM if _tells_of_itself(token) else EntityType.OFFICIAL
        return _kind_by_pronoun(token, name)

    def kind_of(self, name: str) -> EntityType | None:
        """What a name itself says that it is."""
        if name not in self._forms:
            self._forms[name] = self._kind_by_form(name)
        return self._forms[name]

    def _kind_by_form(self, name: str) -> EntityType | None:
        if _OFFICE.search(name):
            return EntityType.ORGANIZATION
        head, of, _ = _BEHIND.sub("\n", name, count=1).partition("\n")
        if of and self._gazetteer.is_organization_like(head) and not self._gazetteer.firms.has_form(name):
            researches = self._lexicon.described(head.rpartition(" ")[2].lower(), "research")
            if not researches:
                return EntityType.ORGANIZATION
        if self._gazetteer.is_firm_like(name):
            return EntityType.FIRM
        if self._gazetteer.is_organization_like(name):
            return EntityType.ORGANIZATION
        return None

    def _kind_described(self, word: str) -> EntityType | None:
        described = self._lexicon.described
        if self._lexicon.is_firm_s(word):
            return EntityType.FIRM
        if described(word, "official", "person"):
            return EntityType.OFFICIAL
        if described(word, "institution", "body", "outlet", "research", "group"):
            return EntityType.ORGANIZATION
        return None

    def full(self, name: str) -> str:
        """The longest form of a name that the article uses: "Liu" → "Liu Pengyu", "the Front" → "Vakaga Front".

        A form without the first words counts for a person, and for anybody else where only one name ends so.
        """
        starting = [
            known
            for known in self.names
            if known.startswith((name + " ", name + "-"))
            and self._without_home(known) != name
            and not (self._is_place(name) and self._gazetteer.is_organization_like(known))
        ]
        if starting or name in self.names:
            return self._longest(starting) if starting else self._longer_by_particle(self._of_nation(name))
        if _ACRONYM.fullmatch(name):
            spelled = [known for known in self.names if _initials(known) == name]
            return spelled[0] if len(spelled) == 1 else name
        ending = [known for known in self.names if known.endswith(" " + name)]
        people = [known for known in ending if self.kinds.get(known) in (EntityType.OFFICIAL, None)]
        if people or len(ending) == 1:
            return (people or ending)[0]
        return self._inside_of(name)

    def _inside_of(self, name: str) -> str:
        """The one firm or body in whose name a shorter one stands: "Lianke" of "Xiamen Lianke Power"."""
        longer = [known for known in self.names if f" {name} " in known.replace("-", " ") + " "]
        whole = max(longer, key=len, default=name)
        is_person = any(self.kinds.get(known) is EntityType.OFFICIAL for known in (name, *longer))
        is_one = all(known in whole for known in longer)
        return whole if is_one and not is_person and not self._is_place(name) else name

    def _longest(self, longer: list[str]) -> str:
        """The first of some longer forms, in full: "Shen Lan Ltd" of "Shen Lan" and "Shen Lan Ltd"."""
        first = longer[0]
        return max((known for known in longer if known.startswith(first)), key=len)

    def _of_nation(self, name: str) -> str:
        """A body's name with the one word that some other mention has before it: "Chadian Ministry of Trade"."""
        longer = [known for known in self.names if known.partition(" ")[2] == name]
        return longer[0] if len(longer) == 1 and self._gazetteer.is_organization_like(name) else name

    def _longer_by_particle(self, name: str) -> str:
        """The name with the short word before it that the parser left out: "Al Noor Trading" for "Noor Trading"."""
        longer = (known for known in self.names if known.endswith(" " + name))
        return next((known for known in longer if len(known) - len(name) <= 4), name)

    def note(self, words: str) -> None:
        """Note a name of several parts that somebody else found in the text; one with a title is a person's."""
        name, titles = self.clean(words)
        if _PARTS.search(name) and not self._is_state(name):
            self.names.setdefault(name, name)
            if titles:
                self.kinds.setdefault(name, EntityType.OFFICIAL)

    def suppose(self, words: str, seems: Seems) -> None:
        """Take a name for what it seems to be where the text does not say what it is."""
        name, _ = self.clean(words)
        full = self.full(name)
        if name and not self._is_state(name) and not self._gazetteer.group(name) and not self._is_place(full):
            person = EntityType.OFFICIAL if seems is Seems.PERSON else None
            self.kinds.setdefault(full, self.kind_of(full) or person or self.guess(full, seems is Seems.SPEAKER))

    def _is_place(self, name: str) -> bool:
        return self._gazetteer.places.state(name) is not None

    def read(self, phrases: Phrases, mentions: Mentions) -> None:
        """Note all names of several parts, and what the words around them say about their kind."""
        for at, heads in phrases:
            covered = 0
            for token in heads:
                span = mentions.name(token)
                if span is None or token.i < covered or self._is_state(words := at.tree.between(span.start, span.end)):
                    continue
                covered = span.end
                name, titles = self.clean(words)
                if not name:
                    continue
                if _PARTS.search(name):
                    self.names.setdefault(name, name)
                kind = EntityType.OFFICIAL if titles else self.kind_told(token, span, name)
                if kind:
                    self.kinds.setdefault(name, kind)

    def guess(self, name: str, speaking: bool) -> EntityType:
        """What a name most likely is of which the text says nothing."""
        if not speaking:
            return EntityType.FIRM
        words = name.split()
        personal = 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)
        return EntityType.OFFICIAL if personal else EntityType.ORGANIZATION


def _initials(name: str) -> str:
    """The first letters of a name's capitalised words: "NGC" of "National Gas Company"."""
    return "".join(word[0] for word in name.split() if word[:1].isupper())


def _kind_by_pronoun(token: Token, name: str) -> EntityType | None:
    """What the first pronoun after a subject says that it is: "Ural Vektor denied that it …", "Ada Lund said she …".

    A person is first told of with more than one name.
    """
    for word in token.doc[token.i + 1 :]:
        if word.lower_ in ("he", "she", "his", "her"):
            return EntityType.OFFICIAL if " " in name else None
        if word.lower_ in ("it", "its"):
            return EntityType.FIRM
    return None


def _tells_age(behind: Sequence[Token]) -> bool:
    """Whether the words behind a name tell how old somebody is: ", 51,"; not in a list of amounts (", 40, Norland")."""
    if len(behind) < 3 or not behind[0].text == behind[2].text == "," or not re.fullmatch("[1-9][0-9]", behind[1].text):
        return False
    return len(behind) < 4 or behind[3].pos_ not in ("PROPN", "CCONJ")


def _tells_of_itself(token: Token) -> bool:
    """Whether a subject that speaks is "it" in what it says: "Carl Lund said it had sold"."""
    clauses = children(token.head, "ccomp")
    return any(word.lower_ == "it" for clause in clauses for word in children(clause, "nsubj", "nsubjpass"))
