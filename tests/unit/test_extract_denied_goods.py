"""A denial contests the goods that it names, and no others that the same sentence told of."""

from __future__ import annotations

import pytest
from marked import document

from claimgraph.graph.model import Stance
from claimgraph.loaders.extract.extractor import Extractor

TOLD = "China sold rifles and drones to Iran, officials said."


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        (f"{TOLD} China denied selling rifles to Iran.", {"rifles"}),
        (f"{TOLD} China denied having sold any drones.", {"drones"}),
        (f"{TOLD} China denied the sale of drones.", {"drones"}),
        (f"{TOLD} China denied it.", {"rifles", "drones"}),
        (f"{TOLD} China denied selling rifles and drones to Iran.", {"rifles", "drones"}),
        ("Officials said China sold rifles and drones to Iran, but China denied that it sold drones.", {"drones"}),
        ("China sold rifles to Iran and drones to Iran. Beijing said it sold no drones.", {"drones"}),
    ],
)
def test_only_what_is_denied_is_contested(extractor: Extractor, text: str, denied: set[str]) -> None:
    reading = extractor.read(document(text))
    reading.check()
    goods = {claim.id: claim.good.removeprefix("good:") for claim in reading.claims}
    assert {goods[one.claim] for one in reading.statements if one.stance is Stance.DENIES} == denied
    assert {goods[one.claim] for one in reading.statements if one.positive} == {"rifles", "drones"}


PARTS = "Norland Arms sold shells and trucks to Chad, a report said."


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        (f'{PARTS} "We have sold no shells to Chad," said Ada Lund, a spokeswoman for Norland Arms.', {"TD shells"}),
        (f"{PARTS} Chad said it had bought trucks but no shells.", {"TD shells"}),
        (f'{PARTS} "There were no shells," Norland Arms said.', {"TD shells"}),
        (
            "Belarus bought lathes and mills from Velmar Optics, customs records show. Velmar Optics said no mills had "
            "gone to Belarus.",
            {"BY mills"},
        ),
        (
            "Norland Arms sold artillery shells and mortar shells to Chad, a report said. The company denied having "
            "sold artillery shells.",
            {"TD artillery-shells"},
        ),
        (
            "Iran supplied drones to Russia, officials said. It also supplied missiles to Russia, they said. Iran "
            "denied supplying missiles to Russia.",
            {"RU missiles"},
        ),
        (
            "China sold rifles and drones to Iran and Mali, officials said. China denied selling rifles to Mali.",
            {"ML rifles"},
        ),
        ("China sold rifles to Iran and Mali, officials said. China denied the sale of rifles to Mali.", {"ML rifles"}),
        ("Norland Arms sold shells to Chad and Mali, a report said. Mali denied it had bought any.", {"ML shells"}),
        ("China sold rifles to Iran and Mali, officials said. China denied it.", {"IR rifles", "ML rifles"}),
    ],
)
def test_a_denial_contests_no_other_part_than_it_names(extractor: Extractor, text: str, denied: set[str]) -> None:
    reading = extractor.read(document(text))
    reading.check()
    claims = {claim.id: claim for claim in reading.claims}
    contested = {claims[one.claim] for one in reading.statements if one.stance is Stance.DENIES}
    assert {f"{one.recipient.removeprefix('state:')} {one.good.removeprefix('good:')}" for one in contested} == denied


def test_one_of_two_suppliers_denies_for_itself_only(extractor: Extractor) -> None:
    reading = extractor.read(document("Russia and Belarus sold tanks to Syria, officials said. Belarus denied it."))
    claims = {claim.id: claim for claim in reading.claims}
    denied = {claims[one.claim].supplier for one in reading.statements if one.stance is Stance.DENIES}
    assert denied == {"state:BY"}
