"""Frames matched against clauses: proposals of who supplies what to whom, with every part as the head of a phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from claimgraph.loaders.extract.clause import Clause, Normaliser
from claimgraph.loaders.extract.lexicon import Frame, Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.tree import is_verb, lemma, phrasal

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Proposal:
    """A frame that fits a clause; parts that the clause does not name are empty."""

    at: Parsed
    trigger: Token
    rule: str
    supplier: tuple[Token, ...]
    recipient: tuple[Token, ...]
    good: tuple[Token, ...]
    via: tuple[Token, ...] = ()
    inner: Token | None = None

    @property
    def filled(self) -> int:
        """How many of supplier, recipient and good are named."""
        return sum(bool(part) for part in (self.supplier, self.recipient, self.good))


class Matcher:
    """Finds proposals in a sentence. `fits(part, token, at)` is the typing gate."""

    def __init__(self, lexicon: Lexicon, normaliser: Normaliser, gate: Gate) -> None:
        self._lexicon, self._normaliser, self._gate = lexicon, normaliser, gate
        self._mentions = Mentions(lexicon)
        self._triggers = frozenset(word.split("_")[0] for word in (*lexicon.verb_frames, *lexicon.noun_frames))

    def proposals(self, at: Parsed) -> list[Proposal]:
        """The best proposal of each trigger; a noun that another proposal took up as its good gives none of its own."""
        triggers = (token for token in at.tree if lemma(token) in self._triggers)
        found = [best for token in triggers if (best := self._best(token, at))]
        found.extend(gapped for proposal in tuple(found) for gapped in self._gapped(proposal))
        taken = {proposal.inner.i for proposal in found if proposal.inner is not None}
        return [proposal for proposal in found if proposal.trigger.i not in taken]

    def _gapped(self, proposal: Proposal) -> Iterator[Proposal]:
        """ "61 went to A, 17 to B and the rest to C": each further amount with a receiver of its own."""
        if not any(self._mentions.is_bare_amount(good) for good in proposal.good):
            return
        tree = proposal.at.tree
        for word in tree[proposal.trigger.i + 1 :]:
            before = tree[word.i - 1]
            if word.lower_ == "to" and before.i > proposal.trigger.i and self._mentions.is_bare_amount(before):
                receiver = next(
                    (
                        after
                        for after in tree[word.i + 1 : word.i + 8]
                        if after.dep_ == "pobj" and after.head.i == word.i
                    ),
                    None,
                )
                if receiver is not None and self._gate.fits("recipient", receiver, proposal.at):
                    yield replace(proposal, recipient=(receiver,), good=(before,))

    def _best(self, token: Token, at: Parsed, *, compose: bool = True) -> Proposal | None:
        candidates = [self._compose(found) if compose else found for found in self._candidates(token, at)]
        return max(candidates, key=lambda proposal: proposal.filled, default=None)

    def _candidates(self, token: Token, at: Parsed) -> Iterator[Proposal]:
        lexicon = self._lexicon
        if is_verb(token):
            frames = lexicon.verb_frames.get(phrasal(token)) or lexicon.verb_frames.get(lemma(token), ())
            clause = self._normaliser.verb_clause(token) if frames else None
        else:
            frames = lexicon.noun_frames.get(lemma(token), ()) if token.pos_ in ("NOUN", "PROPN", "VERB") else ()
            clause = self._normaliser.noun_clause(token) if frames else None
        if clause is None:
            return
        for frame in frames:
            proposal = self._fill(frame, clause, at)
            if proposal is not None:
                yield proposal

    def _fill(self, frame: Frame, clause: Clause, at: Parsed) -> Proposal | None:
        used: set[int] = set()
        goods = self._part("good", frame.good, clause, at, used)
        supplier = self._part("supplier", frame.supplier, clause, at, used, goods)
        recipient = self._part("recipient", frame.recipient, clause, at, used)
        via = self._part("via", frame.via, clause, at, used)
        if not goods or not (supplier or recipient):
            return None
        return Proposal(at, clause.trigger, frame.family, supplier, recipient, goods, via)

    def _part(
        self,
        part: str,
        places: tuple[str, ...],
        clause: Clause,
        at: Parsed,
        used: set[int],
        goods: tuple[Token, ...] = (),
    ) -> tuple[Token, ...]:
        for place in places:
            found_at = self._origins(goods) if place == "origin" else clause.at(place)
            heads = [head for head in found_at if head.i not in used]
            members = [member for head in heads for member in self._near_members(head, clause.trigger)]
            found = [member for member in members if self._gate.fits(part, member, at)]
            if found:
                used.update(head.i for head in heads)
                return tuple(dict.fromkeys(found))
        return ()

    def _near_members(self, head: Token, trigger: Token) -> list[Token]:
        """The members of a list; what follows a relative clause is no part of the list before it."""
        members = self._mentions.members(head)
        return [member for member in members if (member.i < trigger.i) == (head.i < trigger.i)]

    def _origins(self, goods: tuple[Token, ...]) -> list[Token]:
        """Adjectives of nationality before the goods: who supplies them if a transfer is said to take place."""
        return [
            word
            for good in goods
            for word in self._mentions.modifiers(self._mentions.thing(good))
            if self._gate.is_origin(word)
        ][:1]

    def _compose(self, proposal: Proposal) -> Proposal:
        """Parts that the good itself tells: "shipments of lathes from Norland", "40 % of Veridia's coal imports",
        "Russian coal"."""
        good = proposal.good[0]
        noun = self._mentions.thing(good)
        if lemma(noun) in self._lexicon.noun_frames and noun.i != proposal.trigger.i:
            inner = self._best(noun, proposal.at, compose=False)
            if inner is not None and inner.good:
                return replace(
                    proposal,
                    supplier=proposal.supplier or inner.supplier,
                    recipient=proposal.recipient or inner.recipient,
                    good=inner.good,
                    inner=noun,
                )
        return self._compose_clause(proposal, good)

    def _compose_clause(self, proposal: Proposal, good: Token) -> Proposal:
        """Parts that a clause on the good tells: "weapons supplied by Norland reached Veridia"."""
        if proposal.supplier and proposal.recipient:
            return proposal
        noun = self._mentions.thing(good)
        for verb in (
            child for child in noun.children if child.dep_ in ("acl", "relcl") and child.i != proposal.trigger.i
        ):
            inner = self._best(verb, proposal.at, compose=False) if is_verb(verb) else None
            if inner is not None and noun in inner.good:
                return replace(
                    proposal,
                    supplier=proposal.supplier or inner.supplier,
                    recipient=proposal.recipient or inner.recipient,
                    inner=verb,
                )
        return proposal


class Gate(Protocol):
    """The typing gate: parties must be states, organizations or firms, goods concrete things."""

    def fits(self, part: str, token: Token, at: Parsed) -> bool:
        """Whether a phrase may play a part."""
        ...

    def is_origin(self, word: Token) -> bool:
        """Whether a word before a good tells the state that it comes from."""
        ...
