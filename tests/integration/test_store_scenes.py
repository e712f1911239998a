"""Named views are kept with the graph, found by name, and find their claims again after merges."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from emptying import emptied
from queries_corpus import readings

from claimgraph.app.dossier import Chosen, choose, dossier_of, of_scene
from claimgraph.app.settings import Settings
from claimgraph.graph.errors import QueryError
from claimgraph.graph.scene import Scene
from claimgraph.graph.store import Store
from claimgraph.queries import Catalog, claims_in, run

pytestmark = pytest.mark.integration


@pytest.fixture
def corpus(shared_store: Store) -> Iterator[Store]:
    emptied(shared_store).put(readings())
    yield shared_store
    for scene in shared_store.scenes.all():
        shared_store.scenes.remove(scene.name)


def suppliers(store: Store) -> set[str]:
    query = Catalog.load().get("suppliers-of")
    return claims_in(run(store, query, query.bind({"state": "Russia"}, store)))


def scene_of(store: Store, name: str, claims: set[str], note: str = "") -> Scene:
    return Scene(
        name, "Suppliers of Russia", note, "v=supply", store.scenes.claims(claims), "Ada", "2026-03-01T10:00:00"
    )


def test_a_view_is_kept_replaced_listed_and_removed(corpus: Store) -> None:
    claims = suppliers(corpus)
    assert corpus.scenes.keep(scene_of(corpus, "  Russia   2024 ", claims, "Ask Kyiv.")) is False
    assert corpus.scenes.keep(scene_of(corpus, "Russia 2024", claims, "Ask Kyiv again.")) is True
    (kept,) = corpus.scenes.all()
    assert (kept.name, kept.note, kept.address) == ("Russia 2024", "Ask Kyiv again.", "v=supply")
    assert set(corpus.scenes.standing(kept)) == claims
    with pytest.raises(QueryError, match="did you mean 'Russia 2024'"):
        corpus.scenes.get("Russia 2023")
    corpus.scenes.remove("Russia 2024")
    assert corpus.scenes.all() == []


def test_a_view_finds_its_claims_after_two_were_made_one_and_after_that_was_taken_back(corpus: Store) -> None:
    claims = suppliers(corpus)
    corpus.scenes.keep(scene_of(corpus, "Russia", claims))
    corpus.merge("firm:ncrieo", "firm:iray-technology")
    standing = corpus.scenes.standing(corpus.scenes.get("Russia"))
    assert set(standing) == suppliers(corpus)
    assert set(standing) != claims
    corpus.split("firm:iray-technology")
    assert set(corpus.scenes.standing(corpus.scenes.get("Russia"))) == claims


def test_what_no_article_states_any_more_is_left_out_and_the_dossier_counts_it(corpus: Store) -> None:
    claims = suppliers(corpus)
    corpus.scenes.keep(scene_of(corpus, "Russia", claims, "For Monday."))
    gone = next(article.id for article in corpus.articles() if article.name == "engines")
    corpus.forget(gone)
    standing = corpus.scenes.standing(corpus.scenes.get("Russia"))
    assert set(standing) < claims
    dossier, _ = dossier_of(corpus, of_scene(corpus, "Russia"))
    assert (dossier.title, dossier.note, len(dossier.entries)) == ("Suppliers of Russia", "For Monday.", len(standing))
    missing = len(claims) - len(standing)
    assert [line for line in dossier.limits if line.startswith(f"{missing} claims are left out")]


def test_views_are_no_damage_and_survive_a_rebuild(corpus: Store) -> None:
    corpus.scenes.keep(scene_of(corpus, "Russia", suppliers(corpus)))
    assert list(corpus.check()) == []
    corpus.rebuild()
    assert [scene.name for scene in corpus.scenes.all()] == ["Russia"]


@pytest.mark.parametrize(("name", "told"), [("", "1 to 100 letters"), ("x" * 101, "1 to 100"), ("a\x1bb", "control")])
def test_a_name_that_cannot_be_told_is_refused(corpus: Store, name: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        scene_of(corpus, name, set())


def test_a_dossier_is_chosen_by_a_query_or_by_claims(corpus: Store, tmp_path: Path) -> None:
    settings = Settings.from_environment()
    by_query = choose(corpus, settings, ["arms-to"], {"recipient": "Iran"})
    assert (by_query.query_name, by_query.title) == ("arms-to", "Who arms Iran")
    by_edge = choose(corpus, settings, ["China -> Russia: drone engines"], {})
    (claim,) = by_edge.claims
    assert set(choose(corpus, settings, [claim.removeprefix("claim:")[:8], "China -> Russia"], {}).claims) > {claim}
    dossier, _ = dossier_of(corpus, by_edge)
    (entry,) = dossier.entries
    assert (entry.headline, entry.beside) == (
        "drone engines from China to Russia",
        ("weapons: denied by China, Liu Pengyu",),
    )


@pytest.mark.parametrize(
    ("wanted", "raw", "told"),
    [
        (["arms-too"], {}, "did you mean arms-to"),
        (["arms-to", "China -> Russia"], {}, "give it alone"),
        (["China -> Russia"], {"state": "Iran"}, "a parameter of a saved query"),
        (["speakers"], {}, "returns no claims"),
        (["arms-to"], {}, "needs recipient"),
    ],
)
def test_a_wrong_choice_is_told_in_one_line(corpus: Store, wanted: list[str], raw: dict[str, str], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        choose(corpus, Settings.from_environment(), wanted, raw)


def test_claims_that_the_store_does_not_hold_are_counted(corpus: Store) -> None:
    dossier, _ = dossier_of(corpus, Chosen(["claim:0000000000000000"], "Nothing"))
    assert (dossier.entries, dossier.limits[-1]) == (
        (),
        "1 claim is left out: the graph does not hold them whole any more.",
    )
