"""The normaliser: any verb or noun that may express a supply, as the plain active clause behind it.

Passive, relative clauses (full and reduced), control, coordination and the light verbs over a noun are undone here, so
that a frame needs to be written only once. A clause maps *places* ("subj", "obj", "iobj", prepositions, and for nouns
"poss", "nat", "compound") to the heads of the phrases that stand there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.tree import (
    RELATIVE,
    agents,
    ancestors,
    children,
    coordination_base,
    first,
    governed,
    is_nominal,
    is_passive,
    is_verb,
    objects,
    particle,
    phrasal,
    subject,
)
from claimgraph.loaders.extract.words import Token

_LOOSE = frozenset({"to", "from", "via", "through", "into", "by"})
_LOOSER = _LOOSE | {"with"}
_SPELLED = {"through": "via", "upon": "on", "onto": "to", "toward": "to", "towards": "to"}
Places = dict[str, list["Token"]]


@dataclass(frozen=True, slots=True)
class Clause:
    """A trigger with the phrases around it, as of an active clause."""

    trigger: Token
    lemma: str
    places: Places


class Normaliser:
    """Builds clauses. `is_state` tells whether a word names a state or its people, `is_party` whether words by
    themselves name a state, firm or group."""

    def __init__(self, lexicon: Lexicon, is_state: Callable[[str], bool], is_party: Callable[[str], bool]) -> None:
        self._lexicon, self._is_state, self._is_party = lexicon, is_state, is_party

    def verb_clause(self, verb: Token) -> Clause:
        """The clause around a verb."""
        places: Places = {}
        passive = is_passive(verb)
        self._arguments(verb, places, passive=passive)
        self._take_particle(verb, places)
        self._borrow_from_coordination(verb, places, passive=passive)
        self._fill_gap(verb, places, passive=passive)
        undergone = "obj" if passive else "subj"
        if not places.get(undergone) and (controller := self.controller(verb)):
            places[undergone] = [controller]
        self._bare_relative(verb, places)
        if not passive:
            self._split_double_object(verb, places)
        self._attach_loose_prepositions(verb, places, passive=passive)
        self._whole_of_fronted(verb, places)
        return Clause(verb, particle(verb), places)

    def noun_clause(self, noun: Token) -> Clause:
        """The clause behind a noun ("Iran's drone shipments to Russia")."""
        places: Places = {}
        for child in noun.children:
            if child.dep_ == "poss":
                places.setdefault("poss", []).append(child)
            elif child.dep_ in ("compound", "amod", "nmod", "npadvmod") and self._is_state(child.text):
                places.setdefault("nat", []).append(child)
            elif child.dep_ in ("compound", "nmod") and child.pos_ in ("NOUN", "PROPN"):
                places.setdefault("compound", []).append(child)
            elif child.dep_ in ("prep", "agent"):
                _add_preposition(child, places)
        self._nested_prepositions(places)
        self._participle_after(noun, places)
        self._measure(noun, places)
        self._light_verb_over(noun, places)
        if noun.dep_ == "appos":
            places["holder"] = [noun.head]
        elif noun.dep_ == "attr" and (held := self._surface_subject(noun.head)) is not None:
            places["holder"] = [held]
        return Clause(noun, noun.lemma, places)

    def _nested_prepositions(self, places: Places) -> None:
        """ "purchases of lathes from Norland by Veridia": each phrase may hang on the one before it."""
        pending = ["of", "from", "to", "by"]
        while pending:
            for head in tuple(places.get(pending.pop(0), ())):
                for nested in children(head, "prep"):
                    if nested.lower_ in _LOOSE and (name := _spelled(nested)) not in places:
                        _add_preposition(nested, places)
                        pending.append(name)

    def gerund(self, token: Token) -> str | None:
        """The verb of a gerund that the parser took for a part of its object's name: "accused of shipping lathes"."""
        word, thing = token.lower_, token.head
        if not may_be_gerund(token) or self._over_gerund(token) is None:
            return None
        if any(child.i < token.i for child in thing.children):
            return None
        stem = word[:-3]
        verbs = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
        return next((verb for verb in verbs if verb in self._lexicon.verb_frames), None)

    def gerund_clause(self, token: Token, verb: str) -> Clause:
        """The clause around such a gerund."""
        thing, above = token.head, self._over_gerund(token)
        places: Places = {"obj": [thing]}
        if above is not None:
            preposition = thing.head if thing.dep_ == "pobj" else None
            doer = self._over_preposition(preposition) if preposition is not None else self._surface_subject(above)
            places["subj"] = [doer] if doer is not None else []
            for loose in (*children(above, "prep", "dative"), *_loose_prepositions(thing)):
                if loose.i > thing.i and loose.lower_ in _LOOSER and _spelled(loose) not in places:
                    _add_preposition(loose, places)
        return Clause(token, verb, places)

    def _over_gerund(self, token: Token) -> Token | None:
        """The word that can govern a gerund and stands right before it, over "of", "on", "from" or "by" or directly."""
        if token.i == 0:
            return None
        before, thing = token.nbor(-1), token.head
        if thing.dep_ == "dobj" and thing.head.i == before.i and is_verb(before):
            kinds = self._lexicon.kinds(before.lemma, "verb")
            governed = ("verb", before.lemma) in self._lexicon.governors
            return before if governed or kinds & {"deny", "confirm"} else None
        if thing.dep_ != "pobj" or thing.head.i != before.i or before.lower_ not in ("of", "on", "from", "by"):
            return None
        above = before.head
        if is_verb(above):
            return above
        return above if self._lexicon.kinds(above.lemma, "noun") & {"charge"} else None

    def controller(self, verb: Token) -> Token | None:
        """Who does what a verb without a subject of its own says (or undergoes it, if the verb is passive)."""
        base = coordination_base(verb)
        if base.i != verb.i and is_verb(base):
            return self._surface_subject(base)
        head = base.head
        if base.i == head.i:
            return None
        if base.dep_ in ("xcomp", "ccomp", "advcl", "dep"):
            return self._controlled_by(head, base) if is_verb(head) or head.pos_ == "ADJ" else None
        if base.dep_ == "pcomp":
            return self._over_preposition(head)
        if base.dep_ == "acl" and base.tag_ == "VB":
            return self._owner_of_noun(head)
        return None

    def _controlled_by(self, head: Token, verb: Token) -> Token | None:
        control = particle(head)
        if head.pos_ == "ADJ" or head.lemma == "be":
            return self._surface_subject(head if subject(head) else head.head)
        if verb.dep_ != "advcl" and control.split("_")[0] in self._lexicon.controlling:
            return first(children(head, "dobj")) or self._surface_subject(head)
        return self._surface_subject(head)

    def _over_preposition(self, preposition: Token) -> Token | None:
        head = preposition.head
        if is_verb(head):
            imputes = (
                bool(self._lexicon.kinds(head.lemma, "verb") & {"accuse", "sanction"})
                or head.lemma in self._lexicon.controlling
            )
            if preposition.lower_ in ("of", "for", "from", "with", "in") and (
                found := first(children(head, "dobj", "nsubjpass"))
            ):
                return found if imputes or preposition.lower_ in ("of", "from") else self._surface_subject(head)
            return self._surface_subject(head)
        if is_nominal(head):
            return self._owner_of_noun(head)
        return self._surface_subject(head.head) if head.pos_ == "ADJ" else None

    def _owner_of_noun(self, noun: Token) -> Token | None:
        if owner := first(children(noun, "poss")):
            return owner
        if nation := first(child for child in children(noun, "amod", "compound") if self._is_state(child.text)):
            return nation
        for node, head in ancestors(noun):
            if is_verb(head):
                if node.dep_ in ("nsubj", "nsubjpass"):
                    return None
                return self._surface_subject(head)
        return None

    def _surface_subject(self, verb: Token, depth: int = 0) -> Token | None:
        if (found := subject(verb)) is not None:
            return self._antecedent(found, verb)
        if depth > 8:
            return None
        if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ != "VB"):
            return verb.head
        base = coordination_base(verb)
        if base.i != verb.i:
            return self._surface_subject(base, depth + 1)
        return self.controller(verb)

    def _antecedent(self, token: Token, verb: Token) -> Token:
        """What a relative pronoun stands for; any other word as it is."""
        if token.lower_ not in RELATIVE or token.tag_ not in ("WDT", "WP", "WP$", "IN"):
            return token
        clause = verb
        for node, head in ancestors(verb):
            if node.dep_ == "relcl":
                return _described_by(head, token)
            clause = node
        return first(children(clause, "nsubj")) or token

    def _arguments(self, verb: Token, places: Places, *, passive: bool) -> None:
        doubled = _doubled_subject(verb)
        for child in verb.children:
            if child in doubled:
                continue
            target = self._antecedent(child, verb)
            if child.dep_ == "nsubj" and not passive:
                places.setdefault("subj", []).append(target)
            elif child.dep_ in ("nsubj", "nsubjpass", "dobj"):
                places.setdefault("obj", []).append(target)
            elif child.dep_ == "dative" and is_nominal(child):
                places.setdefault("iobj", []).append(target)
            elif child.dep_ in ("prep", "dative", "agent"):
                _add_preposition(child, places, agent=child.dep_ == "agent" or (passive and child.lower_ == "by"))
        if passive and children(verb, "dobj") and (given := first(children(verb, "nsubjpass"))):
            places["iobj"] = [self._antecedent(given, verb)]
            places["obj"] = children(verb, "dobj")
        for place, tokens in places.items():
            places[place] = [self._antecedent(token, verb) for token in tokens]

    def _take_particle(self, verb: Token, places: Places) -> None:
        """ "flew in boats": what the parser gave to a preposition is the object of a phrasal verb."""
        if phrasal(verb) in self._lexicon.verb_frames and not places.get("obj"):
            for preposition in children(verb, "prep"):
                if phrasal(verb).endswith(f"_{preposition.lower_}") and (found := objects(preposition)):
                    places["obj"] = found
                    places[preposition.lower_] = []
        if "_" in phrasal(verb):
            for head in places.get("obj", ()):
                for beneficiary in children(head, "prep"):
                    if beneficiary.lower_ == "for" and "for" not in places:
                        _add_preposition(beneficiary, places)

    def _borrow_from_coordination(self, verb: Token, places: Places, *, passive: bool) -> None:
        """In "bought and shipped lathes to Norland" each verb takes what only the other one has beside it."""
        base = coordination_base(verb)
        if base.i == verb.i:
            partner = first(child for child in verb.children if child.dep_ == "conj" and is_verb(child))
            if partner is not None and not places.get("obj") and not subject(partner) and not passive:
                places["obj"] = children(partner, "dobj")
                for preposition in children(partner, "prep", "dative"):
                    if preposition.lower_ in _LOOSE and _spelled(preposition) not in places:
                        _add_preposition(preposition, places)
        elif is_verb(base) and not subject(verb):
            shared = self._surface_subject(base)
            if shared is not None and passive:
                places.setdefault("obj", [shared])
            elif shared is not None and not is_passive(base):
                places.setdefault("subj", [shared])

    def _fill_gap(self, verb: Token, places: Places, *, passive: bool) -> None:
        """What a relative clause or participle leaves out is the noun it hangs on."""
        base = coordination_base(verb)
        if base.dep_ == "acl" and base.tag_ in ("VBN", "VBD") and passive:
            places.setdefault("obj", [base.head])
        elif base.dep_ == "acl" and base.tag_ == "VBG":
            places.setdefault("subj", [base.head])
        elif base.dep_ == "amod" and (doer := _doer_before(base)) is not None:
            places["subj"], places["obj"] = [doer], [base.head]
        elif base.dep_ == "relcl":
            gap = places.get("subj") and not places.get("obj") and not passive
            filled = any(base.head in tokens for tokens in places.values())
            if gap and not filled:
                places["obj"] = [_described_by(base.head, base)]

    def _bare_relative(self, verb: Token, places: Places) -> None:
        """ "the lathes Norland sold to Veridia": without a pronoun the parser takes the two names for one."""
        if verb.i == 0 or agents(verb) or children(verb, "dobj", "auxpass", "nsubjpass"):
            return
        before = verb.nbor(-1)
        if before.pos_ != "PROPN" or verb.tag_ not in ("VBD", "VBN", "VBZ", "VBP"):
            return
        described = verb.dep_ == "acl" and before.head.i == verb.head.i
        led = before.head.dep_ == "nsubj" and before.head.head.i == verb.i and before.left_edge.nbor(-1).text != ","
        if before.dep_ == "appos" and (described or led):
            places["subj"], places["obj"] = [before], [before.head]
        elif before.dep_ == "nsubj" and before.head.i == verb.i and any(child.dep_ == "det" for child in before.lefts):
            things = [child for child in before.lefts if child.dep_ == "compound" and child.pos_ == "NOUN"]
            if things and things[-1].text == things[-1].lower_:
                places["obj"] = things[-1:]

    def _whole_of_fronted(self, verb: Token, places: Places) -> None:
        """ "Of the lathes that Norland bought, 40 % came from Veridia": the amount stands for what was named first."""
        opening = verb.doc[0]
        if opening.lower_ != "of" or opening.i == verb.i or not (whole := objects(opening)):
            return
        for place in ("subj", "obj"):
            heads = places.get(place)
            if heads and all(self._is_amount(head) for head in heads) and heads[0].i > whole[0].i:
                places[place] = whole

    def _is_amount(self, token: Token) -> bool:
        units = self._lexicon.units
        bare = not any(child.lower_ == "of" for child in token.children)
        return bare and (token.like_num or token.lemma in units or token.lower_ in units)

    def _split_double_object(self, verb: Token, places: Places) -> None:
        """ "gave Ukraine Leopard tanks": the parser takes the receiver for a part of the compound."""
        if places.get("iobj") or places.get("to"):
            return
        things = [thing for thing in places.get("obj", ()) if thing.i > verb.i]
        if len(things) > 1 and things[0].pos_ in ("PRON", "PROPN"):
            places["iobj"], places["obj"] = things[:1], things[1:]
            return
        for thing in places.get("obj", ()):
            if receiver := self._receiver_inside(verb, thing):
                places["iobj"] = [receiver]
                return

    def _receiver_inside(self, verb: Token, thing: Token) -> Token | None:
        words = [word for word in thing.doc[verb.i + 1 : thing.i] if word.head.i in range(verb.i + 1, thing.i + 1)]
        for word in reversed(words):
            after = thing.doc[word.i + 1]
            starts_anew = (
                after.like_num
                or after.pos_ in ("NUM", "DET")
                or after.tag_ == "PRP$"
                or after.lower_ in ("more", "roughly", "about", "some", "nearly")
            )
            if word.pos_ in ("PROPN", "NOUN") and starts_anew and not word.like_num:
                return word
        for word in reversed(words):
            named = thing.doc.between(verb.i + 1, word.i + 1).removeprefix("the ")
            if word.pos_ == "PROPN" and word.dep_ in ("compound", "nmod", "npadvmod") and self._is_party(named):
                return word
        return None

    def _attach_loose_prepositions(self, verb: Token, places: Places, *, passive: bool) -> None:
        """The parser hangs "to Norland" on the verb or on the noun before it; a frame must not care."""
        for place in ("obj", "from", "to", "with", "by", "in", "iobj", "of", "subj"):
            for head in tuple(places.get(place, ())):
                if head.i < verb.i and (place == "subj" or (place == "obj" and not passive)):
                    continue
                for nested in _loose_prepositions(head):
                    agent = nested.lower_ == "by" and passive and not places.get("subj")
                    if nested.i > verb.i and (agent or _spelled(nested) not in places):
                        _add_preposition(nested, places, agent=agent)

    def _participle_after(self, noun: Token, places: Places) -> None:
        for child in children(noun, "acl"):
            for preposition in children(child, "prep", "agent"):
                if _spelled(preposition) not in places:
                    _add_preposition(preposition, places)

    def _measure(self, noun: Token, places: Places) -> None:
        """ "shipments rose to seven million tonnes of coal": the good stands in the amount."""
        if noun.dep_ not in ("nsubj", "nsubjpass") or not is_verb(noun.head):
            return
        found = [*children(noun.head, "dobj", "attr"), *governed(noun.head, "to", "at", "by")]
        amounts = [token for token in found if any(child.lower_ == "of" for child in token.rights)]
        if amounts:
            places["measured"] = amounts

    def _light_verb_over(self, noun: Token, places: Places) -> None:
        """ "halted deliveries of howitzers": the subject of the verb is a party to what the noun says."""
        node = noun
        for node, head in ancestors(noun):
            if is_verb(head):
                break
            if node.dep_ not in ("conj", "pobj", "prep", "compound", "appos"):
                return
        else:
            return
        governor = self._lexicon.governors.get(("verb", particle(head))) or self._lexicon.governors.get(
            ("verb", head.lemma)
        )
        if node.dep_ in ("nsubj", "nsubjpass") or governor is None or governor.party == "-":
            return
        owner = (
            self._surface_subject(head)
            if not is_passive(head)
            else first(found for agent in children(head, "agent") for found in objects(agent))
        )
        if owner is not None:
            places.setdefault("recipient" if governor.party == "recipient" else "subj", [owner])
        for preposition in children(head, "prep"):
            if preposition.i > noun.i and preposition.lower_ in _LOOSE and _spelled(preposition) not in places:
                _add_preposition(preposition, places)


