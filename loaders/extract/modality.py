"""Whether a transfer is said to take place: negation and modality around a trigger, within its own clause."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass

from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.speech import WITHOUT, called_untrue, governs_clause
from claimgraph.loaders.extract.tree import children, coordination_base, is_verb, objects, particle, subject
from claimgraph.loaders.extract.words import Token

_NONE = frozenset({"no", "none", "nothing", "nobody", "neither", "nor", "nowhere", "zero"})
_NEVER = frozenset({"never", "not", "n't", "neither", "nor", "hardly", "no"})
_OCCASIONS = frozenset(
    ("at_time at_point at_stage under_circumstance in_case in_way by_mean by_means on_account on_occasion").split()
)
"""Of which there was none: "at no time did Norland sell", "under no circumstances"; but "sold in no time"."""
_VERIFYING = frozenset(
    {"verify", "corroborate", "establish", "determine", "ascertain", "substantiate", "confirm", "prove"}
)
_REACHES_UP = frozenset(
    {
        "xcomp",
        "pcomp",
        "prep",
        "acl",
        "dobj",
        "pobj",
        "nsubj",
        "nsubjpass",
        "advcl",
        "compound",
        "amod",
        "attr",
        "acomp",
        "oprd",
        "relcl",
        "ccomp",
        "conj",
        "appos",
        "dep",
    }
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """`effect` is "actual", "planned", "blocked", "permitted" (a ban on it ends), "hypothetical" (a word above it
    leaves open whether it takes place) or "conditional" (it is a condition or a question, or somebody is warned against
    it); `grounds` are the words that say so, or that it is negated, with what each of them says."""

    effect: str = "actual"
    negated: bool = False
    grounds: tuple[tuple[str, Token], ...] = ()


class OutlookReader:
    """Reads the outlook of a trigger off its tree."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, trigger: Token, speech: frozenset[int]) -> Outlook:
        """The outlook of a trigger.

        Parameters:
            speech: token numbers of the words by which somebody says it; the walk up stops there.
        """
        near = {part.i: part for part in children(trigger, "nsubj", "nsubjpass", "dobj")}
        grounds = [("negated", part) for part in near.values() if self._empty(part)][:1]
        negated = bool(grounds)
        grounds.extend(self._beside(trigger))
        if _opens_a_condition(trigger) or _is_asked(trigger):
            grounds.append(("conditional", trigger))
        node = trigger
        for _ in range(40):
            if is_verb(node) or node.pos_ in ("NOUN", "ADJ", "PROPN"):
                grounds.extend(self._own_effects(node))
                grounds.extend([("hypothetical", node)] if self._is_unverified(node, trigger) else [])
                if self._is_negated(node, near) or (
                    node.i != trigger.i and is_verb(node) and self._has_empty_part(node, near)
                ):
                    negated = not negated
                    grounds.append(("negated", node))
            head = node.head
            if head.i == node.i or head.i in speech or node.dep_ not in _REACHES_UP:
                break
            if node.dep_ == "conj":
                grounds.extend(self._shared_by_coordination(node, head))
                if head.i in speech:
                    break
                if self._shares_negation(node, head):
                    negated = True
                    grounds.append(("negated", head))
                node = coordination_base(node)
                head = node.head
                if head.i in speech or head.i == node.i or node.dep_ not in _REACHES_UP:
                    break
            stop = self._governs(node, head)
            if stop == "end":
                break
            if stop:
                negated ^= stop == "negated"
                _weigh(stop, node, head, grounds)
            node = head
        return Outlook(_strongest({effect for effect, _ in grounds}), negated, tuple(grounds))

    def _is_unverified(self, node: Token, trigger: Token) -> bool:
        """Whether nobody says that what a verb governs is so, nor that it is not: "could not verify that it sold"; not
        "could not confirm when it sold", nor what is only told of something there ("the origin of the drones sold")."""
        if node.lemma not in _VERIFYING or not is_verb(node) or not governs_clause(node, trigger):
            return False
        return self._is_negated(node) or (node.dep_ == "xcomp" and node.head.lemma in WITHOUT)

    def _beside(self, trigger: Token) -> list[tuple[str, Token]]:
        """What a trigger itself says ("offered tanks"), and adverbs at it: "nearly sold", "no longer sells"."""
        effect = self._lexicon.governors.get(("verb", trigger.lemma)) if is_verb(trigger) else None
        found = [("planned", trigger)] if effect == "planned" else []
        for child in children(trigger, "advmod") if is_verb(trigger) else ():
            if child.lower_ == "longer" and any(word.lower_ == "no" for word in child.lefts):
                found.append(("blocked", child))
            elif effect := self._lexicon.governors.get(("adv", child.lower_)):
                found.append((effect, child))
        return found

    def _own_effects(self, node: Token) -> list[tuple[str, Token]]:
        found = []
        for child in node.children:
            if (child.dep_ == "aux" and (effect := self._lexicon.governors.get(("aux", child.lower_)))) or (
                child.dep_ == "mark"
                and (effect := self._lexicon.governors.get(("mark", child.lower_)))
                and not _only_begins_time(child)
            ):
                found.append((effect, child))
            elif (child.dep_ == "advcl" and is_verb(node) and _is_condition(child)) or (
                child.dep_ == "aux" and child.lower_ == "were" and child.i < node.left_edge.i + 1
            ):
                found.append(("conditional", child))
        return found

    def _shared_by_coordination(self, node: Token, head: Token) -> list[tuple[str, Token]]:
        if subject(node) is not None or not is_verb(head) or any(child.dep_ == "aux" for child in node.children):
            return []
        return self._own_effects(head) if node.tag_ in ("VB", "VBG", "VBN") else []

    def _shares_negation(self, node: Token, head: Token) -> bool:
        """ "has not sold or shipped" denies both; a verb with an auxiliary or subject of its own stands for itself."""
        if subject(node) is not None or any(child.dep_ in ("aux", "neg") for child in node.children):
            return False
        joined = any(child.dep_ == "cc" and child.lower_ in ("or", "nor") for child in head.children)
        return is_verb(head) and joined and self._is_negated(head)

    def _governs(self, node: Token, head: Token) -> str:
        """What a governing word says; "end" where the walk leaves the trigger's own proposition."""
        governors = self._lexicon.governors
        if is_verb(head):
            return self._verb_governs(node, head)
        if head.pos_ in ("NOUN", "PROPN"):
            if node.dep_ == "relcl":
                return "end"
            effect = governors.get(("noun", f"{head.lemma}_{node.lower_}")) or governors.get(("noun", head.lemma))
            about = effect == "negated" and node.dep_ == "prep"
            return "" if effect is None or about or effect == "actual" else effect
        if node.dep_ == "pcomp" and head.lower_ == "without":
            return "hypothetical"
        if head.pos_ == "ADJ":
            effect = governors.get(("adj", head.lemma))
            return "" if effect is None or effect == "actual" else effect
        return ""

    def _verb_governs(self, node: Token, head: Token) -> str:
        governors = self._lexicon.governors
        if judged := self._judged(node, head):
            return judged
        if head.lemma == "have" and any(child.lower_ == "yet" for child in head.children):
            return "planned"
        forms = (f"{head.lemma}_{node.lower_}", particle(head), head.lemma)
        effect = next((found for form in forms if (found := governors.get(("verb", form)))), None)
        if node.dep_ == "nsubj":
            return self._outcome(head)
        if node.dep_ == "nsubjpass":
            return effect if effect and effect not in ("actual", "imputed") else "end"
        if node.dep_ == "advcl":
            if any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "should") for child in node.children):
                return "conditional"
            return "end" if subject(node) is not None else ""
        if node.dep_ == "relcl":
            return "end"
        if effect is None:
            return "" if node.dep_ in ("xcomp", "ccomp", "dobj", "prep", "pcomp") else "end"
        agreed = effect == "planned" and node.dep_ == "ccomp" and _is_past(node)
        return "" if agreed or effect in ("actual", "imputed") else effect

    def _outcome(self, verb: Token) -> str:
        """What a verb says of the transfer that is its subject: "the sale fell through"."""
        if children(verb, "xcomp"):
            return "end"
        forms = (particle(verb), *(f"{verb.lemma}_{child.lower_}" for child in children(verb, "advmod")))
        found = (self._lexicon.governors.get(("outcome", form)) for form in forms)
        return next(filter(None, found), "end")

    def _judged(self, node: Token, head: Token) -> str:
        """What an adjective says of the transfer for which it stands: "it would be unlawful for a firm to sell it", "it
        is untrue that a firm sold it", "reports that it did are false"."""
        if head.lemma != "be":
            return ""
        if node.dep_ != "advcl" and not self._is_negated(head) and called_untrue(head, self._lexicon) is not None:
            return "negated"
        if not any(child.dep_ == "aux" and child.lower_ == "to" for child in node.children):
            return ""
        found = (self._lexicon.governors.get(("adj", word.lemma)) for word in children(head, "acomp"))
        return "hypothetical" if "hypothetical" in found else ""

    def _is_negated(self, node: Token, known: Container[int] = ()) -> bool:
        """Whether a word says no to what hangs on it; `known` are tokens that are asked by themselves."""
        for child in node.children:
            if child.dep_ == "neg" and child.lower_ in _NEVER:
                return True
            if child.lower_ == "no" and "trace" in self._lexicon.kinds(node.lemma, "noun"):
                return True
            if (
                child.dep_ in ("advmod", "preconj", "cc")
                and child.lower_ in ("never", "neither", "nor", "no-longer")
                and child.i < node.i
            ):
                return True
            if (
                child.i not in known
                and child.dep_ in ("prep", "dative", "dobj")
                and any(word.dep_ == "preconj" and word.lower_ == "neither" for word in child.children)
            ):
                return True
            if child.dep_ == "prep" and any(
                f"{child.lower_}_{word.lemma}" in _OCCASIONS and any(each.lower_ == "no" for each in word.lefts)
                for word in objects(child)
            ):
                return True
        return False

    def _has_empty_part(self, node: Token, near: Mapping[int, Token]) -> bool:
        parts = children(node, "nsubj", "nsubjpass", "dobj")
        return any(self._empty(part) for part in parts if part.i not in near)

    def _empty(self, token: Token) -> bool:
        if token.lower_ in _NONE:
            return True
        return any(
            (child.lower_ in ("no", "neither") and child.dep_ in ("det", "neg", "preconj"))
            or (child.dep_ == "nummod" and child.lower_ == "zero")
            or (child.dep_ in ("nummod", "det") and any(_is_not_one(word) for word in child.lefts))
            or (child.i < token.i and _is_not_one(child))
            for child in token.children
        )


