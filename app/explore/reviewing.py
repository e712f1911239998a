"""The analyst's hand in the live page: the worklist, one item with its article, decisions, what they would change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from claimgraph.app.explore import identity, reads
from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.parts import part_in, span_in
from claimgraph.app.reviewing import evidence_around, says
from claimgraph.app.worklist import Worklist
from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import QueryError, unknown_id
from claimgraph.graph.model import EntityType, Modality, Stance
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.review import ANALYST_STANCES, ReadThere, Reason
from claimgraph.graph.store import Store
from claimgraph.graph.store.deciding import Addition, Correction, Deciding, Part
from claimgraph.graph.store.decisions import review_of_merge, review_of_part
from claimgraph.graph.store.identity import can_be_one
from claimgraph.graph.store.reviewing import Decided, Reviewed

MOST_ITEMS = 1_000
"""So many items of the worklist are told at once; the page asks again when they are through."""
UNKNOWN = "unknown"
"""Who decides where the explorer was started without a name."""
_ROLES = ("supplier", "recipient", "good", "speaker")


def work(store: Store, by: str, *, decisions: bool = True) -> dict[str, Any]:
    """What is worth checking for a reviewer, the most first, how far the work is, and all decisions in force.

    Parameters:
        decisions: whether these are asked for, too.
    """
    found = Worklist.of(store, by)
    told = {**found.to_dict(store, MOST_ITEMS), "by": by, "number": len(found.items)}
    return {**told, "decisions": [told_of(one) for one in store.reviews()]} if decisions else told


def told_of(one: Reviewed) -> dict[str, Any]:
    """A decision in force as the page tells it."""
    review = one.review
    there = review.about if isinstance(review.about, ReadThere) else None
    return {
        "id": review.id,
        "kind": review.kind.value,
        "by": review.by,
        "at": review.at,
        "why": review.why,
        "subject": one.subject,
        "about": review.subject,
        "words": says(review),
        "statements": list(one.statements),
        "seen": one.seen,
        "standing": one.standing.value,
        "against": list(one.against),
        "article": review.article.id if review.article else "",
        "quote": there.place.quote if there else "",
        "title": (there.place.title or there.place.name) if there else "",
    }


def item(store: Store, claim: str, article: str) -> dict[str, Any]:
    """A claim with both sides, and an article with its text and all that it claims."""
    network = store.network({claim, *reads.claims_in_article(store, article)})
    if claim not in network.records:
        raise QueryError("this claim is no longer in the graph; it was decided about or read anew meanwhile")
    return {**network.to_dict(), "claim": claim, "article": article, "text": store.text(article)}


@dataclass(frozen=True, slots=True)
class _Wish:
    """A decision that the page asks for: about which article, and how it is taken."""

    take: Callable[[Deciding], Decided]
    article: str = ""


def decide(store: Store, asked: Asked, by: str) -> dict[str, Any]:
    """Take a decision; which claims came and went by it, and what became of those that the page shows.

    Raises:
        QueryError: a field is missing or of a wrong type, or it is about nothing that there is.
        ReviewError: it cannot be said so.
    """
    kind = asked.choice("kind", (*_WISHES, Kind.MERGE.value))
    if kind == Kind.MERGE.value:
        return _same(store, asked, by)
    wish = _WISHES[kind](store, asked, by)
    before = _claims_in(store, wish.article)
    taken: list[Decided] = []
    now = identity.moved(store, asked.texts("claims"), lambda: taken.append(wish.take(store)))
    return {**_changed(store, wish.article, before), "claims": now, **_in_force(store, taken)}


def undo(store: Store, asked: Asked, by: str) -> dict[str, Any]:
    """Undo a decision; which claims came and went by that."""
    id, article = asked.text("decision"), asked.text("article", "")
    before = _claims_in(store, article)
    against = [id for one in store.reviews_with_ids(id) for id in one.against]
    undone: list[Decided] = []
    now = identity.moved(store, asked.texts("claims"), lambda: undone.append(store.undo(id, by=by)))
    told = {"id": undone[0].review.id, "kind": undone[0].review.kind.value, "about": undone[0].review.subject}
    others = [told_of(one) for one in store.reviews_with_ids(*against)] if against else []
    return {**_changed(store, article, before), "claims": now, "undone": told, "decisions": others}


def preview(store: Store, asked: Asked, by: str) -> dict[str, Any]:
    """What a correction or an added claim would change: claims that go, come, and are told otherwise.

    It is taken in a transaction that is taken back, so that it shows what would be, by the same rules.
    """
    kind = asked.choice("kind", ("correct", "add", "reject"))
    wish = _WISHES[kind](store, asked, by)
    with store.trial() as trial:
        before = set(trial.claims_in(wish.article))
        standing = trial.network(before)
        wish.take(trial)
        touched = before | set(trial.claims_in(wish.article))
        after = trial.network(touched)
    missing = touched - before
    known = {**standing.records, **store.network(missing).records} if missing else standing.records
    names = store.network(missing) if missing else standing
    gone = [_brief(standing, known[id]) for id in sorted(known.keys() - after.records.keys())]
    come, other = [], []
    for id in sorted(after.records):
        now = _brief(after, after.records[id])
        if id not in known:
            come.append(now)
            continue
        was = _brief(names if id in names.records else standing, known[id])
        if was != now:
            other.append({**now, "was": was})
    return {"gone": gone, "come": come, "other": other}


def _brief(network: Network, record: ClaimRecord) -> dict[str, Any]:
    return {
        "claim": record.claim.id,
        "headline": network.headline(record.claim.id),
        "status": record.status.value,
        "modality": record.claim.modality.value,
        "hedged": record.hedged,
        "origins": record.origins,
        "statements": len(record.statements),
    }


def _claims_in(store: Store, article: str) -> set[str]:
    return set(reads.claims_in_article(store, article)) if article else set()


def _changed(store: Store, article: str, before: Collection[str]) -> dict[str, Any]:
    after = _claims_in(store, article)
    return {"gone": sorted(set(before) - after), "arrived": sorted(after - set(before))}


def _in_force(store: Store, taken: list[Decided]) -> dict[str, Any]:
    return {
        "decisions": _with_others(store, [one.review.id for one in taken]),
        "replaced": [other.id for one in taken for other in one.replaced],
    }


def _with_others(store: Store, ids: Collection[str]) -> list[dict[str, Any]]:
    """Decisions as the page tells them, those last that were asked for, and those that contradict them before."""
    told = store.reviews_with_ids(*ids)
    others = {id for one in told for id in one.against} - set(ids)
    return [told_of(one) for one in (*(store.reviews_with_ids(*others) if others else ()), *told)]


def _same(store: Store, asked: Asked, by: str) -> dict[str, Any]:
    """Make two entities one; where their types do not go together, the other gets the type of the kept one first."""
    kept, other = asked.text("kept"), asked.text("other")
    claims = asked.texts("claims")
    known = {one.id: one for id in (kept, other) for one in store.find(id) if one.id == id}
    if kept not in known or other not in known:
        raise QueryError("one of the two is no longer in the graph; load the list anew")
    taken: list[Decided] = []
    if not can_be_one(known[kept].type, known[other].type):
        taken.append(store.set_type(other, known[kept].type, by=by))
    before = _of_identity(store)
    now = identity.make_one(store, kept, other, claims, by)
    after = _of_identity(store)
    # Where a person had parted the two, being one is that decision taken back, and no new one.
    decisions = _with_others(store, [*(one.review.id for one in taken), *sorted(after - before)])
    return {"gone": [], "arrived": [], "claims": now, "decisions": decisions, "replaced": sorted(before - after)}


def _of_identity(store: Store) -> set[str]:
    """Ids of the decisions that two are one, or one is two."""
    return {one.id for one in (*map(review_of_merge, store.merges()), *map(review_of_part, store.parts()))}


def _about_statement(take: Callable[[Deciding, Asked, str, str], Decided]) -> Callable[[Store, Asked, str], _Wish]:
    def wish(_: Store, asked: Asked, by: str) -> _Wish:
        statement = asked.text("statement")
        return _Wish(lambda store: take(store, asked, statement, by), asked.text("article", ""))

    return wish


def _about_subject(take: Callable[[Deciding, Asked, str, str], Decided]) -> Callable[[Store, Asked, str], _Wish]:
    def wish(_: Store, asked: Asked, by: str) -> _Wish:
        subject = asked.text("subject")
        return _Wish(lambda store: take(store, asked, subject, by))

    return wish


def _correct(store: Store, asked: Asked, by: str) -> _Wish:
    statement, article = asked.text("statement"), asked.text("article")
    right = Correction(
        **_parts(store, article, asked.mapping("parts")),
        own_voice=asked.flag("own_voice"),
        stance=Stance(asked.choice("stance", list(Stance))) if "stance" in asked.fields else None,
        modality=Modality(asked.choice("modality", list(Modality))) if "modality" in asked.fields else None,
        hedged=asked.flag("hedged") if "hedged" in asked.fields else None,
        trigger=span_in(asked.fields.get("trigger"), "trigger"),
    )
    return _Wish(lambda store: store.correct(statement, right, by=by, why=_why(asked)), article)


def _add(store: Store, asked: Asked, by: str) -> _Wish:
    article = asked.text("article")
    parts = _parts(store, article, asked.mapping("parts"))
    if missing := [role for role in _ROLES[:3] if role not in parts]:
        raise QueryError(f"mark the {' and the '.join(missing)}, too: a claim has a supplier, a recipient and a good")
    trigger = span_in(asked.fields.get("trigger"), "trigger")
    spans = [part.span for part in parts.values() if part.span is not None] + ([trigger] if trigger else [])
    if not spans:
        raise QueryError("mark at least one part in the text of the article")
    usual = Stance.ALLEGES if "speaker" in parts else Stance.ASSERTS
    claim = Addition(
        article,
        evidence_around(store.text(article), spans),
        parts["supplier"],
        parts["recipient"],
        parts["good"],
        Stance(asked.choice("stance", list(Stance), usual.value)),
        parts.get("speaker"),
        Modality(asked.choice("modality", list(Modality), Modality.ACTUAL.value)),
        asked.flag("hedged"),
        trigger,
    )
    return _Wish(lambda store: store.add(claim, by=by, why=_why(asked)), article)


def _parts(store: Store, article: str, told: Mapping[str, Any]) -> dict[str, Part]:
    if unknown := told.keys() - {*_ROLES}:
        raise QueryError(f"parts: there is no {', '.join(sorted(unknown))}; only {', '.join(_ROLES)}")
    return {role: part_in(store, article, role, told[role]) for role in _ROLES if role in told}


def _why(asked: Asked) -> str:
    return asked.text("why", "")


def _grade(_: Store, asked: Asked, by: str) -> _Wish:
    grade, outlet = asked.text("grade"), asked.text("outlet", "")
    if outlet:
        return _Wish(lambda store: store.grade(outlet=outlet, grade=grade, by=by, why=_why(asked)))
    article = asked.text("subject")
    return _Wish(lambda store: store.grade(article=article, grade=grade, by=by, why=_why(asked)))


def _know(store: Store, asked: Asked, by: str) -> _Wish:
    id = asked.text("subject")
    records = store.network([id]).records
    if id not in records:
        raise unknown_id("claim", id)
    claim, stance = records[id].claim, asked.choice("stance", ANALYST_STANCES)
    return _Wish(
        lambda store: store.know(
            claim.supplier,
            claim.recipient,
            claim.good,
            by=by,
            why=_why(asked),
            affirms=stance == ANALYST_STANCES[0],
            modality=claim.modality,
        )
    )


def _reason(asked: Asked) -> Reason:
    return Reason(asked.choice("reason", [one.value for one in Reason]))


def _type(asked: Asked) -> EntityType:
    return EntityType(asked.choice("type", [one.value for one in EntityType]))


_WISHES: Mapping[str, Callable[[Store, Asked, str], _Wish]] = {
    Kind.CONFIRM.value: _about_statement(lambda store, asked, id, by: store.confirm(id, by=by, why=_why(asked))),
    Kind.REJECT.value: _about_statement(
        lambda store, asked, id, by: store.reject(id, _reason(asked), by=by, why=_why(asked))
    ),
    Kind.CORRECT.value: _correct,
    Kind.ADD.value: _add,
    Kind.UNSURE.value: _about_statement(
        lambda store, asked, id, by: (
            store.unsure(id, asked.text("other"), by=by)
            if "other" in asked.fields
            else store.unsure_reading(id, by=by, why=_why(asked))
        )
    ),
    Kind.NOT_SAME.value: _about_subject(
        lambda store, asked, id, by: store.not_same(id, asked.text("other"), by=by, why=_why(asked))
    ),
    Kind.NOTE.value: _about_subject(lambda store, asked, id, by: store.note_on(id, asked.text("text"), by=by)),
    Kind.TAG.value: _about_subject(lambda store, asked, id, by: store.tag(id, asked.text("text"), by=by)),
    Kind.RELIABILITY.value: _grade,
    Kind.ANALYST.value: _know,
    Kind.CHECK.value: _about_subject(lambda store, asked, id, by: store.check_article(id, by=by, why=_why(asked))),
    Kind.SET_TYPE.value: _about_subject(
        lambda store, asked, id, by: store.set_type(id, _type(asked), by=by, why=_why(asked))
    ),
    Kind.RENAME.value: _about_subject(lambda store, asked, id, by: store.rename(id, asked.text("text"), by=by)),
}
