"""What becomes of marked words: entities, claims and statements. The marks are given, so no network is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from marked import Scripted, Sees, all_told, told

from claimgraph.graph.model import Article, Document, EntityType, Modality, Reading, Role, text_hash
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.extractor import LabelledExtractor
from claimgraph.loaders.extract.labeller.goods import Goods
from claimgraph.loaders.extract.labeller.naming import Naming
from claimgraph.loaders.extract.labeller.phrases import Phrases
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.records import to_record
from claimgraph.loaders.gazetteer import Gazetteer


class ReadsAll(LabelledExtractor):
    """Gives up no article, whatever its sentences tell by themselves."""

    def _is_promising(self, document: Document, screened: Sequence[Parsed]) -> bool:
        del document, screened
        return True


@pytest.fixture(scope="module")
def extractor() -> LabelledExtractor:
    return ReadsAll(Parser.load(), Gazetteer.load(), Lexicon.load(), Scripted())


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("Grain was supplied by Poland. [s Poland] [t squirrelled] [g lathes] over to [r Chad].", False),
        ("[s Poland] [t squirrelled] [g lathes] over to [r Chad], and supplied pumps.", True),
        ("Chad wrote of supplies. [s Poland] [t squirrelled] [g lathes] over to [r Chad].", False),
        ("[s Poland] [t exported] a record volume of [g lathes]. [r Chad] bought a record volume of lathes.", True),
        ("[s Poland] exported a record volume of lathes. [r Chad] [t bought] a record volume of [g lathes].", True),
    ],
)
def test_an_article_is_read_where_the_labeller_finds_a_transfer_in_a_screened_sentence(
    marked: str, *, read: bool
) -> None:
    text, telling = told(marked)
    labelled = LabelledExtractor(Parser.load(), Gazetteer.load(), Lexicon.load(), Sees(telling))
    reading = labelled.read(Document(Article("a", "a", text_hash(text)), text))
    assert bool(reading.claims) is read


@pytest.mark.parametrize("heard", [True, False])
def test_what_only_the_rules_take_for_a_transfer_is_not_read(*, heard: bool) -> None:
    text, telling = told("Rain fell. [s Poland] [t sold] [g lathes] to [r Chad].")
    labelled = LabelledExtractor(
        Parser.load(), Gazetteer.load(), Lexicon.load(), Scripted(telling) if heard else Scripted()
    )
    reading = labelled.read(Document(Article("a", "a", text_hash(text)), text))
    assert bool(reading.claims) is heard


def read(extractor: LabelledExtractor, marked: str, polarity: str = "asserted", *flags: str) -> Reading:
    return read_as(extractor, *told(marked, polarity, *flags))


def read_as(extractor: LabelledExtractor, text: str, telling: Telling) -> Reading:
    """The reading of a text in which the labeller hears one telling."""
    extractor.labeller = Scripted(telling)
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    reading.check()
    return reading


def claims_of(extractor: LabelledExtractor, *sentences: tuple[str, str]) -> list[dict[str, Any]]:
    """The claims of an article in which each of some marked stretches, with its polarity, is one telling."""
    text, tellings = all_told(*sentences)
    extractor.labeller = Scripted(*tellings)
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    reading.check()
    return to_record(reading)["claims"]


def claims(extractor: LabelledExtractor, marked: str, polarity: str = "asserted", *flags: str) -> list[dict[str, Any]]:
    return to_record(read(extractor, marked, polarity, *flags))["claims"]


def triples(extractor: LabelledExtractor, marked: str) -> list[tuple[str, str, str]]:
    return [(claim["supplier"], claim["recipient"], claim["good"]) for claim in claims(extractor, marked)]


def test_marked_words_become_a_claim_whatever_the_verb(extractor: LabelledExtractor) -> None:
    marked = (
        "[s Orbelin Trade] [t squirrelled] [q forty] [g lathes] across the border to [r Belarus], which supplied none."
    )
    assert triples(extractor, marked) == [("Orbelin Trade", "Belarus", "lathes")]


def test_lists_give_every_pairing(extractor: LabelledExtractor) -> None:
    marked = "[s Poland] [t supplied] [g shells] and [g rifles] to [r Chad] and [r Niger]."
    assert sorted(triples(extractor, marked)) == [
        ("Poland", "Chad", "rifles"),
        ("Poland", "Chad", "shells"),
        ("Poland", "Niger", "rifles"),
        ("Poland", "Niger", "shells"),
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "[s Poland] [t squirrelled] [g shells] to [r Chad] and [g rifles] to [r Niger], which supplied none.",
        "[s Poland] [t stuffed] [r Chad] with [g shells] and [r Niger] with [g rifles] and supplied none.",
        "[s Poland] [t squirrelled] its supply of [g shells] and [g rifles] to [r Chad] and [r Niger], respectively.",
    ],
)
def test_lists_that_run_side_by_side_are_paired(extractor: LabelledExtractor, marked: str) -> None:
    assert sorted(triples(extractor, marked)) == [("Poland", "Chad", "shells"), ("Poland", "Niger", "rifles")]


def test_lists_that_take_turns_are_paired_turn_by_turn(extractor: LabelledExtractor) -> None:
    marked = (
        "[s Poland] [t squirrelled] [g shells] to [r Chad], [g rifles] and [g mines] to [r Niger], and [g lathes] to"
        " [r Benin] and [r Ghana], which supplied none."
    )
    assert sorted(triples(extractor, marked)) == [
        ("Poland", "Benin", "lathes"),
        ("Poland", "Chad", "shells"),
        ("Poland", "Ghana", "lathes"),
        ("Poland", "Niger", "mines"),
        ("Poland", "Niger", "rifles"),
    ]


@pytest.mark.parametrize(
    ("party", "name"),
    [
        ("al-Shabab", "al-Shabab"),
        ("the Peruvian city of Valdeorra", "Valdeorra"),
        ("three of the groups in Sagaing", "groups in Sagaing"),
        ("the Farm and Produce Board", "Farm and Produce Board"),
        ("the Cereal Millers' Guild", "Cereal Millers' Guild"),
        ("the United Defence Forces of Colombia", "United Defence Forces of Colombia"),
        ("the State Railway of Thailand", "State Railway of Thailand"),
        ("Chad Peoples' Defence Forces (CPDF", "Chad Peoples' Defence Forces"),
    ],
)
def test_a_party_goes_by_its_whole_name_and_no_more(extractor: LabelledExtractor, party: str, name: str) -> None:
    marked = f"[s Velmar Optics] [t squirrelled] [g lenses] to [r {party}] and supplied none."
    assert [recipient for _, recipient, _ in triples(extractor, marked)] == [name]


@pytest.mark.parametrize(
    ("party", "names"),
    [
        ("a smelter in the Indian city of Mundra", ["smelter in the Indian city of Mundra"]),
        ("Orbelin Trade and the Produce Board", ["Orbelin Trade", "Produce Board"]),
        ("Hamas and the Health Ministry", ["Hamas", "Health Ministry"]),
        ("Japanese and Dutch makers", ["Japan", "Netherlands"]),
        ("Japanese makers", ["Japanese makers"]),
        ("Syrian and Iraqi rebels", ["rebels"]),
    ],
)
def test_a_party_is_neither_the_place_it_is_in_nor_one_with_another(
    extractor: LabelledExtractor, party: str, names: list[str]
) -> None:
    marked = f"[s Velmar Optics] [t squirrelled] [g lenses] to [r {party}] and supplied none."
    assert [recipient for _, recipient, _ in triples(extractor, marked)] == names


@pytest.mark.parametrize(
    ("party", "name"),
    [
        ("Chad's northern ports", "Chad"),
        ("Chadian provinces", "Chad"),
        ("even soldiers near Moundou", "soldiers near Moundou"),
        ("rebel-held provinces of Chad", "rebel-held provinces of Chad"),
        ("a Velmar base in Chad", "Velmar base in Chad"),
        ("Chad's energy ministry", "Chad's energy ministry"),
    ],
)
def test_a_described_party_is_named_by_what_tells_it_apart(extractor: LabelledExtractor, party: str, name: str) -> None:
    [(supplier, *_)] = triples(
        extractor, f"Cargoes from [s {party}] [t sailed] with [g lathes] for [r Mali], which supplied none."
    )
    assert supplier == name


@pytest.mark.parametrize(
    ("party", "names"),
    [
        ("Russian LNG", ["Russia"]),
        ("Pakistan LNG", ["Pakistan LNG"]),
        ("2014 Velmar Optics", ["Velmar Optics"]),
        ("Chadian army stocks", ["Chad"]),
        ("army stocks", []),
    ],
)
def test_origins_years_and_stores_are_no_names(extractor: LabelledExtractor, party: str, names: list[str]) -> None:
    marked = f"Cargoes from [s {party}] [t sailed] with [g lathes] for [r Mali], which supplied none."
    assert [supplier for supplier, *_ in triples(extractor, marked)] == names


def test_a_list_of_states_in_which_three_are_certain_is_whole(extractor: LabelledExtractor) -> None:
    marked = (
        "Mali said that the United States, Poland, [s Turkey], [s Israel], [s Serbia] and the Czech Republic "
        "[t squirrelled] [g lathes] to [r Chad], and supplied none."
    )
    suppliers = [supplier for supplier, *_ in triples(extractor, marked)]
    assert suppliers == ["United States", "Poland", "Turkey", "Israel", "Serbia", "Czechia"]


def test_a_list_ends_where_the_other_part_begins(extractor: LabelledExtractor) -> None:
    marked = "[s Spain], [s Turkey], [s Israel], Poland and [r Chad] [t squirrelled away] [g lathes] and supplied none."
    assert [supplier for supplier, *_ in triples(extractor, marked)] == ["Spain", "Turkey", "Israel", "Poland"]


@pytest.mark.parametrize(
    ("marked", "suppliers"),
    [
        ("Poland, [s Turkey] and [s Israel] [t squirrelled] [g lathes] to [r Chad], and supplied none.",
         {"Poland", "Turkey", "Israel"}),
        ("[r Chad] [t buys] [g chips] from the trader Kilian Ltd and from [s Norland Works Ltd].",
         {"Kilian Ltd", "Norland Works Ltd"}),
        ("[r Chad] [t buys] [g chips] from Sarh and from [s Norland Works Ltd].", {"Norland Works Ltd"}),
        ("[r Chad] [t buys] [g chips] from [s Norland Works Ltd] in Poland and Spain.", {"Norland Works Ltd"}),
        ("[r Chad] and Veridia Mills [t buy] [g chips] from [s Norland Works Ltd].", {"Norland Works Ltd"}),
        ("[r Chad] [t bought] [g chips] from [s Norland Works Ltd] and Mali Radio reported it.", {"Norland Works Ltd"}),
        ("[r Chad] [t bought] [g chips] from [s Norland Works Ltd] and President Adaeze Obi signed.",
         {"Norland Works Ltd"}),
    ],
)  # fmt: skip
def test_a_name_joined_to_a_certain_party_has_its_part(
    extractor: LabelledExtractor, marked: str, suppliers: set[str]
) -> None:
    assert {supplier for supplier, *_ in triples(extractor, marked)} == suppliers


@pytest.mark.parametrize(
    ("marked", "suppliers"),
    [
        ("[s Poland] [t sold] 40 tonnes of [g wheat] to [r Chad], Romania 20 and Norway the rest.",
         {"Poland", "Romania", "Norway"}),
        ("[r Chad] [t got] 12% of its [g coal] from [s Poland], against 27% from Canada and 22% from Kazakhstan.",
         {"Poland", "Canada", "Kazakhstan"}),
        ("[s Brazil] [t provides] 31% of the [g cotton] used by [r Chad], ahead of India (22%) and Benin (11%).",
         {"Brazil", "India", "Benin"}),
        ("[s Poland] [t provided] 26% of [g oil] to [r Chad] and China 22%, with Canada and Egypt following.",
         {"Poland", "China", "Canada", "Egypt"}),
        ("[s Poland] [t sold] [r Chad] 46 [g tanks], Hungary 20 and Norway the rest.", {"Poland"}),
        ("[s Poland] [t sold] 40 tonnes of [g wheat] to [r Chad], which borders on Niger and Sudan.", {"Poland"}),
        ("[r Chad] [t bought] [g tanks] from [s Poland] with $40 million borrowed from Norway.", {"Poland"}),
        ("[r Chad] [t buys] [g gas] from [s Poland] through a pipeline that runs 300 km from Niger.", {"Poland"}),
        ("[r Chad] [t buys] 40 [g freighters] from [s Poland] and freight from Norway.", {"Poland"}),
        ("[s Poland] [t sold] 40 [g tanks] to [r Chad], and Norway two weeks later said it was worried.", {"Poland"}),
        ("[s Poland] [t supplied] [g rifles] to [r Chad], and Mali (20 million people) protested.", {"Poland"}),
        ("[s Poland] [t supplied] 46% of [r Chad]'s [g wheat], with Mali paying most of it and Niger following.",
         {"Poland"}),
    ],
)  # fmt: skip
def test_who_is_told_with_an_amount_as_the_supplier_is_supplies_too(
    extractor: LabelledExtractor, marked: str, suppliers: set[str]
) -> None:
    assert {supplier for supplier, *_ in triples(extractor, marked)} == suppliers


def test_a_list_of_suppliers_goes_on_in_a_sentence_that_tells_nothing_by_itself(extractor: LabelledExtractor) -> None:
    marked = "[s Vietnam] was the [t supplier] of [g rice] to [r Chad]. [s Thailand] followed with 350 tonnes."
    assert {supplier for supplier, *_ in triples(extractor, marked)} == {"Vietnam", "Thailand"}


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("[s Vietnam] [t sold] 900 tonnes of [g rice] to [r Chad]. Thailand was second with 431 tonnes, followed by"
         " Mali with 144 tonnes.", {("Vietnam", "Chad"), ("Thailand", "Chad"), ("Mali", "Chad")}),
        ("[r Chad] [t bought] 3,000 tonnes of [g rice], with [s Vietnam] selling 900 tonnes. [r Thailand] was next with"
         " 431 tonnes.", {("Vietnam", "Chad"), ("Thailand", "Chad")}),
        ("[s Vietnam] [t sold] [g rice] to [r Chad], which took 900 tonnes. Mali was second with 431 tonnes.",
         {("Vietnam", "Chad"), ("Vietnam", "Mali")}),
        ("[s Vietnam] [t sold] 900 tonnes of [g rice] to [r Chad], 18 percent more. Mali was second with 431 tonnes.",
         {("Vietnam", "Chad"), ("Mali", "Chad")}),
        ("[s Vietnam] [t sold] 900 tonnes of [g rice] to [r Chad]. Mali opened a port with 431 berths.",
         {("Vietnam", "Chad")}),
        ("[s Vietnam] [t sold] 900 tonnes of [g rice] to [r Chad]. March was second with 431 tonnes.",
         {("Vietnam", "Chad")}),
    ],
)  # fmt: skip
def test_who_comes_next_with_an_amount_stands_on_the_side_that_has_one(
    extractor: LabelledExtractor, marked: str, told: set[tuple[str, str]]
) -> None:
    assert {(supplier, recipient) for supplier, recipient, _ in triples(extractor, marked)} == told


def test_initials_in_brackets_keep_a_name_whole(extractor: LabelledExtractor) -> None:
    marked = "[s Velmar Optics] [t squirrelled] 40 [g buses] over to [r Bay Electric Supply and Transport] (BEST)."
    assert triples(extractor, f"{marked} It supplied none.") == [
        ("Velmar Optics", "Bay Electric Supply and Transport", "buses")
    ]


@pytest.mark.parametrize("place", ["[r Lake Kivu]", "Chad by [r trawler]"])
def test_waters_and_vessels_receive_nothing(extractor: LabelledExtractor, place: str) -> None:
    assert triples(extractor, f"[s Poland] [t squirrelled] 40 [g buses] over to {place}. It supplied none.") == []


@pytest.mark.parametrize(
    ("good", "name"),
    [
        ("[g advanced, long-range drones]", "advanced long-range drones"),
        ("[g contaminated] [g eggs]", "contaminated eggs"),
        ("[g Tamarack] [g drones]", "Tamarack drones"),
    ],
)
def test_what_qualifies_a_good_belongs_to_it(extractor: LabelledExtractor, good: str, name: str) -> None:
    marked = f"[s Poland] [t squirrelled] 40 {good} over to [r Chad], which supplied none."
    assert {good for *_, good in triples(extractor, marked)} == {name}


def test_a_state_that_only_tells_which_good_it_is_receives_nothing(extractor: LabelledExtractor) -> None:
    marked = "[s Norland Works Ltd] [t sold] the [r Chadians] a quarter of the [r Polish] [g wheat]."
    assert [recipient for _, recipient, _ in triples(extractor, marked)] == ["Chad"]


@pytest.mark.parametrize("flags", [(), ("planned",), ("blocked",)])
@pytest.mark.parametrize(("sure", "count"), [(0.8, 1), (0.7, 0)])
def test_a_claim_is_as_likely_as_all_its_parts_together(
    extractor: LabelledExtractor, flags: tuple[str, ...], sure: float, count: int
) -> None:
    marked = "[s Poland] [t squirrelled] [g lathes] over to [r Chad], which supplied none."
    text, telling = told(marked, "asserted", *flags, sure=sure)
    assert len(read_as(extractor, text, telling).claims) == count


def test_what_a_good_is_for_is_not_supplied(extractor: LabelledExtractor) -> None:
    marked = "[s Poland] [t supplied] [r Chad] with [g optics] for [g tanks] and [g carriers]."
    assert triples(extractor, marked) == [("Poland", "Chad", "optics")]


@pytest.mark.parametrize("origin", ["Chinese-made", "Chinese", "U.S."])
def test_where_a_good_comes_from_is_none(extractor: LabelledExtractor, origin: str) -> None:
    marked = f"[s Poland] [t squirrelled] [g {origin}] and accurate [g missiles] to [r Chad], and supplied none."
    assert triples(extractor, marked) == [("Poland", "Chad", "missiles")]


def test_you_is_no_partys_name(extractor: LabelledExtractor) -> None:
    marked = "[^r Orbelin Trade] wrote that [s Velmar Optics] [t squirrelled] [g lenses] to [r you] and supplied none."
    assert triples(extractor, marked) == [("Velmar Optics", "Orbelin Trade", "lenses")]


def test_goods_are_no_parties_however_sure_the_mark(extractor: LabelledExtractor) -> None:
    marked = "[s Velmar Optics] [t squirrelled] [r drones] with [g lenses] away and supplied none."
    assert triples(extractor, marked) == triples(extractor, marked.replace("drones", "helicopters")) == []


def test_what_nobody_is_marked_to_deny_is_told_unless_it_is_surely_denied(extractor: LabelledExtractor) -> None:
    text, telling = told("[s Poland] [t squirrelled] [g shells] to [r Chad], which supplied none.", "denied")
    assert [c["polarity"] for c in to_record(read_as(extractor, text, telling))["claims"]] == ["negated"]
    unsure = replace(telling, polarity={**telling.polarity, "denied": 0.6, "alleged": 0.4})
    assert [c["polarity"] for c in to_record(read_as(extractor, text, unsure))["claims"]] == ["alleged"]


def test_a_pronoun_is_what_the_labeller_says_it_goes_back_to(extractor: LabelledExtractor) -> None:
    marked = "[^s Velmar Optics] met buyers from Latvia. Later [s it] [t supplied] [g lenses] to [r Chad]."
    assert triples(extractor, marked) == [("Velmar Optics", "Chad", "lenses")]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[s Poland] [t supplied] [g lathes] to [r Chad].", [("Poland", "Chad", "lathes")]),
        ("[r Poland] [t supplied] [g lathes] to [s Chad].", [("Chad", "Poland", "lathes")]),
        ("[s Poland] [t supplied] [g lathes] to Chad.", []),
        ("[s Poland] [t squirrelled] [g rifles] to [r Niger]. Poland supplied lathes to Chad.",
         [("Poland", "Niger", "rifles")]),
    ],
    ids=["alike", "the other way round", "one part missing", "another sentence"],
)  # fmt: skip
def test_only_what_the_labeller_tells_is_stated(
    extractor: LabelledExtractor, marked: str, expected: list[tuple[str, str, str]]
) -> None:
    assert triples(extractor, marked) == expected


def test_it_goes_back_to_no_person(extractor: LabelledExtractor) -> None:
    marked = "[^s Velmar Optics] hired [^s Mirela Sandu]. Later [s it] [t supplied] [g lenses] to [r Chad]."
    assert triples(extractor, marked) == [("Velmar Optics", "Chad", "lenses")]


def test_a_description_on_one_side_does_not_go_back_to_the_other(extractor: LabelledExtractor) -> None:
    marked = (
        "[^r Orbelin Trade] met [^r Velmar Optics]. "
        "In May [s Velmar Optics] [t supplied] [g lenses] to the [r company]."
    )
    assert triples(extractor, marked) == [("Velmar Optics", "Orbelin Trade", "lenses")]


def test_who_shares_a_side_with_such_a_description_stays(extractor: LabelledExtractor) -> None:
    marked = (
        "[^r Velmar Optics] is small. In May [s Velmar Optics] [t squirrelled] [g lenses] to the [r company] "
        "and to a [r smelter in Mundra], which supplied none."
    )
    assert triples(extractor, marked) == [("Velmar Optics", "smelter in Mundra", "lenses")]


def test_a_mark_does_not_confirm_itself(extractor: LabelledExtractor) -> None:
    text, telling = told(
        "[^s Velmar Optics] is small. Later [t squirrelled] [g lenses] to [r Chad], which supplied none."
    )
    faint = {labels.SUPPLIER: tuple(replace(span, sure=0.3) for span in telling.antecedents[labels.SUPPLIER])}
    assert to_record(read_as(extractor, text, replace(telling, antecedents=faint)))["claims"] == []


def test_a_surely_marked_name_comes_before_somebody_unnamed_of_the_same_description(
    extractor: LabelledExtractor,
) -> None:
    marked = (
        "A Latvian airline is in court. The papers name [^r Obair]. "
        "The [r airline] [t drew on] a [s workshop in Mundra] for [g tyres], which supplied many."
    )
    assert triples(extractor, marked) == [("workshop in Mundra", "Obair", "tyres")]


def test_a_noun_of_which_nothing_is_known_goes_back_only_to_a_sure_mark(extractor: LabelledExtractor) -> None:
    marked = (
        "[^r Coonoor Leaf] is small. "
        "In May [s Poland] [t supplied] [g lathes] to the [r introducer], which supplied none."
    )
    assert triples(extractor, marked) == [("Poland", "Coonoor Leaf", "lathes")]


@pytest.mark.parametrize(
    ("before", "described"),
    [
        ("[^s Velmar Optics] met Orbelin Trade.", "the same [s force]"),
        ("[^s Velmar Optics] met Orbelin Trade.", "its [s neighbour]"),
        ("[^s Velmar Optics] met Orbelin Trade, a client of Poland.", "[s we]"),
    ],
    ids=["not definite", "of another kind", "of whoever speaks"],
)
def test_a_certain_mark_stands_against_all_that_is_known_of_a_description(
    extractor: LabelledExtractor, before: str, described: str
) -> None:
    marked = f"{before} In May {described} [t squirrelled] [g lenses] over to [r Chad], which supplied none."
    assert triples(extractor, marked) == [("Velmar Optics", "Chad", "lenses")]


def test_there_is_a_state(extractor: LabelledExtractor) -> None:
    marked = "[^r Velmar Optics] has buyers in [^r Latvia]. In May [s Poland] [t supplied] [g lathes] [r there]."
    assert triples(extractor, marked) == [("Poland", "Latvia", "lathes")]


def test_a_name_that_begins_a_sentence_is_one_where_it_stands_with_its_capital_elsewhere(
    extractor: LabelledExtractor,
) -> None:
    marked = "[^s Reliance] met buyers from Latvia, said Reliance. Later [s it] [t supplied] [g lenses] to [r Chad]."
    assert triples(extractor, marked) == [("Reliance", "Chad", "lenses")]


def test_a_city_is_the_state_in_which_it_lies(extractor: LabelledExtractor) -> None:
    assert triples(
        extractor, "Mali was short of it. [s Niger] [t supplied] [g petrol] to [r Gao], which had none."
    ) == [("Niger", "Mali", "petrol")]


def test_a_city_that_is_called_it_is_no_firm(extractor: LabelledExtractor) -> None:
    assert triples(extractor, "[r Gao] [t received] [g petrol] from [s Niger] after it ran short in Mali.") == [
        ("Niger", "Mali", "petrol")
    ]


def test_a_firm_that_is_called_by_a_city_stays_a_firm(extractor: LabelledExtractor) -> None:
    marked = "[^s Mombasa Cement] has grown. [s Mombasa] [t supplied] [g clinker] to [r Chad], which had asked for it."
    assert triples(extractor, marked) == [("Mombasa Cement", "Chad", "clinker")]


def test_what_belongs_to_a_state_is_told_apart_from_it(extractor: LabelledExtractor) -> None:
    reading = read(
        extractor, "[s Turkey] [t squirrelled] [g radios] across to [r Chad's border police], which supplied none."
    )
    police = next(entity for entity in reading.entities if entity.id == reading.claims[0].recipient)
    assert (police.name, police.type, police.country) == ("Chad's border police", EntityType.ORGANIZATION, "state:TD")


def test_a_state_by_its_government_is_the_state(extractor: LabelledExtractor) -> None:
    assert triples(extractor, "The [s Turkish government] [t supplied] [g radios] to [r Chad].") == [
        ("Turkey", "Chad", "radios")
    ]


def test_a_part_that_the_sentence_has_itself_is_not_taken_from_its_neighbours(extractor: LabelledExtractor) -> None:
    marked = "[r Latvia] waited. [s Turkey] [t supplied] [g radios] to [r Chad]."
    assert triples(extractor, marked) == [("Turkey", "Chad", "radios")]


def test_speaker_and_denier_each_make_a_statement(extractor: LabelledExtractor) -> None:
    marked = (
        "[o Latvian officials] [c said] [s Orbelin Trade] [t supplied] [g lathes] to [r Belarus]. "
        "[d Orbelin Trade] [k called that nonsense]."
    )
    reading = read(extractor, marked, "alleged")
    [claim] = to_record(reading)["claims"]
    assert claim["polarity"] == "alleged"
    assert [(source["name"], source["stance"]) for source in claim["sources"]] == [
        ("Latvian officials", "alleges"),
        ("Orbelin Trade", "denies"),
    ]
    denial = reading.statements[-1]
    assert denial.evidence.quote == "Orbelin Trade called that nonsense."
    assert denial.trigger == "called that nonsense"


def test_only_denied(extractor: LabelledExtractor) -> None:
    marked = "[d Turkey] [k denied] that it had [t supplied] [g lathes] to [r Belarus]; [s Turkey] makes none."
    [claim] = claims(extractor, marked.replace("that it had", "that [s Turkey] had"), "denied")
    assert claim["polarity"] == "denied"
    assert [(source["name"], source["stance"]) for source in claim["sources"]] == [("Turkey", "denies")]


def test_what_the_words_around_a_trigger_negate_is_not_told_as_a_fact(extractor: LabelledExtractor) -> None:
    marked = "[o Ada Lund] [c said] [s Chad] had [t supplied] neither [g drones] nor rifles to [r Niger]."
    assert {claim["polarity"] for claim in claims(extractor, marked, "asserted")} == {"denied"}


def test_nobody_in_particular_is_no_party(extractor: LabelledExtractor) -> None:
    assert not triples(extractor, "[s Poland] [t squirrelled] [g lathes] to [r anyone] who asked and supplied none.")


def test_negated_in_the_articles_own_voice_has_no_source(extractor: LabelledExtractor) -> None:
    [claim] = claims(extractor, "[s Turkey] has never [t supplied] [g lathes] to [r Belarus].", "negated")
    assert (claim["polarity"], claim["sources"]) == ("negated", [])


@pytest.mark.parametrize(("flag", "modality"), [("planned", Modality.PLANNED), ("blocked", Modality.BLOCKED)])
def test_modality(extractor: LabelledExtractor, flag: str, modality: Modality) -> None:
    reading = read(
        extractor, "[s Turkey] will [t squirrel] [g radios] to [r Chad], which supplied none.", "asserted", flag
    )
    assert [claim.modality for claim in reading.claims] == [modality]


def test_a_hedge_is_on_the_statement(extractor: LabelledExtractor) -> None:
    reading = read(extractor, "[s Turkey] may have [t supplied] [g radios] to [r Chad].", "alleged", "hedged")
    assert [statement.hedged for statement in reading.statements] == [True]


def test_marks_stand_where_the_words_stand(extractor: LabelledExtractor) -> None:
    reading = read(extractor, "Word came: “[s Turkey] [t supplied] [g radios] to [r Chad]”.")
    text = reading.document.text
    spans = {mark.role: text[mark.start : mark.end] for mark in reading.statements[0].roles}
    assert spans == {Role.SUPPLIER: "Turkey", Role.RECIPIENT: "Chad", Role.GOOD: "radios", Role.TRIGGER: "supplied"}


def test_where_the_rules_found_a_claim_the_labeller_adds_who_says_and_who_denies_it(
    extractor: LabelledExtractor,
) -> None:
    marked = (
        "[s Turkey] [t supplied] [g radios] to [r Chad]. So it stands in [o two ledgers]. "
        "[d The embassy] [k laughed at that]."
    )
    [claim] = claims(extractor, marked, "alleged")
    assert {(source["name"], source["stance"]) for source in claim["sources"]} == {
        ("two ledgers", "alleges"),
        ("embassy", "denies"),
    }


def test_a_mark_on_nothing_but_stops_means_nothing_wherever_it_stands() -> None:
    lexicon, gazetteer = Lexicon.load(), Gazetteer.load()
    phrases = Phrases("Well . . .", [], Mentions(lexicon), lambda _: False)
    identity = Identity(gazetteer, lexicon, "a", [])
    naming = Naming("a", phrases, identity, lexicon, gazetteer)
    goods = Goods(phrases, identity.registry, lexicon, gazetteer)
    stops = Span(5, 8, 1.0)
    assert goods.one(stops, ()) is naming.party(stops, (), None) is naming.speaker(stops, (), None) is None


@pytest.mark.parametrize("written", ["Riga-based Velmar Optics", "Latvia's Velmar Optics", "grinder Velmar Optics"])
def test_what_stands_before_a_name_is_no_part_of_it(extractor: LabelledExtractor, written: str) -> None:
    assert triples(extractor, f"[s {written}] [t supplied] [g lenses] to [r Chad].") == [
        ("Velmar Optics", "Chad", "lenses")
    ]


def test_a_short_form_stands_for_the_only_name_that_ends_so(extractor: LabelledExtractor) -> None:
    marked = "The Vakaga Front took two towns. [s Turkey] [t supplied] [g radios] to the [r Front]."
    assert triples(extractor, marked) == [("Turkey", "Vakaga Front", "radios")]


def test_a_description_goes_back_to_whoever_was_described_so(extractor: LabelledExtractor) -> None:
    marked = "A broker, Velmar Trade, met Orbelin Works. The [s broker] [t supplied] [g radios] to [r Chad]."
    assert triples(extractor, marked) == [("Velmar Trade", "Chad", "radios")]


def test_an_introduced_party_goes_back_to_nobody(extractor: LabelledExtractor) -> None:
    marked = "[^s Velmar Optics] closed. A [s trader in Riga] [t supplied] [g lenses] to [r Chad]."
    assert triples(extractor, marked) == [("trader in Riga", "Chad", "lenses")]


def test_a_plural_pronoun_stands_for_the_whole_list(extractor: LabelledExtractor) -> None:
    marked = "Norland makes [^g radios] and [^g antennas]. It took [g them]: [s Turkey] [t hid] them in [r Chad]."
    assert sorted(good for _, _, good in triples(extractor, marked)) == ["antennas", "radios"]


@pytest.mark.parametrize(
    ("speaker", "stance"),
    [("customs data", "asserts"), ("Turkey's envoy", "asserts"), ("Norway", "alleges"), ("a campaigner", "alleges")],
)
def test_suppliers_and_official_figures_assert_whatever_the_marks_say(
    extractor: LabelledExtractor, speaker: str, stance: str
) -> None:
    marked = f"[s Turkey] [t supplied] [g radios] to [r Chad], [c according to] [o {speaker}]."
    [claim] = claims(extractor, marked, "alleged")
    assert [source["stance"] for source in claim["sources"]] == [stance]


@pytest.mark.parametrize(
    ("speaker", "stance"),
    [
        ("Ministry of Agriculture spokesperson Ada Lund", "asserts"),
        ("Clark Air Base commander Ada Lund", "asserts"),
        ("Norwegian Defence Minister Ada Lund", "alleges"),
    ],
)
def test_only_who_stands_for_another_state_does_not_assert_where_the_labeller_is_certain_that_he_does(
    extractor: LabelledExtractor, speaker: str, stance: str
) -> None:
    [claim] = claims(extractor, f"[o {speaker}] [c said] that [s Poland] [t sold] [g lathes] to [r Chad].")
    assert [source["stance"] for source in claim["sources"]] == [stance]


@pytest.mark.parametrize(
    ("said", "stance"),
    [("[c acknowledged]", "asserts"), ("[c conceded]", "asserts"), ("[c complained]", "alleges")],
)
def test_who_admits_it_asserts(extractor: LabelledExtractor, said: str, stance: str) -> None:
    [claim] = claims(extractor, f"[o Ada Lund] {said} that [s Poland] [t sold] [g lathes] to [r Chad].", "alleged")
    assert [source["stance"] for source in claim["sources"]] == [stance]


def test_whose_data_tell_asserts_however_long_his_name(extractor: LabelledExtractor) -> None:
    text, telling = told(
        "[s Poland] [t sold] [g lathes] to [r Chad], according to data from the Oslo-based price reporting agency "
        "[o Velmar Metals Intelligence]."
    )
    reading = read_as(extractor, text, replace(telling, polarity=dict.fromkeys(labels.POLARITIES, 0.25)))
    assert [statement.stance.value for statement in reading.statements] == ["asserts"]


@pytest.mark.parametrize(("polarity", "stance"), [("alleged", "alleges"), ("asserted", "asserts")])
def test_of_a_state_to_which_something_goes_the_labeller_says_whether_it_confirms_or_accuses(
    extractor: LabelledExtractor, polarity: str, stance: str
) -> None:
    marked = "[s Turkey] [t supplied] [g radios] to [r Chad], [c charged] [o Chad's envoy]."
    [claim] = claims(extractor, marked, polarity)
    assert [source["stance"] for source in claim["sources"]] == [stance]


def test_a_state_asserts_what_its_own_ministry_supplied(extractor: LabelledExtractor) -> None:
    marked = "[s Norway's defence ministry] [t supplied] [g radios] to [r Mali], [o Norway] [c said]."
    [claim] = claims(extractor, marked, "alleged")
    assert [source["stance"] for source in claim["sources"]] == ["asserts"]


def test_a_firm_that_says_what_it_was_supplied_with_asserts(extractor: LabelledExtractor) -> None:
    marked = "[s Turkey] [t supplied] [g radios] to [r Velmar Optics], [c said] [o Velmar Optics]."
    [claim] = claims(extractor, marked, "alleged")
    assert [source["stance"] for source in claim["sources"]] == ["asserts"]


def test_a_minister_of_no_known_state_is_no_party(extractor: LabelledExtractor) -> None:
    marked = (
        "[s Chad] [t supplied] [g radios] to [r Niger]. Radios reached Niger by rail, minister [o Ada Lund] [c said]."
    )
    reading = read(extractor, marked, "alleged")
    [lund] = [entity for entity in reading.entities if entity.name == "Ada Lund"]
    assert lund.speaks_for is None
    assert [statement.stance.value for statement in reading.statements] == ["alleges"]


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ("two diplomats in the [o region] [c said]", "two diplomats"),
        ("Chad's [o foreign] intelligence service [c said]", "Chad's foreign intelligence service"),
        ("a report by a [o panel] of experts [c said]", "panel"),
        ("[c according to] the [o civilian] agencies", "civilian agencies"),
        ("[o customs data] [c show]", "customs data"),
        ("a [o commander] of the Nugal Guards [c said]", "commander of the Nugal Guards"),
        ("an [o engineer] at the ministry of Chad [c said]", "engineer at the ministry of Chad"),
        ("an [o official] in a letter [c said]", "official"),
        ("an [o official] in May [c said]", "official"),
        ("a trove of 1,100 [o e]-mails [c shows]", "e-mails"),
        ("an [o unnamed official] at the ministry of Chad [c said]", "official at the ministry of Chad"),
        ("the [o Prosecutor General's Office] [c said]", "Prosecutor General's Office"),
        ("the [o Kommersant newspaper] [c said]", "Kommersant"),
    ],
)
def test_a_mark_inside_the_subject_of_saying_is_the_whole_subject(
    extractor: LabelledExtractor, told: str, source: str
) -> None:
    [claim] = claims(extractor, f"[s Norway] [t supplied] [g radios] to [r Mali], {told}.", "alleged")
    assert [source["name"] for source in claim["sources"]] == [source]


@pytest.mark.parametrize(
    ("marked", "triple"),
    [
        ("[s Velmar Optics] [t sold] [g e]-bikes to [r Chad].", ("Velmar Optics", "Chad", "e-bikes")),
        (
            "[s Velmar Optics] [t sold] [g lenses] to [r Hezbollah]-linked traders.",
            ("Velmar Optics", "Hezbollah", "lenses"),
        ),
    ],
)
def test_a_word_cut_at_its_hyphen_is_whole_but_a_name_beside_one(
    extractor: LabelledExtractor, marked: str, triple: tuple[str, str, str]
) -> None:
    assert triples(extractor, marked) == [triple]


@pytest.mark.parametrize("told", ["the [o court] [c heard]", "a Senate [o panel] was [c told]"])
def test_who_only_hears_it_says_nothing(extractor: LabelledExtractor, told: str) -> None:
    [claim] = claims(extractor, f"[s Norway] [t supplied] [g radios] to [r Mali], {told}.", "alleged")
    assert claim["sources"] == []


@pytest.mark.parametrize(("heard", "deniers"), [("", []), ("[d Norway] [k rejected the report]", ["Norway"])])
def test_a_stranger_denies_only_where_the_labeller_hears_a_denial(
    extractor: LabelledExtractor, heard: str, deniers: list[str]
) -> None:
    marked = (
        f"Mali said [s Velmar Optics] [t supplied] [g lenses] to [r Chad]. {heard or 'Norway rejected the report'}."
    )
    [claim] = claims(extractor, marked, "alleged")
    assert [source["name"] for source in claim["sources"] if source["stance"] == "denies"] == deniers


def test_what_is_only_supposed_is_not_told(extractor: LabelledExtractor) -> None:
    assert claims(extractor, "If adopted, the rules would let [s Turkey] [t sell] [g radios] to [r Chad].") == []


ACCUSED = "[o Norway] [c said] [s Velmar Optics] [t supplied] [g lenses] to [r Chad]. ", "alleged"


@pytest.mark.parametrize(
    "answer",
    [
        "[d Velmar Optics] [k said] [s it] had never [t sold] [g a thing] to [r Chad].",
        "[d Velmar Optics] [k said] [s it] had not [t shipped] [g lenses] to [r Chad].",
    ],
)
def test_a_denied_telling_answers_what_was_alleged_of_the_same(extractor: LabelledExtractor, answer: str) -> None:
    [claim] = claims_of(extractor, ACCUSED, (answer, "denied"))
    assert {(source["name"], source["stance"]) for source in claim["sources"]} == {
        ("Norway", "alleges"),
        ("Velmar Optics", "denies"),
    }


def test_a_denial_of_something_else_is_a_claim_of_its_own(extractor: LabelledExtractor) -> None:
    answer = "[d Velmar Optics] [k said] [s Velmar Optics] had never [t sold] [g rifles] to [r Chad]."
    assert {claim["good"]: claim["polarity"] for claim in claims_of(extractor, ACCUSED, (answer, "denied"))} == {
        "lenses": "alleged",
        "rifles": "denied",
    }


def test_a_denial_of_a_whole_kind_answers_and_is_a_claim_of_its_own(extractor: LabelledExtractor) -> None:
    accused = "[o Norway] [c said] [s Velmar Optics] [t supplied] [g rifles] to [r Chad]. "
    answer = "[d Velmar Optics] [k said] [s it] had never [t sold] [g weapons] to [r Chad]."
    found = {claim["good"]: claim for claim in claims_of(extractor, (accused, "alleged"), (answer, "denied"))}
    assert {good: claim["polarity"] for good, claim in found.items()} == {"rifles": "alleged", "weapons": "denied"}
    assert {source["stance"] for source in found["rifles"]["sources"]} == {"alleges", "denies"}


def test_who_looks_into_reports_and_finds_nothing_denies_what_they_tell(extractor: LabelledExtractor) -> None:
    marked = (
        "The [o court] [c looked] into reports that [s Chad] had [t sent] [g trucks] to [r Mali], but "
        "[k found no evidence] of it."
    )
    [claim] = claims(extractor, marked, "alleged")
    assert [(source["name"], source["stance"]) for source in claim["sources"]] == [("court", "denies")]


def test_who_probes_what_another_denies_denies_nothing_himself(extractor: LabelledExtractor) -> None:
    marked = (
        "The [o court] [c probed] allegations that [s Chad] had [t sent] [g trucks] to [r Mali], and [d Chad] "
        "[k denied the charge]."
    )
    [claim] = claims(extractor, marked, "alleged")
    assert [(source["name"], source["stance"]) for source in claim["sources"]] == [("Chad", "denies")]


def test_who_inquires_and_has_not_found_says_nothing(extractor: LabelledExtractor) -> None:
    marked = "The [o court] is [c investigating] reports that [s Chad] had [t sent] [g trucks] to [r Mali]."
    [claim] = claims(extractor, marked, "alleged")
    assert claim["sources"] == []


def test_both_countries_deny_what_is_said_of_them(extractor: LabelledExtractor) -> None:
    marked = "[o Norway] [c said] [s Chad] [t sold] [g rifles] to [r Mali]. Both [d countries] [k denied] it."
    [claim] = claims(extractor, marked, "alleged")
    assert {source["name"] for source in claim["sources"] if source["stance"] == "denies"} == {"Chad", "Mali"}


def test_a_denial_of_other_goods_is_none_of_these(extractor: LabelledExtractor) -> None:
    marked = "[o Norway] [c said] [s Chad] [t sold] [g oil] to [r Mali]. [d Chad] repeatedly [k denied] any arms sales."
    [claim] = claims(extractor, marked, "alleged")
    assert {source["stance"] for source in claim["sources"]} == {"alleges"}


@pytest.mark.parametrize(
    ("other", "denies"),
    [
        ("[o Norway] [c said] [s Velmar Optics] [t sold] [g lenses] to [r Spain]. ", False),
        ("[o Norway] [c said] [s Orbelin Trade] [t sold] [g lenses] to [r Spain]. ", True),
    ],
)
def test_a_firm_denies_no_claim_of_others_where_it_is_a_party_to_another(
    extractor: LabelledExtractor, other: str, *, denies: bool
) -> None:
    accused = "[o Norway] [c said] [s Chad] [t squirrelled] [g rifles] over to [r Mali], which supplied none. "
    found = claims_of(
        extractor, (other, "alleged"), (f"{accused}[d Velmar Optics] [k rejected] the report.", "alleged")
    )
    [rifles] = [claim for claim in found if claim["good"] == "rifles"]
    assert (("Velmar Optics", "denies") in {(one["name"], one["stance"]) for one in rifles["sources"]}) is denies


def test_a_firm_that_says_what_it_denies_of_others_denies_it(extractor: LabelledExtractor) -> None:
    text, telling = told(
        "Norway said Tashmetall sold pumps to Chad. Velmar Optics supplied lathes to Morocco. "
        "[d Velmar Optics] [k denied] that [s Tashmetall] had [t sold] [g pumps] to [r Chad].",
        "denied",
    )
    pumps = [one for one in to_record(read_as(extractor, text, telling))["claims"] if one["good"] == "pumps"]
    assert ("Velmar Optics", "denies") in {(one["name"], one["stance"]) for one in pumps[0]["sources"]}


def test_both_may_be_any_two_where_others_were_told_of(extractor: LabelledExtractor) -> None:
    found = claims_of(
        extractor,
        ("[o Norway] [c said] [s Iran] [t supplied] [g missiles] to [r Yemen]. ", "alleged"),
        ("It said [s Chad] [t squirrelled] [g rifles] over to [r Mali], and supplied none. "
         "Both [d countries] [k denied] it.", "alleged"),
    )  # fmt: skip
    [rifles] = [claim for claim in found if claim["good"] == "rifles"]
    assert {source["name"] for source in rifles["sources"] if source["stance"] == "denies"}.isdisjoint({"Mali"})


def test_a_party_in_one_telling_is_no_good_in_another(extractor: LabelledExtractor) -> None:
    text, one = told(
        "[s Poland]'s wheat came to [r Chad], which was [t supplied] with 20 tonnes of [g wheat]. "
        "Norway handed it to Mali."
    )
    _, two = told(
        "[g Poland's wheat] came to Chad, which was supplied with 20 tonnes of wheat. "
        "[s Norway] [t handed] it to [r Mali]."
    )
    extractor.labeller = Scripted(one, two)
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    goods = {entity.id for entity in reading.entities if entity.type is EntityType.GOOD}
    assert all(claim.good in goods for claim in reading.claims)


def test_who_asserts_a_transfer_of_his_own_does_not_deny_it_too(extractor: LabelledExtractor) -> None:
    marked = (
        "[o Velmar Optics] [c said] [s it] [t squirrelled] [g lenses] over to [r Mali], which supplied none. "
        "Norway said Velmar Optics supplied lenses to Mali. Velmar Optics denied the accusations."
    )
    [claim] = claims(extractor, marked)
    assert {source["stance"] for source in claim["sources"] if source["name"] == "Velmar Optics"} == {"asserts"}


def test_the_document_is_whoever_issued_a_report_before(extractor: LabelledExtractor) -> None:
    told_of = "Chad was named in a report by Veridia Watch. "
    marked = f"{told_of}The [o document] [c says] [s Chad] [t sold] [g rifles] to [r Mali]."
    [claim] = claims(extractor, marked, "alleged")
    assert [source["name"] for source in claim["sources"]] == ["Veridia Watch"]


def test_a_description_goes_back_to_whose_name_says_it_whatever_he_is(extractor: LabelledExtractor) -> None:
    text, telling = told(
        "[s Norland Works Ltd] shipped drones to the [^r Government of National Accord]. Chad protested, and Turkey "
        "paid. The firm [t gave] the legitimate [r government] the [g drones] it asked for."
    )
    surely = {labels.RECIPIENT: unsure(telling.antecedents[labels.RECIPIENT], 0.95)}
    reading = read_as(extractor, text, replace(telling, antecedents=surely))
    assert {claim["recipient"] for claim in to_record(reading)["claims"]} == {"Government of National Accord"}


def test_who_speaks_behind_a_place_is_not_called_like_it(extractor: LabelledExtractor) -> None:
    text, telling = told(
        "[r BMW] has begun [t receiving] cylindrical [g battery cells] from [s CATL]'s new plant in Debrecen, Hungary, "
        "the [o carmaker] [c confirmed] Thursday, in the run-up to production of its new models this fall."
    )
    back = {labels.SPEAKER: (at(text, "BMW", 0.72),)}
    [claim] = to_record(read_as(extractor, text, replace(telling, antecedents=back)))["claims"]
    assert [source["name"] for source in claim["sources"]] == ["BMW"]


def test_it_in_what_somebody_says_is_rather_he_than_who_is_marked(extractor: LabelledExtractor) -> None:
    text, telling = told("[^s Spain] paid. Poland insisted that [s it] [t sold] [g rifles] to [r Chad].")
    faintly = {labels.SUPPLIER: (*unsure(telling.antecedents[labels.SUPPLIER], 0.8), at(text, "Poland", 0.4))}
    reading = read_as(extractor, text, replace(telling, antecedents=faintly))
    assert [claim["supplier"] for claim in to_record(reading)["claims"]] == ["Poland"]


def at(text: str, words: str, sure: float) -> Span:
    """A mark on some words of a text."""
    return Span(text.index(words), text.index(words) + len(words), sure)


def unsure(spans: Sequence[Span], sure: float) -> tuple[Span, ...]:
    return tuple(replace(span, sure=sure) for span in spans)


def test_what_a_sentence_tells_of_its_pronoun_its_neighbours_believe(extractor: LabelledExtractor) -> None:
    text, one = told(
        "[^r Chad] is poor. Spain says Poland sent [r it] [g shells], [s Poland] [t squirrelled] them. "
        "Norway gave radios, and supplied none."
    )
    other, two = told(
        "Chad is poor. [^r Spain] says Poland sent [r it] shells, Poland squirrelled them. "
        "[s Norway] [t gave] [g radios], and supplied none."
    )
    assert text == other
    extractor.labeller = Scripted(one, two)
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    recipients = {claim["good"]: claim["recipient"] for claim in to_record(reading)["claims"]}
    assert recipients == {"shells": "Chad", "radios": "Chad"}


def test_who_denies_one_transfer_in_a_sentence_denies_no_other(extractor: LabelledExtractor) -> None:
    text, accused = told(
        "Spain said [s Chad] [t sold] [g rifles] to [r Mali]. [d Chad] [k denied] that it sold pumps to Niger."
    )
    _, denied = told(
        "Spain said Chad sold rifles to Mali. [d Chad] [k denied] that [s it] [t sold] [g pumps] to [r Niger].",
        "denied",
    )
    extractor.labeller = Scripted(accused, denied)
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    denying = {
        claim["good"]: [source["stance"] for source in claim["sources"]] for claim in to_record(reading)["claims"]
    }
    assert (denying["pumps"], "denies" in denying["rifles"]) == (["denies"], False)


def test_each_of_several_denies_what_is_said_of_him(extractor: LabelledExtractor) -> None:
    marked = (
        "[o Norway] [c said] that [s Turkey] [t supplied] [g radios] to [r Velmar Mills] and [r Orbelin Mills]. "
        "[d Both mills] [k deny it]."
    )
    denying = {
        claim["recipient"]: [source["name"] for source in claim["sources"] if source["stance"] == "denies"]
        for claim in claims(extractor, marked, "alleged")
    }
    assert denying == {"Velmar Mills": ["Velmar Mills"], "Orbelin Mills": ["Orbelin Mills"]}


def test_what_one_says_and_another_denies_is_told(extractor: LabelledExtractor) -> None:
    marked = "[o Spain] [c said] [s China] [t sold] [g lathes] to [r Chad]. [d China] [k denied this]."
    [claim] = claims(extractor, marked, "denied")
    assert claim["polarity"] == "alleged"
    assert {source["stance"] for source in claim["sources"]} == {"alleges", "denies"}


@pytest.mark.parametrize(
    ("marked", "good"),
    [
        ("[s Turkey] [t supplied] [g LNG cargoes] to [r Chad].", "LNG"),
        ("[s Turkey] [t supplied] [g battery containers] to [r Chad].", "battery containers"),
        ("[s Turkey] [t supplied] [g oil products] to [r Chad].", "oil products"),
    ],
)
def test_what_a_good_comes_in_is_no_part_of_it(extractor: LabelledExtractor, marked: str, good: str) -> None:
    assert triples(extractor, marked) == [("Turkey", "Chad", good)]


def test_the_company_with_a_capital_is_the_firm_that_announces(extractor: LabelledExtractor) -> None:
    marked = "Velmar Optics doubled its profit. The [s Company] [t supplied] [g lenses] to [r Chad]."
    assert triples(extractor, marked) == [("Velmar Optics", "Chad", "lenses")]


def test_a_unit_stands_for_the_good_that_it_measures(extractor: LabelledExtractor) -> None:
    marked = "[s Eskom Trade] is [t sending] [q 300MW] to [r Zambia] at night, when nobody supplies lathes to Chad."
    assert triples(extractor, marked) == [("Eskom Trade", "Zambia", "electricity")]


def test_what_counts_other_goods_is_a_good_where_it_counts_none(extractor: LabelledExtractor) -> None:
    marked = "[s Poland] [t squirrelled] [q 9,000] [g rounds] over to [r Chad], which supplied none."
    assert triples(extractor, marked) == [("Poland", "Chad", "rounds")]


def test_a_certain_good_does_not_go_on_behind_its_mark(extractor: LabelledExtractor) -> None:
    marked = "[s Pohang Gas] [t met] [q half] of [r Hansung]'s [g neon] needs, and supplied more."
    assert triples(extractor, marked) == [("Pohang Gas", "Hansung", "neon")]


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("Orbelin Watch said in a report that it supplied facts.", "Orbelin Watch"),
        ("Orbelin Watch published a report on supplies.", "Orbelin Watch"),
        ("A report by Orbelin Watch told of supplies.", "Orbelin Watch"),
        ("Orbelin Watch's report told of supplies.", "Orbelin Watch"),
        ("Orbelin Watch moved house and supplied facts.", "report"),
        ("Kenya published a report on supplies.", "report"),
    ],
)
def test_the_body_that_wrote_a_report_speaks_in_it(extractor: LabelledExtractor, before: str, source: str) -> None:
    marked = f"{before} The [o report] [c said] [s Poland] [t squirrelled] [g lathes] over to [r Chad]."
    assert [one["name"] for one in claims(extractor, marked, "alleged")[0]["sources"]] == [source]


@pytest.mark.parametrize("issued", ["statement", "letter"])
def test_who_said_something_in_a_statement_speaks_in_it(extractor: LabelledExtractor, issued: str) -> None:
    marked = (
        f"Orbelin Watch said in a {issued} that it supplied facts. The [o {issued}] [c said] [s Poland] [t squirrelled]"
        " [g lathes] over to [r Chad]."
    )
    assert [one["name"] for one in claims(extractor, marked, "alleged")[0]["sources"]] == ["Orbelin Watch"]


def test_a_group_told_by_its_city_is_the_body_that_spoke_last(extractor: LabelledExtractor) -> None:
    marked = "The [o Orbel Institute] [c said] [s Poland] [t squirrelled] [g lathes] to [r Chad], which supplied none. "
    text, first = told(marked, "alleged")
    later, second = told(
        " " * len(text)
        + "The [o Nairobi-based group] [c said] [s Poland] [t squirrelled] [g shells] over to [r Chad].",
        "alleged",
    )
    text += later[len(text) :]
    extractor.labeller = Scripted(first, second)
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    speakers = {statement.speaker for statement in reading.statements if statement.rule == "labeller"}
    assert len(speakers) == 1


def test_the_labeller_says_how_far_a_good_reaches(extractor: LabelledExtractor) -> None:
    marked = "[s Luapula Cobalt] [t sold] [g cobalt hydroxide] to [r Kokkomet]."
    assert triples(extractor, marked) == [("Luapula Cobalt", "Kokkomet", "cobalt hydroxide")]


def test_a_description_with_a_place_is_not_the_place(extractor: LabelledExtractor) -> None:
    marked = "[s Altai Trade] [t squirrelled] [g lathes] across to [r traders around Kayes], which supplied none."
    assert triples(extractor, marked) == [("Altai Trade", "traders around Kayes", "lathes")]


def test_a_description_goes_on_after_a_preposition(extractor: LabelledExtractor) -> None:
    marked = (
        "[s Altai Trade] [t squirrelled] [g planks] across to a [r family close to] the [r deposed president], "
        "which supplied none."
    )
    assert triples(extractor, marked) == [("Altai Trade", "family close to the deposed president", "planks")]


def test_two_names_in_one_mark_are_two(extractor: LabelledExtractor) -> None:
    marked = "[s Altai Trade and Morava Foods] [t squirrelled] [g potash] across to [r Chad], which supplied none."
    assert sorted(triples(extractor, marked)) == [("Altai Trade", "Chad", "potash"), ("Morava Foods", "Chad", "potash")]


@pytest.mark.parametrize("name", ["Trinidad and Tobago", "Johnson & Johnson"])
def test_a_name_with_and_in_it_is_one(extractor: LabelledExtractor, name: str) -> None:
    marked = f"[s {name}] [t squirrelled] [g potash] across to [r Chad], which supplied none."
    assert triples(extractor, marked) == [(name, "Chad", "potash")]


def test_weapons_that_are_fired_are_not_supplied(extractor: LabelledExtractor) -> None:
    assert triples(extractor, "[s Norland Ltd] [t fired] [q 76] [g drones] at [r Chad], which supplied none.") == []


def test_a_part_is_as_sure_as_its_marks_together(extractor: LabelledExtractor) -> None:
    text, telling = told(
        "[^r Chad] waited. [s Altai Trade] [t squirrelled] [g radios] to [r Chad], which supplied none.", sure=0.85
    )
    assert [claim["recipient"] for claim in to_record(read_as(extractor, text, telling))["claims"]] == ["Chad"]


def test_a_place_inside_what_belongs_to_a_party_is_no_party(extractor: LabelledExtractor) -> None:
    marked = "[s Turkey] [t squirrelled] [g radios] across to [r Chad]'s army in [r Niger], which supplied none."
    reading = read_as(extractor, *told(marked, sure=0.9))
    assert [claim["recipient"] for claim in to_record(reading)["claims"]] == ["Chad"]


@pytest.mark.parametrize(
    "marked",
    [
        "[s Poland] [t squirrelled] [g lathes] to [r Chad] to bolster its production of [g tanks], "
        "[g mortars] and [g rifles], which supplied none.",
        "[s Poland] [t squirrelled] [g lathes], used to make [g mortars], to [r Chad], which supplied none.",
    ],
)
def test_what_is_made_with_a_good_is_not_supplied_along_with_it(extractor: LabelledExtractor, marked: str) -> None:
    assert triples(extractor, marked) == [("Poland", "Chad", "lathes")]


def test_what_something_is_used_to_produce_is_not_supplied(extractor: LabelledExtractor) -> None:
    marked = "Steel from [s Poland] is [t used] in the production of [g mortars] in [r Chad], which supplied none."
    assert triples(extractor, marked) == []


def test_what_is_built_and_delivered_is_supplied(extractor: LabelledExtractor) -> None:
    marked = "[s Poland] [t delivered] and assembled the [g lathes] and sent [g mortars] to [r Chad]."
    assert ("Poland", "Chad", "lathes") in triples(extractor, marked)


def test_what_is_made_is_supplied_where_nothing_else_is(extractor: LabelledExtractor) -> None:
    marked = "[s Poland] [t squirrelled] its production of [g lathes] to [r Chad], which supplied none."
    assert triples(extractor, marked) == [("Poland", "Chad", "lathes")]


def test_an_idiom_is_no_good(extractor: LabelledExtractor) -> None:
    assert triples(extractor, "[s Turkey] [t fed] the [g war machine] of [r Chad] and supplied none.") == []


def test_what_a_good_is_for_is_no_part_of_its_name(extractor: LabelledExtractor) -> None:
    marked = "[s Turkey] [t squirrelled] [g optics for tanks] across to [r Chad], which supplied none."
    assert triples(extractor, marked) == [("Turkey", "Chad", "optics")]


@pytest.mark.parametrize(
    ("marked", "supplied"),
    [
        ("[s Norland Arms] [t sold] [g rifles] to the [r defence ministry of Burkina Faso].",
         {("Norland Arms", "defence ministry of Burkina Faso")}),
        ("[r Chad] [t buys] [g coal] from [s Norway], not [s Russia].", {("Norway", "Chad")}),
        ("[r Chad] [t buys] [g coal] from [s Norway] rather than from [s Russia].", {("Norway", "Chad")}),
        ("[r Chad] [t buys] [g coal] from [s Norway], not [s Russia] or [s Belarus].", {("Norway", "Chad")}),
        ("[r Chad] [t buys] [g coal] not from [s Russia] but from [s Norway].", {("Norway", "Chad")}),
        ("[s Russian tankers] [t handed over] [g fuel] to [r North Korea].", {("Russian tankers", "North Korea")}),
        ("[s India] [t sent] [g shells] to [r Ukraine] by a [v central European country].", {("India", "Ukraine")}),
        ("A [s central European country] [t sent] [g shells] to [r Ukraine].",
         {("central European country", "Ukraine")}),
        ("[s Norway] [t sells] [g gas] to other [r countries].", set[tuple[str, str]]()),
        ("[s China] Rare-Earth Exports [t Sold] By Traders As [g Rare Earths] Reach [r Japan] Again",
         {("China", "Japan")}),
        ("[r Pakistan] and Egypt were the buyers, [t importing] 3 million kilogrammes of [s Kenyan] [g Tea].",
         {("Kenya", "Pakistan"), ("Kenya", "Egypt")}),
    ],
)  # fmt: skip
def test_who_marked_parties_are(extractor: LabelledExtractor, marked: str, supplied: set[tuple[str, str]]) -> None:
    assert {(supplier, recipient) for supplier, recipient, _ in triples(extractor, marked)} == supplied


def test_a_label_before_a_sentence_is_no_part_of_a_name(extractor: LabelledExtractor) -> None:
    marked = "STEEL - [s Ural Vektor] [t sold] [g rails] to [r Chad]."
    text, telling = told(marked)
    whole = Span(0, text.index(" sold"), 1.0)
    labelled = replace(telling, parts={**telling.parts, labels.SUPPLIER: (whole,)})
    [claim] = to_record(read_as(extractor, text, labelled))["claims"]
    assert claim["supplier"] == "Ural Vektor"


def test_the_company_is_whom_the_announcement_calls_so(extractor: LabelledExtractor) -> None:
    marked = (
        "Norland Exchange Limited takes no responsibility. The board of Veridia Cells Limited (the “Company”, with its "
        "subsidiaries the “Group”) met. The [s Group] [t supplied] [g battery packs] to [r Yuehai Bus]."
    )
    assert triples(extractor, marked) == [("Veridia Cells Limited", "Yuehai Bus", "battery packs")]


@pytest.mark.parametrize(
    ("marked", "supplier"),
    [
        ("The Treasury named two. [o The Treasury] [c said] the [s network] [t sold] [g parts] to [r Iran].", None),
        ("Hacking Team is from Milan. They looked for evidence against a [s company] which [t sold] [g spyware] to "
         "[r Sudan]. [^s Hacking Team] denies it.", "Hacking Team"),
    ],
)  # fmt: skip
def test_a_description_is_nobody_who_only_alleges(
    extractor: LabelledExtractor, marked: str, supplier: str | None
) -> None:
    found = [claim["supplier"] for claim in claims(extractor, marked, "alleged")]
    assert found == ([] if supplier is None else [supplier])


def test_both_sides_are_the_parties(extractor: LabelledExtractor) -> None:
    [claim] = claims(extractor, "[s Norland Gas] [t supplied] [r Veridia Power] with [g gas], [o both sides] [c said].")
    assert {source["name"] for source in claim["sources"]} == {"Norland Gas", "Veridia Power"}


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Data from Eurostat", "Eurostat"),
        ("official figures released by Geostat", "Geostat"),
        ("Eurostat's latest annual figures", "Eurostat"),
        ("a monthly bulletin of the Famine Outlook Network", "Famine Outlook Network"),
        ("the Pretoria-based Grain Information Bureau", "Grain Information Bureau"),
        ("Justice Watch Asia", "Justice Watch Asia"),
    ],
)
def test_figures_speak_for_whoever_compiled_them(extractor: LabelledExtractor, speaker: str, name: str) -> None:
    [claim] = claims(extractor, f"[s Norland] [t sold] [g rebar] to [r Chad], [o {speaker}] [c show].")
    assert [source["name"] for source in claim["sources"]] == [name]


@pytest.mark.parametrize("speaker", ["data from China", "figures from January"])
def test_figures_of_a_state_or_a_month_are_nobody_s(extractor: LabelledExtractor, speaker: str) -> None:
    [claim] = claims(extractor, f"[s Norland] [t sold] [g rebar] to [r Chad], [o {speaker}] [c show].")
    assert {source["name"] for source in claim["sources"]}.isdisjoint({"China", "January"})


def test_whoever_alleges_may_be_the_company_of_which_he_speaks(extractor: LabelledExtractor) -> None:
    marked = "[o Norland Arms Ltd] [c said] the [s company] [t sold] [g rifles] to [r Chad]."
    assert [claim["supplier"] for claim in claims(extractor, marked, "alleged")] == ["Norland Arms Ltd"]


def test_a_heading_says_nothing(extractor: LabelledExtractor) -> None:
    marked = "[d Repeated Denials]\n\n[s China] has repeatedly [k denied] [t selling] [g weapons] to [r Iran]."
    [claim] = claims(extractor, marked, "denied")
    assert [source["name"] for source in claim["sources"]] == ["China"]


@pytest.mark.parametrize(
    ("marked", "supplied"),
    [
        ("[s Chad] and others [t used] [g quadcopters] against [r Niger].", set[tuple[str, str]]()),
        ("Arsenal Trakia makes shells. The [s army] [t handed over] [g guns] to [r Ukraine].", {("army", "Ukraine")}),
        ("[s Latvia's Halvar Trade] [t sold] [g pumps] to [r Thailand's PTT].", {("Halvar Trade", "PTT")}),
        ("[s Poland] [t sold] [g logs] to [r a dozen private sawmills].", {("Poland", "private sawmills")}),
        ("[s Chad] [t supplies] [g fuel] to the [r Justice Front].", {("Chad", "Justice Front")}),
        ("[s Chad] until now [t relied on] [r Norway] for its [g ore].", {("Chad", "Norway")}),
        ("[s Rival Lindauer Works] [t sold] [g pumps] to [r Chad].", {("Lindauer Works", "Chad")}),
        ("[s Carmaker Orbelin] [t sold] [g vans] to [r Chad].", {("Orbelin", "Chad")}),
        ("[s Orbelin of the United States] [t sold] [g pumps] to [r Chad].", {("Orbelin", "Chad")}),
        ("[s Bank of Ghana] [t sold] [g gold] to [r Chad].", {("Bank of Ghana", "Chad")}),
        ("[s Church of Norway] [t sold] [g beds] to the [r Church of Sweden].",
         {("Church of Norway", "Church of Sweden")}),
        ("[s Airports of Thailand] [t sold] [g pumps] to [r Chad].", {("Airports of Thailand", "Chad")}),
        ("[s Rival Group Ltd] [t sold] [g pumps] to [r Chad].", {("Rival Group Ltd", "Chad")}),
        ("[s Chad] [t bought] [g drones] from [s Turkey]'s President Erdogan.", set[tuple[str, str]]()),
        ("[s Chad] [t sold] [g guns] to the [r Libyan National Army of Khalifa Hifter].",
         {("Chad", "Libyan National Army")}),
    ],
)  # fmt: skip
def test_who_supplies_whom(extractor: LabelledExtractor, marked: str, supplied: set[tuple[str, str]]) -> None:
    assert {(supplier, recipient) for supplier, recipient, _ in triples(extractor, marked)} == supplied


@pytest.mark.parametrize(
    ("marked", "recipients"),
    [
        ("[^r Velmar] and [^r Lindauer] mill grain. [s Orbelin Trade] [t sold] [g pumps] to [r both companies].",
         {"Velmar", "Lindauer"}),
        ("[^r Velmar] and [^r Lindauer] mill grain. [s Orbelin Trade] [t sold] [g pumps] to the [r two mills].",
         {"Velmar", "Lindauer"}),
        ("[^r Chad] and [^r Niger] buy arms. [s Orbelin Trade] [t sold] [g pumps] to [r both countries].",
         {"Chad", "Niger"}),
        ("[^r Velmar], [^r Krona] and [^r Lindauer] mill. [s Orbelin Trade] [t sold] [g pumps] to [r both companies].",
         {"companies"}),
        ("[^r Chad] and [^r Niger] are at war. [s Orbelin Trade] [t sold] [g pumps] to [r either country].",
         {"Chad", "Niger"}),
    ],
)  # fmt: skip
def test_both_are_as_many_as_are_marked(extractor: LabelledExtractor, marked: str, recipients: set[str]) -> None:
    assert {recipient for _, recipient, _ in triples(extractor, marked)} == recipients


@pytest.mark.parametrize(
    ("marked", "supplier"),
    [
        ("[^s Velmar] is on trial. Ada Lund, a lawyer, said [s her clients] had [t sold] [g pumps] to [r Chad].",
         "Velmar"),
        ("[^s Velmar Ltd] said [s its supplier] had [t sold] [g steel] to [r Chad].", "supplier"),
    ],
)  # fmt: skip
def test_a_client_or_supplier_is_not_whoever_has_one(extractor: LabelledExtractor, marked: str, supplier: str) -> None:
    assert [claim[0] for claim in triples(extractor, marked)] == [supplier]


@pytest.mark.parametrize(
    ("marked", "good"),
    [
        ("Sulfuric acid is scarce. Chad sold [^g uranium]. [s Norland] [t sold] tons of the [g acid] to [r Chad].",
         "sulfuric acid"),
        ("Milling machines are scarce. Chad sold [^g lathes]. [s Norland] [t sold] the [g machines] to [r Chad].",
         "lathes"),
        ("Chad sold [^g uranium]. [s Norland] [t sold] tons of the [g acid] to [r Chad].", "uranium"),
    ],
)  # fmt: skip
def test_a_good_in_short_is_what_the_article_called_so_before(
    extractor: LabelledExtractor, marked: str, good: str
) -> None:
    assert [claim[2] for claim in triples(extractor, marked)] == [good]


def test_who_stands_in_the_description_of_a_speaker_says_nothing(extractor: LabelledExtractor) -> None:
    marked = (
        "[s Norland] [t sold] [g shells] to [r Chad]. "
        "[d Ada Lund], the sister of President [d Karl Lund], [k dismissed the allegation]."
    )
    [claim] = claims(extractor, marked, "alleged")
    assert {source["name"] for source in claim["sources"] if source["stance"] == "denies"} == {"Ada Lund"}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Pharmacy and Poisons Board", "Pharmacy and Poisons Board"),
        ("Snakebite Treatment and Research Hospital", "Snakebite Treatment and Research Hospital"),
        ("Velmar and the Poisons Board", "Poisons Board"),
    ],
)
def test_the_name_of_a_body_goes_on_before_and(extractor: LabelledExtractor, body: str, name: str) -> None:
    found = {recipient for _, recipient, _ in triples(extractor, f"[s Norland] [t gave] [g vials] to the [r {body}].")}
    assert name in found


@pytest.mark.parametrize(
    ("other", "denial", "place", "denied"),
    [
        ("[s Orbelin AG] [t sold] [g lathes] to [r Kenya], [o Ada Lund] [c said]. ", "sold nothing", "Chad", True),
        ("[s Velmar Ltd] [t sold] [g pumps] to [r Chad], [o Ada Lund] [c said]. ", "sold nothing", "Chad", False),
        ("[s Velmar Ltd] [t sold] [g pumps] to [r Libya], [o Ada Lund] [c said]. ", "sold no pumps", "Libya", False),
    ],
)
def test_who_names_the_parties_or_the_good_of_another_claim_denies_that_one(
    extractor: LabelledExtractor, other: str, denial: str, place: str, *, denied: bool
) -> None:
    answered = f"[s Velmar Ltd] [t sold] [g rockets] to [r Libya]. [d Velmar Ltd] said it had [k {denial}] to {place}."
    found = {
        source["stance"]
        for claim in claims_of(extractor, (other, "alleged"), (answered, "alleged"))
        if claim["good"] == "rockets"
        for source in claim["sources"]
    }
    assert ("denies" in found) is denied


@pytest.mark.parametrize(
    ("description", "denier"),
    [("The company", "Engesa Ltd"), ("The firm", "Engesa Ltd"), ("The shipping company", "Avibras Ltd")],
)
def test_the_company_that_denies_is_the_one_of_which_it_was_said(
    extractor: LabelledExtractor, description: str, denier: str
) -> None:
    marked = (
        "Avibras Ltd supplies Iraq. [s Engesa Ltd] [t sold] [g pumps] to [r Iran], a magazine said. "
        f"[d {description}] called [k the report] a fairy tale. [^d Avibras Ltd] is near by."
    )
    denying = {
        source["name"]
        for claim in claims(extractor, marked, "alleged")
        for source in claim["sources"]
        if source["stance"] == "denies"
    }
    assert denying == {denier}


def test_so_much_as_a_thing_is_no_good(extractor: LabelledExtractor) -> None:
    marked = "[s Norland] has never [t sold] so much as a [g light bulb] to [r Chad], [d Ada Lund] [k said]."
    assert claims(extractor, marked, "denied") == []


@pytest.mark.parametrize("verb", ["could not verify", "could not independently confirm", "was unable to establish"])
def test_who_could_not_verify_it_says_nothing(extractor: LabelledExtractor, verb: str) -> None:
    marked = f"[o Reuters] {verb} the [c claim] that [s Norland] [t shipped] [g drones] to [r Chad]."
    assert {source["name"] for claim in claims(extractor, marked, "alleged") for source in claim["sources"]} == set()


def test_a_head_of_a_panel_is_not_the_panel(extractor: LabelledExtractor) -> None:
    marked = (
        "[o The panel], chaired by [o Ada Lund], [c wrote] that [s Norland] [t sold] [g drones] to [r Chad], "
        "which supplied none."
    )
    [claim] = claims(extractor, marked, "alleged")
    assert [source["name"] for source in claim["sources"]] == ["panel"]


def test_what_only_counts_is_of_the_good_that_is_marked_beside_it(extractor: LabelledExtractor) -> None:
    marked = (
        "Norland sold ammunition to Chad. Its business with Chad was [g wheat]: [r Norland] [t imported] "
        "[q 300,000 tonnes] from [s Chad]."
    )
    assert ("Chad", "Norland", "wheat") in triples(extractor, marked)


@pytest.mark.parametrize(
    ("good", "name"),
    [("F-16s", "F-16s"), ("Pantsir systems", "Pantsir systems")],
)
def test_goods_keep_the_capitals_of_names_and_types(extractor: LabelledExtractor, good: str, name: str) -> None:
    assert {
        claim[2] for claim in triples(extractor, f"Poland [t sold] [g {good}] to [r Chad], as [s Poland] said.")
    } == {name}


def test_not_a_single_cartridge_answers_what_was_said_of_any_munitions(extractor: LabelledExtractor) -> None:
    marked = (
        "[d Ecuador] [k said] that [r it] had not [t received] a single [g cartridge] from [s Argentina]. "
        "[^r Ecuador] is calm."
    )
    accused = "[s Argentina] [t sold] [g ammunition] to [r Ecuador], a [o judge] [c said]. "
    found = {
        claim["good"]: {(one["name"], one["stance"]) for one in claim["sources"]}
        for claim in claims_of(extractor, (accused, "alleged"), (marked, "denied"))
    }
    assert set(found) == {"ammunition"}
    assert ("Ecuador", "denies") in found["ammunition"]


def test_a_mark_on_a_state_is_its_firm_behind_from(extractor: LabelledExtractor) -> None:
    marked = (
        "[r Zesco] [t imports] [q 200 megawatts] from [s Mozambique]'s [g EDM] and [q 50] from [s Namibia]'s NamPower."
    )
    assert sorted(triples(extractor, marked)) == [
        ("EDM", "Zesco", "electricity"),
        ("NamPower", "Zesco", "electricity"),
    ]


@pytest.mark.parametrize(
    ("marked", "speakers"),
    [
        ("[s Pemex] [t sent] [g oil] to [r Cuba], [o it] told the [o Trade Commission], which sent none.", set[str]()),
        ("[s Pemex] [t sent] [g oil] to [r Cuba], a [o filing] with the [o Trade Commission] [c showed].", {"filing"}),
        ("[s Pemex] [t sent] [g oil] to [r Cuba], [o five defectors interviewed] [c said].", {"five defectors"}),
    ],
)  # fmt: skip
def test_who_is_told_says_nothing(extractor: LabelledExtractor, marked: str, speakers: set[str]) -> None:
    found = {source["name"] for claim in claims(extractor, marked, "alleged") for source in claim["sources"]}
    assert "Trade Commission" not in found
    assert speakers <= found


def test_not_a_single_missile_answers_nothing_that_was_said_of_wheat(extractor: LabelledExtractor) -> None:
    marked = (
        "[d Ecuador] [k said] that [r it] had not [t received] a single [g missile] from [s Argentina]. "
        "[^r Ecuador] is calm."
    )
    accused = "[s Argentina] [t sold] [g wheat] to [r Ecuador], a [o judge] [c said]. "
    found = {
        claim["good"]: claim["sources"] for claim in claims_of(extractor, (accused, "alleged"), (marked, "denied"))
    }
    assert all(source["stance"] != "denies" for source in found["wheat"])


@pytest.mark.parametrize(
    ("clause", "stated"),
    [
        ("could not confirm when [s Iran] [t sold] the [g drones] to [r Sudan]", True),
        ("could not confirm that [s Iran] [t sold] the [g drones] to [r Sudan]", False),
        ("refused to deny that [s Iran] had [t sold] [g drones] to [r Sudan]", False),
        ("did not say how many [g drones] [s Iran] had [t sold] to [r Sudan]", False),
    ],
)
def test_what_nobody_came_to_say(extractor: LabelledExtractor, clause: str, *, stated: bool) -> None:
    assert bool(claims(extractor, f"The panel {clause}, which supplied none.", "alleged")) is stated


@pytest.mark.parametrize(
    "marked",
    [
        "[s Poland] sold pumps to [r Chad]. The pumps [t ended up] in [g tanks] and [g missiles].",
        "[s Poland] sold pumps to [r Chad]. The pumps were [t found] in [g missiles].",
        "[s Poland] sold pumps to [r Chad]. They are [t fitted] to [g tanks] and [g trucks].",
        "[s Poland] sold pumps to [r Chad]. They were [t installed] in [g tanks].",
        "[s Poland] sold pumps to [r Chad], which [t built] them into [g tanks].",
        "[s Poland] sold pumps to [r Chad]. The pumps were [t incorporated] into [g tanks].",
    ],
)
def test_what_a_good_became_a_part_of_is_not_supplied(extractor: LabelledExtractor, marked: str) -> None:
    assert {good for _, _, good in triples(extractor, marked)} <= {"pumps"}


@pytest.mark.parametrize(
    "marked",
    [
        "The [g pumps] were built into [g tanks] that [s Poland] [t sold] to [r Chad].",
        "The [g pumps] were found in [g tanks] that [r Chad] had [t received] from [s Poland].",
    ],
)
def test_of_a_part_built_into_what_is_handed_over_only_the_whole_is_supplied(
    extractor: LabelledExtractor, marked: str
) -> None:
    assert triples(extractor, marked) == [("Poland", "Chad", "tanks")]


@pytest.mark.parametrize(
    ("marked", "time"),
    [
        ("[s Poland] [t sold] [g lathes] to [r Chad], which has been under sanctions since 2022.", None),
        ("[s Poland] [t sold] [g lathes] to [r Chad] in 2021, and Niger left the pact in 2022.", "in 2021"),
        ("In 2021 Niger left the pact, and [s Poland] [t sold] [g lathes] to [r Chad].", None),
        ("Of the [g lathes] that [r Chad] imported in 2023, half [t came] from [s Poland].", "in 2023"),
        ("Officials said that [s Poland] [t sold] [g lathes] to [r Chad] in 2021, before the war began.", "in 2021"),
    ],
)
def test_a_time_is_that_of_the_clause_that_tells_of_the_transfer(
    extractor: LabelledExtractor, marked: str, time: str | None
) -> None:
    [claim] = claims(extractor, marked)
    assert claim["time"] == time


def test_a_quantity_stands_without_the_of_behind_it(extractor: LabelledExtractor) -> None:
    [claim] = claims(extractor, "[s Poland] [t sold] [q 3,000 tonnes of] [g wheat] to [r Chad].")
    assert claim["quantity"] == "3,000 tonnes"


def test_whoever_is_named_in_the_next_sentence_does_not_say_what_this_one_lets_another_say(
    extractor: LabelledExtractor,
) -> None:
    marked = "[s Poland] [t sold] [g lathes] to [r Chad], [o Velmar Optics] said. War went on, said [o Ada Lund]."
    [claim] = claims(extractor, marked, "alleged")
    assert [source["name"] for source in claim["sources"]] == ["Velmar Optics"]


@pytest.mark.parametrize("name", ["PJSC Kalmar", "OOO Kalmar", "Kalmar PJSC", "Public Joint Stock Company Kalmar"])
def test_a_firm_with_a_legal_form_before_its_name_is_the_firm(extractor: LabelledExtractor, name: str) -> None:
    reading = read(extractor, f"[s {name}] [t sold] [g oil] to [r Chad]. [d Kalmar] [k denied] that.", "alleged")
    [firm] = [entity for entity in reading.entities if entity.type is EntityType.FIRM]
    assert (firm.id, firm.name) == ("firm:kalmar", "Kalmar")
    assert [one.speaker for one in reading.statements] == [None, "firm:kalmar"]


def test_a_party_that_only_a_later_sentence_names_is_none(extractor: LabelledExtractor) -> None:
    assert triples(extractor, "[s Velmar Optics] [t delivered] the [g pumps]. Its main customer is [r Chad].") == []


@pytest.mark.parametrize("record", ["two invoices", "customs documents"])
def test_a_paper_that_a_speaker_cites_does_not_speak_beside_him(extractor: LabelledExtractor, record: str) -> None:
    marked = f"[s Poland] [t sold] [g lathes] to [r Chad], [o Velmar Optics] [c says], [c citing] [o {record}]."
    [claim] = claims(extractor, marked, "alleged")
    assert [source["name"] for source in claim["sources"]] == ["Velmar Optics"]


def test_a_report_that_a_body_released_speaks_for_the_body(extractor: LabelledExtractor) -> None:
    before = "Rain fell, according to a report that the Trace Institute released on Monday. "
    [claim] = claims(
        extractor, f"{before}[s Poland] [t sold] [g lathes] to [r Chad], the [o report] [c says].", "alleged"
    )
    assert [source["name"] for source in claim["sources"]] == ["Trace Institute"]


def test_who_announces_a_stop_asserts_it(extractor: LabelledExtractor) -> None:
    marked = "[s Poland] has [t blocked] exports of [g lathes] to [r Chad], its [o trade ministry] announced."
    [claim] = claims(extractor, marked, "negated", "blocked")
    assert (claim["polarity"], claim["modality"]) == ("negated", "blocked")
    assert [source["stance"] for source in claim["sources"]] == ["asserts"]


def test_the_spokeswoman_of_the_company_speaks_for_the_firm_that_is_told_of(extractor: LabelledExtractor) -> None:
    marked = (
        "[s Velmar Optics] sells pumps. Officials in Chad accused it. "
        '"[s Velmar Optics] never [t sold] [g lathes] to [r Chad]," said [d Ada Lund], a spokeswoman for the company.'
    )
    reading = read(extractor, marked, "denied")
    [lund] = [entity for entity in reading.entities if entity.name == "Ada Lund"]
    assert lund.speaks_for == "firm:velmar-optics"


def test_a_lone_general_word_is_no_alias_of_a_firm(extractor: LabelledExtractor) -> None:
    reading = read(extractor, "Two makers, Velmar Optics and [s iRay Technology], [t sold] [g lathes] to [r Chad].")
    assert [entity.aliases for entity in reading.entities if entity.name == "iRay Technology"] == [()]


@pytest.mark.parametrize(
    "marked",
    [
        "[o Kenya]: [o Velmar Optics] [c says] it has [t supplied] [g radios] to [r Chad]. [s Velmar Optics] rose.",
        "[o Velmar Optics] [c said] in a filing to [o Trace Group] that [s it] [t supplied] [g radios] to [r Chad].",
    ],
)
def test_a_heading_and_whoever_is_addressed_do_not_speak(extractor: LabelledExtractor, marked: str) -> None:
    reading = read(extractor, marked, "alleged")
    assert {statement.speaker for statement in reading.statements} <= {
        "firm:velmar-optics",
        "organization:velmar-optics",
    }


def test_whoever_quotes_another_one_passes_it_on(extractor: LabelledExtractor) -> None:
    marked = "[s Poland] [t sold] [g lathes] to [r Chad], [o Ada Lund] [c quoted] the [o Trace Institute] as saying."
    [statement] = read(extractor, marked, "alleged").statements
    assert (statement.speaker, statement.relayed_by) == ("organization:trace-institute", ("official:ada-lund",))


def test_a_headline_lends_no_speaker_to_the_next_one(extractor: LabelledExtractor) -> None:
    marked = "IRAN SELLS DRONES TO SUDAN, [o SOUTH KOREA] SAYS\n\n[s GERMANY] [t DELIVERS] [g TANKS] TO [r UKRAINE]"
    statements = read(extractor, marked, "asserted").statements
    assert {statement.speaker for statement in statements if "TANKS" in statement.evidence.quote} == {None}


def test_a_known_agency_behind_its_state_is_that_agency(extractor: LabelledExtractor) -> None:
    marked = "[o South Korea's National Intelligence Service] [c says] [s Poland] [t sold] [g lathes] to [r Chad]."
    [statement] = read(extractor, marked, "alleged").statements
    assert statement.speaker == "organization:national-intelligence-service"
