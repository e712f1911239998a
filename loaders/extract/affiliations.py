"""Who belongs to whom: for whom a person speaks, to which state a firm belongs, whose "the Turkish ministry" and "his
company" are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.described import at_left, heads_phrase, is_definite, places
from claimgraph.loaders.extract.history import History
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.names import NameBook
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import NEUTER, PARTIES, PERSONAL, SPEAKING, Pronouns
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.tree import children, coordination_base
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.persons import Role, RoleClass

_EMPLOYERS: Final = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})
_SENT: Final = frozenset({"envoy", "ambassador", "representative", "delegate", "negotiator", "diplomat", "attache"})
_RUNNING: Final = frozenset({"run", "head", "lead", "manage", "own", "chair", "direct", "found"})
_ONCE: Final = frozenset({"former", "then", "ex"})
_APART: Final = _ONCE | {"retired", "corrupt", "jailed", "rogue", "ousted", "exiled", "dismissed", "convicted"}
"""Words before an official who does not act for the state, or no more."""

_FIRMS: Final = frozenset({EntityType.FIRM})
_STATES: Final = frozenset({EntityType.STATE})
_LONGEST_STATE: Final = 5
"""How many tokens the name of a state may have."""

_IN_PHRASE: Final = frozenset({"amod", "compound", "nmod", "poss", "appos", "pobj", "prep", "conj"})
"""By what a word hangs on those before it in a phrase that tells for whom somebody speaks."""
_WHOSE: Final = frozenset({"of", "for", "from", "at", "in", "with"})
"""What joins somebody and those for whom he speaks; not "to", "on" or "against"."""
_SERVED: Final = frozenset({"of", "for", "at"})

_INSIDE_STATE: Final = frozenset({"of", "and", "the", "'s", "-", "d'", "&"})
"""What stands between the words of a state's name."""

Bearer = Callable[["Token", Parsed], str | None]


