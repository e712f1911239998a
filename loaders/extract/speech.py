"""Who says it: from a trigger up the tree, through every clause that somebody says, accuses or denies.

The result is a list of layers, the deepest speaker first. A coordinated clause does not inherit the speaker of its
neighbour ("China supplies engines and officials said …"): the walk goes on over a coordination without looking at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.tree import (
    children,
    coordination_base,
    first,
    is_passive,
    is_verb,
    misread_subject,
    objects,
    particle,
)
from claimgraph.loaders.extract.words import Token

_COMPLEMENT = frozenset(
    {
        "ccomp",
        "xcomp",
        "parataxis",
        "advcl",
        "acl",
        "relcl",
        "pcomp",
        "dobj",
        "nsubj",
        "nsubjpass",
        "pobj",
        "prep",
        "attr",
        "acomp",
        "oprd",
        "dep",
        "appos",
        "conj",
    }
)


WITHOUT = frozenset({"unable", "fail", "refuse", "decline"})
"""Who did not come to do it: "was unable to confirm", "refused to say"."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One speaker above a proposition: `kind` is a kind of cue; `cue` the word; `negated` where he does not say it."""

    kind: str
    cue: Token
    speaker: Token | None
    negated: bool = False


class SpeechReader:
    """Reads speakers off a tree."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def layers(self, trigger: Token) -> list[Layer]:
        """The speakers above a trigger, deepest first."""
        found: list[Layer] = []
        node, inside = trigger, True
        visited = 0
        while visited < 60:
            if inside:
                found.extend(self._beside(node, trigger))
            head = node.head
            if head.i == node.i:
                break
            if node.dep_ == "conj":
                inside = False
            elif node.dep_ in _COMPLEMENT:
                found.extend(self._above(node, head))
                inside = True
            node, visited = head, visited + 1
        return _once(found)

    def _above(self, node: Token, head: Token) -> Iterator[Layer]:
        """What a verb or noun says of the clause below it."""
        if is_verb(head):
            if node.dep_ in ("nsubj", "nsubjpass") and (untrue := called_untrue(head, self._lexicon)) is not None:
                yield Layer("deny", untrue, None)
                return
            kinds = self._lexicon.kinds(particle(head), "verb") or self._lexicon.kinds(head.lemma, "verb")
            kind = self._kind(kinds, node)
            if kind is None:
                return
            speaker = self.speaker_of(head)
            negated = bool(children(head, "neg")) or (head.dep_ == "xcomp" and head.head.lemma in WITHOUT)
            yield from self._relayed(head)
            yield Layer(kind, head, speaker, negated)
        elif node.dep_ == "relcl" and head.dep_ == "pobj" and head.head.dep_ == "agent":
            said = head.head.head
            if kind := self._kind(self._lexicon.kinds(said.lemma, "verb"), node):
                yield Layer(kind, said, head)
        elif (
            head.pos_ in ("NOUN", "PROPN")
            and node.dep_ in ("acl", "ccomp", "prep", "relcl", "appos")
            and self._lexicon.kinds(head.lemma, "noun") & {"charge"}
        ):
            if node.dep_ == "prep" and node.lower_ not in ("of", "about", "on", "over"):
                return
            if node.dep_ == "relcl":
                return
            yield Layer("charge", head, self._owner_of_charge(head))

    def _kind(self, kinds: frozenset[str], node: Token) -> str | None:
        """Which of its meanings a cue has over this kind of complement."""
        clausal = node.dep_ in ("ccomp", "xcomp", "parataxis", "dep", "advcl", "conj", "relcl")
        over = node.dep_ == "prep" and node.lower_ in ("of", "for", "with", "in", "over", "about")
        if "accuse" in kinds and over:
            return "accuse"
        if "sanction" in kinds and over:
            return "sanction"
        if "deny" in kinds and (clausal or node.dep_ in ("dobj", "pcomp", "nsubjpass")):
            return "deny"
        if "dismiss" in kinds and (clausal or node.dep_ in ("dobj", "nsubjpass")):
            return "deny"
        if "confirm" in kinds and (clausal or node.dep_ in ("dobj", "prep")):
            return "confirm"
        if "believe" in kinds and (clausal or node.dep_ == "dobj"):
            return "believe"
        if "say" in kinds and (clausal or (node.dep_ == "dobj" and "believe" not in kinds)):
            return "say" if node.dep_ != "advcl" else None
        return None

    def speaker_of(self, verb: Token) -> Token | None:
        """Who does the saying: the subject, or the agent of a passive; through coordination and participles."""
        if is_passive(verb):
            return first(
                found for agent in children(verb, "agent", "prep") if agent.lower_ == "by" for found in objects(agent)
            )
        if subjects := children(verb, "nsubj"):
            return _relative(subjects[-1] if subjects[-1].pos_ == "PROPN" else subjects[0], verb)
        if (led := misread_subject(verb)) is not None:
            return led
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        base = coordination_base(verb)
        if base.i != verb.i and is_verb(base):
            return first(children(base, "nsubj", "nsubjpass"))
        if verb.dep_ in ("xcomp", "advcl", "ccomp") and is_verb(verb.head):
            return first(children(verb.head, "nsubj", "nsubjpass"))
        return (
            first(child for child in children(verb, "attr", "dobj") if child.i > verb.i and verb.i == verb.left_edge.i)
            if verb.tag_ != "VBG"
            else None
        )

    def _relayed(self, verb: Token) -> Iterator[Layer]:
        """Deeper speakers that a relaying verb names: "reported, citing officials"."""
        for child in children(verb, "advcl", "xcomp", "conj", "dep", "prep"):
            if "relay" in self._lexicon.kinds(child.lemma, "verb"):
                source = first(children(child, "dobj", "pobj"))
                if source is not None and not self._lexicon.described(source.lemma, "record"):
                    yield Layer("say", child, source)

    def _beside(self, node: Token, trigger: Token) -> Iterator[Layer]:
        """Speakers named inside the clause: "according to", ", officials said,", "as X put it"."""
        for child in node.children:
            if child.dep_ in ("prep", "advmod", "pcomp") and child.lower_ in ("according", "per"):
                for nested in (child, *children(child, "prep")):
                    for source in objects(nested):
                        yield Layer("say", child, source)
            elif (
                child.dep_ in ("parataxis", "advcl", "ccomp", "dep", "conj")
                and is_verb(child)
                and not _contains(child, trigger)
            ):
                kinds = self._lexicon.kinds(child.lemma, "verb")
                says = bool(kinds & {"say", "confirm", "believe"}) and "relay" not in kinds
                bare = not any(grand.dep_ in ("ccomp", "dobj", "xcomp") for grand in child.children)
                as_clause = any(grand.dep_ in ("mark", "advmod") and grand.lower_ == "as" for grand in child.children)
                if "relay" in kinds and (cited := first(children(child, "dobj"))) is not None:
                    yield Layer("say", child, cited)
                elif says and bare and (child.dep_ != "conj" and (child.dep_ != "advcl" or as_clause)):
                    speaker = self.speaker_of(child)
                    if speaker is not None:
                        yield from self._relayed(child)
                        yield Layer("say", child, speaker)

    def _owner_of_charge(self, noun: Token) -> Token | None:
        if owner := first(children(noun, "poss")):
            return owner
        for preposition in children(noun, "prep"):
            if preposition.lower_ in ("by", "from"):
                return first(objects(preposition))
        for word in children(noun, "compound", "amod", "nmod"):
            if word.pos_ in ("NOUN", "PROPN") or word.text[:1].isupper():
                return word
        for clause in children(noun, "acl", "relcl"):
            if children(clause, "mark", "nsubj", "nsubjpass"):
                continue
            for agent in children(clause, "agent", "prep"):
                if agent.lower_ in ("by", "from"):
                    return first(objects(agent))
        return None


def governs_clause(verb: Token, trigger: Token, *, asking: bool = False) -> bool:
    """Whether a trigger heads the clause that is a verb's object ("confirm that it sold"); where that takes it as
    given ("confirm when it sold"), only for `asking`."""
    clause = trigger
    while clause.head is not verb and clause.head is not clause and clause.dep_ in ("conj", "xcomp", "auxpass"):
        clause = clause.head
    begins = {word.lower_ for word in clause.lefts} | {word.lower_ for child in clause.lefts for word in child.lefts}
    presupposed = not begins.isdisjoint(("when", "how", "why", "where", "which"))
    return clause.head is verb and clause.dep_ == "ccomp" and (asking or not presupposed)


def called_untrue(verb: Token, lexicon: Lexicon) -> Token | None:
    """The word by which a predicate calls its subject untrue: "reports that … are baseless"."""
    if any(child.dep_ == "neg" for child in verb.children):
        return None
    predicates = [verb, *children(verb, "attr", "acomp", "oprd")]
    return first(word for word in predicates if "false" in lexicon.kinds(word.lemma, "adj"))


def _relative(token: Token, verb: Token) -> Token:
    if token.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return verb.head
    return token


def _contains(node: Token, other: Token) -> bool:
    return node.i == other.i or node.is_ancestor(other)


def _once(layers: list[Layer]) -> list[Layer]:
    seen: set[int] = set()
    kept = []
    for layer in layers:
        if layer.cue.i not in seen:
            seen.add(layer.cue.i)
            kept.append(layer)
    return kept
