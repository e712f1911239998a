"""What denials and confirmations answer: which of the claims that an article told before them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimgraph.graph.model import Claim, EntityType, Modality, Role, Stance
from claimgraph.loaders.extract.callings import COUNTRIES
from claimgraph.loaders.extract.confirmations import Confirmation
from claimgraph.loaders.extract.denials import Denial
from claimgraph.loaders.extract.described import is_definite
from claimgraph.loaders.extract.findings import Fragment
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.ledger import Ledger, Told
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.stances import stance_of
from claimgraph.loaders.extract.trace import SILENT, Dropped, Trace, Why
from claimgraph.loaders.extract.tree import children
from claimgraph.loaders.extract.words import Token

_REACH, _NAMED, _RIGHT_AFTER = 6, 3, 1
"""How many sentences a denial, one that names the sale, and one that only points stand behind what they answer."""
_ANYBODY = frozenset({"anyone", "anybody", "nobody", "whoever", "one"})


class Answering:
    """Enters into an article's ledger what its denials and confirmations answer."""

    def __init__(self, ledger: Ledger, identity: Identity, lexicon: Lexicon, trace: Trace = SILENT) -> None:
        self._ledger, self._identity, self._lexicon, self._trace = ledger, identity, lexicon, trace
        self._registry = identity.registry

    def deny(self, denial: Denial, *, by_strangers: bool = True) -> None:
        """Attach a denial to the open allegations that it answers.

        Parameters:
            by_strangers: whether whoever is no party to anything told denies what was told last; a labeller hears
                better who does.
        """
        if _are_two_states(denial.speaker) and (meant := self._between_two(denial)):
            for claim in meant:
                for party in (claim.supplier, claim.recipient):
                    self._deny(claim, party, denial.at, denial.cue, denial.speaker)
            return
        speaker = self._speaker(denial)
        if speaker is None:
            self._trace.note(Dropped(denial.at, Why.NO_SPEAKER, denial.cue))
            return
        answered = self._of_such_goods(denial, speaker)
        if not answered:
            kinds = frozenset[str]().union(*(self._lexicon.kinds(word.lemma, "noun") for word in denial.about))
            reach = _NAMED if "told" in kinds else _RIGHT_AFTER
            told = self._answered(denial.at, speaker, by_strangers=by_strangers, reach=reach)
            about = denial.about if kinds & {"told", "charge"} else ()
            answered = [claim for claim in told if self._identity.is_such_a_good(claim.good, about)]
        if not answered:
            self._trace.note(Dropped(denial.at, Why.NOTHING_TO_ANSWER, denial.cue, entities=(speaker,)))
        own = _own_parts(answered) if _is_each(denial.speaker) else {}
        for claim in answered:
            self._deny(claim, own.get(claim.id, speaker), denial.at, denial.cue, denial.speaker)

    def _speaker(self, denial: Denial) -> str | None:
        """Who denies: "the company" is the one firm that was a party to what was told last, where it may be called
        so."""
        token, at = denial.speaker, denial.at
        if token is None:
            return None
        found = self._identity.speaker(token, at)
        is_plain = is_definite(token) and not children(token, "compound", "amod", "nmod", "poss", "appos", "relcl")
        if found is None or not is_plain or not self._registry.is_firm(found):
            return found
        told = self._open(at, frozenset(), _REACH)
        return (self._identity.callings.firm_of(told[-1].claim, token.lower_) if told else None) or found

    def _between_two(self, denial: Denial) -> list[Claim]:
        """What was told of such goods as a denial names, where all of it was told of the same two states."""
        told = [one.claim for one in self._open(denial.at, frozenset(), _REACH)]
        meant = [claim for claim in told if self._identity.is_such_a_good(claim.good, denial.about)]
        pairs = {frozenset((claim.supplier, claim.recipient)) for claim in meant}
        states = all(self._identity.entities[party].type is EntityType.STATE for pair in pairs for party in pair)
        return list(dict.fromkeys(meant)) if len(pairs) == 1 and states else []

    def _of_such_goods(self, denial: Denial, speaker: str) -> list[Claim]:
        """Where a denial says of what kind of goods ("denied any arms sales to Mali"): all that the article told of the
        speaker, such goods, and those that it names; nothing where it told of none."""
        kinds = {kind for word in denial.about if (kind := self._identity.kind_of_goods(word.text)) is not None}
        if not kinds:
            return []
        named = {party for word in denial.beside if (party := self._identity.party(word, denial.at)) is not None}
        stands = self._registry.stands_for(speaker)
        own = [
            told.claim
            for told in self._open(denial.at, stands, denial.at.index)
            if {told.claim.supplier, told.claim.recipient} & stands
            and named - stands <= self._registry.concerned(told.claim)
            and any(self._identity.is_of_kind(told.claim.good, kind) for kind in kinds)
        ]
        supplied = [claim for claim in own if claim.supplier in stands]
        return list(dict.fromkeys(own if denial.both_ways else supplied or own))

    def deny_fragment(self, fragment: Fragment) -> None:
        """An incomplete denied transfer ("said it had sold nothing") answers the earlier allegations that fit it."""
        denied = any(layer.kind == "deny" for layer in fragment.layers)
        if fragment.outlook.effect != "actual" or denied == fragment.outlook.negated or not fragment.layers:
            return
        layer = next((layer for layer in fragment.layers if layer.kind == "deny"), fragment.layers[0])
        at = fragment.proposal.at
        speaker = self._identity.speaker(layer.speaker, at) if layer.speaker is not None else None
        if speaker is None or layer.negated:
            return
        for claim in self._meant_by(fragment, speaker):
            self._deny(claim, speaker, at, layer.cue, layer.speaker)

    def _meant_by(self, fragment: Fragment, speaker: str) -> list[Claim]:
        """The open allegations that an incomplete denied transfer leaves room for: of the same parties, or of whoever
        may be meant by a description ("nothing to anybody in Norland"); none where it is not known whom it names."""
        proposal, at = fragment.proposal, fragment.proposal.at
        sides = ((proposal.supplier, fragment.suppliers), (proposal.recipient, fragment.recipients))
        if any(_is_unknown(tokens, found) for tokens, found in sides):
            return []
        if not fragment.suppliers | fragment.recipients:
            claims = self._answered(at, speaker, reach=_REACH)
        else:
            open_ = self._open(at, self._registry.stands_for(speaker), _REACH)
            claims = [told.claim for told in open_ if not told.asserted]
        fits = self._registry.leaves_room
        meant = (
            claim
            for claim in claims
            if fits(fragment.suppliers, claim.supplier) and fits(fragment.recipients, claim.recipient)
        )
        return list(dict.fromkeys(claim for claim in meant if self._registry.covers(fragment.good, claim.good)))

    def _answered(self, at: Parsed, speaker: str, *, by_strangers: bool = True, reach: int) -> list[Claim]:
        """The open allegations that a denial answers: the speaker's own where it is a party, else the nearest.

        Parameters:
            reach: how many sentences before it may have been told what was asserted; it is answered by a party only.
        """
        stands = self._registry.stands_for(speaker)
        linked = stands | {country for entity in stands if (country := self._identity.entities[entity].country)}
        told_before = self._open(at, stands, _REACH)
        earlier = [told for told in told_before if not told.asserted]
        just_asserted = (told for told in told_before if told.asserted and at.index - told.sentence <= reach)
        own = [
            told.claim for told in (*earlier, *just_asserted) if {told.claim.supplier, told.claim.recipient} & stands
        ]
        own = [claim for claim in own if claim.supplier in stands] or own
        own = own or [told.claim for told in earlier if self._registry.concerned(told.claim) & linked]
        if not own and earlier and by_strangers:
            nearest = max(told.sentence for told in earlier)
            own = [told.claim for told in earlier if told.sentence == nearest]
        return list(dict.fromkeys(own))

    def confirm(self, confirmation: Confirmation) -> None:
        """Let a confirmation add its speaker to what was told just before: his own transfers where he is a party, else
        what "it" means, told in the very sentence before."""
        at = confirmation.at
        speaker = self._identity.speaker(confirmation.speaker, at)
        if speaker is None:
            return
        for claim in self._confirmed(confirmation, speaker):
            self._ledger.state(
                claim,
                stance_of(speaker, claim, self._registry),
                at.sentence,
                rule="confirmation",
                trigger=confirmation.cue.text,
                speaker=speaker,
                roles=[at.mark(Role.SPEAKER, confirmation.speaker), at.mark(Role.CUE, confirmation.cue)],
            )

    def _confirmed(self, confirmation: Confirmation, speaker: str) -> list[Claim]:
        """What a speaker confirms: what was told of those whom he names, else his own transfers of the last sentence
        that told any, or what "it" means. A firm confirms its own business only."""
        at, stands = confirmation.at, self._registry.stands_for(speaker)
        named = {party for word in confirmation.beside if (party := self._identity.party_named(word, at)) is not None}
        if named:
            claims = dict.fromkeys(told.claim for told in self._open(at, stands, at.index))
            meant = [claim for claim in claims if named <= self._registry.concerned(claim)]
            his = [claim for claim in meant if stands & self._registry.sides(claim)]
            return his if his or any(map(self._registry.is_firm, stands)) else meant
        near = self._open(at, stands, _NAMED)
        own = [told for told in near if stands & self._registry.sides(told.claim)]
        if not own and confirmation.pointing:
            own = [told for told in near if at.index - told.sentence <= _RIGHT_AFTER]
        last = max((told.sentence for told in own), default=0)
        return list(dict.fromkeys(told.claim for told in own if told.sentence == last))

    def _open(self, at: Parsed, stands: frozenset[str], reach: int) -> list[Told]:
        """What others told of actual transfers, at most so many sentences before."""
        return [
            told
            for told in self._ledger.told
            if told.claim.modality is Modality.ACTUAL
            and told.speaker not in stands
            and 0 <= at.index - told.sentence <= reach
        ]

    def _deny(self, claim: Claim, speaker: str, at: Parsed, cue: Token, speaking: Token | None) -> None:
        roles = (
            [at.mark(Role.CUE, cue)] if speaking is None else [at.mark(Role.SPEAKER, speaking), at.mark(Role.CUE, cue)]
        )
        self._ledger.state(
            claim, Stance.DENIES, at.sentence, rule="denial", trigger=cue.text, speaker=speaker, roles=roles
        )


def _is_each(speaker: Token | None) -> bool:
    """Whether several speak, each for himself: "both mills", "all three"."""
    return speaker is not None and any(word.lower_ in ("both", "all") for word in (speaker, *speaker.lefts))


def _own_parts(claims: Sequence[Claim]) -> dict[str, str]:
    """By claim, which of several parties it is about; nothing where claims differ in both sides or in none."""
    suppliers, recipients = {claim.supplier for claim in claims}, {claim.recipient for claim in claims}
    if (len(suppliers) > 1) == (len(recipients) > 1):
        return {}
    return {claim.id: claim.supplier if len(suppliers) > 1 else claim.recipient for claim in claims}


def _is_unknown(tokens: Sequence[Token], found: Collection[str]) -> bool:
    """Whether words name somebody in particular of whom nothing is known."""
    return not found and any(token.lower_ not in _ANYBODY for token in tokens)


def _are_two_states(speaker: Token | None) -> bool:
    """Whether "both countries", "the two governments" speak."""
    if speaker is None or speaker.lemma not in COUNTRIES or speaker.tag_ != "NNS":
        return False
    return any(word.lower_ in ("both", "two") for word in speaker.lefts)
