"""Whose voice a sentence is where the sentence itself does not say: quotations that run on, and transcripts."""

from __future__ import annotations

from collections.abc import Sequence

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.attribution import Attribution, Layer
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.tree import is_verb

_OPENING = 4


class Voices:
    """Answers for one article; `interviewee` is the name of whoever answers in an interview."""

    def __init__(
        self,
        parsed: Sequence[Parsed],
        attribution: Attribution,
        identity: Identity,
        lexicon: Lexicon,
        interviewee: str | None = None,
    ) -> None:
        self._parsed, self._attribution, self._identity, self._lexicon = parsed, attribution, identity, lexicon
        self._interviewee = interviewee
        self._order = {at.index: number for number, at in enumerate(parsed)}

    def of(self, at: Parsed, layers: Sequence[Layer]) -> str | None:
        """The entity that speaks a sentence: its own speaker, else that of the quotation or transcript it belongs
        to."""
        for layer in layers:
            if layer.speaker is None or layer.negated:
                continue
            if found := self._identity.speaker(layer.speaker, at):
                return found
        if at.sentence.label == "A":
            return self._identity.named(self._interviewee, speaking=True) if self._interviewee else None
        if len(at.sentence.label) > 1:
            return self._identity.person_called(at.sentence.label)
        if self._is_inside_quotation(at):
            return self._quoted_speaker(at)
        return None

    def authority(self) -> str | None:
        """Who sanctions or charges somebody in the article's opening: what the article then tells is that body's
        charge."""
        for at in self._parsed[:_OPENING]:
            for token in at.tree:
                if is_verb(token) and token.dep_ == "ROOT" and "sanction" in self._lexicon.kinds(token.lemma, "verb"):
                    speaker = self._attribution.speaker_of(token)
                    found = self._identity.speaker(speaker, at) if speaker is not None else None
                    if found and self._identity.entities[found].type in (EntityType.ORGANIZATION, EntityType.STATE):
                        return found
        return None

    def _is_inside_quotation(self, at: Parsed) -> bool:
        text = at.sentence.readable
        opened = text.startswith(('"', "'")) and not text.endswith(("said.", "says."))
        return at.sentence.quoted or (
            opened and text.count('"') in (1, 2) and (text.count('"') == 1 or text.rstrip(".,").endswith('"'))
        )

    def _quoted_speaker(self, at: Parsed) -> str | None:
        number = self._order[at.index]
        same = [
            other
            for other in self._parsed[max(0, number - 3) : number]
            if other.sentence.paragraph == at.sentence.paragraph
        ]
        for other in (
            *reversed(same),
            *self._parsed[number + 1 : number + 2],
            *reversed(self._parsed[max(0, number - 3) : number]),
        ):
            if found := self._main_speaker(other):
                return found
        return None

    def _main_speaker(self, at: Parsed) -> str | None:
        for token in at.tree:
            if (
                is_verb(token)
                and "say" in self._lexicon.kinds(token.lemma, "verb")
                and (speaker := self._attribution.speaker_of(token)) is not None
            ):
                return self._identity.speaker(speaker, at)
        return None