class Affiliations:
    """The affiliations of one article.

    Parameters:
        bearer: who bears the name that a phrase is.
        named_states: ids of all states that its sentences name.
    """

    def __init__(
        self,
        registry: Registry,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        book: NameBook,
        history: History,
        pronouns: Pronouns,
        bearer: Bearer,
        named_states: frozenset[str],
    ) -> None:
        self._registry, self._gazetteer, self._lexicon, self._book = registry, gazetteer, lexicon, book
        self._history, self._pronouns, self._bearer = history, pronouns, bearer
        self._named_states = named_states
        self._mentions = Mentions(lexicon)
        self._linking: set[str] = set()

    def nationality(self, token: Token) -> str | None:
        """The state that a word before a noun names, with the words beside it where they belong to its name
        ("Russian", "Russia's", "New Zealand", "People's Republic of China")."""
        if not token.text[:1].isupper():
            return None
        first, end = _name_around(token)
        for size in range(min(_LONGEST_STATE, end - first), 0, -1):
            for start in range(max(first, token.i - size + 1), min(token.i, end - size) + 1):
                words, text = token.doc[start : start + size], token.doc.between(start, start + size)
                named = words[0].text[:1].isupper() and words[-1].text[:1].isupper()
                if named and (match := self._registry.state(text)):
                    return self._registry.match(match, text)
        return None

    def owner(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        """The state, or whoever else, to which a described party belongs."""
        for word in self._mentions.modifiers(token):
            if found := self.nationality(word):
                return found
            if word.dep_ == "poss":
                if word.pos_ == "PRON":
                    return self._pronouns.meant(word, at, PARTIES, voice)
                return self._bearer(word, at)
        for place in places(token):
            if found := self.nationality(place) or (place.pos_ == "NOUN" and self.owner(place, at, voice)) or None:
                return found
        return None

    def own_firm(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        """Which firm "his company" and "our plant" are: that for which the person speaks."""
        owner = self._mentions.owner(token)
        if owner is None or owner.lower_ not in PERSONAL | SPEAKING:
            return None
        person = self._pronouns.meant(owner, at, frozenset({EntityType.OFFICIAL}), voice)
        firm = self._registry.entities[person].speaks_for if person else None
        wanted = (EntityType.FIRM, EntityType.ORGANIZATION)
        return firm if firm and self._registry.entities[firm].type in wanted else None

    def in_office(self, token: Token) -> bool:
        """Whether a description is of officials as such, who act for their state: "a senior Chadian official"; not of
        one whom a word sets apart from it ("a former Chadian official")."""
        apart = any(word.lower_ in _APART for word in children(token, "amod"))
        return token.lemma in ("official", "authority") and not apart

    def home(self, token: Token, at: Parsed) -> str | None:
        """To which state "the agriculture ministry" belongs where the article does not say it."""
        is_body = is_definite(token) and self._lexicon.described(token.lemma, "body")
        return self.home_state(token, at) if is_body else None

    def home_state(self, token: Token, at: Parsed) -> str | None:
        """The state whose government is meant where a text names none with it ("the energy ministry", "the minister"):
        that of the dateline, where the article names it and tells of no other one just before, or the only one that
        the article names; else None, since the state named last is as often another one."""
        placed = self._registry.dateline_state(at.sentence.dateline) if at.sentence.dateline else None
        alone = next(iter(self._named_states)) if len(self._named_states) == 1 else None
        found = placed or alone
        if self._history.leading_near(at.index, token.i, _STATES) not in (None, found):
            return None
        return self._registry.declare(found) if found in self._named_states else None

    def state_near(self, token: Token, at: Parsed) -> str | None:
        """The state that the article named last before "the agriculture ministry"."""
        if not is_definite(token) or not self._lexicon.described(token.lemma, "body"):
            return None
        return self._history.antecedent(at.index, token.i, "country", _STATES, singular=True)

    def link(self, entity: str, token: Token, at: Parsed) -> None:
        """Note for whom a named person speaks and where anybody else belongs. The search may come back to the same
        name."""
        if entity not in self._linking:
            self._linking.add(entity)
            self._note(self._registry.entities[entity], token, at)
            self._linking.discard(entity)

    def _note(self, entity: Entity, token: Token, at: Parsed) -> None:
        entities = self._registry.entities
        if entity.type is EntityType.OFFICIAL and (entity.speaks_for is None or entity.id in self._registry.guessed):
            told = self._employer_told(token, at)
            link = told or entity.speaks_for or self._employer_implied(token, at)
            if told:
                self._registry.guessed.discard(entity.id)
            elif link:
                self._registry.guessed.add(entity.id)
            elif last := self._employer_near(token, at):
                self._registry.supposed[entity.id] = last
            if link:
                self._registry.supposed.pop(entity.id, None)
            if link != entities[entity.id].speaks_for:
                entities[entity.id] = replace(entities[entity.id], speaks_for=link)
        elif (
            entity.type is not EntityType.OFFICIAL
            and entity.country is None
            and (country := self._country(token) or self._nation_in_name(entity)) is not None
        ):
            entities[entity.id] = replace(entity, country=country)

    def _employer_told(self, token: Token, at: Parsed) -> str | None:
        """The state, firm or organization for which a person speaks by the words around the name."""
        return self._employer_in_title(token) or self._firm_told(token, at) or self._employer_named(token, at)

    def _firm_told(self, token: Token, at: Parsed) -> str | None:
        """The firm or body for which a person works by the phrase or the verb beside the name: "head of the Chadian
        importer Velmar", "who runs Velmar"."""
        for head in _with_appositions(token):
            for employer in (word for word in head.subtree if self._works(head, word)):
                named = [employer, *children(employer, "appos")]
                for word in named:
                    found = self._bearer(word, at) if word.pos_ == "PROPN" and heads_phrase(word) else None
                    if found and self._registry.entities[found].type in _EMPLOYERS:
                        return found
                if is_definite(employer) and self._lexicon.is_firm_s(employer.lemma):
                    return self._history.antecedent(at.index, token.i, employer.lemma, _FIRMS, singular=True)
        return None

    def _works(self, person: Token, employer: Token) -> bool:
        """Whether a person works for somebody: "chief executive of", "a spokesman for", "who runs"; not a state's envoy
        at a body, nor who worked for it once."""
        if employer.dep_ == "pobj" and employer.head.lower_ in ("of", "for", "at"):
            word = person.lemma
            holds_office = self._lexicon.described(word, "official") and word not in _SENT
            once = any(word.lower_ in _ONCE for word in children(person, "amod"))
            return employer.head.head == person and not once and (person.pos_ == "PROPN" or holds_office)
        verb = employer.head
        return employer.dep_ == "dobj" and verb.dep_ == "relcl" and verb.head == person and verb.lemma in _RUNNING

    def _employer_in_title(self, token: Token) -> str | None:
        """The state or the known body that a title before the name tells: "White House security spokesman John Lund",
        "UN rapporteur Ada Lund"."""
        _, titles = self._book.clean(at_left(token))
        words = " ".join(titles).split()
        for size in range(min(_LONGEST_STATE, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                called = " ".join(words[start : start + size]).removesuffix("'s")
                if match := self._registry.state(called):
                    return self._registry.match(match, called)
                if (group := self._registry.known_group(called)) is not None and not group.relays:
                    return self._registry.group(group, called)
        return None

    def _employer_named(self, token: Token, at: Parsed) -> str | None:
        around = _with_appositions(token)
        for head in around:
            for word in head.subtree:
                if word.i == token.i or not _is_of_phrase(word, head) or _is_only_where(word, around):
                    continue
                if self._registry.state(word.text):
                    return self.nationality(word)
                if (
                    word.dep_ == "poss"
                    and word.lower_ in NEUTER
                    and (owner := self._pronouns.meant(word, at, PARTIES, None))
                ):
                    return owner
                if word.pos_ == "PROPN" and heads_phrase(word) and word.head != token and word.dep_ in ("poss", "pobj"):
                    found = self._bearer(word, at)
                    if found and self._registry.entities[found].type in PARTIES:
                        return found
        return None

    def _employer_implied(self, token: Token, at: Parsed) -> str | None:
        """Whom the article is about here, where a title says that there is somebody ("chief executive Ada Lund")."""
        around = _with_appositions(token)
        roles = {role.kind for head in around if (role := self._role(head)) is not None and role.before}
        if RoleClass.FIRM in roles and not any(self._tells_another(head) for head in around):
            return self._history.antecedent(at.index, token.i, "company", _FIRMS, singular=False)
        if RoleClass.OFFICIAL in roles:
            return self.home_state(token, at)
        return None

    def _employer_near(self, token: Token, at: Parsed) -> str | None:
        """The firm or the state that the article named last before a title."""
        roles = {
            role.kind for head in _with_appositions(token) if (role := self._role(head)) is not None and role.before
        }
        if RoleClass.FIRM in roles:
            return self._history.antecedent(at.index, token.i, "company", _FIRMS, singular=False)
        if RoleClass.OFFICIAL in roles:
            return self._history.antecedent(at.index, token.i, "country", _STATES, singular=False)
        return None

    def _tells_another(self, head: Token) -> bool:
        """Whether a phrase says for whom somebody works, though not who that is: "Velmar director", "owner of the
        casino"; not "finance director", "its chairman"."""
        if any(_served(preposition) for preposition in children(head, "prep")):
            return True
        if any(owner.pos_ != "PRON" and not self._lexicon.is_firm_s(owner.lemma) for owner in children(head, "poss")):
            return True
        title = at_left(head) if head.pos_ != "PROPN" else " ".join(self._book.clean(at_left(head))[1])
        role = self._gazetteer.role(title)
        before = title.lower().removesuffix(role.term.lower()) if role is not None else ""
        return any(word[:1].isupper() for word in title[: len(before)].split())

    def _role(self, token: Token) -> Role | None:
        """The role that a title before a name, or a description, gives."""
        words = at_left(token)
        _, titles = self._book.clean(words)
        return self._gazetteer.role(titles[-1] if titles else words)

    def _nation_in_name(self, entity: Entity) -> str | None:
        """The state of a body whose name begins with it: "Chadian Ministry of Trade"."""
        first = entity.name.split()[0]
        match = self._registry.state(first) if entity.type is EntityType.ORGANIZATION else None
        return self._registry.match(match, first) if match else None

    def _country(self, token: Token) -> str | None:
        for head in _with_appositions(token):
            for word in (*self._mentions.modifiers(head), *places(head)):
                if self._registry.state(word.text):
                    return self.nationality(word)
                if word.text[:1].isupper() and head is not token and (home := self._city(word)) is not None:
                    return home
        return None

    def _city(self, word: Token) -> str | None:
        """The state in which the city lies whose name a word ends: "a St Petersburg importer"."""
        first = word.i
        while first > 0 and word.doc[first - 1].dep_ == "compound" and word.doc[first - 1].text[:1].isupper():
            first -= 1
        name = word.doc.between(first, word.i + 1)
        return self._registry.place(name) if self._gazetteer.places.is_city(name) else None


def _served(preposition: Token) -> bool:
    return preposition.lower_ in _SERVED and any(word.pos_ != "PRON" for word in children(preposition, "pobj"))


def _is_of_phrase(word: Token, head: Token) -> bool:
    """Whether a word below a head belongs to a phrase that tells for whom he speaks: "Chad" of "minister of Chad" and
    "officer in Chad's army"; not of "envoy to Chad", "officer who armed Chad"."""
    return all(
        step.dep_ in _IN_PHRASE and (step.dep_ != "prep" or step.lower_ in _WHOSE) for step in _steps(word, head)
    )


def _is_only_where(word: Token, around: list[Token]) -> bool:
    """Whether a word only tells where somebody is: "an expert in Chad", not "a member of the junta in Chad"."""
    return word.dep_ == "pobj" and word.head.lower_ in ("in", "with") and word.head.head in around


def _steps(word: Token, head: Token) -> Iterator[Token]:
    """A word and those between it and a word above it."""
    while word.i not in (head.i, word.head.i):
        yield word
        word = word.head


def _with_appositions(token: Token) -> list[Token]:
    """A name and the phrases beside it that stand for the same, also for several: "two makers, Velmar and Orbel"."""
    base = coordination_base(token)
    return [token, *children(token, "appos"), *([base.head] if base.dep_ == "appos" else [])]


def _name_around(token: Token) -> tuple[int, int]:
    """From which token to before which one the words around may belong to one name."""
    document, first, end = token.doc, token.i, token.i + 1
    while first > 0 and _may_belong(document[first - 1]):
        first -= 1
    while end < len(document) and _may_belong(document[end]):
        end += 1
    return first, end


def _may_belong(token: Token) -> bool:
    return token.text[:1].isupper() or token.lower_ in _INSIDE_STATE
