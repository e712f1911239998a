"""Bodies and documents that speak: "the health ministry", "a Norland court", "invoices the service released"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.affiliations import Affiliations
from claimgraph.loaders.extract.antecedents import Antecedents
from claimgraph.loaders.extract.described import is_definite, phrase
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.names import NameBook
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.tree import children, governed, objects
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.surfaces import slug

_OFFICES: Final = frozenset({"office", "management", "department", "headquarters", "desk"})
"""What speaks for the firm whose it is: "Velmar's sales office"."""
_AUTHORED: Final = frozenset("report document letter memo memorandum study dossier assessment".split())
_READING: Final = frozenset({"see", "obtain", "review", "view", "read", "cite", "quote", "consult", "inspect"})
"""What is done with what somebody has written by somebody else: "a report, seen by the Herald, says"; invoices speak
for nobody but whoever obtained them."""
_BODIES: Final = frozenset({EntityType.ORGANIZATION})

Speaker = Callable[["Token", Parsed], str | None]


class Bodies:
    """The bodies of one article that a description names, and whoever stands behind its documents.

    Parameters:
        speaker: whom any phrase names as speaking.
    """

    def __init__(
        self,
        registry: Registry,
        lexicon: Lexicon,
        book: NameBook,
        antecedents: Antecedents,
        affiliations: Affiliations,
        speaker: Speaker,
    ) -> None:
        self._registry, self._lexicon, self._book = registry, lexicon, book
        self._antecedents, self._affiliations, self._speaker = antecedents, affiliations, speaker

    def meant(self, token: Token, at: Parsed, nation: str | None) -> str | None:
        """Who a description of a body or a document is: somebody named before, whoever released it, the state whose
        government it is, or a body of its own.

        Parameters:
            nation: to whom it belongs.
        """
        described, word = self._lexicon.described, token.lemma
        is_national = nation is not None and self._registry.entities[nation].type is EntityType.STATE
        is_record = described(word, "record")
        if not is_national and is_definite(token) and (back := self._before(token, at, is_record=is_record)):
            return back
        if described(word, "government") and is_national:
            return nation
        if word in _OFFICES and nation is not None and self._registry.entities[nation].type is EntityType.FIRM:
            return nation
        if releaser := self.releaser(token, at):
            self._antecedents.note(token, at, releaser)
            return releaser
        name = self._book.full(phrase(token))
        is_office_s = is_record and self._registry.is_state_body(name)
        told = is_national and (is_office_s or not is_record)
        home = self._affiliations.home_state(token, at) if is_office_s else self._affiliations.home(token, at)
        country = nation if told else home
        if not name:
            return None
        body = self._registry.note(Entity(f"organization:{slug(name)}", EntityType.ORGANIZATION, name, country=country))
        if country and not told:
            self._registry.guessed.add(body)
        of_a_body = self._registry.known_group(name.partition(" ")[0]) is not None  # "UN refugee agency"
        near = None if country or of_a_body else self._affiliations.state_near(token, at)
        if near is not None:
            self._registry.supposed.setdefault(body, near)
        self._antecedents.note(token, at, body)
        return body

    def releaser(self, token: Token, at: Parsed) -> str | None:
        """Who stands behind a document: "invoices the service released", "figures from the ministry"."""
        if not self._lexicon.described(token.lemma, "record"):
            return None
        authored = token.dep_ == "nsubj" and token.lemma in _AUTHORED
        for clause in children(token, "relcl", "acl"):
            if authored and clause.lemma in _READING:
                continue
            for word in (
                *children(clause, "nsubj"),
                *(found for agent in children(clause, "agent") for found in objects(agent)),
            ):
                if word.pos_ != "PRON" and (found := self._speaker(word, at)):
                    return found
        speakers = (self._speaker(word, at) for word in governed(token, "from", "by"))
        return next(filter(None, speakers), None)

    def _before(self, token: Token, at: Parsed, *, is_record: bool) -> str | None:
        """What a definite body goes back to; a document only to whoever was behind it when it was named before."""
        if is_record:
            return self._antecedents.of(token, at, _BODIES, alike=True)
        back = self._antecedents.of(token, at, _BODIES | {EntityType.STATE})
        is_state = back is not None and self._registry.entities[back].type is EntityType.STATE
        if not is_state or self._lexicon.described(token.lemma, "government", "force"):
            return back
        return self._antecedents.of(token, at, _BODIES | {EntityType.STATE}, alike=True)
