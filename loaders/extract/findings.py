"""From proposals to findings: every part an entity, missing parts taken from what the article said just before.

A part may be missing where a definite or pronominal good ("61 of the lathes", "they") takes up an earlier finding; what
that one said about supplier, recipient and good then holds on. Nothing is filled in otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.attribution import Layer
from claimgraph.loaders.extract.described import is_nothing, names_several_states
from claimgraph.loaders.extract.frames import Proposal
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.named_late import NamedLate
from claimgraph.loaders.extract.outlook import Outlook
from claimgraph.loaders.extract.pairing import pairings
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.trace import SILENT, Dropped, Resolved, Trace, Why
from claimgraph.loaders.extract.tree import children, first, is_verb
from claimgraph.loaders.extract.words import Span, Token
from claimgraph.loaders.gazetteer import Gazetteer

_NEAR, _FAR = 4, 8
_JUST_BEFORE = 1


@dataclass(frozen=True, slots=True)
class Part:
    """An entity in a part of a transfer, and the head of the phrase that names it (None if taken over from before)."""

    entity: str
    token: Token | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One transfer as one sentence tells it, before anybody's stance to it is worked out."""

    at: Parsed
    trigger: Token
    rule: str
    supplier: Part
    recipient: Part
    good: Part
    via: tuple[Part, ...]
    outlook: Outlook
    layers: tuple[Layer, ...]
    quantity: str | None
    voice: str | None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A proposal that could not be completed: a denial of one points at earlier findings that fit what it names."""

    proposal: Proposal
    outlook: Outlook
    layers: tuple[Layer, ...]
    suppliers: frozenset[str]
    recipients: frozenset[str]
    good: str | None
    voice: str | None


class Finder:
    """Turns the proposals of one article, in order, into findings; it remembers what it found."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, identity: Identity, trace: Trace = SILENT) -> None:
        self._gazetteer, self._lexicon, self._identity, self._trace = gazetteer, lexicon, identity, trace
        self._mentions = Mentions(lexicon)
        self.findings: list[Finding] = []
        self.fragments: list[Fragment] = []

    def add(self, proposal: Proposal, outlook: Outlook, layers: Sequence[Layer], voice: str | None) -> None:
        """Complete a proposal and remember what comes of it."""
        at = proposal.at
        suppliers = self._parties(proposal.supplier, at, voice)
        recipients = self._parties(proposal.recipient or self._helped(proposal.trigger), at, voice)

        def keep(good: str | None) -> None:
            sold, bought = (frozenset(part.entity for part in parts) for parts in (suppliers, recipients))
            self.fragments.append(Fragment(proposal, outlook, tuple(layers), sold, bought, good, voice))

        if all(is_nothing(self._mentions.thing(good)) for good in proposal.good):
            keep(None)
            return
        goods = self._goods(proposal)
        denier = voice if outlook.negated or any(layer.kind == "deny" for layer in layers) else None
        before = self._taken_up(proposal, goods, suppliers, recipients, denier)
        if before is not None:
            onward = self._passes_on(proposal.trigger)
            suppliers = suppliers or [Part((before.recipient if onward else before.supplier).entity, None)]
            recipients = recipients or [Part(before.recipient.entity, None)]
            goods = [
                (Part(before.good.entity, token.token), amount) if token.entity == "" else (token, amount)
                for token, amount in goods
            ]
        goods = [(part, amount) for part, amount in goods if part.entity]
        via = tuple(part for part in self._parties(proposal.via, at, voice))
        complete = False
        for supplier, recipient, (good, amount) in _pairs(suppliers, recipients, goods, at):
            if (clash := _clash(supplier, recipient, good)) is not None:
                self._trace.note(
                    Dropped(at, clash, proposal.trigger, entities=(supplier.entity, recipient.entity, good.entity))
                )
                continue
            complete = True
            through = tuple(part for part in via if part.entity not in (supplier.entity, recipient.entity))
            self.findings.append(
                Finding(
                    at,
                    proposal.trigger,
                    proposal.rule,
                    supplier,
                    recipient,
                    good,
                    through,
                    outlook,
                    tuple(layers),
                    amount,
                    voice,
                )
            )
        if not complete:
            if self._trace.listens:
                self._note_missing(proposal, suppliers, recipients, goods)
            keep(goods[0][0].entity if goods else None)

    def add_late(self, late: NamedLate, at: Parsed, layers: Sequence[Layer], voice: str | None) -> None:
        """Complete what was last told in part by who is named afterwards as the seller or the buyer."""
        named = [part for part in self._parties(late.names, at, voice) if not self._is_person(part)]
        pending = self._pending(at, sells=late.sells)
        if pending is None or pending.good is None or self._tells_of_more(at):
            return
        others = [Part(entity, None) for entity in sorted(pending.suppliers | pending.recipients)]
        suppliers, recipients = (named, others) if late.sells else (others, named)
        good = Part(pending.good, None)
        for supplier, recipient in product(suppliers, recipients):
            if _clash(supplier, recipient, good) is None:
                said = pending.outlook, tuple(layers)
                self.findings.append(
                    Finding(at, late.noun, "named-late", supplier, recipient, good, (), *said, None, voice)
                )

    def _is_person(self, part: Part) -> bool:
        return self._identity.entities[part.entity].type is EntityType.OFFICIAL

    def _tells_of_more(self, at: Parsed) -> bool:
        """Whether a sentence has a transfer of its own: "the exporter, Velmar, sells tea"."""
        return any(is_verb(word) and word.lemma in self._lexicon.verb_frames for word in at.tree)

    def _pending(self, at: Parsed, *, sells: bool) -> Fragment | None:
        """The last that was told of an actual transfer just before, but for who sold, or who bought."""
        for fragment in reversed(self.fragments):
            known, missing = fragment.suppliers, fragment.recipients
            if sells:
                known, missing = missing, known
            near = 0 <= at.index - fragment.proposal.at.index <= _JUST_BEFORE
            actual = fragment.outlook.effect == "actual" and not fragment.outlook.negated
            if near and actual and known and not missing:
                return fragment
        return None

    def _note_missing(
        self,
        proposal: Proposal,
        suppliers: Sequence[Part],
        recipients: Sequence[Part],
        goods: Sequence[tuple[Part, str | None]],
    ) -> None:
        """Tell which parts kept a proposal from being complete."""
        missing = [
            (suppliers, proposal.supplier, Why.SUPPLIER_UNRESOLVED, Why.SUPPLIER_MISSING),
            (recipients, proposal.recipient, Why.RECIPIENT_UNRESOLVED, Why.RECIPIENT_MISSING),
            (goods, proposal.good, Why.GOOD_UNRESOLVED, Why.GOOD_UNRESOLVED),
        ]
        for found, named, unresolved, unnamed in missing:
            if not found:
                words = ", ".join(token.text for token in named)
                self._trace.note(Dropped(proposal.at, unresolved if named else unnamed, proposal.trigger, words))

    def _parties(self, tokens: Iterable[Token], at: Parsed, voice: str | None) -> list[Part]:
        found: dict[str, Part] = {}
        for token in tokens:
            sides = self._sides(token)
            entity = None if sides else self._any_side(token) or self._identity.party(token, at, voice)
            for party in (*sides, *((entity,) if entity is not None else ())):
                found.setdefault(party, Part(party, token))
        return list(found.values())

    def _is_another(self, proposal: Proposal) -> bool:
        """Whether the sentence says that it tells of one more transfer of the same kind ("a second shipment",
        "also")."""
        return any(
            word.lower_ in ("also", "again", "further", "another", "second", "third") for word in proposal.at.tree
        )

    def _sides(self, token: Token) -> list[str]:
        """ "either country", "both states": the states that the article last named together as recipients."""
        if not names_several_states(token):
            return []
        last: dict[int, list[str]] = {}
        for finding in self.findings:
            if self._identity.entities[finding.recipient.entity].type is EntityType.STATE:
                last.setdefault(finding.at.index, []).append(finding.recipient.entity)
        together = [list(dict.fromkeys(states)) for _, states in sorted(last.items())]
        return next((states for states in reversed(together) if len(states) > 1), [])

    def _any_side(self, token: Token) -> str | None:
        """ "any party to the conflict", "either side": the state that the article's last finding had as its
        recipient."""
        if token.lemma not in ("party", "side", "belligerent"):
            return None
        for finding in reversed(self.findings):
            entity = self._identity.entities[finding.recipient.entity]
            if entity.country or entity.type is EntityType.STATE:
                return entity.country or entity.id
        return None

    def _helped(self, trigger: Token) -> tuple[Token, ...]:
        """Who is helped where somebody helps "by providing lathes"."""
        preposition = trigger.head
        if trigger.dep_ != "pcomp" or preposition.lower_ != "by" or not is_verb(preposition.head):
            return ()
        frames = self._lexicon.verb_frames.get(preposition.head.lemma, ())
        helps = any("with" in frame.good for frame in frames)
        target = first(children(preposition.head, "dobj"))
        return (target,) if helps and target is not None else ()

    def _goods(self, proposal: Proposal) -> list[tuple[Part, str | None]]:
        found: dict[str, tuple[Part, str | None]] = {}
        for outer in proposal.good:
            token = self._mentions.thing(outer)
            if token.lemma in self._lexicon.noun_frames and proposal.inner is None and token.lemma not in ("cargo",):
                found.setdefault("", (Part("", token), None))
                continue
            generic = self._lexicon.described(token.lemma, "anything")
            if token.pos_ in ("PRON", "DET") or generic or self._mentions.is_bare_amount(token):
                found.setdefault("", (Part("", token), self._amount(token)))
                continue
            span = _behind((*proposal.recipient, proposal.trigger), self._mentions.good(token))
            name = " ".join(proposal.at.tree.between(span.start, span.end).split())
            entity = self._declare_good(token, name, proposal.at)
            if self._trace.listens:
                self._trace.note(Resolved(proposal.at, token, "good", entity))
            found.setdefault(entity, (Part(entity, token), self._mentions.quantity(token, span, outer)))
        return list(found.values())

    def _passes_on(self, trigger: Token) -> bool:
        """Whether the trigger says that what came was sent further ("then sold on")."""
        words = {child.lower_ for child in trigger.children}
        return bool(words & {"on", "onward", "onwards", "then", "later", "afterwards"}) or trigger.lemma in (
            "forward",
            "re-export",
            "reexport",
            "resell",
        )

    def _amount(self, token: Token) -> str | None:
        return token.text if token.like_num else None

    def _declare_good(self, token: Token, name: str, at: Parsed) -> str:
        if self._is_definite(token) and (known := self._known_good(token)):
            return known
        name = self._gazetteer.good(name).name
        return self._identity.registry.good(name if token.pos_ == "PROPN" else at.spelled(name))

    def _known_good(self, token: Token) -> str | None:
        head = token.lemma
        for finding in reversed(self.findings):
            known = finding.good.token
            if known is not None and known.lemma == head:
                return finding.good.entity
        return None

    def _is_definite(self, token: Token) -> bool:
        return any(
            child.lower_ in ("the", "these", "those", "this", "that", "such")
            and child.dep_ in ("det", "predet", "amod")
            for child in token.lefts
        )

    def _taken_up(
        self,
        proposal: Proposal,
        goods: Sequence[tuple[Part, str | None]],
        suppliers: Sequence[Part],
        recipients: Sequence[Part],
        denier: str | None,
    ) -> Finding | None:
        """The earlier finding that a definite or pronominal good goes back to; who denies it means his own first."""
        anaphoric = any(not part.entity for part, _ in goods) or any(
            part.token is not None and self._is_definite(self._mentions.thing(part.token)) for part, _ in goods
        )
        missing = not suppliers or not recipients
        nameless = any(not part.entity for part, _ in goods)
        another = not suppliers and self._is_another(proposal)
        if not nameless and not another and not (missing and (anaphoric or proposal.trigger.pos_ == "VERB")):
            return None
        given = {part.entity for part in (*suppliers, *recipients)}
        named = {part.entity for part, _ in goods if part.entity}
        for finding in self._within_reach(proposal.at.index, denier):
            if named and anaphoric and finding.good.entity in named:
                return finding
            shared = given & {finding.supplier.entity, finding.recipient.entity}
            if nameless and (shared or not suppliers):
                return finding
            if named and not suppliers and finding.recipient.entity in given and self._is_another(proposal):
                return finding
        return None

    def _within_reach(self, sentence: int, denier: str | None) -> list[Finding]:
        """What may be taken up in a sentence, the last first; before it, and from further up, what is told of whoever
        denies there."""
        stands = self._identity.registry.stands_for(denier) if denier is not None else frozenset[str]()
        latest = [(one, sentence - one.at.index) for one in reversed(self.findings)]
        own = [one for one, back in latest if back <= _FAR and stands & {one.supplier.entity, one.recipient.entity}]
        return own + [one for one, back in latest if back <= _NEAR and one not in own]


