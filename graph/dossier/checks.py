"""What is left to check about a claim before it is printed: pure functions over what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.graph.counting import counted
from claimgraph.graph.dossier.content import DISPUTED, Check, Doubt, Voice
from claimgraph.graph.model import Stance, Status
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.origins import is_named

LOW_CONFIDENCE = 0.5
"""Below this a reader is more likely to call the reading wrong than right."""


def checks_of(
    network: Network, record: ClaimRecord, saying: Sequence[Voice], denying: Sequence[Voice]
) -> tuple[Check, ...]:
    """What somebody should check about a claim; nothing where nothing stands out.

    Parameters:
        saying, denying: the voices on both sides.
    """
    return tuple(sorted(_checks(network, record, saying, denying), key=lambda check: _ORDER.index(check.doubt)))


_ORDER = tuple(Doubt)


def _checks(
    network: Network, record: ClaimRecord, saying: Sequence[Voice], denying: Sequence[Voice]
) -> Iterator[Check]:
    articles = {one.evidence.article for one in record.affirming}
    parties = _parties(network, record)
    if record.confidence is not None and record.confidence < LOW_CONFIDENCE:
        yield Check(
            Doubt.CONFIDENCE, f"Read with low confidence ({record.confidence:.2f}): does the sentence say so at all?"
        )
    if any(not one.evidence.matches for one in record.bearing):
        yield Check(
            Doubt.CHANGED, "A quote no longer stands in the stored text of its article: read the article again."
        )
    if saying and not _has_name(network, record):
        yield Check(Doubt.UNNAMED, "Nobody who says so has a name: who is it, and how do they know?")
    elif len(saying) == 1:
        told = "in one article" if len(articles) == 1 else f"in {counted(len(articles), 'article')}"
        yield Check(Doubt.ONE_ORIGIN, f"One origin only ({saying[0].name}, {told}): does anybody else say so?")
    elif len(saying) > 1 and len(articles) == 1:
        origins = counted(len(saying), "origin")
        yield Check(Doubt.ONE_ARTICLE, f"{origins}, but all in one article: do they say so anywhere else?")
    if record.hedged:
        words = "All who say so leave it in doubt (“may”, “reportedly”): does anybody say it outright?"
        yield Check(Doubt.HEDGED, words)
    if record.status is Status.ALLEGED:
        yield Check(Doubt.UNANSWERED, f"Unanswered: no denial in these articles. Put it to {parties}.")
    if record.status in DISPUTED and not any(voice.part for voice in denying):
        names = ", ".join(voice.name for voice in denying)
        yield Check(Doubt.THIRD_PARTIES, f"Denied by third parties only ({names}): what do {parties} say?")
    if record.status is Status.DENIED:
        yield Check(Doubt.DENIAL_ONLY, "Only the denial is here: who made the allegation that it answers?")


def _has_name(network: Network, record: ClaimRecord) -> bool:
    """Whether anybody with a name affirms it, or the article in its own voice."""
    entities = (network.entities.get(one.voice or one.speaker or "") for one in record.affirming)
    own_voice = any(one.speaker is None and one.stance is Stance.ASSERTS for one in record.affirming)
    return own_voice or any(entity is not None and is_named(entity) for entity in entities)


def _parties(network: Network, record: ClaimRecord) -> str:
    supplier, recipient = (network.entities[id].name for id in (record.claim.supplier, record.claim.recipient))
    return f"{supplier} and {recipient}"
