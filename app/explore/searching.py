"""What the search of the live page finds beyond names: the claims that a question asks for, and words in quotes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from claimgraph.app.explore.reads import TIMEOUT
from claimgraph.app.explore.wording import Question, Run, asked_for
from claimgraph.graph.errors import QueryError
from claimgraph.graph.names import fold, phrase_query, words
from claimgraph.graph.store import Store

MOST_CLAIMS: Final = 5
MOST_DRAWN: Final = 40
MOST_QUOTES: Final = 4
# Entities for one name, those in most claims first, and goods of one kind.
MOST_OF_A_NAME: Final = 60
MOST_OF_A_KIND: Final = 2_000
# Letters from which on a word of a quote may be the beginning of a longer one.
_LEAST_BEGINNING: Final = 3
_PLURAL: Final = "s"

_NAMED: Final = """
UNWIND $spans AS span
CALL db.index.fulltext.queryNodes('claimgraph_entity_names', span.words, {limit: $looked}) YIELD node AS e
WITH span.at AS at, e, coalesce(e.as_supplier, 0) + coalesce(e.as_recipient, 0) + coalesce(e.as_good, 0) AS claims
WHERE claims > 0 OR e:Good
ORDER BY claims DESC
WITH at, collect({
  id: e.id, good: e:Good, state: e:State, name: e.name, aliases: e.aliases, claims: claims
})[..$limit] AS found
RETURN at, found
"""
_KINDS: Final = """
MATCH (root:Good) WHERE root.id IN $roots
MATCH (good:Good)-[:KIND_OF*0..6]->(root) WITH DISTINCT good, coalesce(good.as_good, 0) AS claims
RETURN good.id, claims ORDER BY claims DESC LIMIT $limit
"""
_WAYS: Final = {"": "SUPPLIER|RECIPIENT|GOOD", "supplier": "SUPPLIER", "recipient": "RECIPIENT", "good": "GOOD"}
_ORDER: Final = ("good", "", "supplier", "recipient")
_FOUND: Final = """
MATCH (e:Entity) WHERE e.id IN $start MATCH (e)<-[:{ways}]-(c:Claim)
WITH DISTINCT c WHERE {conditions}
WITH c ORDER BY c.rank DESC, c.id
WITH count(*) AS number, collect(c)[..$limit] AS best
RETURN number, [c IN best | c.id] AS ids, [c IN best[..$told] | {{
  id: c.id, modality: c.modality, status: c.status, hedged: c.hedged, origins: c.origins,
  supplier: head([(c)-[:SUPPLIER]->(e) | e.name]), recipient: head([(c)-[:RECIPIENT]->(e) | e.name]),
  good: head([(c)-[:GOOD]->(e) | e.name])
}}] AS told
"""
_QUOTES: Final = """
CALL db.index.fulltext.queryRelationships('claimgraph_quotes', $words, {limit: $limit}) YIELD relationship AS said
WITH said.quote AS words, collect(said)[0] AS said LIMIT $most
WITH said, startNode(said) AS c, endNode(said) AS a
RETURN c.id AS claim, said.quote AS quote, coalesce(a.title, a.name) AS article, coalesce(a.outlet, '') AS outlet,
  coalesce(said.said_on, a.published, '') AS date
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """One part of a question: what any of some entities does in the claims.

    Parameters:
        words: how the part is told to the reader.
        ids: of the entities, of which each claim has to have one.
        claims: in how many claims they are, each counted by itself.
        name: what was typed for it; "" for a good that the verb names.
    """

    words: str
    part: str
    ids: tuple[str, ...]
    claims: int
    name: str = ""

    def condition(self, at: int) -> str:
        """What a claim `c` has to fulfil, with the ids in the parameter `of{at}`."""
        parts = [self.part] if self.part else ["supplier", "recipient", "good"]
        return "(" + " OR ".join(f"c.{part} IN $of{at}" for part in parts) + ")"