def may_be_gerund(token: Token) -> bool:
    """Whether the parser may have taken a gerund for a part of its object's name ("accused of shipping lathes")."""
    return token.dep_ == "compound" and token.lower_.endswith("ing")


def _doer_before(participle: Token) -> Token | None:
    """The name before a verb that the parser took for a participle: "Norland Ltd supplied wheat" as a kind of wheat."""
    doer = first(children(participle, "npadvmod", "nsubj"))
    if doer is None and participle.i > 0 and participle.nbor(-1).head.i == participle.head.i:
        doer = participle.nbor(-1)
    return doer if doer is not None and doer.pos_ == "PROPN" else None


def _doubled_subject(verb: Token) -> list[Token]:
    """Subjects that another one names: of "a broker, Ural Vektor, sold" the parser may make two."""
    subjects = children(verb, "nsubj")
    return subjects[:-1] if len(subjects) > 1 and subjects[-1].pos_ == "PROPN" else []


def _loose_prepositions(head: Token) -> list[Token]:
    """Prepositions below a phrase head that may belong to its verb; those inside a clause of their own do not."""
    found = []
    for child in head.children:
        if child.i < head.i and child.dep_ not in ("quantmod", "nummod"):
            continue
        if child.dep_ == "prep" and child.lower_ in _LOOSER:
            found.append(child)
        if child.dep_ in ("prep", "pobj", "amod", "npadvmod", "appos", "quantmod", "nummod", "conj"):
            found.extend(_loose_prepositions(child))
    return sorted(found, key=lambda preposition: preposition.i)


