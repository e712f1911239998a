"""Who confirms what was told before, without telling it again: "Brazos confirmed the sale", "that was confirmed by an
engineer"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.speech import SpeechReader
from claimgraph.loaders.extract.tree import children, is_verb, objects, particle
from claimgraph.loaders.extract.words import Token

_TAKEN_UP: Final = frozenset({"it", "this", "that", "these", "both", "all", "as"})


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A speaker who says that it is so; `cue` is the word by which."""

    cue: Token
    speaker: Token


class ConfirmationReader:
    """Finds confirmations that carry no proposition of their own."""

    def __init__(self, lexicon: Lexicon, speech: SpeechReader) -> None:
        self._lexicon, self._speech = lexicon, speech
        self._telling = lexicon.words("confirm", "dismiss", "deny")

    def read(self, at: Parsed, triggers: Collection[int]) -> Iterator[Confirmation]:
        """The confirmations of a sentence that point at what was told before it.

        Parameters:
            triggers: token numbers of the transfers found in this sentence; what tells of one confirms that one.
        """
        for token in at.tree:
            if token.lemma not in self._telling or not self._confirms(token):
                continue
            points_back = any(
                self._is_what_was_told(each) and not any(word.i in triggers for word in each.subtree)
                for each in children(token, "dobj", "nsubjpass")
            )
            speaker = self._agent(token) or self._speech.speaker_of(token) if points_back else None
            if speaker is not None:
                yield Confirmation(token, speaker)

    def _confirms(self, token: Token) -> bool:
        """Whether a verb confirms, or disputes with "not"."""
        if not is_verb(token):
            return False
        kinds = self._lexicon.kinds(particle(token), "verb")
        negated = any(child.dep_ == "neg" or child.lower_ in ("neither", "nor") for child in token.children)
        return bool(kinds & {"dismiss", "deny"}) if negated else "confirm" in kinds

    def _is_what_was_told(self, target: Token) -> bool:
        """Whether a word takes up a transfer told before: a pronoun, or a definite noun of transfer ("the sale")."""
        if target.pos_ in ("PRON", "DET"):
            return target.lower_ in _TAKEN_UP
        told = self._lexicon.kinds(target.lemma, "noun") & {"told", "charge"}
        return bool(told) and any(child.lower_ in ("the", "this", "that", "these") for child in target.lefts)

    def _agent(self, verb: Token) -> Token | None:
        """By whom it was confirmed, in the passive."""
        return next((word for by in children(verb, "agent") for word in objects(by)), None)
