"""What the live page can ask, and the answers as plain JSON values. Knows nothing of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

from claimgraph.app.deciding import the_one_in
from claimgraph.app.explore import comparing, dossiers, handing, identity, parts, reads, reviewing, scenes, searching
from claimgraph.app.explore.asked import MOST_IDS, Asked
from claimgraph.app.explore.files import FORMATS, file_of
from claimgraph.app.explore.kept import FEWEST_KEPT, Kept
from claimgraph.app.explore.vocabulary import vocabulary
from claimgraph.app.reviewing import ROLE_TYPES
from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Entity
from claimgraph.graph.network import Network
from claimgraph.graph.remark import without_notes
from claimgraph.graph.render import PageInfo, View, contexts_of, shown_data
from claimgraph.graph.render.arrangements import ARRANGEMENTS, FREE
from claimgraph.graph.render.data import PROJECTIONS
from claimgraph.graph.render.ranking import MOST_HELD, drawn_nodes, not_shown, strongest
from claimgraph.graph.store import Store
from claimgraph.graph.store.cycles import no_search_for_cycles
from claimgraph.queries import Catalog, Query, claims_in, left_unsure, remarks, run
from claimgraph.queries.cells import cell, titled
from claimgraph.queries.entities import the_one_named
from claimgraph.queries.query import parameters_of

TITLE = "claimgraph explorer"
FIRST_CLAIMS = 40
HUBS = 6
MOST_HITS = 10
# What one step of unfolding adds.
STEP_CLAIMS = 12
MOST_GROUPS = 12
QUERY_SECONDS, MOST_SECONDS = 20, 1_200
"""How long a query may take where nothing is said, and at most."""
MOST_ROWS = 2_000
# A graph of more claims is not read before somebody asks for it: that takes seconds, and memory.
MOST_AHEAD = 20_000


class TooManyNodesError(QueryError):
    """The claims have more nodes than a picture holds.

    Parameters:
        nodes: how many nodes the claims have.
        most: how many nodes a picture holds.
        strongest: how many of the claims a picture can hold.
    """

    def __init__(self, nodes: int, most: int, strongest: int) -> None:
        fewer = f", or draw the strongest {strongest:,} claims" if strongest else ""
        super().__init__(
            f"this would draw {nodes:,} nodes, more than the {most:,} that a picture holds; "
            f"collapse or hide some, ask a narrower query{fewer}"
        )
        self.strongest = strongest


@dataclass(frozen=True, slots=True)
class Explorer:
    """Answers the page's questions from a store.

    Parameters:
        queries: the folder of the user's own saved queries.
        first: ids of the claims to open with; None for the strongest of the store.
        title: the heading of the page.
        most_nodes: how many nodes one page holds.
        by: who decides what is decided in the page; None leaves no record.
        min_confidence: claims of a lower confidence are hidden at first; a filter of the page shows them again.
        kept: what a large canvas read last.
        abandoned: set once nobody waits for the answer any more.
    """

    store: Store
    queries: Path | None = None
    first: tuple[str, ...] | None = None
    title: str = TITLE
    most_nodes: int = MOST_HELD
    by: str | None = None
    min_confidence: float = 0
    kept: Kept = field(default_factory=Kept)
    abandoned: Event = field(default_factory=Event)

    def answer(self, question: str, asked: Asked) -> dict[str, Any]:
        """The answer to one of `QUESTIONS`.

        Raises:
            QueryError: a field is missing or not of its type, or what it names does not exist.
            StoreError: the store does not answer.
        """
        return QUESTIONS[question](self, asked)

    def marked(self, mark: str, abandoned: Event) -> Explorer:
        """The same for one question: `Store.stop` ends its reads by their mark, `abandoned` what it waits for."""
        return replace(self, store=self.store.marked(mark), abandoned=abandoned)

    def start(self, _: Asked) -> dict[str, Any]:
        """What to open with: ids of claims, and how many there are in all."""
        claims = list(self.first) if self.first is not None else reads.first_claims(self.store, FIRST_CLAIMS)
        return {
            "title": "" if self.title == TITLE else self.title,
            "claims": claims,
            "hubs": reads.hubs(self.store, HUBS),
            "lost": self.store.lost(),
            "lowest": self.min_confidence,
            **reads.totals(self.store),
        }

    def every(self, _: Asked) -> dict[str, Any]:
        """Ids of all claims, the strongest first, as far as a page may hold them."""
        return {"claims": reads.every_claim(self.store, MOST_IDS)}

    def search(self, asked: Asked) -> dict[str, Any]:
        """Entities by a name as far as it is typed."""
        sought = _typed(asked)
        return {"entities": reads.found_entities(self.store, sought, MOST_HITS) if sought else []}

    def search_claims(self, asked: Asked) -> dict[str, Any]:
        """The claims that several names or a question ask for, who of them is not known, and quotes of the words."""
        sought = _typed(asked)
        question, unknown = searching.found_claims(self.store, sought)
        return {
            "question": question,
            "unknown": unknown,
            "quotes": searching.found_quotes(self.store, sought),
        }

    def relations(self, asked: Asked) -> dict[str, Any]:
        """How many claims each relation of an entity leads to."""
        counts = reads.relation_counts(self.store, asked.text("entity"))
        if counts is None:
            raise QueryError(f"the store has no entity {asked.text('entity')!r} any more; search for it anew")
        return {"relations": counts}

    def expand(self, asked: Asked) -> dict[str, Any]:
        """The strongest claims that a relation of an entity leads to, without those known."""
        limit = asked.number("limit", 1, 200, STEP_CLAIMS)
        relation = asked.choice("relation", reads.RELATIONS)
        entity, known, part = asked.text("entity"), asked.texts("known"), asked.text("part", "")
        only = (asked.choice("part", reads.PARTS), asked.text("other")) if part else None
        return {"claims": reads.strongest(self.store, entity, relation, known, limit, only)}

    def groups(self, asked: Asked) -> dict[str, Any]:
        """What the claims of a relation of an entity fall into by one of their parts."""
        relation, by = asked.choice("relation", reads.RELATIONS), asked.choice("by", reads.PARTS)
        limit = asked.number("limit", 1, 5_000, MOST_GROUPS)
        groups, number = reads.groups(self.store, asked.text("entity"), relation, by, limit, asked.texts("known"))
        return {"groups": groups, "number": number}

    def compare(self, asked: Asked) -> dict[str, Any]:
        """Two entities side by side."""
        direction = asked.choice("direction", comparing.DIRECTIONS, "supplied")
        return comparing.compare(self.store, *self._two(asked, "first", "second"), direction)

    def merge_preview(self, asked: Asked) -> dict[str, Any]:
        """What would become of two entities that are one."""
        return identity.preview(self.store, *self._two(asked, "kept", "other"))

    def merge(self, asked: Asked) -> dict[str, Any]:
        """Decide that two entities are one; what becomes of some claims, by their ids."""
        kept, other = asked.text("kept"), asked.text("other")
        claims = identity.make_one(self.store, kept, other, asked.texts("claims"), self.by)
        return {"claims": claims, "kept": identity.standing(self.store, kept), **self._decided()}

    def split(self, asked: Asked) -> dict[str, Any]:
        """Take a decision back; what becomes of some claims, by their ids."""
        claims = identity.make_two(self.store, asked.text("other"), asked.texts("claims"), self.by)
        return {"claims": claims, **self._decided()}

    def part(self, asked: Asked) -> dict[str, Any]:
        """Part what an article says from an entity; what becomes of some claims, by their ids."""
        article = self.store.find_article(asked.text("article").strip())
        entity = the_one_in(self.store, asked.text("entity"), [article.id])
        claims = identity.part(self.store, entity.id, article.id, asked.texts("claims"), self.by)
        told = {"entity": entity.id, "name": entity.name, "article": article.title or article.name}
        return {"claims": claims, **told, **self._decided()}

    def rejoin(self, asked: Asked) -> dict[str, Any]:
        """Take back that something was parted; what becomes of some claims, by their ids."""
        claims = identity.rejoin(self.store, asked.text("part"), asked.texts("claims"), self.by)
        return {"claims": claims, **self._decided()}

    def merges(self, _: Asked) -> dict[str, Any]:
        """The decisions in force, and the record of all decisions."""
        return self._decided()

    def _decided(self) -> dict[str, Any]:
        return identity.decided(self.store, self.queries)

    def work(self, asked: Asked) -> dict[str, Any]:
        """The worklist of whoever decides in the page, and all decisions in force."""
        return reviewing.work(self.store, self.signed, decisions=not asked.flag("items_only"))

    def reading(self, asked: Asked) -> dict[str, Any]:
        """A claim with both sides, and the text of an article that reports it."""
        return reviewing.item(self.store, asked.text("claim"), asked.text("article"))

    def marked_words(self, asked: Asked) -> dict[str, Any]:
        """Whom or what words of an article mean as a part of a claim."""
        role = asked.choice("role", ROLE_TYPES)
        span = parts.span_in(asked.fields.get("span"), "span")
        if span is None:
            raise QueryError("span: must be [start, end] in code points")
        return parts.meant(self.store, asked.text("article"), role, span)

    def decide(self, asked: Asked) -> dict[str, Any]:
        """Take a decision of a reviewer."""
        return reviewing.decide(self.store, asked, self.signed)

    def try_decision(self, asked: Asked) -> dict[str, Any]:
        """What a decision of a reviewer would change."""
        return reviewing.preview(self.store, asked, self.signed)

    def undo_decision(self, asked: Asked) -> dict[str, Any]:
        """Undo a decision of a reviewer."""
        return reviewing.undo(self.store, asked, self.signed)

    def decisions_file(self, _: Asked) -> dict[str, Any]:
        """The decisions in force as a file for a colleague's store."""
        return handing.saved(self.store)

    def take_in(self, asked: Asked) -> dict[str, Any]:
        """Take in the decisions of a colleague's file."""
        return handing.brought(self.store, asked)

    @property
    def signed(self) -> str:
        """The name under which decisions of reviewers are kept: they always have one."""
        return self.by or reviewing.UNKNOWN

    def between(self, asked: Asked) -> dict[str, Any]:
        """The strongest claims that tie an entity to others on the canvas."""
        entity, others, known = asked.text("entity"), asked.texts("others"), asked.texts("known")
        return {"claims": reads.claims_between(self.store, entity, others, known, STEP_CLAIMS)}

    def path(self, asked: Asked) -> dict[str, Any]:
        """The claims on the shortest ways between two entities."""
        relations = [name for name in asked.texts("relations") if name in reads.PATH_RELATIONS]
        if not relations:
            raise QueryError(f"relations: choose at least one of {', '.join(reads.PATH_RELATIONS)}")
        steps = asked.number("steps", 1, reads.MOST_STEPS, 4)
        start, goal = self._two(asked, "start", "goal")
        claims = reads.path_claims(self.store, start.id, goal.id, relations, steps)
        return {"claims": claims, "entities": [start.name, goal.name]}

    @no_search_for_cycles()
    def view(self, asked: Asked) -> dict[str, Any]:
        """All that a page shows of some claims and entities; Claims is laid out unless only Supply is `seen`."""
        seen = asked.choice("seen", PROJECTIONS, "claims")
        network, view = self._looked_at(asked)
        # Supply is short, and what is chosen in Claims shows its lines, too.
        view = replace(view, later=() if seen == "claims" else ("claims",))
        info = self._info(asked)

        def made() -> dict[str, Any]:
            texts = reads.texts(self.store, network.articles)
            return shown_data(network, info, replace(view, contexts=contexts_of(network, texts)))

        stands = view.alone or any(view.standing.values()) or view.arrangement != FREE
        data = made() if stands else self.kept.shown(network, (seen, view.remarks), made, self.abandoned)
        return {**data, "info": info.plain(), "state": view.state}

    def read_ahead(self) -> None:
        """Read and lay out the whole graph before somebody opens it, where that takes long enough to be noticed.

        Raises:
            StoreError: the store does not answer.
        """
        if FEWEST_KEPT <= reads.totals(self.store)["total_claims"] <= MOST_AHEAD:
            claims = reads.every_claim(self.store, MOST_AHEAD)
            self.view(Asked({"claims": claims, "seen": "supply", "strongest": True}))

    def catalog(self, _: Asked) -> dict[str, Any]:
        """All saved queries, and what is wrong with those of the user that are none."""
        catalog = Catalog.load(self.queries)
        return {"queries": [query.describe() for query in catalog.queries.values()], "problems": dict(catalog.problems)}

    def query(self, asked: Asked) -> dict[str, Any]:
        """The rows of a saved query or of Cypher, and ids of the claims in them."""
        chosen = self._query(asked.text("name", ""), asked.text("cypher", ""))
        values = chosen.bind(asked.mapping("parameters"), self.store)
        seconds = asked.number("seconds", 1, MOST_SECONDS, QUERY_SECONDS)
        rows = run(self.store, chosen, values, timeout=seconds, limit=MOST_ROWS)
        return {
            "columns": list(rows.columns),
            "titles": titled(rows.columns),
            "meanings": {column.name: column.description for column in chosen.columns},
            "rows": [[_shown(value) for value in row] for row in rows.rows],
            "truncated": rows.truncated,
            "claims": sorted(claims_in(rows)),
            "cypher": chosen.cypher,
            "name": chosen.name,
            "title": chosen.headed(values, self.store),
            "parameters": values,
            "remarks": [
                *remarks(chosen, values, rows, self.store),
                *left_unsure(self.store, chosen, values, rows, timeout=seconds),
                *filter(None, [self.store.lost()]),
            ],
        }

    def save(self, asked: Asked) -> dict[str, Any]:
        """Keep Cypher under a name in the user's folder."""
        catalog = Catalog.load(self.queries)
        changed = catalog.queries.get(asked.text("of", ""))
        path = catalog.save(asked.text("name").strip(), asked.text("cypher"), changed, by=self.by)
        kept = Catalog.load(self.queries).get(path.stem)
        return {"saved": path.stem, "parameters": kept.describe()["parameters"]}

    def article(self, asked: Asked) -> dict[str, Any]:
        """The text of an article with every claim that it makes."""
        id = asked.text("article")
        text = self.store.text(id)
        network = self.store.network(reads.claims_in_article(self.store, id))
        told = network.to_dict()
        return {"text": text, "article": id, **told}

    def export(self, asked: Asked) -> dict[str, Any]:
        """The current view as a file: its name, its media type and its text."""
        network, view = self._looked_at(asked)
        texts = reads.texts(self.store, network.articles)
        view = replace(view, contexts=contexts_of(network, texts))
        if asked.flag("for_review"):
            view = replace(view, texts=texts)
        else:
            view = replace(view, remarks=without_notes(view.remarks))
        return file_of(asked.choice("format", FORMATS), network, self._info(asked), view)

    def dossier(self, asked: Asked) -> dict[str, Any]:
        """Some claims as a dossier: its name, its media type, and its bytes in base64."""
        return dossiers.dossier_file(self.store, asked, self._info(asked))

    def scenes(self, _: Asked) -> dict[str, Any]:
        """All named views."""
        return scenes.listed(self.store)

    def scene(self, asked: Asked) -> dict[str, Any]:
        """A named view, to be opened."""
        return scenes.opened(self.store, asked)

    def keep_scene(self, asked: Asked) -> dict[str, Any]:
        """Keep what the page shows under a name."""
        return scenes.kept(self.store, asked, self.by)

    def remove_scene(self, asked: Asked) -> dict[str, Any]:
        """Remove a named view."""
        return scenes.removed(self.store, asked)

    def vocabulary(self, _: Asked) -> dict[str, Any]:
        """The words that Cypher on this graph may use."""
        return vocabulary()

    def parameters(self, asked: Asked) -> dict[str, Any]:
        """The parameters of Cypher that is being written, with the types that it tells."""
        cypher = asked.text("cypher")
        return {"parameters": Query.of_cypher(cypher).describe()["parameters"] if cypher.strip() else []}

    def _two(self, asked: Asked, one: str, another: str) -> tuple[Entity, Entity]:
        first, second = (the_one_named(self.store, asked.text(end)) for end in (one, another))
        if first.id == second.id:
            raise QueryError("both are the same; choose two entities")
        return first, second

    def _query(self, name: str, cypher: str) -> Query:
        catalog = Catalog.load(self.queries)
        saved = catalog.get(name) if name else _with_cypher(catalog, cypher)
        if saved is None or not cypher.strip() or cypher.strip() == saved.cypher.strip():
            return saved or Query.of_cypher(cypher)
        known = {parameter.name: parameter for parameter in saved.parameters}
        used = parameters_of(cypher, known)
        title, heading = (f"{words} (changed)" if words else "" for words in (saved.title, saved.heading))
        return replace(saved, name="", title=title, heading=heading, cypher=cypher, text=cypher, parameters=used)

    def _looked_at(self, asked: Asked) -> tuple[Network, View]:
        """The claims and entities of a question, as far as a picture holds them, and how they are looked at."""
        entities = asked.texts("entities")
        whole = self.kept.network(self.store, asked.texts("claims"), entities, self.abandoned)
        network = strongest(whole, self.most_nodes - len(entities))
        if network is not whole:
            if not asked.flag("strongest"):
                nodes = drawn_nodes(whole.records.values()) + len(entities)
                raise TooManyNodesError(nodes, self.most_nodes, len(network.records))
            network = self.kept.network(self.store, sorted(network.records), entities, self.abandoned)
        standing = {projection: asked.places("places", projection) for projection in PROJECTIONS}
        arrangement = asked.choice("arrangement", ARRANGEMENTS, FREE)
        view = View(entities, standing, arrangement, asked.text("state", ""))
        view = replace(view, total_claims=len(whole.records), not_shown=not_shown(whole, network.records))
        return network, replace(view, remarks=self.store.remarks(network))

    def _info(self, asked: Asked) -> PageInfo:
        return PageInfo(
            asked.text("title", "") or self.title,
            query=asked.text("cypher", ""),
            query_name=asked.text("query_name", ""),
            parameters=asked.mapping("parameters"),
            steps=tuple(asked.texts("steps")),
            built_on=date.today(),
        )


