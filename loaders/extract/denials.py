"""Denials that point back: "denied this", "called the claim a lie", "a charge the firm rejected"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.speech import SpeechReader
from claimgraph.loaders.extract.tree import ancestors, children, conjuncts, governed, is_verb, particle
from claimgraph.loaders.extract.words import Token

_FINDING: Final = frozenset({"find", "have", "see", "discover"})
_ABOUT: Final = ("of", "regarding", "concerning", "about", "over")
_TOWARDS: Final = ("to", "from", "with", "between")
_POINTING: Final = frozenset({"so", "such", "these", "those", "kind", "anything", "anyone", "anybody", "either", "any"})
"""Words by which a denied clause points at what was told before."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A speaker who calls something untrue that was said before; `cue` is the word by which.

    `about` are nouns that may tell of what ("arms" and "sales" of "denied any arms sales to Mali"), `beside` those that
    it is said to have gone to or come from ("Mali").
    """

    cue: Token
    speaker: Token
    about: tuple[Token, ...] = ()
    beside: tuple[Token, ...] = ()


class DenialReader:
    """Finds denials that carry no proposition of their own."""

    def __init__(self, lexicon: Lexicon, speech: SpeechReader) -> None:
        self._lexicon, self._speech = lexicon, speech
        self._brushoffs = lexicon.phrases("brushoff", "silence")
        self._telling = lexicon.words("deny", "dismiss", "false") | _FINDING

    def read(self, at: Parsed, triggers: Collection[int]) -> list[Denial]:
        """The denials of a sentence that point at something outside it or before it.

        Parameters:
            triggers: token numbers of the transfers found in this sentence; a cue over one of them denies that one.
        """
        told = [token for token in at.tree if token.lemma in self._telling]
        if not told:
            return []
        if self._brushoff(at) is not None:
            return []
        found: list[Denial] = []
        for cue, named in self._cues(told, triggers):
            heads = denied_by(cue)
            about = tuple(told_of(heads, self._lexicon))
            towards = (word for head in (*heads, cue) for word in governed(head, *_TOWARDS))
            beside = tuple(each for word in towards for each in conjuncts(word))
            for speaker in self._each(named) if named is not None else ():
                if all(denial.speaker is not speaker for denial in found):
                    found.append(Denial(cue, speaker, about, beside))
        return found

    def _each(self, speaker: Token) -> list[Token]:
        """Those who speak together; who holds two offices is one."""
        return [
            member
            for member in conjuncts(speaker)
            if member is speaker
            or member.pos_ == speaker.pos_ == "PROPN"
            or member.tag_ in ("NNS", "NNPS")
            or children(member, "det", "poss")
        ]

    def _brushoff(self, at: Parsed) -> str | None:
        """The phrase by which a sentence answers and denies nothing."""
        text = at.tree.text.lower()
        return next((phrase for phrase in self._brushoffs if phrase in text), None)

    def _cues(self, told: Iterable[Token], triggers: Collection[int]) -> Iterator[tuple[Token, Token | None]]:
        for token in told:
            kinds = self._lexicon.kinds(particle(token), "verb") if is_verb(token) else frozenset()
            if kinds & {"deny", "dismiss"} and not self._covers(token, triggers):
                says_nothing = self._says_what(token) or ("dismiss" in kinds and not self._rejects_words(token))
                if not self._is_undone(token) and not says_nothing:
                    yield token, self._speech.speaker_of(token)
            elif self._finds_nothing(token) and not self._covers(token, triggers):
                yield token, self._finder(token)
            elif "false" in self._lexicon.kinds(token.lemma, "adj") and not self._covers(token, triggers):
                yield from self._called_false(token)

    def _finds_nothing(self, token: Token) -> bool:
        """Whether somebody found "no trace", "no record" of what was said, or has none."""
        if not is_verb(token) or token.lemma not in _FINDING:
            return False
        return any(
            "trace" in self._lexicon.kinds(thing.lemma, "noun")
            and any(word.lower_ == "no" for word in thing.lefts)
            and any(child.lower_ in ("of", "for", "that") for child in thing.rights)
            for thing in children(token, "dobj")
        )

    def _finder(self, verb: Token) -> Token | None:
        """Who found nothing: whoever says so of himself ("the regulator said it found no trace"), else the subject."""
        finder = self._speech.speaker_of(verb)
        if finder is None or finder.pos_ == "PRON":
            said = [layer.speaker for layer in self._speech.layers(verb) if layer.speaker is not None]
            return said[0] if said else finder
        return finder

    def _is_undone(self, verb: Token) -> bool:
        """Whether the denial itself is negated or only possible ("neither confirm nor deny", "could not deny")."""
        if any(child.dep_ == "neg" or child.lower_ in ("neither", "nor") for child in verb.children):
            return True
        return verb.dep_ in ("conj", "xcomp") and any(
            child.dep_ == "neg" or child.lower_ in ("neither", "nor") for child in verb.head.children
        )

    def _says_what(self, verb: Token) -> bool:
        """Whether a clause tells what is denied, and points at nothing told before: "denied that it had lost a worker",
        but not "denied having done so", "denied that the report was true", "denied arming anybody"."""
        clauses = [child for child in children(verb, "ccomp", "xcomp") if child.i > verb.i]
        return bool(clauses) and not any(
            self._is_transfer(clause) or any(self._points_back(word) for word in clause.subtree) for clause in clauses
        )

    def _is_transfer(self, verb: Token) -> bool:
        word = verb.lemma
        return word in self._lexicon.verb_frames and word not in self._lexicon.everyday

    def _points_back(self, word: Token) -> bool:
        if word.dep_ == "mark":
            return False
        if word.lower_ in ("it", "that", "this"):
            return word.dep_ in ("dobj", "pobj", "attr", "det")
        if word.lemma in ("involve", "involved", "involvement"):
            return not any(child.lower_ in ("in", "with") for child in word.children)
        is_record = bool(self._lexicon.kinds(word.lemma, "noun") & {"charge", "told"})
        return word.lower_ in _POINTING or is_record

    def _rejects_words(self, verb: Token) -> bool:
        """Whether what is rejected is something that was said (and no offer, candidate or appeal)."""
        targets = children(verb, "dobj", "nsubjpass")
        if verb.dep_ == "relcl":
            targets.append(verb.head)
        if not targets:
            return True
        return any(
            target.pos_ in ("PRON", "DET")
            or "charge" in self._lexicon.kinds(target.lemma, "noun")
            or target.lemma in ("this", "that", "it", "word", "idea", "notion", "both", "all", "any")
            for target in targets
        )

    def _called_false(self, word: Token) -> Iterator[tuple[Token, Token | None]]:
        if word.dep_ == "amod" and not self._lexicon.kinds(word.head.lemma, "noun") & {"charge"}:
            return
        if any(child.dep_ in ("neg",) or child.lower_ in ("not", "no") for child in word.children):
            return
        for _, head in ancestors(word):
            if not is_verb(head):
                continue
            if any(child.dep_ == "neg" for child in head.children):
                return
            kinds = self._lexicon.kinds(head.lemma, "verb")
            if head.lemma in ("call", "term", "label", "brand", "describe", "dismiss", "reject") or kinds & {
                "say",
                "dismiss",
            }:
                yield word, self._speech.speaker_of(head)
                return

    def _covers(self, cue: Token, triggers: Collection[int]) -> bool:
        return any(token.i in triggers for token in cue.subtree) and cue.dep_ != "relcl"


def denied_by(cue: Token) -> list[Token]:
    """What the object of a verb of denying says is denied: "sales" of "denied any arms sales"."""
    return [each for head in children(cue, "dobj", "nsubjpass") for each in conjuncts(head)]


def told_of(heads: Iterable[Token], lexicon: Lexicon) -> Iterator[Token]:
    """The common nouns of what is denied, those of "of" and "regarding" among them; none that only tell who said it."""
    nouns = [word for head in heads for word in (*head.lefts, head, *governed(head, *_ABOUT))]
    for word in (other for noun in nouns if noun.dep_ != "poss" for other in conjuncts(noun)):
        if word.pos_ == "NOUN" and not lexicon.described(word.lemma, "outlet", "record"):
            yield word
