"""Which names stand for several entities, worked out from how many articles tell which home; pure but for `retold`.

What is kept of a name (`Namesakes`) follows from the articles in the store and from what people decided, whatever the
order in which either came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from neo4j import ManagedTransaction

from claimgraph.graph.namesakes import leading, namesake_id
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.entities import EntityChange, forms_in
from claimgraph.graph.store.identity import Identities, Namesakes
from claimgraph.graph.store.rows import Row, read_key

Homes = Mapping[str, Mapping[str, int]]
"""How many articles tell which home, by name."""
Changed = Mapping[str, Namesakes | None]
"""Names whose homes are counted otherwise than before; None for those that stand for one entity again."""

_FORMS = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.forms AS forms, e.form_counts AS form_counts"
_MENTIONING = """
UNWIND $rows AS row
MATCH (:Entity {id: row.id})<-[mention:MENTIONS]-(a:Article) WHERE row.forms IS NULL OR mention.form IN row.forms
RETURN DISTINCT a.id AS id
"""


def homes_in(id: str, forms: Mapping[str, int]) -> Homes:
    """The homes that the forms of one entity tell, by the names under which it was read; not of readings that a person
    parted."""
    homes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form, count in forms.items():
        name, home, part = read_key(id, form)
        if home is not None and part is None:
            homes[name][home] += count
    return homes


def homes_of_names(forms: Mapping[str, Mapping[str, int]]) -> Homes:
    """The homes that all articles tell, by name.

    Parameters:
        forms: how many articles give which form, by the ids of all entities.
    """
    homes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for id, counts in forms.items():
        for name, told in homes_in(id, counts).items():
            homes[name].update(told)
    return homes


def homes_moved(before: Iterable[AsRead], after: Iterable[AsRead], identities: Identities) -> Homes:
    """By how many the articles that tell each home change, where articles say something else than before."""
    moved: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for some, sign in ((before, -1), (after, 1)):
        for one in map(identities.effective, some):
            for name, home in one.homes.items():
                if identities.part_of(one.article, name) is None:
                    moved[name][home] += sign
    return {name: homes for name, counts in moved.items() if (homes := {h: n for h, n in counts.items() if n})}


def namesakes_of(name: str, homes: Mapping[str, int], identities: Identities) -> Namesakes | None:
    """What is to be kept of a name of which so many articles tell which home; None where it stands for one entity and
    nobody has decided about its namesakes."""
    told = {home: number for home, number in sorted(homes.items()) if number > 0}
    pinned = identities.pinned.get(name)
    undecided = {home: number for home, number in told.items() if identities.is_open(name, home)}
    contradicts = len({*undecided, *filter(None, (pinned,))}) > 1
    if not told or not (contradicts or name in identities.names_decided):
        return None
    return Namesakes(name, tuple(told.items()), pinned or leading(undecided))


def changed_by(moved: Homes, identities: Identities, entities: Mapping[str, EntityChange]) -> Changed:
    """The names of which something else has to be kept after a write.

    Parameters:
        moved: by how many the articles that tell each home change.
        entities: how the write changes the entities, told by `identities`.
    """
    changed = {}
    for name, difference in moved.items():
        kept = identities.namesakes.get(name)
        if kept is not None:
            homes = Counter(dict(kept.homes))
            homes.update(difference)
        elif name in identities.names_decided:
            homes = Counter(difference)
        else:
            id = identities.of(name)
            homes = Counter(homes_in(id, entities[id].forms).get(name, {})) if id in entities else Counter()
        now = namesakes_of(name, homes, identities)
        if now != kept:
            changed[name] = now
    return changed


def after_decision(
    transaction: ManagedTransaction, names: Iterable[str], before: Identities, after: Identities, moved: Homes
) -> Changed:
    """The names, among these, of which something else has to be kept after a decision about their namesakes.

    Parameters:
        before, after: what is decided, without and with it.
        moved: by how many the readings that count for each home change by it.
    """
    changed = {}
    for name, told in homes_told(transaction, {*names}, before).items():
        homes = Counter(told)
        homes.update(moved.get(name, {}))
        now = namesakes_of(name, homes, after)
        if now != after.namesakes.get(name):
            changed[name] = now
    return changed


def homes_told(
    transaction: ManagedTransaction, names: Collection[str], identities: Identities
) -> dict[str, Mapping[str, int]]:
    """How many articles in the store tell which home, of each of these names."""
    known = {name: dict(kept.homes) for name in names if (kept := identities.namesakes.get(name)) is not None}
    decided = identities.names_decided
    ids = {name: identities.of(name) for name in names if name not in known and name not in decided}
    forms = forms_of(transaction, {*ids.values()})
    homes = {id: homes_in(id, forms.get(id, {})) for id in {*ids.values()}}
    return {name: known.get(name) or (homes[ids[name]].get(name, {}) if name in ids else {}) for name in names}


def forms_of(transaction: ManagedTransaction, ids: Collection[str]) -> dict[str, Mapping[str, int]]:
    """How many articles give each of these entities which form."""
    rows: list[Row] = transaction.run(_FORMS, {"ids": sorted(ids)}).data()
    return {row["id"]: forms_in(row) for row in rows}


def retold(transaction: ManagedTransaction, nodes: Iterable[str], before: Identities, after: Identities) -> set[str]:
    """Ids of the articles in which entities stand for others than before, or that mention such as are told otherwise.

    Entities that are linked by a decision alone are mentioned, too.

    Parameters:
        nodes: ids under which all such entities stand now, with others.
    """
    moved: list[Row] = [{"id": id, "forms": None} for id in sorted(after.told_otherwise(before))]
    for id, forms in forms_of(transaction, {*nodes}).items():
        other = [form for form in forms if before.stands(*read_key(id, form)) != after.stands(*read_key(id, form))]
        if other:
            moved.append({"id": id, "forms": other})
    return {record["id"] for record in transaction.run(_MENTIONING, {"rows": moved})} if moved else set()


def nodes_of(names: Iterable[str], *, identities: Identities, changed: Changed) -> set[str]:
    """Ids under which all entities stand whose readings may be told otherwise where something else is kept of names."""
    nodes = set()
    for name in names:
        kept = (identities.namesakes.get(name), changed.get(name))
        homes = {home for one in kept if one is not None for home, _ in one.homes}
        homes |= {one.lead for one in kept if one is not None and one.lead}
        nodes.add(identities.of(name))
        nodes |= {identities.of(namesake_id(name, home)) for home in homes}
        nodes |= {identities.read_as(name, home) for home in homes}
    return nodes


def rows_of_names(changed: Changed) -> dict[str, list[object]]:
    """The parameters that write what is kept of names."""
    return {
        "Namesakes": [
            {
                "id": id,
                "homes": [home for home, _ in one.homes],
                "home_counts": [number for _, number in one.homes],
                "lead": one.lead,
            }
            for id, one in changed.items()
            if one is not None
        ],
        "gone_Namesakes": [id for id, one in changed.items() if one is None],
    }


def namesakes_in(row: Row) -> Namesakes:
    """What is kept of a name, from the properties of its node."""
    return Namesakes(row["id"], tuple(zip(row["homes"], row["home_counts"], strict=True)), row["lead"])


def told_otherwise(changed: Changed, identities: Identities) -> list[str]:
    """The names whose readings stand for other entities than before, in whatever article; not those of which only more
    or fewer articles tell."""

    def leads(one: Namesakes | None) -> str | None:
        return None if one is None else one.lead

    return [name for name, one in changed.items() if leads(one) != leads(identities.namesakes.get(name))]
