"""Coreference: whom the arguments of an event mean. Names stand for themselves; pronouns and descriptions go back to
what the article named before, or are somebody of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import MarkedReader, told

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.tagger import Tagged


def names(doc: Doc, layer: str) -> list[str]:
    """The names of those who play a part in the transfers of an article."""
    assert doc.entities is not None
    return [doc.entities.entities[part.entity].name for one in doc.transfers for part in getattr(one, layer)]


def parties(reader: MarkedReader, marked: str) -> tuple[list[str], list[str]]:
    doc = reader.doc(marked)
    return names(doc, "suppliers"), names(doc, "recipients")


def goods(reader: MarkedReader, marked: str) -> list[str]:
    return names(reader.doc(marked), "goods")


def test_each_name_that_is_marked_is_a_party(reader: MarkedReader) -> None:
    marked = "[s Poland] and [s {Firm Velmar Optics}] [t sold] [g lenses] to [r Chad] and [r Niger]."
    assert parties(reader, marked) == (["Poland", "Velmar Optics"], ["Chad", "Niger"])


def test_via_whom_it_went_is_no_recipient(reader: MarkedReader) -> None:
    doc = reader.doc("[s Poland] [t sold] [g lenses] to [r Chad] through [v Niger].")
    assert (names(doc, "recipients"), names(doc, "via")) == (["Chad"], ["Niger"])


@pytest.mark.parametrize(
    ("before", "pronoun", "supplier"),
    [
        ("[^s {Firm Velmar Optics}] met buyers from Latvia.", "[s it]", "Velmar Optics"),
        ("[^s {Firm Velmar Optics}] hired [^s {Person Mirela Sandu}].", "[s it]", "Velmar Optics"),
        ("{Firm Velmar Optics} grew.", "[s it]", "Velmar Optics"),
    ],
    ids=["what is marked", "no person", "the last party where none is marked"],
)
def test_a_pronoun_goes_back_to_its_antecedent(reader: MarkedReader, before: str, pronoun: str, supplier: str) -> None:
    assert parties(reader, f"{before} Later {pronoun} [t supplied] [g lenses] to [r Chad].") == ([supplier], ["Chad"])


def test_a_pronoun_does_not_go_back_to_the_other_side(reader: MarkedReader) -> None:
    marked = "{Firm Orbelin Trade} met {Firm Velmar Optics}. [s {Firm Velmar Optics}] [t sold] [r it] [g lenses]."
    assert parties(reader, marked) == (["Velmar Optics"], ["Orbelin Trade"])


def test_the_nearer_one_of_two_is_meant_by_a_pronoun_only_where_none_is_marked(reader: MarkedReader) -> None:
    marked = "[^s {Firm Velmar Optics}] met {Firm Orbelin Trade}. Later [s it] [t supplied] [g lenses] to [r Chad]."
    assert parties(reader, marked)[0] == ["Velmar Optics"]


@pytest.mark.parametrize("nobody", ["anyone who asked", "nobody", "none"])
def test_nobody_in_particular_is_no_party(reader: MarkedReader, nobody: str) -> None:
    word = nobody.split(maxsplit=1)[0]
    assert parties(reader, f"[s Poland] [t sold] [g lathes] to [r {word}]{nobody[len(word) :]}.")[1] == []


def test_you_are_whoever_is_addressed(reader: MarkedReader) -> None:
    marked = "[^r {Firm Orbelin Trade}] wrote that [s {Firm Velmar Optics}] [t sold] [g lenses] to [r you]."
    assert parties(reader, marked)[1] == ["Orbelin Trade"]


def test_we_are_those_for_whom_the_speaker_stands(reader: MarkedReader) -> None:
    marked = '"[s We] [t sold] [g pumps] to [r Chad]," [c said] [o {Person Ada Lund}], a spokeswoman for {Firm Velmar}.'
    assert parties(reader, marked)[0] == ["Velmar"]


@pytest.mark.parametrize(
    "before",
    [
        "{Firm Velmar Optics}, a grinder from Riga, met {Firm Orbelin Works}.",
        "The grinder {Firm Velmar Optics} met {Firm Orbelin Works}.",
    ],
)
def test_a_description_goes_back_to_whom_the_article_called_so(reader: MarkedReader, before: str) -> None:
    before = before.replace("grinder", "refiner")
    marked = f"{before} The [s refiner] [t supplied] [g radios] to [r Chad]."
    assert parties(reader, marked)[0] == ["Velmar Optics"]


def test_the_company_is_the_firm_that_was_named_last(reader: MarkedReader) -> None:
    marked = "{Firm Velmar Optics} doubled its profit in Latvia. The [s company] [t supplied] [g lenses] to [r Chad]."
    assert parties(reader, marked)[0] == ["Velmar Optics"]


def test_the_company_on_one_side_is_not_the_other(reader: MarkedReader) -> None:
    marked = "{Firm Orbelin Trade} grew. [s {Firm Velmar Optics}] [t supplied] [g lenses] to the [r company]."
    assert parties(reader, marked) == (["Velmar Optics"], ["Orbelin Trade"])


def test_a_description_that_is_surely_marked_goes_back_however_it_reads(reader: MarkedReader) -> None:
    marked = "[^r {Firm Coonoor Leaf}] is small. [s Poland] [t supplied] [g lathes] to the [r introducer]."
    assert parties(reader, marked)[1] == ["Coonoor Leaf"]


def test_a_firm_is_no_country_and_a_state_no_company(reader: MarkedReader) -> None:
    marked = "[^r {Firm Velmar Optics}] borders Chad. [s Poland] [t supplied] [g lathes] to the [r country]."
    assert parties(reader, marked)[1] == ["Chad"]


def test_a_description_of_nobody_named_is_bound_to_its_article(reader: MarkedReader) -> None:
    doc = reader.doc("[s Poland] [t sold] [g pumps] to [r a smelter in {Place Mundra}].")
    assert doc.entities is not None
    [smelter] = [doc.entities.entities[part.entity] for part in doc.transfers[0].recipients]
    assert (smelter.name, smelter.article, smelter.type) == ("smelter in Mundra", "a", EntityType.FIRM)
    assert smelter.id == "firm:a/smelter-in-mundra"


def test_what_a_place_has_is_not_the_place(reader: MarkedReader) -> None:
    marked = "[s Poland] [t sold] [g pumps] to [r traders around {Place Kayes}]."
    assert parties(reader, marked)[1] == ["traders around Kayes"]


def test_a_description_in_other_words_is_the_one_described_before(reader: MarkedReader) -> None:
    marked = (
        "[s1 Poland] [t1 sold] [g1 pumps] to [r1 a state-run smelter in Chad]. It was dear."
        " [s2 Norway] [t2 gave] [g2 coal] to [r2 the state-run smelter in Chad]."
    )
    doc = reader.doc(marked)
    assert doc.transfers[0].recipients[0].entity == doc.transfers[1].recipients[0].entity


@pytest.mark.parametrize(
    ("party", "name"),
    [
        ("the Turkish government", "Turkey"),
        ("Turkey's", "Turkey"),
        ("Turkish", "Turkey"),
        ("{Place Ankara}", "Turkey"),
    ],
)
def test_a_government_an_adjective_and_a_capital_stand_for_the_state(
    reader: MarkedReader, party: str, name: str
) -> None:
    assert parties(reader, f"[s {party}] deliveries [t supplied] [g radios] to [r Chad].")[0] == [name]


def test_what_belongs_to_a_state_is_told_apart_from_it(reader: MarkedReader) -> None:
    doc = reader.doc("[s Turkey] [t gave] [g radios] to [r Chad's border police].")
    assert doc.entities is not None
    [police] = [doc.entities.entities[part.entity] for part in doc.transfers[0].recipients]
    assert (police.name, police.type, police.country) == ("Chad's border police", EntityType.ORGANIZATION, "state:TD")


def test_an_official_is_a_party_for_his_state(reader: MarkedReader) -> None:
    marked = "[s {Official Peruvian President Ada Lund}] [t gave] [g radios] to [r Chad]."
    assert parties(reader, marked)[0] == ["Peru"]


def test_an_outlet_is_no_party(reader: MarkedReader) -> None:
    assert parties(reader, "[s {Organization Reuters}] [t gave] [g radios] to [r Chad].")[0] == []


@pytest.mark.parametrize("kind", ["Vessel", "Event", "Money", "Product", "Region"])
def test_a_name_of_no_party_is_none(reader: MarkedReader, kind: str) -> None:
    assert parties(reader, f"[s Poland] [t sent] [g radios] to [r {{{kind} Velmar Star}}].")[1] == []


def test_a_span_that_cuts_a_name_means_the_whole_name(reader: MarkedReader) -> None:
    doc = reader.doc("[s {Firm Velmar] Optics} [t sold] [g radios] to {Firm Orbelin [r Trade}].")
    assert (names(doc, "suppliers"), names(doc, "recipients")) == (["Velmar Optics"], ["Orbelin Trade"])
    [supplier] = doc.transfers[0].suppliers
    assert doc.text[supplier.span.start : supplier.span.end] == "Velmar Optics"


@pytest.mark.parametrize(
    ("good", "name"),
    [
        ("[g drone] engines", "drone engines"),
        ("long-range [g rockets]", "long-range rockets"),
    ],
)
def test_a_span_that_cuts_a_noun_phrase_means_the_whole_phrase(reader: MarkedReader, good: str, name: str) -> None:
    assert goods(reader, f"[s Poland] [t sold] {good} to [r Chad].") == [name]


@pytest.mark.parametrize(
    ("marked", "good"),
    [
        ("[s Poland]'s [g gas] [t supplies] to [r Chad] rose.", "gas"),
        ("Spain accused [s Poland] of [t shipping] [g lathes] to [r Chad].", "lathes"),
    ],
)
def test_the_trigger_is_no_part_of_a_good(reader: MarkedReader, marked: str, good: str) -> None:
    assert goods(reader, marked) == [good]


def test_two_names_in_one_span_are_two(reader: MarkedReader) -> None:
    marked = "[s {Firm Altai Trade} and {Firm Morava Foods}] [t sold] [g potash] to [r Chad]."
    assert parties(reader, marked)[0] == ["Altai Trade", "Morava Foods"]


@pytest.mark.parametrize("name", ["{Firm Johnson & Johnson}", "{State Trinidad and Tobago}"])
def test_a_name_with_and_in_it_is_one(reader: MarkedReader, name: str) -> None:
    assert len(parties(reader, f"[s {name}] [t sold] [g potash] to [r Chad].")[0]) == 1


def test_two_spans_with_only_a_possessive_between_them_are_one(reader: MarkedReader) -> None:
    marked = "[s Poland] [t sold] [g potash] to [r Chad]'s [r border police]."
    assert parties(reader, marked)[1] == ["Chad's border police"]


@pytest.mark.parametrize(
    ("good", "name"),
    [("[q 900 tonnes of] [g wheat]", "wheat"), ("the [g wheat]", "wheat"), ("[g F-16s]", "F-16s")],
)
def test_a_good_goes_by_its_name_without_amount_and_article(reader: MarkedReader, good: str, name: str) -> None:
    assert goods(reader, f"[s Poland] [t sold] {good} to [r Chad].") == [name]


@pytest.mark.parametrize("amount", ["900 units", "two shipments", "them", "40 tonnes"])
def test_an_amount_goes_back_to_the_good_of_which_it_is_one(reader: MarkedReader, amount: str) -> None:
    assert goods(reader, f"Poland makes [^g rifles]. [s Poland] [t sold] [g {amount}] to [r Chad].") == ["rifles"]


@pytest.mark.parametrize("amount", ["900 units", "them", "it"])
def test_an_amount_that_goes_back_to_nothing_is_no_good(reader: MarkedReader, amount: str) -> None:
    assert goods(reader, f"[s Poland] [t sold] [g {amount}] to [r Chad].") == []


def test_what_counts_other_goods_is_a_good_where_it_counts_none(reader: MarkedReader) -> None:
    assert goods(reader, "[s Poland] [t sold] [g rounds] to [r Chad].") == ["rounds"]


@pytest.mark.parametrize("good", ["Norway", "{Firm Velmar Optics}", "Chinese"])
def test_states_firms_and_origins_are_no_goods(reader: MarkedReader, good: str) -> None:
    assert goods(reader, f"[s Poland] [t sold] [g {good}] to [r Chad].") == []


def test_a_product_that_has_a_name_is_a_good(reader: MarkedReader) -> None:
    assert goods(reader, "[s Poland] [t sold] [g {Product Velmar 5} drones] to [r Chad].") == ["Velmar 5 drones"]


def test_a_part_that_the_sentence_has_itself_is_not_taken_from_its_neighbours(reader: MarkedReader) -> None:
    marked = "[r Latvia] waited. [s Turkey] [t supplied] [g radios] to [r Chad]."
    assert parties(reader, marked)[1] == ["Chad"]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        (
            "{Organization Velmar Institute of Optics} and {Firm Orbelin Trade}",
            ["Velmar Institute of Optics", "Orbelin Trade"],
        ),
        ("{Firm Velmar}, {Firm Halvar} and the {Firm Orbelin Trade}", ["Velmar", "Halvar", "Orbelin Trade"]),
        ("{Organization Cereals and Produce Board}", ["Cereals and Produce Board"]),
    ],
)
def test_a_span_that_lists_names_means_each_of_them(reader: MarkedReader, marked: str, names: list[str]) -> None:
    assert parties(reader, f"[s {marked}] [t sold] [g lathes] to [r Chad].")[0] == names


@pytest.mark.parametrize("kind", ["State", "Place", "Organization"])
def test_a_state_is_a_party_whatever_its_mention_is_taken_for(reader: MarkedReader, kind: str) -> None:
    assert parties(reader, f"[s Poland] [t sold] [g lathes] to [r {{{kind} Chad}}].")[1] == ["Chad"]


@pytest.mark.parametrize(
    ("marked", "supplied"),
    [
        ("[s Poland] [t supplied] [r Chad] with [g optics] for [g tanks] and [g carriers].", ["optics"]),
        ("[s Poland] [t sold] [g lathes], used to make [g mortars], to [r Chad].", ["lathes"]),
        ("[s Poland] [t sold] [g lathes] to [r Chad] to bolster its production of [g tanks].", ["lathes"]),
        ("[s Poland] [t sold] [g pumps] to [r Chad], which built them into [g tanks].", ["pumps"]),
        ("[s Poland]'s [g pumps] [t ended up] in [g missiles] of [r Chad].", ["pumps"]),
        ("The [g pumps] were built into [g tanks] that [s Poland] [t sold] to [r Chad].", ["tanks"]),
        ("Steel from [s Poland] is [t used] in the production of [g mortars] in [r Chad].", []),
        ("[s Poland] [t sold] its production of [g lathes] to [r Chad].", ["lathes"]),
        ("[s Poland] [t sold] [g lathes] and [g mortars] to [r Chad].", ["lathes", "mortars"]),
    ],
)
def test_only_what_changes_hands_is_supplied(reader: MarkedReader, marked: str, supplied: list[str]) -> None:
    assert goods(reader, marked) == supplied


def test_an_event_outside_all_sentences_has_no_part(reader: MarkedReader) -> None:
    doc = reader.doc(f"{'x' * 1600} [s Poland] [t sold] [g pumps] to [r Chad] {'y' * 1600}")
    assert [(one.suppliers, one.recipients, one.goods) for one in doc.transfers] in ([], [((), (), ())])


@pytest.mark.parametrize(
    ("written", "supplier"),
    [
        ("[s Kazakh] oil was", "Kazakhstan"),
        ("[s {Organization Orbit}] initiative's lenses were", "Orbit"),
        ("{Organization [s Latvia]'s trade ministry} lenses were", "Latvia"),
        ("[s {Region Europe}] was the source of what was", "Europe"),
        ("[s {Place Gaza}] was the source of what was", "Gaza Strip"),
    ],
    ids=["before a good", "before a noun", "in the name of its own body", "a continent", "a land of its own"],
)
def test_a_name_is_the_party_that_the_network_marks(reader: MarkedReader, written: str, supplier: str) -> None:
    assert parties(reader, f"{written} [t sold] as [g lenses] to [r Chad].") == ([supplier], ["Chad"])


def test_a_name_that_holds_a_state_s_is_not_that_state(reader: MarkedReader) -> None:
    assert parties(reader, "A ship in the {Place South [s China] Sea} [t sold] [g lenses] to [r Chad].")[0] == []


@pytest.mark.parametrize("called", ["The [r government]", "The [r country]"])
def test_the_government_is_that_of_the_only_other_state(reader: MarkedReader, called: str) -> None:
    marked = f"{{Organization Parliament of Chad}} met. {called} will [t buy] [g lenses] from [s Poland]."
    assert parties(reader, marked) == (["Poland"], ["Chad"])


def test_an_amount_or_a_deal_is_no_speaker(reader: MarkedReader) -> None:
    doc = reader.doc("[s Poland] [t sold] [g lenses] to [r Chad], [o the deal] [c said].")
    assert [source.speaker for sources in doc.sources for source in sources] == [None]


def test_who_speaks_is_not_also_the_supplier_where_that_is_less_sure(reader: MarkedReader) -> None:
    text, tagged = told("[s Poland] [t sold] [g lenses] to [r Chad], [o Norway] said.")
    [event] = tagged.events
    [speaker] = event.arguments[labels.SPEAKER]
    doubtful = replace(speaker, score=speaker.score / 2)
    arguments = {**event.arguments, labels.SUPPLIER: (*event.arguments[labels.SUPPLIER], doubtful)}
    doc = reader.doc_of(text, Tagged((replace(event, arguments=arguments),), tagged.mentions))
    assert names(doc, "suppliers") == ["Poland"]
