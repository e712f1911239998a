"""Whether a transfer is told as a fact: modality and polarity as the network marks them, and what the tree forbids to
claim: questions, conditions, what nobody came to say."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from claimgraph.graph.model import Modality
from claimgraph.loaders.extract.annotations import EventMention, Factuality, Transfer
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.modality import Outlook, OutlookReader
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.speech import Layer, SpeechReader, governs_clause
from claimgraph.loaders.extract.thresholds import Thresholds
from claimgraph.loaders.extract.words import Token

_ENDS_A_QUOTE: Final = "\"'”’) "
_DENIED: Final = ("denied", "negated")


class FactualityReader:
    """Transfers and trees → one `Factuality` for each transfer."""

    name = "factuality"
    reads = ("sentences", "trees", "transfers")
    writes = ("factuality",)

    def __init__(self, lexicon: Lexicon, least: Thresholds) -> None:
        self._lexicon, self._least = lexicon, least
        self._speech, self._outlooks = SpeechReader(lexicon), OutlookReader(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """The article with the factuality of its transfers."""
        told = tuple(self._of(doc, transfer) for transfer in doc.transfers)
        return replace(doc, factuality=told) if told else doc

    def _of(self, doc: Doc, transfer: Transfer) -> Factuality:
        event = transfer.event
        at = doc.trees.get(transfer.sentence)
        token = at.token(event.trigger.start) if at is not None else None
        layers = self._speech.layers(token) if token is not None else []
        outlook = self._outlook(token, layers) if token is not None else Outlook()
        told = Factuality(
            self._modality(event, outlook),
            self._polarity(event, outlook, layers, token),
            event.flags["hedged"] >= self._least.hedged,
        )
        return replace(told, unsaid=self._unsaid(doc, transfer, at, token, layers, outlook))

    def _modality(self, event: EventMention, outlook: Outlook) -> Modality:
        """What the network says; what is permitted again is planned, where that does not say that it is blocked."""
        permitted = outlook.effect == "permitted" and event.modality is Modality.ACTUAL
        return Modality.PLANNED if permitted else event.modality

    def _outlook(self, trigger: Token, layers: list[Layer]) -> Outlook:
        return self._outlooks.read(trigger, frozenset(layer.cue.i for layer in layers))

    def _polarity(self, event: EventMention, outlook: Outlook, layers: list[Layer], token: Token | None) -> str:
        """The likeliest polarity. What nobody is marked to deny is denied only where that is likely by itself, or where
        the trigger's own words negate it."""
        if any(layer.kind == "deny" and not layer.negated for layer in layers[:1]) and not outlook.negated:
            return "denied"
        marked = (
            event.polarity["denied"] >= self._least.likely or event.role(labels.DENIER) or event.role(labels.DENIAL)
        )
        both = bool(event.role(labels.SPEAKER)) and bool(event.role(labels.DENIER))
        odds = {name: odds for name, odds in event.polarity.items() if name != "denied" or (marked and not both)}
        likeliest = max(odds, key=lambda name: odds[name])
        if token is not None and likeliest not in _DENIED and _negates_itself(outlook, token):
            return "denied" if event.role(labels.SPEAKER) or event.role(labels.DENIER) else "negated"
        came_to_nothing = outlook.effect == "blocked" and event.polarity["negated"] >= self._least.faint
        return "negated" if came_to_nothing and likeliest == "asserted" else likeliest

    def _unsaid(
        self,
        doc: Doc,
        transfer: Transfer,
        at: Parsed | None,
        token: Token | None,
        layers: list[Layer],
        outlook: Outlook,
    ) -> str:
        sentence = doc.sentences[transfer.sentence]
        if sentence.readable.rstrip(_ENDS_A_QUOTE).endswith("?"):
            return "the sentence is a question"
        if at is None or token is None:
            return ""
        if token.lemma in self._lexicon.uses:
            return "the trigger tells of use, not of supply"
        left_open = outlook.effect == "hypothetical" and not self._foresees(transfer.event)
        if outlook.effect == "conditional" or left_open:
            return "it is only supposed, asked or wished for"
        if layers and layers[0].negated:
            kind, cue = layers[0].kind, layers[0].cue
            if kind in ("say", "confirm", "deny") and governs_clause(cue, token, asking=kind != "confirm"):
                return "the speaker is said not to say it"
        return ""

    def _foresees(self, event: EventMention) -> bool:
        """Whether an event is likely marked as planned or blocked: what is allowed, asked for or threatened may be."""
        return max(event.flags["planned"], event.flags["blocked"]) >= self._least.likely


def _negates_itself(outlook: Outlook, trigger: Token) -> bool:
    """Whether a trigger is negated by its own words: "has sold neither …", "not one rifle came"."""
    own = {trigger.i, *(child.i for child in trigger.children)}
    return outlook.negated and any(said == "negated" and word.i in own for said, word in outlook.grounds)
