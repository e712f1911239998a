"""Small questions to a dependency tree that several stages share. Labels and tags are those of spaCy's
English models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimgraph.loaders.extract.words import Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"})


def children(token: Token, *labels: str) -> list[Token]:
    """The children with one of these dependency labels, in order."""
    if not token.children:  # most words have none, and this is asked more often than anything
        return []
    return [child for child in token.children if child.dep_ in labels]


def first(tokens: Iterable[Token]) -> Token | None:
    """The first of some tokens, if any."""
    return next(iter(tokens), None)


def is_verb(token: Token) -> bool:
    """Whether the parser read the word as a verb or auxiliary."""
    return token.pos_ in ("VERB", "AUX")


def is_nominal(token: Token) -> bool:
    """Whether the word can head a noun phrase."""
    return token.pos_ in _NOMINAL


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, auxiliaries left out included ("weapons supplied by")."""
    if children(verb, "nsubjpass", "auxpass"):
        return True
    if verb.tag_ not in ("VBN", "VBD") or children(verb, "aux"):
        return False
    if children(verb, "nsubj"):
        return bool(agents(verb)) and not children(verb, "dobj", "ccomp")
    if verb.dep_ in ("acl", "amod"):
        return not children(verb, "dobj") or bool(children(verb, "agent"))
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and is_verb(verb.head):
        return is_passive(verb.head)
    return bool(children(verb, "agent"))


def agents(verb: Token) -> list[Token]:
    """Those by whom something is done, whether or not the parser says that "by Norland" names an agent."""
    return [
        by
        for child in children(verb, "agent", "prep")
        if child.lower_ == "by"
        for by in objects(child)
        if child.dep_ == "agent" or by.pos_ == "PROPN"
    ]


def ancestors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(node, its head) from a token up to the root."""
    while token.head.i != token.i:
        yield token, token.head
        token = token.head


def outermost(tokens: Sequence[Token]) -> Token | None:
    """The first of some neighbouring words that hangs on none of the others."""
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head is token), None)


def coordination_base(token: Token) -> Token:
    """The first member of the coordination that a word belongs to."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def conjuncts(token: Token) -> list[Token]:
    """A nominal and the nominals that are coordinated with it, in order of the text."""
    found = [token]
    for member in found:
        found.extend(
            child for child in member.children if child.dep_ == "conj" and is_nominal(child) and not _leads(child)
        )
    return sorted(found, key=lambda member: member.i)


def _leads(token: Token) -> bool:
    """Whether a member of a list is in truth the subject of the verb that follows it."""
    return token.i + 1 < len(token.doc) and misread_subject(token.nbor(1)) == token


def particle(verb: Token) -> str:
    """Lemma of a verb joined by `_` with its particle, if it has one ("hand_over")."""
    for child in verb.children:
        if child.dep_ == "prt":
            return f"{verb.lemma}_{child.lower_}"
    return verb.lemma


def subject(verb: Token) -> Token | None:
    """The subject that stands at the verb itself, active or passive."""
    return first(children(verb, "nsubj", "nsubjpass", "csubj")) or misread_subject(verb)


def misread_subject(verb: Token) -> Token | None:
    """The subject that the parser gave to the list before it: "to Norland and Veridia said" """
    if (
        verb.dep_ != "conj"
        or verb.tag_ not in ("VBD", "VBZ", "VBP")
        or children(verb, "nsubj", "nsubjpass")
        or verb.i < 2
    ):
        return None
    before = verb.nbor(-1)
    joined = before.dep_ == "conj" and is_nominal(before) and not is_verb(before.head)
    return (
        before if joined and any(child.dep_ == "cc" and child.i < before.i for child in before.head.children) else None
    )


def objects(preposition: Token) -> list[Token]:
    """The nominals that a preposition governs, "cutting tools" read as a verb with its object among them."""
    found = children(preposition, "pobj")
    for clause in children(preposition, "pcomp") if preposition.lower_ == "with" else ():
        things = children(clause, "dobj")
        if clause.tag_ == "VBG" and things and things[0].i == clause.i + 1 and clause.i == preposition.i + 1:
            found.extend(things)
    for priced in children(preposition, "pcomp"):
        if priced.lower_ == "worth":
            found.extend(thing for thing in children(priced, "npadvmod") if thing.i < priced.i and thing.pos_ == "NOUN")
    return found


def governed(head: Token, *prepositions: str) -> list[Token]:
    """What one of some prepositions behind a word governs."""
    return [word for child in children(head, "prep") if child.lower_ in prepositions for word in objects(child)]
