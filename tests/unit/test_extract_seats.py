"""Where a text says that firms are based, and two firms of one name in one article."""

from __future__ import annotations

from collections.abc import Container
from itertools import permutations

import pytest
from marked import document

from claimgraph.graph.model import Article, Document, EntityType, Reading, Stance, text_hash
from claimgraph.graph.network import Network
from claimgraph.loaders.extract.entities import EntityTable
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.extract.seats import Seat
from claimgraph.loaders.firms import FirmForms
from claimgraph.loaders.gazetteer import Gazetteer


def read(extractor: Extractor, text: str) -> Reading:
    reading = extractor.read(document(text))
    reading.check()
    return reading


def called(id: str, text: str) -> Document:
    return Document(Article(id, id, text_hash(text)), text)


def firms(reading: Reading) -> dict[str, str | None]:
    return {one.id: one.country for one in reading.entities if one.type is EntityType.FIRM}


@pytest.mark.parametrize(
    "text",
    [
        "Zondrel, of Kenya, sold rifles to Iran.",
        "Zondrel, from Kenya, sold rifles to Iran.",
        "Zondrel of Nairobi sold rifles to Iran.",
        "Zondrel of Nairobi, Kenya, sold rifles to Iran.",
        "Zondrel is based in Kenya. Zondrel sold rifles to Iran.",
        "Zondrel is a Kenyan arms maker. Zondrel sold rifles to Iran.",
        "Zondrel sold rifles to Iran. Zondrel is an arms maker in Nairobi.",
        "Zondrel, a company from Nairobi, sold rifles to Iran.",
        "Zondrel, which has its headquarters in Nairobi, sold rifles to Iran.",
        "Zondrel, whose headquarters are in Nairobi, sold rifles to Iran.",
        "Zondrel's headquarters in Nairobi were searched. Zondrel sold rifles to Iran.",
        "Nairobi-based Zondrel sold rifles to Iran.",
    ],
)
def test_a_firm_is_at_home_where_the_text_says_that_it_is(extractor: Extractor, text: str) -> None:
    assert firms(read(extractor, text)) == {"firm:zondrel": "state:KE"}


@pytest.mark.parametrize(
    "text",
    [
        "The purchase by Zondrel of Kenyan wheat was told late. Zondrel sold rifles to Iran.",
        "Zondrel is a supplier of Kenyan wheat. Zondrel sold rifles to Iran.",
        "Zondrel is a unit of Kenya's Ostrel Works. Zondrel sold rifles to Iran.",
        "Zondrel sold rifles to Iran. It is a customer of a firm based in Kenya.",
    ],
)
def test_what_a_firm_deals_in_is_not_where_it_is_at_home(extractor: Extractor, text: str) -> None:
    assert firms(read(extractor, text))["firm:zondrel"] is None


TWO = [
    "Zondrel of Chile sold rifles to Iran. Zondrel of Kenya sold drones to Mali.",
    "Chile's Zondrel sold rifles to Iran. Kenya's Zondrel sold drones to Mali.",
    "The Chilean firm Zondrel sold rifles to Iran. The Kenyan firm Zondrel sold drones to Mali.",
    "The Chilean firm Zondrel sold rifles to Iran. A Kenyan firm also called Zondrel sold drones to Mali.",
    "The Chilean firm Zondrel sold rifles to Iran. A Kenyan firm of the same name, Zondrel, sold drones to Mali.",
    "The Chilean firm Zondrel sold rifles to Iran. A Kenyan one bearing the same name, Zondrel, sold drones to Mali.",
    "Zondrel, based in Chile, sold rifles to Iran. Another firm called Zondrel, based in Kenya, sold drones to Mali.",
    "Zondrel sold rifles to Iran. Zondrel is a Chilean firm. The Kenyan firm Zondrel sold drones to Mali.",
]


@pytest.mark.parametrize("text", TWO)
def test_two_firms_of_one_name_in_one_article_are_two(extractor: Extractor, text: str) -> None:
    reading = read(extractor, text)
    assert firms(reading) == {"firm:zondrel": "state:CL", "firm:zondrel@KE": "state:KE"}
    assert {(claim.supplier, claim.recipient) for claim in reading.claims} == {
        ("firm:zondrel", "state:IR"),
        ("firm:zondrel@KE", "state:ML"),
    }
    assert next(one.name for one in reading.entities if one.id == "firm:zondrel@KE") == "Zondrel (Kenya)"


