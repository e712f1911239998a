"""Who is meant: phrases of one article → entities with stable ids. Names, titles, descriptions, pronouns.

Nothing here looks at the world: a description ("the plant", "they") goes back to what the article named before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.described import (
    at_left,
    heads_phrase,
    is_agent,
    is_definite,
    is_introduced,
    is_located,
    located_phrase,
    phrase,
    places,
)
from claimgraph.loaders.extract.history import History, Seen
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.names import NameBook
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import NEUTER, PARTIES, PERSONAL, SPEAKING, Pronouns, speaks
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.trace import SILENT, Mentioned, Resolved, Trace
from claimgraph.loaders.extract.tree import children, lemma, objects
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.persons import Role, RoleClass
from claimgraph.loaders.surfaces import bare, slug

if TYPE_CHECKING:
    from spacy.tokens import Token

_BODIES = frozenset({EntityType.ORGANIZATION})
_FIRMS = frozenset({EntityType.FIRM})
_STATES = frozenset({EntityType.STATE})
_AGENT = ("er", "or", "ist", "ian", "ee", "man", "woman")
_LONGEST_STATE = 5
"""How many tokens the name of a state may have."""
_WHOLE = ("government", "force")
_BODILY = ("body", "research", "government", "group")


class Identity:
    """The entities of one article, in the making. Give it the parsed sentences in order, then ask."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        article: str,
        parsed: Sequence[Parsed],
        trace: Trace = SILENT,
        names: Mapping[str, bool] = MappingProxyType({}),
    ) -> None:
        self._gazetteer, self._lexicon, self._article = gazetteer, lexicon, article
        self._mentions = Mentions(lexicon)
        self.registry = Registry(gazetteer)
        self._book = NameBook(gazetteer, lexicon, self.is_state)
        self._history = History()
        self._parsed, self._trace = parsed, trace
        self._linking: set[str] = set()
        self._pronouns = Pronouns(
            self._history, self.entities, lexicon, lambda token, at, kinds: self._refer(token, at, kinds, None)
        )
        for name in names:
            self._book.note(name)
        self._book.read(parsed, self._mentions)
        for name, speaking in names.items():
            self._book.suppose(name, speaking=speaking)
        self._note_mentions()

    # ---- what the rest of the extraction asks

    @property
    def entities(self) -> dict[str, Entity]:
        """All entities declared so far, by id."""
        return self.registry.entities

    def is_state(self, word: str) -> bool:
        """Whether words name a state or its people."""
        return self.registry.state(word) is not None

    def is_party(self, words: str) -> bool:
        """Whether words by themselves name a state, a known group, or a firm by its form."""
        return self.is_state(words) or self._gazetteer.group(words) is not None or self._gazetteer.is_firm_like(words)

    def party(self, token: Token, at: Parsed, voice: str | None = None) -> str | None:
        """The supplier or recipient that a phrase means: id of a state, firm or organization, or None.

        Parameters:
            voice: id of whoever speaks these words, for "we" and "our".
        """
        found = self._party(token, at, voice)
        self._trace.note(Resolved(at, token, "party", found))
        return found

    def _party(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        if token.dep_ in ("amod", "compound", "nmod") and (nation := self.nationality(token)):
            return nation
        found = self._refer(token, at, PARTIES, voice)
        if found and self.entities[found].type is EntityType.OFFICIAL:
            return self.entities[found].speaks_for or (found if self.entities[found].article is None else None)
        return found or self._unnamed(token)

    def told_before(self, token: Token, at: Parsed, kinds: frozenset[EntityType]) -> str | None:
        """What a definite description goes back to by its very words: "the broker" to whoever was called a broker."""
        return self._antecedent(token, at, kinds, alike=True) if is_definite(token) else None

    def describe(self, entity: str, word: str) -> None:
        """Remember that the article calls an entity so: what is "the company" once is "the company" later."""
        self._history.describe(entity, word)

    def first_firm(self) -> str | None:
        """The firm that the article names first."""
        return self._history.first(EntityType.FIRM)

    def person_called(self, label: str) -> str | None:
        """The person whom a transcript calls so before a colon ("MR LUND:"): one of this name, or of a title and a
        name."""
        name, titles = self._book.clean(label.title())
        if not name:
            return None
        for entity in self.entities.values():
            known = entity.name.casefold()
            if entity.type is EntityType.OFFICIAL and f" {known}".endswith(f" {name.casefold()}"):
                return entity.id
        return self.named(label.title(), speaking=True) if titles else None

    def named(self, words: str, *, speaking: bool) -> str | None:
        """The entity of a name that stands in the text, whatever the parse makes of it; None where nothing is left
        without its titles."""
        if group := self._gazetteer.group(bare(words)):
            return self.registry.group(group, bare(words))
        name, titles = self._book.clean(words)
        if not name:
            return None
        full = self._book.full(name)
        told = EntityType.OFFICIAL if titles else self._book.kinds.get(full) or self._book.kinds.get(name)
        kind = told or self._book.kind_of(full) or self._book.guess(full, speaking)
        self._book.kinds.setdefault(full, kind)
        return self.registry.named(full, name, kind)

    def _unnamed(self, token: Token) -> str | None:
        """A party without a name that the text sets apart from others: "a smelter in Mundra", "two Jaipur traders"."""
        if token.pos_ != "NOUN" or (is_definite(token) and not is_located(token)) or not is_introduced(token):
            return None
        word = lemma(token)
        described = self._lexicon.described
        if described(word, "firm") or (is_agent(word) and not described(word, "official", "person", "record")):
            kind = EntityType.FIRM
        elif described(word, "group", "person", "official", "force", "body", "government"):
            kind = EntityType.ORGANIZATION
        else:
            return None
        name = located_phrase(token)
        return self.registry.note(
            Entity(f"{kind.lower()}:{slug(self._article)}/{slug(name)}", kind, name, article=self._article)
        )

    def speaker(self, token: Token, at: Parsed, voice: str | None = None) -> str | None:
        """Whoever a phrase names as speaking: any entity but a good, or None."""
        found = self._refer(token, at, frozenset(EntityType) - {EntityType.GOOD}, voice, speaking=True)
        found = found or self._unnamed_speaker(token)
        self._trace.note(Resolved(at, token, "speaker", found))
        return found

    def _unnamed_speaker(self, token: Token) -> str | None:
        """Speakers that only a description tells of: "traders", "a military source", "former employees"."""
        word = lemma(token)
        speaks = word.endswith(_AGENT) or (
            word in self._lexicon.descriptions and not self._lexicon.described(word, "record", "place")
        )
        if token.pos_ != "NOUN" or not speaks or not (name := phrase(token, counted=True)):
            return None
        identity = f"official:{slug(self._article)}/{slug(name)}"
        return self.registry.note(Entity(identity, EntityType.OFFICIAL, name, article=self._article))

    def nationality(self, token: Token) -> str | None:
        """The state that a word before a noun names, with the words beside it where they belong to its name
        ("Russian", "Russia's", "New Zealand", "People's Republic of China")."""
        document, longest = token.doc, range(_LONGEST_STATE, 0, -1)
        for size in longest if token.text[:1].isupper() else ():
            for start in range(max(0, token.i - size + 1), min(token.i, len(document) - size) + 1):
                words = document[start : start + size].text
                if words[:1].isupper() and (match := self.registry.state(words)):
                    return self.registry.match(match, words)
        return None

    def party_named(self, token: Token, at: Parsed) -> str | None:
        """The state, firm or organization known by the name that a phrase head ends; nothing is guessed."""
        return self._name(token, at, speaking=False, guess=False)

    # ---- names

    def _note_mentions(self) -> None:
        for at in self._parsed:
            covered = 0
            for token in at.tree:
                if not heads_phrase(token) or token.i < covered:
                    continue
                if (span := self._mentions.name(token)) is not None:
                    covered = span.end
                found = self._name(token, at, speaking=False, guess=False) or self._described(token, at)
                if found:
                    self._see(token, at, found)

    def _described(self, token: Token, at: Parsed) -> str | None:
        """What a description introduces by itself: unnamed officials, a state's bodies and firms."""
        if official := self._described_official(token, at):
            return official
        if owner := self._releaser(token, at):
            self._see(token, at, owner)
            return owner
        owned = any(word.dep_ == "poss" for word in token.lefts)
        if owned and token.pos_ == "NOUN" and self._lexicon.described(lemma(token), "body"):
            return self._described_body(token, at, self._nation_of(token, at, None))
        nation = self._nation_of(token, at, None) if token.pos_ == "NOUN" and not is_definite(token) else None
        if nation is None or self._mentions.appositions(token):
            return None
        if self._lexicon.described(lemma(token), "body"):
            return self._described_body(token, at, nation)
        if self._lexicon.described(lemma(token), "firm"):
            return self._described_firm(token, at, nation, "firm")
        return None

    def _see(self, token: Token, at: Parsed, entity: str) -> None:
        self._trace.note(Mentioned(at, token, entity))
        leading = token.dep_ in ("nsubj", "nsubjpass")
        plural = token.tag_ in ("NNS", "NNPS")
        kind = self.entities[entity].type
        speaking = speaks(token, self._lexicon) or (token.dep_ == "appos" and speaks(token.head, self._lexicon))
        name = self.entities[entity].name
        for word in self._descriptions(token):
            self._history.describe(entity, word)
        self._history.add(Seen(at.index, token.i, entity, kind, lemma(token), name, leading, plural, speaking))

    def _descriptions(self, token: Token) -> Iterator[str]:
        """The common nouns beside a name that say what it is: "the refiner Petrothrace", "Altai Motors, a trader"."""
        beside = [*children(token, "appos"), *children(token, "compound", "nmod")]
        if token.dep_ in ("appos", "compound", "nmod"):
            beside.append(token.head)
        for word in beside:
            if word.pos_ == "NOUN" and word.text.islower():
                yield lemma(word)

    def _name(self, token: Token, at: Parsed, *, speaking: bool, guess: bool = True) -> str | None:
        span = self._mentions.name(token)
        if span is None:
            return None
        text = self.registry.plain(at.tree[span.start : span.end].text)
        if match := self.registry.state(text):
            return self.registry.match(match, text)
        if group := self._gazetteer.group(bare(text)):
            return self.registry.group(group, bare(text))
        if token.pos_ != "PROPN" and not (span.end - span.start > 1 or (speaking and token.i > 0)):
            return None
        name, _ = self._book.clean(text)
        if not name or (name.lower() == name and not name[:1].isdigit()):
            return None
        full = self._book.full(name)
        kind = self._book.kinds.get(full) or self._book.kinds.get(name)
        if kind is None:
            if not guess and not (speaks(token, self._lexicon) and len(full.split()) > 1):
                return None
            kind = self._book.guess(full, speaking or speaks(token, self._lexicon))
        if guess:
            self._book.kinds.setdefault(full, kind)
        return self._declare(full, name, kind, token, at)

    def _declare(self, full: str, name: str, kind: EntityType, token: Token, at: Parsed) -> str:
        identity = self.registry.named(full, name, kind)
        if identity not in self._linking:
            self._linking.add(identity)
            self._link(self.entities[identity], token, at)
            self._linking.discard(identity)
        return identity

    def _link(self, entity: Entity, token: Token, at: Parsed) -> None:
        """Note for whom a person speaks and where anybody else belongs. The search may come back to the same name."""
        if entity.type is EntityType.OFFICIAL and entity.speaks_for is None:
            link = self._affiliation(token, at)
            self.entities[entity.id] = replace(self.entities[entity.id], speaks_for=link)
        elif entity.type is not EntityType.OFFICIAL and entity.country is None:
            self.entities[entity.id] = replace(self.entities[entity.id], country=self._country(token))

    def _affiliation(self, token: Token, at: Parsed) -> str | None:
        """The state, firm or organization for which a person speaks: named beside the name, else the one that the
        article is about at this point, where a title says that there is one ("chief executive Ada Lund")."""
        around = [token, *children(token, "appos")]
        if token.dep_ == "appos":
            around.append(token.head)
        return self._affiliation_named(token, around, at) or self._affiliation_implied(token, around, at)

    def _affiliation_named(self, token: Token, around: Sequence[Token], at: Parsed) -> str | None:
        for head in around:
            for word in head.subtree:
                if word.i == token.i or word.dep_ in ("relcl", "acl"):
                    continue
                if self.registry.state(word.text):
                    return self.nationality(word)
                if (
                    word.dep_ == "poss"
                    and word.lower_ in NEUTER
                    and (owner := self._pronouns.meant(word, at, PARTIES, None))
                ):
                    return owner
                if word.pos_ == "PROPN" and heads_phrase(word) and word.head != token and word.dep_ in ("poss", "pobj"):
                    found = self._name(word, at, speaking=False)
                    if found and self.entities[found].type in PARTIES:
                        return found
        return None

    def _affiliation_implied(self, token: Token, around: Sequence[Token], at: Parsed) -> str | None:
        roles = {role.kind for head in around if (role := self._role(head)) is not None and role.before}
        before = partial(self._history.antecedent, at.index, token.i, singular=False)
        if RoleClass.FIRM in roles:
            return before("company", _FIRMS)
        if RoleClass.OFFICIAL in roles:
            return before("country", _STATES)
        return None

    def _role(self, token: Token) -> Role | None:
        """The role that a title before a name, or a description, gives."""
        words = at_left(token)
        _, titles = self._book.clean(words)
        return self._gazetteer.role(titles[-1] if titles else words)

    def _country(self, token: Token) -> str | None:
        near = [token, *children(token, "appos")]
        if token.dep_ == "appos":
            near.append(token.head)
        for head in near:
            for word in (*self._mentions.modifiers(head), *places(head)):
                if self.registry.state(word.text):
                    return self.nationality(word)
        return None

    # ---- descriptions

    def _refer(
        self, token: Token, at: Parsed, kinds: frozenset[EntityType], voice: str | None, *, speaking: bool = False
    ) -> str | None:
        if token.pos_ == "PRON" or token.lower_ in SPEAKING:
            return self._pronouns.meant(token, at, kinds, voice)
        found = self._by_name(token, at, speaking) or self._by_description(token, at, voice, speaking)
        if found and self.entities[found].type in kinds | {EntityType.OFFICIAL}:
            return found
        return None

    def _by_name(self, token: Token, at: Parsed, speaking: bool) -> str | None:
        named = self._name(token, at, speaking=speaking)
        if named and (token.pos_ == "PROPN" or self.entities[named].type is EntityType.STATE):
            return named
        beside = [child for child in self._mentions.appositions(token) if child.pos_ == "PROPN"]
        if token.dep_ == "appos" and token.head.pos_ == "PROPN" and not named:
            beside.append(token.head)
        beside.extend(
            child
            for place in places(token)
            for child in self._deep_appositions(place)
            if not self.registry.state(child.text)
        )
        for other in beside:
            if (found := self._name(other, at, speaking=speaking)) and self.entities[
                found
            ].type is not EntityType.STATE:
                return found
        return named

    def _deep_appositions(self, place: Token) -> list[Token]:
        """Names that the parser hung on a place inside a description: "a spokesman at the embassy in Norland, Ada
        Lund"."""
        found = [child for child in self._mentions.appositions(place) if child.pos_ == "PROPN"]
        for inner in places(place):
            found.extend(self._deep_appositions(inner))
        return found

    def _by_description(self, token: Token, at: Parsed, voice: str | None, speaking: bool) -> str | None:
        word = lemma(token)
        described = self._lexicon.described
        nation = self._nation_of(token, at, voice)
        if speaking and (official := self._described_official(token, at)):
            return official
        if not speaking and described(word, *_WHOLE) and not described(word, "firm"):
            return nation or self._antecedent(token, at, frozenset({EntityType.STATE}))
        if described(word, "firm", "group") and not (speaking and described(word, "body", "research") and not nation):
            return self._described_firm(token, at, nation, "firm" if described(word, "firm") else "group", voice)
        if speaking and described(word, "body", "outlet", "research", "record", "government", "force"):
            return self._described_body(token, at, nation)
        if described(word, "body", "research") and not speaking:
            return nation or self._antecedent(token, at, frozenset({EntityType.ORGANIZATION}))
        owner = self._mentions.owner(token)
        if owner is not None and nation and not speaking:
            return nation
        if not speaking and nation and described(word, "place"):
            return nation
        if described(word, "government"):
            return nation or self._antecedent(token, at, frozenset({EntityType.STATE}))
        return None

    def _nation_of(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        """The state (or the owner) to which a described party belongs."""
        for word in self._mentions.modifiers(token):
            if found := self.nationality(word):
                return found
            if word.dep_ == "poss":
                if word.pos_ == "PRON":
                    return self._pronouns.meant(word, at, PARTIES, voice)
                return self._name(word, at, speaking=False)
        for place in places(token):
            if found := self.nationality(place) or (place.pos_ == "NOUN" and self._nation_of(place, at, voice)) or None:
                return found
        return None

    def _own_firm(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        """Whose firm "his company" and "our plant" are: that for which the person speaks."""
        owner = self._mentions.owner(token)
        if owner is None or owner.lower_ not in PERSONAL | SPEAKING:
            return None
        person = self._pronouns.meant(owner, at, frozenset({EntityType.OFFICIAL}), voice)
        firm = self.entities[person].speaks_for if person else None
        return firm if firm and self.entities[firm].type in (EntityType.FIRM, EntityType.ORGANIZATION) else None

    def _described_firm(
        self, token: Token, at: Parsed, nation: str | None, kind: str, voice: str | None = None
    ) -> str | None:
        definite = is_definite(token)
        wanted = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})
        if (own := self._own_firm(token, at, voice)) is not None:
            return own
        if is_located(token) and nation is None:
            return self._unnamed(token)
        if definite and token.tag_ in ("NN", "NNP") and (back := self._antecedent(token, at, wanted)):
            return back
        if definite and nation is None and (back := self._antecedent(token, at, wanted)):
            return back
        if kind == "firm" and any(
            word.pos_ == "PROPN" and word.dep_ == "compound" and not self.registry.state(word.text)
            for word in token.lefts
        ):
            name = phrase(token)
            return self.registry.note(
                Entity(
                    f"firm:{slug(name)}",
                    EntityType.FIRM,
                    name,
                    country=nation if nation and self.entities[nation].type is EntityType.STATE else None,
                )
            )
        if nation is None or self.entities[nation].type is not EntityType.STATE:
            return nation
        national = any(self.nationality(word) for word in self._mentions.modifiers(token) if word.dep_ != "poss")
        if not national and any(word.dep_ == "poss" for word in token.lefts):
            return nation
        name = phrase(token) if national else located_phrase(token)
        label = EntityType.FIRM if kind == "firm" else EntityType.ORGANIZATION
        bound = token.tag_ == "NN" and label is EntityType.FIRM
        identity = f"{label.lower()}:{slug(self._article) + '/' if bound else ''}{slug(name)}"
        return self.registry.note(
            Entity(identity, label, name, country=nation, article=self._article if bound else None)
        )

    def _described_body(self, token: Token, at: Parsed, nation: str | None) -> str | None:
        state = nation is not None and self.entities[nation].type is EntityType.STATE
        record = self._lexicon.described(lemma(token), "record")
        if not state and is_definite(token) and (back := self._body_before(token, at, record=record)):
            return back
        if self._lexicon.described(lemma(token), "government") and state:
            return nation
        if owner := self._releaser(token, at):
            self._see(token, at, owner)
            return owner
        name = self._book.full(phrase(token))
        country = nation if state and not record else self._home(token, at)
        if not name:
            return None
        body = self.registry.note(Entity(f"organization:{slug(name)}", EntityType.ORGANIZATION, name, country=country))
        self._see(token, at, body)
        return body

    def _home(self, token: Token, at: Parsed) -> str | None:
        """To which state "the agriculture ministry" belongs: that of which the article speaks at this point."""
        if not is_definite(token) or not self._lexicon.described(lemma(token), "body"):
            return None
        return self._history.antecedent(at.index, token.i, "country", _STATES, singular=True)

    def _body_before(self, token: Token, at: Parsed, *, record: bool) -> str | None:
        """What a definite body goes back to; a document only to whoever was behind it when it was named before."""
        if record:
            return self._antecedent(token, at, _BODIES, alike=True)
        return self._antecedent(token, at, _BODIES | {EntityType.STATE})

    def _releaser(self, token: Token, at: Parsed) -> str | None:
        """Who stands behind a document: "invoices the service released", "figures from the ministry"."""
        if not self._lexicon.described(lemma(token), "record"):
            return None
        for clause in children(token, "relcl", "acl"):
            for word in (
                *children(clause, "nsubj"),
                *(found for agent in children(clause, "agent") for found in objects(agent)),
            ):
                if word.pos_ != "PRON" and (found := self.speaker(word, at)):
                    return found
        for preposition in children(token, "prep"):
            if preposition.lower_ in ("from", "by"):
                for word in objects(preposition):
                    if found := self.speaker(word, at):
                        return found
        return None

    def _described_official(self, token: Token, at: Parsed) -> str | None:
        """Unnamed officials: one node per description in the article; a bare "officials" is whoever was described
        before."""
        word = lemma(token)
        if (
            token.pos_ not in ("NOUN", "PROPN")
            or not self._lexicon.described(word, "official", "person")
            or self._lexicon.described(word, "firm", "group")
        ):
            return None
        if any(child.pos_ == "PROPN" for child in self._mentions.appositions(token)) or (
            token.dep_ == "appos" and token.head.pos_ == "PROPN"
        ):
            return None
        name = phrase(token, counted=True)
        if not name:
            return None
        prefix = f"official:{self._article}/"
        vague = name.split()[-1:] == name.split() and not self._mentions.owner(token)
        if vague:
            if (earlier := self._history.last_described(at.index, token.i, word, prefix)) is not None:
                return earlier
            if is_definite(token) and (back := self._antecedent(token, at, frozenset({EntityType.OFFICIAL}))):
                return back
        speaks = self._lexicon.described(word, "official")
        whose = (self._nation_of(token, at, None) or self._employer(token, at)) if speaks else None
        return self.registry.note(
            Entity(
                prefix + slug(name),
                EntityType.OFFICIAL,
                name,
                speaks_for=whose if whose in self.entities else None,
                article=self._article,
            )
        )

    def _employer(self, token: Token, at: Parsed) -> str | None:
        """For whom an unnamed official speaks: "the company's lawyer", "a spokesman for the plant"."""
        employers = [word for word in children(token, "poss") if word.pos_ != "PRON"]
        for preposition in children(token, "prep"):
            if preposition.lower_ in ("for", "of", "at", "from"):
                employers.extend(objects(preposition))
        for word in employers:
            if (found := self._refer(word, at, PARTIES, None)) and self.entities[found].type in PARTIES:
                return found
        return None

    def _antecedent(self, token: Token, at: Parsed, kinds: frozenset[EntityType], *, alike: bool = False) -> str | None:
        """What a description goes back to. What sets it apart ("the Izhora plant", "the health ministry", "the Turkish
        company") must hold of it."""
        told = [word for word in self._mentions.modifiers(token) if self._sets_apart(word, token)]
        return self._history.antecedent(
            at.index,
            token.i,
            lemma(token),
            kinds,
            singular=token.tag_ == "NN",
            alike=alike,
            fits=partial(self._is_told_by, told) if told else None,
        )

    def _sets_apart(self, word: Token, head: Token) -> bool:
        if word.dep_ == "poss":
            return False
        if word.text[:1].isupper():
            return True
        return word.dep_ in ("compound", "nmod") and self._lexicon.described(lemma(head), *_BODILY)

    def _is_told_by(self, told: Sequence[Token], seen: Seen) -> bool:
        """Whether an entity goes by every word that sets a description apart, or belongs to the state it names."""
        entity = self.entities[seen.entity]
        names = {part for name in (entity.name, *entity.aliases) for part in name.lower().split()}
        for word in told:
            match = self.registry.state(word.text)
            if word.lower_ not in names and not (match is not None and match.entry.id in (entity.country, entity.id)):
                return False
        return True