def _behind(others: Sequence[Token], good: Span) -> Span:
    """The name of a good without the receiver or verb that the parser put into it: "sold Halvar Trade howitzers"."""
    inside = [token.i for token in others if good.start <= token.i < good.end - 1]
    return Span(max(inside) + 1, good.end) if inside else good


def _clash(supplier: Part, recipient: Part, good: Part) -> Why | None:
    """Why three entities cannot be the parts of one transfer."""
    short, long = sorted((_slug(supplier), _slug(recipient)), key=len)
    if supplier.entity == recipient.entity or long.endswith(f"-{short}"):
        return Why.SAME_PARTY
    return Why.GOOD_IS_PARTY if good.entity in (supplier.entity, recipient.entity) else None


def _slug(part: Part) -> str:
    return part.entity.rpartition(":")[2].rpartition("/")[2]


def _pairs(
    suppliers: Sequence[Part], recipients: Sequence[Part], goods: Sequence[tuple[Part, str | None]], at: Parsed
) -> Iterator[tuple[Part, Part, tuple[Part, str | None]]]:
    amounts = dict(goods)
    triples = pairings(_placed(suppliers), _placed(recipients), _placed(list(amounts)), at.tree.text)
    for supplier, recipient, good in triples:
        yield supplier, recipient, (good, amounts[good])


def _placed(parts: Sequence[Part]) -> list[tuple[Part, int]]:
    return [(part, part.token.idx if part.token is not None else 0) for part in parts]