def _weigh(effect: str, node: Token, head: Token, grounds: list[tuple[str, Token]]) -> None:
    """Add what a governing word says; who failed to block something let it happen, and a ban that ends permits it."""
    if effect in ("blocked", "permitted") and ("blocked", node) in grounds:
        grounds.remove(("blocked", node))
        if node.pos_ == "NOUN":
            grounds.append(("permitted", head))
    elif effect != "permitted":
        grounds.append((effect, head))


def _is_not_one(word: Token) -> bool:
    """Whether a word is the "not" of "not one" and "not a single", not of "not only" and "lathes, not tanks"."""
    after = word.nbor() if word.lower_ == "not" and word.i + 1 < len(word.doc) else None
    return after is not None and after.lower_ in ("a", "an", "one", "any")


def _is_past(verb: Token) -> bool:
    """Whether a clause tells of what has been: "agreed that it had bought", not "agreed that it would buy"."""
    return verb.tag_ == "VBD" or any(child.dep_ == "aux" and child.lemma == "have" for child in verb.children)


def _opens_a_condition(trigger: Token) -> bool:
    """ "Were Norland to buy …", "Should Norland sell …", "Had it sold …": inversion without a question mark."""
    opening = trigger.doc[: trigger.i]
    if len(opening) < 2 or opening[0].lower_ not in ("were", "should", "had", "suppose", "imagine"):
        return False
    return all(word.text != "," for word in opening)


def _is_asked(trigger: Token) -> bool:
    """Whether the trigger stands in a question, quoted ones included ("Does he sell it?" the deputy asked)."""
    for word in trigger.doc[trigger.i + 1 :]:
        if word.text in ("?", ".", '"'):
            return word.text == "?"
    return False


def _is_condition(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in clause.children)


def _only_begins_time(mark: Token) -> bool:
    """Whether a mark only begins a time: "until now"."""
    return mark.i + 1 < len(mark.doc) and mark.lower_ == "until" and mark.nbor().lower_ in ("now", "recently", "then")


def _strongest(effects: Collection[str]) -> str:
    return next(
        (effect for effect in ("conditional", "hypothetical", "blocked", "permitted", "planned") if effect in effects),
        "actual",
    )
