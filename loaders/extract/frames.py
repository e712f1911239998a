"""Frames matched against clauses: proposals of who supplies what to whom, with every part as the head of a phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from claimgraph.loaders.extract.clause import Clause, Normaliser, may_be_gerund
from claimgraph.loaders.extract.described import NOTHING
from claimgraph.loaders.extract.lexicon import Frame, Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.trace import SILENT, Dropped, Trace, Tried, Weighed, Why
from claimgraph.loaders.extract.tree import is_verb, phrasal
from claimgraph.loaders.extract.words import Token

_AT_GOODS = frozenset({"origin", "owner"})
"""Places that stand at the goods and not at the trigger."""


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
    def parts(self) -> dict[str, tuple[Token, ...]]:
        """The heads of the phrases by the part that they play."""
        return {"supplier": self.supplier, "recipient": self.recipient, "good": self.good, "via": self.via}

    @property
    def filled(self) -> int:
        """How many of supplier, recipient and good are named."""
        return bool(self.supplier) + bool(self.recipient) + bool(self.good)


@dataclass(slots=True)
class _Filling:
    """A frame while it is filled: the heads that play a part already, and for whoever listens all phrases that were
    considered."""

    used: set[int] = field(default_factory=set)
    weighed: list[Weighed] = field(default_factory=list)


class Matcher:
    """Finds proposals in a sentence.

    Parameters:
        brief: whether nobody wants to know who takes part where nothing is supplied, neither the trace nor an identity
            that learns names by being asked for them.
    """

    def __init__(
        self, lexicon: Lexicon, normaliser: Normaliser, gate: Gate, trace: Trace = SILENT, *, brief: bool = False
    ) -> None:
        self._lexicon, self._normaliser, self._gate, self._trace = lexicon, normaliser, gate, trace
        self._brief = brief
        self._mentions = Mentions(lexicon)
        self._filled: dict[int, tuple[Proposal, ...]] = {}
        self._weighed: dict[tuple[bool, int], str | None] = {}
        self._members: dict[int, list[Token]] = {}

    def proposals(self, at: Parsed) -> list[Proposal]:
        """The best proposal of each trigger; a noun that another proposal took up as its good gives none of its own."""
        self._filled.clear()
        self._weighed.clear()
        self._members.clear()
        frame_words = self._lexicon.triggers
        # The label is looked at before the call: this is asked of every word, and calls are the dearest part of it.
        triggers = [
            token
            for token in at.tree
            if token.lemma in frame_words or (token.dep_ == "compound" and may_be_gerund(token))
        ]
        found = [best for token in triggers if (best := self._best(token, at))]
        if not found:
            return found
        found.extend(gapped for proposal in tuple(found) for gapped in self._gapped(proposal))
        taken = {proposal.inner.i: proposal for proposal in found if proposal.inner is not None}
        for proposal in found if self._trace.listens else ():
            if (outer := taken.get(proposal.trigger.i)) is not None:
                self._trace.note(Dropped(at, Why.TAKEN_UP, proposal.trigger, outer.trigger.text))
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
                if receiver is not None and self._objection("recipient", receiver, proposal.at) is None:
                    yield replace(proposal, recipient=(receiver,), good=(before,))

    def _best(self, token: Token, at: Parsed, *, compose: bool = True) -> Proposal | None:
        if token.i not in self._filled:
            self._filled[token.i] = tuple(self._candidates(token, at))
        if not self._filled[token.i]:
            return None
        candidates = [self._compose(found) if compose else found for found in self._filled[token.i]]
        best = max(candidates, key=lambda proposal: proposal.filled)
        for proposal in candidates if self._trace.listens else ():
            if proposal is not best:
                self._trace.note(Dropped(at, Why.FEWER_PARTS, token, proposal.rule))
        return best

    def _candidates(self, token: Token, at: Parsed) -> Iterator[Proposal]:
        frames, clause = self._framed(token)
        if clause is None:
            if self._trace.listens:
                self._note_unframed(token, at)
            return
        for frame in frames:
            proposal = self._fill(frame, clause, at)
            if proposal is not None:
                yield proposal

    def _framed(self, token: Token) -> tuple[tuple[Frame, ...], Clause | None]:
        """The frames of a word and the clause around it; no clause where it has none."""
        verbs, nouns = self._lexicon.verb_frames, self._lexicon.noun_frames
        if (gerund := self._normaliser.gerund(token)) is not None:
            return verbs[gerund], self._normaliser.gerund_clause(token, gerund)
        if is_verb(token):
            frames = verbs.get(phrasal(token)) or verbs.get(token.lemma, ())
            return frames, self._normaliser.verb_clause(token) if frames else None
        frames = nouns.get(token.lemma, ()) if token.pos_ in ("NOUN", "PROPN", "VERB") else ()
        return frames, self._normaliser.noun_clause(token) if frames else None

    def _note_unframed(self, token: Token, at: Parsed) -> None:
        """Tell of a word that would have a frame if the parser had read it as another part of speech."""
        if (self._lexicon.noun_frames if is_verb(token) else self._lexicon.verb_frames).get(token.lemma):
            self._trace.note(Dropped(at, Why.NO_FRAME, token, token.pos_))

    def _fill(self, frame: Frame, clause: Clause, at: Parsed) -> Proposal | None:
        filling = _Filling()
        goods = _but_nothing(self._part("good", frame.good, clause, at, filling))
        if self._brief and not goods:
            return None
        supplier = self._part("supplier", frame.supplier, clause, at, filling, goods)
        recipient = self._part("recipient", frame.recipient, clause, at, filling, goods)
        via = self._part("via", frame.via, clause, at, filling)
        failed = Why.NO_GOOD if not goods else Why.NO_PARTY if not (supplier or recipient) else None
        if self._trace.listens:
            parts = {"supplier": supplier, "recipient": recipient, "good": goods, "via": via}
            self._trace.note(Tried(at, clause.trigger, frame, tuple(filling.weighed), parts, failed))
        return None if failed else Proposal(at, clause.trigger, frame.family, supplier, recipient, goods, via)

    def _part(
        self,
        part: str,
        places: tuple[str, ...],
        clause: Clause,
        at: Parsed,
        filling: _Filling,
        goods: tuple[Token, ...] = (),
    ) -> tuple[Token, ...]:
        for place in places:
            at_goods = self._beside_goods(place, goods) if place in _AT_GOODS else []
            found_at = at_goods or clause.places.get(place)
            if not found_at:
                continue
            heads = [head for head in found_at if head.i not in filling.used]
            if not heads:
                continue
            members = [member for head in heads for member in self._near_members(head, clause.trigger)]
            objections = [self._objection(part, head, at) for head in members]
            if self._trace.listens:
                filling.weighed.extend(map(partial(Weighed, part, place), members, objections))
            found = [head for head, objection in zip(members, objections, strict=True) if objection is None]
            if found:
                filling.used.update(head.i for head in heads)
                return tuple(dict.fromkeys(found))
        return ()

    def _objection(self, part: str, head: Token, at: Parsed) -> str | None:
        """What the gate has against a phrase, asked once in a sentence: whoever may supply may receive."""
        asked = (part == "good", head.i)
        if asked not in self._weighed:
            self._weighed[asked] = self._gate.objection(part, head, at)
        return self._weighed[asked]

    def _near_members(self, head: Token, trigger: Token) -> list[Token]:
        """The members of a list; what follows a relative clause is no part of the list before it."""
        if head.i not in self._members:
            self._members[head.i] = self._mentions.members(head)
        return [member for member in self._members[head.i] if (member.i < trigger.i) == (head.i < trigger.i)]

    def _beside_goods(self, place: str, goods: tuple[Token, ...]) -> list[Token]:
        """What one of the places `_AT_GOODS` holds."""
        if place == "origin":
            return self._origins(goods)
        owners = (self._mentions.owner(self._mentions.thing(good)) for good in goods)
        return [owner for owner in owners if owner is not None][:1]

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
        if noun.lemma in self._lexicon.noun_frames and noun.i != proposal.trigger.i:
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


def _but_nothing(goods: tuple[Token, ...]) -> tuple[Token, ...]:
    """The goods without what says of others at most that there were any: "copper and nothing else"."""
    return tuple(good for good in goods if good.lemma not in NOTHING) or goods


class Gate(Protocol):
    """The typing gate: parties must be states, organizations or firms, goods concrete things."""

    def objection(self, part: str, token: Token, at: Parsed) -> str | None:
        """Why a phrase may not play a part; None where it may."""
        ...

    def is_origin(self, word: Token) -> bool:
        """Whether a word before a good tells the state that it comes from."""
        ...