def _described_by(head: Token, pronoun: Token) -> Token:
    """The antecedent of a relative pronoun, mended where the parser reached over a semicolon or into ", of
    Norland,"."""
    document = head.doc
    barrier = next((at for at in range(pronoun.i - 1, head.i, -1) if document[at].text == ";"), None)
    if barrier is not None:
        names = [word for word in document[barrier + 1 : pronoun.i] if word.pos_ in ("PROPN", "NOUN")]
        if names:
            last = names[0]
            while last.i + 1 < pronoun.i and document[last.i + 1].pos_ == "PROPN":
                last = document[last.i + 1]
            return last
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.i > 0 and document[head.head.i - 1].text == ",":
        return head.head.head if is_nominal(head.head.head) else head
    return head


def _spelled(preposition: Token) -> str:
    return _SPELLED.get(preposition.lower_, preposition.lower_)


def _add_preposition(preposition: Token, places: Places, *, agent: bool = False) -> None:
    found = objects(preposition)
    found.extend(
        item for other in children(preposition, "conj") if other.lower_ == preposition.lower_ for item in objects(other)
    )
    name = _spelled(preposition)
    if name in ("along", "together", "according", "because", "instead", "rather"):
        return
    for nested in children(preposition, "prep"):
        if not found and name in ("by", "out", "up", "over", "on"):
            way_of = nested.lemma == "of"
            found = objects(nested) if way_of else found
        _add_preposition(nested, places)
    if name == "by" and any(
        token.lemma in ("way", "mean", "sea", "road", "rail", "air", "truck", "lorry") for token in found
    ):
        through = [place for token in found for nested in children(token, "prep") for place in objects(nested)]
        places.setdefault("via", []).extend(through)
        return
    if found:
        places.setdefault("subj" if agent else name, []).extend(found)
