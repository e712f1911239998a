"""Names of a whole store sorted out: for graphs of an older claimgraph, from the importer, or damaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.model import Article
from claimgraph.graph.namesakes import homes_of
from claimgraph.graph.store.apart import forms_of, homes_of_names, namesakes_of, nodes_of, retold
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.inforce import articles_of_parts, identities
from claimgraph.graph.store.rows import Row, article_of, entity_as_read, entity_of_form, form_of, is_added, read_key
from claimgraph.graph.store.transactions import Transactions
from claimgraph.graph.store.write import lock, rewrite

_PAGE = 1000
_AT_ONCE = 200
_FORMS = """
MATCH (e:Firm|Official|Organization) WHERE e.id > $after AND e.forms IS NOT NULL WITH e ORDER BY e.id LIMIT $page
RETURN e.id AS id, e.forms AS forms, e.form_counts AS form_counts ORDER BY id
"""
_SPOKESMEN = """
MATCH (a:Article)-[mention:MENTIONS]->(e:Official)
WHERE mention.form CONTAINS '"speaks_for": "' AND NOT mention.form CONTAINS '"speaks_for": "state:'
RETURN DISTINCT a.id AS id ORDER BY id
"""
_MENTIONS = """
UNWIND $ids AS id MATCH (a:Article {id: id})
RETURN properties(a) AS article, [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]] AS mentions
"""
_TELL = """
UNWIND $rows AS row
MATCH (:Article {id: row.article})-[mention:MENTIONS {form: row.was}]->(:Entity {id: row.entity})
SET mention.form = row.form
"""


def note_readings(transactions: Transactions) -> None:
    """Let the articles of an older graph tell the homes of those who speak for firms and organizations, and which
    readings a person parted from others; what counts the forms of entities has to be counted again then."""
    in_force = transactions.read(identities)
    spokesmen = transactions.read_once(lambda transaction: transaction.run(_SPOKESMEN).value())
    parted: set[str] = set()
    if in_force.parts:
        parted = transactions.read_once(lambda transaction: articles_of_parts(transaction, in_force.parts))
    ids = sorted({*spokesmen, *parted})
    for some in batched(ids, _AT_ONCE):
        rows = transactions.read_once(lambda transaction: transaction.run(_MENTIONS, {"ids": some}).data())  # noqa: B023
        told = [one for row in rows for one in _whole_forms(article_of(row["article"]), row["mentions"], in_force)]
        transactions.write(lambda transaction: transaction.run(_TELL, {"rows": told}).consume())  # noqa: B023


def _whole_forms(article: Article, mentions: list[tuple[str, str]], in_force: Identities) -> Iterator[Row]:
    read_there = [(id, form) for id, form in mentions if not is_added(form)]
    homes = homes_of(entity_as_read(id, form) for id, form in read_there)
    for id, form in read_there:
        read = entity_as_read(id, form)
        whole = form_of(entity_of_form(id, form), read, homes.get(read.id), in_force.part_of(article, read.id))
        if whole != form:
            yield {"article": article.id, "entity": id, "was": form, "form": whole}


def settle(transactions: Transactions) -> int:
    """Keep of each name what its articles say; how many names stood otherwise in the store."""
    forms: defaultdict[str, Mapping[str, int]] = defaultdict(dict)
    for row in _rows(transactions, _FORMS):
        forms[row["id"]] = dict(zip(row["forms"], row["form_counts"], strict=True))
    homes = homes_of_names(forms)
    in_force = transactions.read(identities)
    names = sorted(
        name
        for name in {*homes, *in_force.namesakes}
        if namesakes_of(name, homes.get(name, {}), in_force) != in_force.namesakes.get(name)
    )

    def keep(transaction: ManagedTransaction, name: str) -> None:
        found = lock(transaction)
        guess = {name: namesakes_of(name, homes.get(name, {}), found.identities)}
        nodes = nodes_of([name], identities=found.identities, changed=guess)
        held = forms_of(transaction, nodes)  # others may have written since
        changed = {name: namesakes_of(name, homes_of_names(held).get(name, {}), found.identities)}
        after = found.identities.with_namesakes(changed)
        if _is_told(name, held, after):
            rewrite(transaction, found, (), after, changed)
            return
        if not _is_told(name, held, found.identities):
            return  # something else is damaged; only loading the articles again mends it
        rewrite(transaction, found, retold(transaction, nodes, found.identities, after), after, changed)

    for name in names:
        transactions.write(lambda transaction: keep(transaction, name))  # noqa: B023
    return len(names)


def _is_told(name: str, held: Mapping[str, Mapping[str, int]], identities: Identities) -> bool:
    """Whether all readings of a name stand under the ids that are right by these."""
    keys = ((id, read_key(id, form)) for id, forms in held.items() for form in forms)
    return all(identities.read_as(*key) == id for id, key in keys if key[0] == name)


def _rows(transactions: Transactions, cypher: LiteralString) -> Iterator[Row]:
    after = ""
    while page := transactions.read_once(
        lambda transaction: transaction.run(cypher, {"after": after, "page": _PAGE}).data()  # noqa: B023
    ):
        yield from page
        after = page[-1]["id"]