def found_claims(store: Store, typed: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The claims that a text of several names, or a question, asks for; None where it asks for none.

    The answer has `words` (what was understood), `number`, `ids` of the strongest and `claims`, the first of them
    in words. The list holds the parties that a question asks for and nobody here is called.
    """
    question = asked_for(typed)
    if len(question.sought) + len(question.goods) < 2 and not any(run.part for run in question.runs):
        return None, []
    try:
        return _answered(store, question)
    except QueryError:
        return None, []  # it took too long; the names stand in the list all the same


def _answered(store: Store, question: Question) -> tuple[dict[str, Any] | None, list[str]]:
    sought = tuple(_parts_of(store, question))
    if any(not one.ids for one in sought):
        asked = any(run.part for run in question.runs)
        return None, [one.name for one in sought if not one.ids and one.name] if asked else []
    complete = len(sought) > 1 or any(one.part and one.part != "good" for one in sought)
    return (_claims_with(store, sought, question.since) if complete else None), []


def found_quotes(store: Store, typed: str) -> list[dict[str, Any]]:
    """Quotes that hold every word that was typed, but for those of a question, the nearest first, each once."""
    told = [word for word in asked_for(typed).sought if len(word) >= _LEAST_BEGINNING]
    if not told:
        return []
    lucene = " ".join(f"+{word}*" for word in told)
    try:
        found = store.read(_QUOTES, {"words": lucene, "limit": 5 * MOST_QUOTES, "most": MOST_QUOTES}, timeout=TIMEOUT)
    except QueryError:
        return []  # a graph of an older claimgraph has no such index before something is loaded into it
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def _claims_with(store: Store, sought: Sequence[Sought], since: str) -> dict[str, Any] | None:
    """The claims that have something of every part."""
    start = min(sought, key=lambda one: one.claims)
    conditions = [one.condition(at) for at, one in enumerate(sought)]
    if since:
        conditions.append("c.last_said >= $since")
    cypher = _FOUND.format(ways=_WAYS[start.part], conditions=" AND ".join(conditions))
    parts = {f"of{at}": list(one.ids) for at, one in enumerate(sought)}
    limits = {"limit": MOST_DRAWN, "told": MOST_CLAIMS}
    rows = store.read(cypher, {"start": list(start.ids), "since": since, **parts, **limits}, timeout=TIMEOUT).rows
    number, ids, told = rows[0] if rows else (0, [], [])
    if not number:
        return None
    words = [one.words for one in sorted(sought, key=lambda one: _ORDER.index(one.part))]
    return {
        "words": ", ".join([*words, *([f"since {since}"] if since else [])]),
        "number": number,
        "ids": ids,
        "claims": told,
    }


def _parts_of(store: Store, question: Question) -> Iterator[Sought]:
    """Each name of a question and each good that its verb names; one without ids for a word that names nothing."""
    named = [run.words[start:end] for run in question.runs for start, end in run.spans()]
    goods = {good: tuple(words(good)) for good in question.goods}
    looked = _looked_up(store, [*named, *goods.values()])
    for run in question.runs:
        yield from _of_run(store, run, looked)
    for good, told in goods.items():
        roots = [one["id"] for one in _exact(looked.get(told, ()), good) if one["good"]]
        ids, claims = _kinds_of(store, roots)
        yield Sought(good, "good", ids, claims)


def _of_run(store: Store, run: Run, looked: Mapping[tuple[str, ...], Sequence[Mapping[str, Any]]]) -> Iterator[Sought]:
    """The names in a run of words: from left to right the longest that some entity has, otherwise one word."""
    at = 0
    while at < len(run.words):
        ends = [end for start, end in run.spans() if start == at]
        named = [end for end in ends if _exact(looked.get(run.words[at:end], ()), " ".join(run.words[at:end]))]
        end = named[0] if named else at + 1
        yield _sought(store, " ".join(run.words[at:end]), run.part, looked.get(run.words[at:end], ()))
        at = end


def _sought(store: Store, name: str, part: str, found: Sequence[Mapping[str, Any]]) -> Sought:
    """All that a name may stand for: a state of that name alone, otherwise all whose names hold it; kinds of goods."""
    exact = _exact(found, name)
    states = [one for one in exact if one["state"]]
    meant = states or list(found)
    goods = [one["id"] for one in meant if one["good"]]
    kinds, of_kinds = _kinds_of(store, goods) if goods else ((), 0)
    parties = [one for one in meant if not one["good"]]
    if goods and any(one["good"] for one in exact):
        parties = []
    if part and parties:
        kinds, of_kinds = (), 0  # what a word with a part names is a party
    ids = tuple(dict.fromkeys([*(one["id"] for one in parties), *kinds]))
    told = _told(name, exact or meant)
    as_part = part if parties and not kinds else ("good" if kinds and not parties else "")
    preposition = {"recipient": "to ", "supplier": "from "}.get(as_part, "")
    return Sought(f"{preposition}{told}", as_part, ids, sum(one["claims"] for one in parties) + of_kinds, name)


def _told(name: str, meant: Sequence[Mapping[str, Any]]) -> str:
    """The name of the one that is meant; what was typed where it may be several."""
    names = {one["name"] for one in meant}
    return str(next(iter(names))) if len(names) == 1 else name


def _exact(found: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Those of which a name or alias is this one, in the singular or plural."""
    wanted = _singular(fold(name))
    forms = [(one, (one["name"], *(one["aliases"] or ()))) for one in found]
    return [one for one, names in forms if any(_singular(fold(form)) == wanted for form in names)]


def _singular(name: str) -> str:
    return name.removesuffix(_PLURAL)


def _looked_up(store: Store, names: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], Sequence[Mapping[str, Any]]]:
    """Entities whose names hold some words one after the other, by the words; a single word may begin a longer one."""
    told = list(dict.fromkeys(names))
    if not told:
        return {}
    asked = [{"at": at, "words": _lucene(name)} for at, name in enumerate(told)]
    limits = {"limit": MOST_OF_A_NAME, "looked": 10 * MOST_OF_A_NAME}
    rows = store.read(_NAMED, {"spans": asked, **limits}, timeout=TIMEOUT).rows
    return {told[at]: found for at, found in rows}


def _lucene(name: tuple[str, ...]) -> str:
    first, *more = name
    if more:
        return phrase_query(" ".join(name))
    word = _singular(first) if len(first) > _LEAST_BEGINNING else first
    return f"{word}*" if len(word) >= _LEAST_BEGINNING else word


def _kinds_of(store: Store, roots: Collection[str]) -> tuple[tuple[str, ...], int]:
    """Some goods with all that are kinds of them, and in how many claims they are."""
    if not roots:
        return (), 0
    rows = store.read(_KINDS, {"roots": sorted(roots), "limit": MOST_OF_A_KIND}, timeout=TIMEOUT).rows
    return tuple(id for id, _ in rows), sum(claims for _, claims in rows)
