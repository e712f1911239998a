"""A change as the parameters of the Cypher statements that write it (see `write.py`): pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, LiteralString

from claimgraph.graph.model import Entity, EntityType, Reading, Stance
from claimgraph.graph.store.change import Told, article_id
from claimgraph.graph.store.counters import COUNTERS, ROLES, counted_by, ledgers_of
from claimgraph.graph.store.entities import EntityChange, links_of
from claimgraph.graph.store.months import WHOLE, Ledger, Ledgers
from claimgraph.graph.store.plan import Change, CountedClaim
from claimgraph.graph.store.rows import (
    Row,
    article_row,
    claim_row,
    difference,
    entity_row,
    forms_row,
    is_supply,
    pair_counts,
    pair_id,
    statement_row,
    supplies_row,
)

SPOKEN: tuple[LiteralString, ...] = ("ASSERTS", "ALLEGES", "DENIES")
_SPOKEN_AS: Final[Mapping[Stance, str]] = {stance: stance.name for stance in Stance}
LINKS: tuple[LiteralString, ...] = ("BASED_IN", "SPEAKS_FOR", "KIND_OF")
_NOTHING_COUNTED: Final[Row] = dict.fromkeys(COUNTERS, 0) | Ledger().row()
PAIR_COUNTS: tuple[LiteralString, ...] = ("claims", "asserted", "alleged", "contested", "hedged")


def rows_of(
    change: Change, claims: ClaimsAfter, readings: Mapping[str, Reading], new_articles: Collection[str], months: Row
) -> dict[str, Any]:
    """The parameters of the statement that writes a change.

    Parameters:
        readings: the articles as they are now, by their digests.
        new_articles: ids of the articles that were not there.
        months: the properties that tell the ledger of the whole graph, before.
    """
    ledgers = ledgers_of(change)
    counted = counted_by(change, claims.gone)
    articles = _article_rows(readings, new_articles)
    entities = _entity_rows(change.entities, ledgers, counted)
    new = [row["id"] for row in articles["new_articles"]]
    standing = {
        "articles": _others(change.after.articles, new),
        "claims": _others(change.after.claims, claims.new),
    }
    places = Places(
        _numbered([*new, *standing["articles"]]),
        _numbered(row["id"] for row in entities["Entity"]),
        _numbered([*claims.new, *standing["claims"]]),
    )
    return {
        **_retired(change),
        **articles,
        **_told_rows(change.before, change.after, places),
        **_new_entities(change.entities),
        **entities,
        **_link_rows(change.entities),
        **_statement_rows(change, places),
        **claims.rows(change, places),
        "meta": ledgers[WHOLE].added_to(months),
        "standing": standing,
    }


@dataclass(frozen=True, slots=True)
class Places:
    """Where each node that articles touch stands in the lists that the statement makes first, by its id: new articles
    and claims as it creates them, and others as it looks them up.

    Relationships name their nodes by these places: each node is looked up at most once, however many of them end at it.
    """

    articles: Mapping[str, int]
    entities: Mapping[str, int]
    claims: Mapping[str, int]


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    return {id: place for place, id in enumerate(ids)}


def _others(ids: Iterable[str], new: Iterable[str]) -> list[str]:
    """Those of the ids that are not new."""
    among = set(new)
    return [id for id in ids if id not in among]


def _retired(change: Change) -> dict[str, Any]:
    before, after = change.before, change.after
    gone = before.beyond(after)
    spoken = {type: [one.id for one in gone if one.speaker and one.stance.name == type] for type in SPOKEN}
    return {
        "gone_statements": [one.id for one in gone],
        **{f"gone_{type}": ids for type, ids in spoken.items()},
        "forgotten": sorted({*before.articles} - {*after.articles}),
        "silenced": sorted(before.articles),
    }


def _article_rows(readings: Mapping[str, Reading], new: Collection[str]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {"new_articles": [], "articles": []}
    for digest, reading in readings.items():
        id = article_id(reading)
        rows["new_articles" if id in new else "articles"].append(
            {"id": id, "properties": article_row(reading, digest), "text": reading.document.text}
        )
    return rows


def _told_rows(before: Told, after: Told, places: Places) -> dict[str, list[Any]]:
    numbers = {mention: number for number, mention in enumerate(after.forms)}
    return {
        "forms": [[places.entities[id], form] for id, form in after.forms],
        "mentions": [
            [places.articles[id], [numbers[mention] for mention in mentions]] for id, mentions in after.mentions.items()
        ],
        "aside": [
            {"id": id, "set_aside": after.aside.get(id), **_kept_row(after.kept.get(id))}
            for id in after.articles
            if before.aside.get(id, ()) != after.aside.get(id, ()) or before.kept.get(id) != after.kept.get(id)
        ],
    }


def _kept_row(kept: tuple[str, str] | None) -> Row:
    read, told = kept or (None, None)
    return {"as_read": read, "told": told}


def _new_entities(changes: Mapping[str, EntityChange]) -> dict[str, list[str]]:
    new: dict[str, list[str]] = {f"new_{type.value}": [] for type in EntityType}
    for id, one in changes.items():
        if one.after is not None and not one.stored:
            new[f"new_{one.after.type.value}"].append(id)
    return new


def _entity_rows(
    changes: Mapping[str, EntityChange], ledgers: Ledgers, counted: Mapping[str, Mapping[str, int]]
) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {"Entity": [], "gone_entities": []}
    rows |= {f"as_{type.value}": [] for type in EntityType}
    for id, one in changes.items():
        if one.after is None:
            rows["gone_entities"] += [id] if one.stored else []
            continue
        row = _told_row(one.after, one) | _counters(id, one.stored, ledgers, counted)
        rows["Entity"].append({**difference(row, one.stored), "id": id})
        if one.before is not None and one.before.type is not one.after.type:
            rows[f"as_{one.after.type.value}"].append(id)
    return rows


def _told_row(after: Entity, change: EntityChange) -> Row:
    """What articles tell of an entity; of one that stays what it was, only how many there are."""
    same = after is change.before or after == change.before
    return forms_row(change.forms) if same else entity_row(after, change.forms)


def _counters(id: str, stored: Row, ledgers: Ledgers, counted: Mapping[str, Mapping[str, int]]) -> Row:
    """The sums of an entity that can differ from those stored: all of a new one."""
    row = {} if stored else {**_NOTHING_COUNTED}
    if id in counted:
        row |= {name: stored.get(name, 0) + number for name, number in counted[id].items()}
    if id in ledgers:
        row |= ledgers[id].added_to(stored or _NOTHING_COUNTED)
    return row


def _link_rows(changes: Mapping[str, EntityChange]) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {type: [] for type in LINKS}
    rows["relinked"] = [id for id, one in changes.items() if one.relinked and one.stored]
    for id, one in changes.items():
        if one.relinked:
            country, speaks_for, kinds = links_of(one.after)
            rows["BASED_IN"] += [link_row(id, country)] if country else []
            rows["SPEAKS_FOR"] += [link_row(id, speaks_for)] if speaks_for else []
            rows["KIND_OF"] += [link_row(id, kind) for kind in kinds]
    return rows


def _statement_rows(change: Change, places: Places) -> dict[str, list[Row]]:
    before, after = change.before, change.after
    rows: dict[str, list[Row]] = {type: [] for type in ("own_voice", *SPOKEN)}
    for statement in after.beyond(before):
        said = statement_row(statement, after.read.get(statement.id))
        article = places.articles[said.pop("article")]
        row = {"claim": places.claims[statement.claim], "article": article, "said": _present(said)}
        if statement.speaker is None:
            rows["own_voice"].append(row)
        else:
            rows[_SPOKEN_AS[statement.stance]].append({**row, "speaker": places.entities[statement.speaker]})
    return rows


def _present(row: Row) -> Row:
    """The properties that something new has; of those that it lacks nothing needs to be said."""
    return {name: value for name, value in row.items() if value is not None}


def link_row(start: str, end: str, properties: Row | None = None) -> Row:
    """A row for `Relationship.create`."""
    return {"start": start, "end": end, "properties": properties or {}}


@dataclass(frozen=True, slots=True)
class ClaimsAfter:
    """All touched claims as a change leaves them.

    Parameters:
        stated: those that are stated afterwards, with the properties of their nodes.
        gone: ids of those that are not, and stood in the store.
        new: ids of those that did not.
    """

    stated: Mapping[str, CountedClaim]
    gone: Sequence[str]
    new: Collection[str]

    @classmethod
    def of(cls, change: Change, broader: Mapping[str, Sequence[str]], denied: Collection[str]) -> ClaimsAfter:
        """Work them out.

        Parameters:
            broader: by touched claim: ids of those whose denial covers it.
            denied: ids of claims that somebody denies, among the broader ones that are not touched.
        """
        tallies = {**{id: one.tally for id, one in change.stored.items()}, **change.tallies}

        def is_denied(id: str) -> bool:
            return bool(tallies[id].stances.denying) if id in tallies else id in denied

        stated, gone = {}, []
        for id, claim in change.touched.items():
            tally = tallies[id]
            if not tally.statements:
                gone += [id] if id in change.stored else []
                continue
            covering = [one for one in broader[id] if is_denied(one)]
            stated[id] = CountedClaim(claim, claim_row(claim, tally, covering), tally)
        return cls(stated, gone, [id for id in stated if id not in change.stored])

    def rows(self, change: Change, places: Places) -> dict[str, list[Any]]:
        """The parameters that write them."""
        stored = {id: one.row for id, one in change.stored.items()}
        new = [
            {"properties": _present(row), **{part: places.entities[row[part]] for part in ROLES.values()}}
            for row in (self.stated[id].row for id in self.new)
        ]
        differing = {id: difference(one.row, stored[id]) for id, one in self.stated.items() if id in stored}
        via = [id for id, tally in change.tallies.items() if tally.via != (_via_before(change, id))]
        return {
            "new_Claim": new,
            "Claim": [{"id": id, **row} for id, row in differing.items() if row],
            "gone_claims": list(self.gone),
            "rerouted": [id for id in via if id in stored],
            "VIA": [
                link_row(id, place, {"statements": count})
                for id in via
                if id in self.stated
                for place, count in sorted(change.tallies[id].via.items())
            ],
            **_supply_rows(stored, {id: one.row for id, one in self.stated.items()}, places),
        }


def _via_before(change: Change, id: str) -> Mapping[str, int]:
    return change.stored[id].tally.via if id in change.stored else {}


def _supply_rows(stored: Mapping[str, Row], stated: Mapping[str, Row], places: Places) -> dict[str, list[Any]]:
    was = {id: row for id, row in stored.items() if is_supply(row)}
    now = {id: row for id, row in stated.items() if is_supply(row)}
    new = [row for id, row in now.items() if id not in was]
    changed = [id for id in now if id in was and supplies_row(now[id]) != supplies_row(was[id])]
    gone = [id for id in was if id not in now]
    return {
        "SUPPLIES": [
            {
                "supplier": places.entities[row["supplier"]],
                "recipient": places.entities[row["recipient"]],
                "properties": supplies_row(row),
            }
            for row in new
        ],
        "changed_SUPPLIES": [supplies_row(now[id]) for id in changed],
        "gone_SUPPLIES": gone,
        "Pair": _pair_rows(
            less=[was[id] for id in (*gone, *changed)],
            more=[*new, *(now[id] for id in changed)],
        ),
    }


def _pair_rows(less: Iterable[Row], more: Iterable[Row]) -> list[Row]:
    """What supplies that are no longer drawn so, and others that now are, add to their pairs."""
    pairs: dict[tuple[str, str], Row] = {}
    for supplies, sign in ((less, -1), (more, 1)):
        for row in supplies:
            counts = pairs.setdefault((row["supplier"], row["recipient"]), dict.fromkeys(PAIR_COUNTS, 0))
            for name, number in pair_counts(row).items():
                counts[name] += sign * number
    return [
        {"id": pair_id(supplier, recipient), "supplier": supplier, "recipient": recipient, **counts}
        for (supplier, recipient), counts in pairs.items()
        if any(counts.values())
    ]