def test_a_denial_is_of_the_firm_that_was_named_last(extractor: Extractor) -> None:
    reading = read(extractor, f"{TWO[0]} Zondrel denied it.")
    [denial] = [one for one in reading.statements if one.stance is Stance.DENIES]
    assert denial.speaker == "firm:zondrel@KE"


def test_articles_about_one_of_the_two_are_told_of_the_same_firm(extractor: Extractor) -> None:
    both = extractor.read(called("both", TWO[0]))
    kenyan = extractor.read(called("kenyan", "Zondrel of Kenya sold drones to Togo."))
    for order in permutations([both, kenyan]):
        records = Network.of_readings(order).records.values()
        suppliers = {one.claim.recipient: one.claim.supplier for one in records}
        assert suppliers["state:TG"] == suppliers["state:ML"] != suppliers["state:IR"]


def test_a_firm_that_most_articles_mean_keeps_its_name_where_another_one_is_told_beside_it(
    extractor: Extractor,
) -> None:
    both = extractor.read(called("both", TWO[0]))
    others = [extractor.read(called(f"a{n}", "Zondrel of Kenya sold drones to Togo.")) for n in range(9)]
    network = Network.of_readings([both, *others])
    assert {one.claim.supplier for one in network.records.values()} == {"firm:zondrel", "firm:zondrel@CL"}


@pytest.mark.parametrize(
    "told",
    [
        "The company is based in Kenya.",
        "The firm is headquartered in Nairobi.",
        "It is based in Kenya.",
        "The company, which is registered in Kenya, denied it.",
        "The Kenyan company denied it.",
        "The Nairobi-based company denied it.",
    ],
)
@pytest.mark.parametrize("before", ["Zondrel sold rifles to Iran, officials said.", "Iran bought rifles from Zondrel."])
def test_a_later_sentence_tells_where_the_only_firm_of_the_one_before_is_at_home(
    extractor: Extractor, before: str, told: str
) -> None:
    homes = {one.name: one.country for one in read(extractor, f"{before} {told}").entities}
    assert homes["Zondrel"] == "state:KE"


@pytest.mark.parametrize(
    "text",
    [
        "Zondrel sold rifles to Iran and Ostrel sold lathes to Iran. The company is based in Kenya.",
        "Zondrel sold rifles to Iran. The Kenyan company Ostrel sold lathes to Iran.",
        "Zondrel sold rifles to Iran. The port is based in Kenya.",
    ],
)
def test_a_later_sentence_tells_nothing_where_it_may_mean_another_one(extractor: Extractor, text: str) -> None:
    assert firms(read(extractor, text))["firm:zondrel"] is None


@pytest.mark.parametrize(
    "text",
    [
        "The broker sold rifles to Zondrel of Chile and to Zondrel of Kenya, officials said.",
        "Norway sold rifles to Zondrel of Chile and to Zondrel of Kenya, officials said.",
        "Norway sold rifles to Zondrel of Chile. Norway sold lathes to Zondrel of Kenya.",
        "Zondrel, a Chilean firm, bought rifles from Oslo. A Kenyan firm also named Zondrel bought lathes from Norway.",
        "The Chilean firm Zondrel bought rifles from Oslo. Another Zondrel, based in Kenya, bought lathes from Norway.",
    ],
)
def test_two_of_one_name_are_two_parties(extractor: Extractor, text: str) -> None:
    reading = read(extractor, text)
    homes = {one.id: one.country for one in reading.entities}
    assert [homes[claim.recipient] for claim in reading.claims] == ["state:CL", "state:KE"]


def test_each_firm_is_looked_up_among_seats_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    gazetteer = Gazetteer.load()
    strip = FirmForms.strip
    asked: list[str] = []

    def counted(forms: FirmForms, name: str, alone: Container[str] = ()) -> str:
        asked.append(name)
        return strip(forms, name, alone)

    monkeypatch.setattr(FirmForms, "strip", counted)

    def lookups(count: int) -> int:
        names = [f"Velmar{number} Works" for number in range(count)]
        asked.clear()
        table = EntityTable(gazetteer, [Seat(f"{name} Ltd", False, "Chad") for name in names])
        for name in names:
            table.named(name, name, EntityType.FIRM)
        assert {table.entities[id].country for id in table.entities if id.startswith("firm:")} == {"state:TD"}
        return len(asked)

    assert lookups(200) <= 2 * lookups(100)
