"""Who denies what a telling tells: each of several for himself, and nobody who denies another transfer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimgraph.graph.model import Claim, EntityType, Role, Stance
from claimgraph.loaders.extract.denials import denied_by, told_of
from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.parts import Parts
from claimgraph.loaders.extract.labeller.tellings import RULE, Span, Telling, role_spans, told_in, words_of
from claimgraph.loaders.extract.labeller.unsaid import Part
from claimgraph.loaders.extract.parsed import Parsed, sentence_at
from claimgraph.loaders.extract.rules import Workbench
from claimgraph.loaders.extract.tree import children, outermost
from claimgraph.loaders.extract.words import Token

_BOTH: Final = re.compile(r"(?:both|the two) (?:sides|countries|governments|companies|firms|parties|states|capitals)")
_CLOSE: Final = 24
"""How many characters before a noun may say that both are meant."""


def means_both(text: str, span: Span) -> bool:
    """Whether both parties are meant: "both countries", "the two sides"."""
    words = words_of(text, span).lower()
    before = text[max(0, span.start - _CLOSE) : span.start].lower().split()[-2:]
    return any(_BOTH.fullmatch(" ".join((*before[place:], words))) for place in range(len(before) + 1))


class Denying:
    """Enters into an article's ledger who denies what its tellings tell."""

    def __init__(self, bench: Workbench, parts: Parts, tellings: Sequence[Telling]) -> None:
        self._bench, self._parts, self._tellings = bench, parts, tellings
        self._ledger, self._registry, self._text = bench.ledger, bench.identity.registry, bench.document.text

    def deny(self, claim: Claim, telling: Telling, deniers: Sequence[Part]) -> None:
        """State that each of some deniers denies a claim, but who denies something else in the same sentence."""
        cues = telling.spans(labels.DENIAL)
        for part in (each for denier in deniers for each in self._each(denier, claim, telling)):
            cue = min(cues, key=lambda span: abs(span.start - part.span.end), default=part.span)
            at = sentence_at(self._bench.parsed, cue.start)
            if at is None or self._denies_another(telling, at, claim) or self._denies_other_goods(at, claim):
                continue
            if not at.holds(telling.trigger.start) and self._names_others(cue, at, claim):
                continue
            marks = (*role_spans(at, Role.SPEAKER, [part.span]), *role_spans(at, Role.CUE, [cue]))
            self._ledger.state(
                claim,
                Stance.DENIES,
                at.sentence,
                rule=RULE,
                trigger=words_of(self._text, cue if cues else self._denied_in(at, cue)),
                speaker=part.entity,
                roles=marks,
            )

    def _denied_in(self, at: Parsed, otherwise: Span) -> Span:
        """The trigger of what a sentence tells that did not happen: "has never sold lathes", said Lund."""
        return next((other.trigger for other in told_in(self._tellings, at) if other.is_denied), otherwise)

    def _denies_another(self, telling: Telling, at: Parsed, claim: Claim) -> bool:
        """Whether the sentence in which somebody denies says by itself what is denied, and that is another transfer."""
        if telling.is_denied:
            return False
        denied = [other for other in told_in(self._tellings, at) if other is not telling and other.is_denied]
        return bool(denied) and not any(self._leaves_room_for(claim, other, at) for other in denied)

    def _denies_other_goods(self, at: Parsed, claim: Claim) -> bool:
        """Whether what somebody denies is told to be of other goods: "denied any arms transfers", of oil."""
        lexicon = self._bench.lexicon
        verbs = [word for word in at.tree if lexicon.kinds(word.lemma, "verb") & {"deny", "dismiss"}]
        denied = (head for word in verbs for head in denied_by(word))
        about = told_of([head for head in denied if lexicon.kinds(head.lemma, "noun") & {"told", "charge"}], lexicon)
        return not self._bench.identity.is_such_a_good(claim.good, about)

    def _names_others(self, cue: Span, at: Parsed, claim: Claim) -> bool:
        """Whether what is said in a denial names more of the parties to another claim than to this one ("sold nothing
        to Libya", of what went to Chad), or just the good of another one ("no rockets")."""
        said, others = self._said(cue, at), [told.claim for told in self._ledger.told]
        accusers = {told.speaker for told in self._ledger.told if told.claim == claim}
        named = self._bench.identity.mentioned(at.index, {word.i for word in said if not _is_place(word)}) - accusers
        here = len(named & self._registry.concerned(claim))
        if any(len(named & self._registry.concerned(other)) > here for other in others):
            return True
        nouns, fits = [word for word in said if word.pos_ == "NOUN"], self._bench.identity.is_such_a_good
        return not fits(claim.good, nouns) and any(fits(other.good, nouns) for other in others)

    def _said(self, cue: Span, at: Parsed) -> list[Token]:
        """What hangs on a word by which somebody denies, but who he is."""
        head = outermost(at.tokens(cue.start, cue.end))
        if head is None:
            return []
        subjects = {word.i for subject in children(head, "nsubj", "nsubjpass") for word in subject.subtree}
        return [word for word in head.subtree if word.i not in subjects]

    def _leaves_room_for(self, claim: Claim, telling: Telling, at: Parsed) -> bool:
        """Whether the parties that a telling names, and its goods, may be those of a claim."""
        goods: list[str | None] = [part.entity for part in self._parts.goods(telling, at)]
        parties = self._parts.parties_by_name(telling)
        return any(self._registry.may_be(claim, parties, good) for good in goods or [None])

    def _each(self, denier: Part, claim: Claim, telling: Telling) -> tuple[Part, ...]:
        """Whoever of several denies a claim about himself: "both mills deny it" is said by each of the mills, "both
        countries" by the two parties, where they are no list."""
        denier = self._of_the_claim(denier, claim)
        words = words_of(self._text, denier.span).lower()
        listed = [role for role in labels.PARTIES if len(telling.spans(role)) > 1]
        both = means_both(self._text, denier.span) and self._are_alike(claim)
        if both and not listed and not self._tells_of_others(claim):
            return Part(claim.supplier, denier.span), Part(claim.recipient, denier.span)
        several = both or words.startswith(("both", "the two", "the three", "all "))
        if not several or len(listed) != 1:
            return (denier,)
        return (Part(claim.supplier if listed == [labels.SUPPLIER] else claim.recipient, denier.span),)

    def _of_the_claim(self, denier: Part, claim: Claim) -> Part:
        """Whoever denies a claim as "the company": the one firm that is a party to it."""
        noun = words_of(self._text, denier.span).lower().removeprefix("the ")
        meant = self._bench.identity.callings.firm_of(claim, noun) if self._registry.is_firm(denier.entity) else None
        return Part(meant, denier.span) if meant is not None else denier

    def _are_alike(self, claim: Claim) -> bool:
        """Whether both parties are states, or neither, so that they may be called by one noun."""
        types = [self._registry.entities[party].type for party in (claim.supplier, claim.recipient)]
        return (types[0] is EntityType.STATE) == (types[1] is EntityType.STATE)

    def _tells_of_others(self, claim: Claim) -> bool:
        """Whether anything was told of others than the two parties to a claim: "both" may be any two of them."""
        parties = {claim.supplier, claim.recipient}
        return any({told.claim.supplier, told.claim.recipient} != parties for told in self._ledger.told)


def _is_place(word: Token) -> bool:
    """Whether a word only tells where: "denied it in Chad"."""
    return word.dep_ == "pobj" and word.head.lower_ in ("in", "at", "on", "near")
