"""Which claims a dossier is about, and the dossier of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from claimgraph.app.why import EDGE, ID, find_claims, network_around
from claimgraph.graph.counting import unsure
from claimgraph.graph.decision import Kind
from claimgraph.graph.dossier import Dossier, compose
from claimgraph.graph.dossier.reviewed import Reviewing
from claimgraph.graph.errors import QueryError
from claimgraph.graph.network import Network
from claimgraph.graph.remark import Remark
from claimgraph.graph.render.info import PageInfo

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings
    from claimgraph.graph.store import Store
    from claimgraph.queries import Query

TITLE = "What the articles claim"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The claims that somebody wants in a dossier, and by what they were chosen.

    Parameters:
        claims: their ids.
        title: the heading that follows from the choice.
        note: what stands in front of everything.
    """

    claims: Collection[str]
    title: str = TITLE
    query: str = ""
    query_name: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    note: str = ""

    def titled(self, title: str | None, note: str | None = None) -> Chosen:
        """The same with another heading or note, where one is given."""
        return replace(self, title=title or self.title, note=self.note if note is None else note)

    @property
    def info(self) -> PageInfo:
        """What the dossier says about its source."""
        return PageInfo(
            self.title,
            query=self.query,
            query_name=self.query_name,
            parameters=dict(self.parameters),
            steps=self.steps,
            built_on=date.today(),
        )


def choose(
    store: Store, settings: Settings, wanted: Sequence[str], raw: Mapping[str, str], timeout: float = 60.0
) -> Chosen:
    """The claims that words of a command line mean: those of one saved query, or ids and edges as `why` takes them.

    Parameters:
        wanted: the name of a saved query alone, or ids of claims and "SUPPLIER -> RECIPIENT[: GOOD]".
        raw: the query's parameters as typed.
        timeout: seconds that the query may take.

    Raises:
        QueryError: nothing is meant by one of them, a parameter is wrong, or the query returns no claims.
    """
    from claimgraph.queries import Catalog

    catalog = Catalog.load(settings.queries)
    names = [one for one in wanted if not EDGE.fullmatch(one) and (one in catalog.queries or one in catalog.problems)]
    if names and len(wanted) > 1:
        raise QueryError(f"{names[0]} is a saved query: give it alone, or claims without it")
    if names:
        return _of_query(store, catalog.get(names[0]), raw, timeout)
    for one in wanted:
        if not EDGE.fullmatch(one) and not ID.fullmatch(one.strip()):
            close = get_close_matches(one, catalog.queries, 1)
            hint = f"did you mean {close[0]}?" if close else "`claimgraph query list` shows the saved queries"
            raise QueryError(
                f"{one!r} is no saved query, no claim's id and no edge (such as 'China -> Russia'); {hint}"
            )
    if raw:
        raise QueryError("-p gives a parameter of a saved query; name one instead of claims")
    claims = {id for one in wanted for id in find_claims(store, one)}
    title = "; ".join(one.strip() for one in wanted) if all(map(EDGE.fullmatch, wanted)) else TITLE
    return Chosen(claims, title, steps=tuple(f"chosen: {one}" for one in wanted))


def of_scene(store: Store, name: str) -> Chosen:
    """The claims of a named view, with its title and note.

    Raises:
        QueryError: there is no such view.
    """
    scene = store.scenes.get(name)
    standing = store.scenes.standing(scene)
    # What no article states any more is counted as left out.
    lost = [f"lost {number}" for number in range(len(scene.claims) - len(standing))]
    return Chosen([*standing, *lost], scene.title or scene.name, steps=(f"view: {scene.name}",), note=scene.note)


def _of_query(store: Store, query: Query, raw: Mapping[str, str], timeout: float) -> Chosen:
    from claimgraph.queries import claims_in, run

    values = query.bind(raw, store)
    rows = run(store, query, values, timeout=timeout)
    claims = claims_in(rows)
    if rows.rows and not claims:
        raise QueryError(f"the query {query.name} returns no claims, so there is nothing to write about")
    steps = ("the query gave more rows than were fetched; these are its first",) if rows.truncated else ()
    return Chosen(claims, query.headed(values, store), query.cypher, query.name, values, steps)


ALL_NOTES = "all"


def dossier_of(
    store: Store, chosen: Chosen, min_confidence: float = 0, notes: Collection[str] = ()
) -> tuple[Dossier, Network]:
    """The dossier of some claims of a store, and the network that they were taken from.

    Parameters:
        min_confidence: claims read with a confidence below it are left out, and the dossier says how many.
        notes: which notes of reviewers are printed: starts of their ids, or `ALL_NOTES`; no other is.

    Raises:
        QueryError: no note on these claims has such an id.

    Claims that the store does not hold (any more) are left out; the dossier says how many.
    """
    around = network_around(store, chosen.claims) if chosen.claims else Network({}, {}, {})
    whole = around.only({*chosen.claims} & around.records.keys())
    missing = len(chosen.claims) - len(whole.records)
    network = whole.surer_than(min_confidence)
    doubtful = len(whole.records) - len(network.records)
    info = chosen.info
    if doubtful:
        info = replace(info, steps=(*info.steps, unsure(doubtful, min_confidence)))
    remarks = store.remarks(network)
    reviewing = Reviewing(remarks, _printed(remarks, notes))
    return compose(network, info, around=around, note=chosen.note, left_out=missing, reviewing=reviewing), around


def _printed(remarks: Collection[Remark], wanted: Collection[str]) -> set[str]:
    notes = [one.id for one in remarks if one.kind == Kind.NOTE.value]
    if ALL_NOTES in wanted:
        return set(notes)
    printed = set[str]()
    for start in wanted:
        meant = {id for id in notes if id.removeprefix("decision:").startswith(start.removeprefix("decision:"))}
        if not meant:
            raise QueryError(
                f"no note on these claims has an id that begins with {start!r:.60}; --print-note all prints all"
            )
        printed |= meant
    return printed