def _typed(asked: Asked) -> str:
    return asked.text("text").strip()[:200]


def _with_cypher(catalog: Catalog, cypher: str) -> Query | None:
    """The saved query whose Cypher this is, so that what has a name is called by it."""
    return next((query for query in catalog if query.cypher.strip() == cypher.strip()), None)


def _shown(value: Any) -> Any:
    """A value as it stands in a cell: numbers stay numbers, so that the page can sort them."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else cell(value, "; ")


QUESTIONS: Mapping[str, Callable[[Explorer, Asked], dict[str, Any]]] = {
    "start": Explorer.start,
    "every": Explorer.every,
    "search": Explorer.search,
    "search-claims": Explorer.search_claims,
    "relations": Explorer.relations,
    "expand": Explorer.expand,
    "groups": Explorer.groups,
    "compare": Explorer.compare,
    "merge-preview": Explorer.merge_preview,
    "merge": Explorer.merge,
    "split": Explorer.split,
    "part": Explorer.part,
    "rejoin": Explorer.rejoin,
    "merges": Explorer.merges,
    "work": Explorer.work,
    "reading": Explorer.reading,
    "marked-words": Explorer.marked_words,
    "decide": Explorer.decide,
    "try": Explorer.try_decision,
    "undo-decision": Explorer.undo_decision,
    "decisions-file": Explorer.decisions_file,
    "take-in": Explorer.take_in,
    "between": Explorer.between,
    "path": Explorer.path,
    "view": Explorer.view,
    "catalog": Explorer.catalog,
    "query": Explorer.query,
    "save": Explorer.save,
    "article": Explorer.article,
    "export": Explorer.export,
    "dossier": Explorer.dossier,
    "scenes": Explorer.scenes,
    "scene": Explorer.scene,
    "keep-scene": Explorer.keep_scene,
    "remove-scene": Explorer.remove_scene,
    "vocabulary": Explorer.vocabulary,
    "parameters": Explorer.parameters,
}
