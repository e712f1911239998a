"""What an article tells across its sentences: interviews, confirmations, names given late. Names are made up."""

from __future__ import annotations

from typing import Any

import pytest
from marked import claims_of, document

from claimgraph.graph.model import Reading
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.extract.interviews import interviewee, with_turns
from claimgraph.loaders.extract.segment import Sentence, split

INTRO = "Ada Lund has run Velmar Optics for ten years. She spoke to our reporter."


def read(extractor: Extractor, text: str) -> Reading:
    reading = extractor.read(document(text))
    reading.check()
    return reading


def claims(extractor: Extractor, text: str) -> list[dict[str, Any]]:
    return claims_of(read(extractor, text))


def employer(extractor: Extractor, text: str, name: str) -> str | None:
    [person] = [entity for entity in read(extractor, text).entities if entity.name == name]
    return person.speaks_for


def sources(claim: dict[str, Any]) -> set[tuple[str, str]]:
    return {(source["name"], source["stance"]) for source in claim["sources"]}


def sentences(text: str) -> list[Sentence]:
    return list(split(text, frozenset()))


UNMARKED = f"""The last lathe maker

{INTRO}

How is trade?
I cannot complain. We work day and night.

Who buys from you?
I may not say. My lawyer is strict.

And your neighbours?
China sold lathes to Morocco. We did not.

Editor's note: the talk was shortened."""


def test_paragraphs_that_ask_and_paragraphs_that_answer_are_told_apart() -> None:
    labelled = with_turns(sentences(UNMARKED))
    asked = [sentence.readable for sentence in labelled if sentence.label == "Q"]
    assert asked == ["How is trade?", "Who buys from you?", "And your neighbours?"]
    answers = {sentence.readable: sentence.label for sentence in labelled}
    assert answers["China sold lathes to Morocco."] == "A"
    assert answers["Editor's note: the talk was shortened."] == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(UNMARKED.replace("?", "."), id="nothing is asked"),
        pytest.param("Title\n\nWhy?\nIt fell.\n\nAnd now?\nIt rises.\n\nWho gains?\nBanks do.", id="an explainer"),
        pytest.param("Title\n\nWho gains?\nI do, says Ada Lund.", id="one question"),
    ],
)
def test_other_articles_stay_as_they_are(text: str) -> None:
    assert with_turns(sentences(text)) == sentences(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Title\n\n{INTRO}\n\nQ: How is trade?\nA: Good.",
        "Interview: Ada Lund, head of Velmar Optics\n\nQ: How is trade?\nA: Good.",
    ],
)
def test_who_answers_is_the_first_person_named_before_the_first_question(text: str) -> None:
    assert interviewee(sentences(text)) == "Ada Lund"


def test_nobody_answers_where_nothing_is_asked() -> None:
    assert interviewee(sentences(INTRO)) is None


@pytest.mark.parametrize(
    "text",
    [
        UNMARKED,
    ],
)
def test_what_is_answered_is_said_by_whoever_answers(extractor: Extractor, text: str) -> None:
    [claim] = claims(extractor, text)
    assert (claim["polarity"], sources(claim)) == ("alleged", {("Ada Lund", "alleges")})


@pytest.mark.parametrize(
    ("confirms", "source"),
    [
        ("Velmar Optics confirmed the sale.", ("Velmar Optics", "asserts")),
        ("Velmar Optics did not dispute this.", ("Velmar Optics", "asserts")),
        ("That was confirmed by Chad.", ("Chad", "asserts")),
        ("Velmar Optics confirmed the sale and said it had bought lathes from Poland.", ("Velmar Optics", "asserts")),
    ],
)
def test_whoever_confirms_what_was_told_stands_beside_the_first_speaker(
    extractor: Extractor, confirms: str, source: tuple[str, str]
) -> None:
    found = {
        claim["good"]: claim
        for claim in claims(extractor, f"Norway said Velmar Optics sold lenses to Chad. {confirms}")
    }
    assert sources(found["lenses"]) == {("Norway", "alleges"), source}


def test_a_firm_confirms_no_sale_of_others(extractor: Extractor) -> None:
    text = "Norway said Chad sold lathes to Orbelin Trade. Velmar Optics confirmed the sale to Orbelin Trade."
    [claim] = claims(extractor, text)
    assert sources(claim) == {("Norway", "alleges")}


@pytest.mark.parametrize(
    "other",
    [
        "Velmar Optics confirmed its forecast.",
        "Velmar Optics confirmed that it will move.",
        "Chad was not confirmed.",
        pytest.param("Poland confirmed the sale.", id="a stranger's sale is another one"),
        pytest.param("It was cold. Poland confirmed it.", id="a stranger confirms what was told right before"),
    ],
)
def test_what_confirms_something_else_adds_nobody(extractor: Extractor, other: str) -> None:
    [claim] = claims(extractor, f"Norway said Velmar Optics sold lenses to Chad. {other}")
    assert sources(claim) == {("Norway", "alleges")}


@pytest.mark.parametrize(
    ("told", "denies"),
    [
        pytest.param("Norway accused Chad of selling radios to Niger. It was cold. {}", True, id="alleged"),
        pytest.param("Chad sold radios to Niger. {}", True, id="asserted, by a party right after"),
        pytest.param("Chad sold radios to Niger. It was cold. Chad denied the sale.", True, id="named as a sale"),
    ],
)
def test_a_denial_that_points_back_answers_what_was_alleged(extractor: Extractor, told: str, *, denies: bool) -> None:
    [claim] = claims(extractor, told.format("Chad denied this."))
    assert (("Chad", "denies") in sources(claim)) is denies


def alleged_before(extractor: Extractor, denial: str) -> dict[str, Any]:
    """What Velmar Optics is accused of, where a denial follows."""
    text = f"Norway accused Velmar Optics of selling lenses to Orbelin Trade, a Russian firm. {denial}"
    return next(claim for claim in claims(extractor, text) if claim["polarity"] == "alleged")


@pytest.mark.parametrize(
    "denial",
    [
        "Velmar Optics said it had never sold a single lens to Russia.",
        "Velmar Optics said it sold no lenses to any foreign firm.",
        "Velmar Optics said it had sold no optical lenses to Orbelin Trade.",
        "Velmar Optics said it had never sold any product to Orbelin Trade.",
        "Velmar Optics said it had sold no equipment to Russia.",
    ],
)
def test_a_denial_in_wide_words_answers_what_was_alleged_of_the_speaker(extractor: Extractor, denial: str) -> None:
    assert sources(alleged_before(extractor, denial)) == {("Norway", "alleges"), ("Velmar Optics", "denies")}


@pytest.mark.parametrize(
    ("dealers", "answers"),
    [
        ("Orbelin Trade", True),
    ],
)
def test_who_sold_nothing_to_a_country_may_mean_a_firm_of_which_nobody_says_where_it_is(
    extractor: Extractor, dealers: str, *, answers: bool
) -> None:
    text = f"Norway accused Velmar Optics of selling lenses to {dealers}. Velmar Optics said it sold no lenses to Chad."
    alleged = [claim for claim in claims(extractor, text) if claim["recipient"] != "Chad"]
    assert all((("Velmar Optics", "denies") in sources(claim)) is answers for claim in alleged)


def test_what_the_speaker_says_himself_is_not_what_he_denies(extractor: Extractor) -> None:
    text = "Velmar Optics sold lenses to Chad, Velmar Optics said. Velmar Optics said it sold no equipment to Chad."
    found = {claim["good"]: sources(claim) for claim in claims(extractor, text)}
    assert found["lenses"] == {("Velmar Optics", "asserts")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("China no longer sells lathes to Morocco.", ["negated"]),
        ("China's sale of lathes to Morocco fell through.", ["negated"]),
        ("It is untrue that China sold lathes to Morocco.", ["negated"]),
        ("China nearly sold lathes to Morocco.", []),
        ("Without China supplying lathes to Morocco, the plant would close.", []),
        ("Spain found no proof that China had sold lathes to Morocco.", ["denied"]),
        ("China agreed that it had sold lathes to Morocco.", ["asserted"]),
        ("China sold not less than 40 lathes to Morocco.", ["asserted"]),
        ("China sold lathes to Morocco in no time.", ["asserted"]),
        ("The report is wrong because China sold lathes to Morocco.", ["asserted"]),
        ("China's delivery of lathes to Morocco failed to save the plant.", ["asserted"]),
    ],
)
def test_what_did_not_take_place_is_not_told_as_a_fact(extractor: Extractor, text: str, told: list[str]) -> None:
    assert [claim["polarity"] for claim in claims(extractor, text)] == told


@pytest.mark.parametrize(
    ("context", "supplier"),
    [("", "Aston"), ("Velmar bought rifles. ", "Aston")],
)
def test_a_town_stands_for_its_state_where_the_text_names_it(extractor: Extractor, context: str, supplier: str) -> None:
    assert [claim["supplier"] for claim in claims(extractor, f"{context}Chad bought wheat from Aston.")] == [supplier]


def test_an_outlet_is_no_party(extractor: Extractor) -> None:
    assert not claims(extractor, "Reuters supplied Chad with rifles.")


def test_two_descriptions_of_a_kind_are_not_merged_with_one_name(extractor: Extractor) -> None:
    text = (
        "A shipping company in Riga sold radios to Chad. A trading company in Oslo sold shells to Niger. "
        "Police raided the company, Orbelin Lines, on Monday."
    )
    suppliers = {claim["supplier"] for claim in claims(extractor, text)}
    assert suppliers == {"shipping company in Riga", "trading company in Oslo"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("South Korea's Velmar Optics", "Velmar Optics"),
        ("Hong Kong-based Velmar Optics", "Velmar Optics"),
        ("State-owned Velmar Optics", "Velmar Optics"),
        ("Al Velmar Optics", "Al Velmar Optics"),
        ("Radiozavod 12", "Radiozavod 12"),
        ("Velmar Optics Co., Ltd.", "Velmar Optics Co., Ltd"),
    ],
)
def test_what_belongs_to_a_name_and_what_does_not(extractor: Extractor, written: str, name: str) -> None:
    [claim] = claims(extractor, f"Chad bought lenses from {written} in May.")
    assert claim["supplier"].rstrip(".") == name


def test_an_acronym_is_the_name_that_it_abbreviates(extractor: Extractor) -> None:
    text = "National Velmar Optics sold lenses to Chad. NVO sold radios to Niger."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {"National Velmar Optics"}


def test_an_armed_group_does_not_stand_for_the_state_it_fights_in(extractor: Extractor) -> None:
    [claim] = claims(extractor, "Sudan said Chad supplied rifles to the Rapid Support Forces.")
    assert sources(claim) == {("Sudan", "alleges")}


def test_a_nationality_alone_makes_nobody_speak_for_a_state(extractor: Extractor) -> None:
    [claim] = claims(extractor, "Kenyan doctors said China sold syringes to Kenya.")
    assert sources(claim) == {("Kenyan doctors", "alleges")}


def test_a_state_is_called_as_the_article_calls_it(extractor: Extractor) -> None:
    [claim] = claims(extractor, "China sold lathes to the Democratic Republic of Congo.")
    assert claim["recipient"] == "Democratic Republic of Congo"


def test_the_junta_is_the_state_that_has_one(extractor: Extractor) -> None:
    [claim] = claims(extractor, "Norway alleged that Myanmar bought rockets from North Korea. The junta denied it.")
    assert sources(claim) == {("Norway", "alleges"), ("Myanmar", "denies")}


@pytest.mark.parametrize(
    "denied",
    [
        "having done so",
        "being involved",
        "arming anybody",
        "that the report was true",
        "that any such delivery had taken place",
        "it had done anything of the kind",
    ],
)
def test_who_denies_in_a_clause_that_points_back_denies_what_was_told(extractor: Extractor, denied: str) -> None:
    told = f"Norway said Velmar Optics supplied lenses to Chad. Velmar Optics denied {denied}."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Norway", "alleges"), ("Velmar Optics", "denies")}


def test_several_who_deny_together_each_deny(extractor: Extractor) -> None:
    told = "Norway said Chad had sold rifles to Mali. Chad and Mali denied it."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Norway", "alleges"), ("Chad", "denies"), ("Mali", "denies")}


@pytest.mark.parametrize(
    ("told", "denied", "goods"),
    [
        ("drones and rifles", "any arms transfers", {"drones", "rifles"}),
        ("rifles and ammunition", "any transfer of rifles or ammunition", {"rifles", "ammunition"}),
        ("rifles", "the newspaper report", {"rifles"}),
        ("diesel", "any arms transfers", set[str]()),
    ],
)
def test_of_what_is_denied_goods_are_told_by_their_kind(
    extractor: Extractor, told: str, denied: str, goods: set[str]
) -> None:
    text = f"Norway said Chad had sold {told} to Mali. Chad denied {denied}."
    assert {claim["good"] for claim in claims(extractor, text) if ("Chad", "denies") in sources(claim)} == goods


def test_a_denial_that_names_the_other_party_denies_only_what_went_there(extractor: Extractor) -> None:
    told = "Norway said Chad had sold rifles to Kenya. Norway said Chad had sold rifles to Mali. "
    found = claims(extractor, told + "Chad denied any arms sales to Mali.")
    assert {claim["recipient"] for claim in found if ("Chad", "denies") in sources(claim)} == {"Mali"}


@pytest.mark.parametrize(
    ("denied", "deniers"),
    [
        ("Velmar's owner and chief executive, Ada Lund, denied it.", {"Ada Lund"}),
        ("Velmar Optics and Orbelin Trade denied it.", {"Velmar Optics", "Orbelin Trade"}),
    ],
)
def test_who_holds_two_offices_denies_once(extractor: Extractor, denied: str, deniers: set[str]) -> None:
    [claim] = claims(extractor, f"Norway said Chad had sold rifles to Mali. {denied}")
    assert sources(claim) == {("Norway", "alleges"), *((name, "denies") for name in deniers)}


def test_a_person_called_north_is_no_state(extractor: Extractor) -> None:
    told = (
        "North Korea sold rifles to Mali. Oliver North, a director of Velmar Optics, said the rifles were old. North"
        " said Velmar Optics had sold shells to Chad."
    )
    named = {name for claim in claims(extractor, told) for name, _ in sources(claim)}
    assert named <= {"Oliver North", "North"}
    assert named


@pytest.mark.parametrize(
    ("outlet", "name"),
    [
        ("the US newspaper", "US newspaper"),
        ("a Sunday newspaper", "Sunday newspaper"),
        ("the UN refugee agency", "UN refugee agency"),
        ("the Prosecutor General's Office", "Prosecutor General's Office"),
        ("Norway's Attorney General's Office", "Attorney General's Office"),
        ("a Boston newspaper", "Boston newspaper"),
        ("a bi-weekly magazine", "bi-weekly magazine"),
    ],
)
def test_an_outlet_or_office_goes_by_its_name(extractor: Extractor, outlet: str, name: str) -> None:
    [claim] = claims(extractor, f"Chad sold rifles to Mali, {outlet} reported.")
    assert sources(claim) == {(name, "alleges")}


def test_the_north_is_the_state_that_the_article_names(extractor: Extractor) -> None:
    told = "North Korea built a port. Russia sold oil to the North. The North sold shells to Chad."
    parties = {(claim["supplier"], claim["recipient"]) for claim in claims(extractor, told)}
    assert parties == {("Russia", "North Korea"), ("North Korea", "Chad")}


def test_where_two_states_may_be_called_so_neither_is_by_that(extractor: Extractor) -> None:
    told = "Norway alleged that Jordan sold rockets to Saudi Arabia. The kingdom of Saudi Arabia denied it."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Norway", "alleges"), ("Saudi Arabia", "denies")}


def test_a_minister_with_his_whole_office_before_the_name_is_the_person(extractor: Extractor) -> None:
    told = "The Norwegian Minister of the Interior, Ola Brekke, said Velmar Optics supplied lenses to Chad."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Ola Brekke", "alleges")}


@pytest.mark.parametrize(
    "introduced",
    [
        "Ada Lund, a spokeswoman for Velmar Optics, ",
    ],
)
def test_a_person_works_for_the_firm_beside_the_name(extractor: Extractor, introduced: str) -> None:
    told = f"Norway was cold. {introduced}said Chad supplied Velmar Optics with lenses."
    assert employer(extractor, told, "Ada Lund") == "firm:velmar-optics"


@pytest.mark.parametrize(
    ("introduced", "stands_for"),
    [
        ("Iran's envoy at the IAEA", "state:IR"),
        ("Norway's chief negotiator with Velmar Optics", "state:NO"),
    ],
)
def test_not_everybody_beside_a_firm_works_for_it(extractor: Extractor, introduced: str, stands_for: str) -> None:
    told = f"Ada Lund, {introduced}, said Velmar Optics supplied lenses to Chad."
    assert employer(extractor, told, "Ada Lund") == stands_for


def test_an_employer_told_later_replaces_a_guessed_one(extractor: Extractor) -> None:
    told = (
        "Norway was cold. Minister Ada Lund said it was dark. "
        "Chad supplied lenses to Mali, said Ada Lund, a minister of Chad."
    )
    assert employer(extractor, told, "Ada Lund") == "state:TD"


def test_other_goods_of_the_same_parties_stay_apart(extractor: Extractor) -> None:
    text = "Norway sold tanks to Chad. Norway sold tank engines to Chad. Norway will sell gas tanks to Chad."
    assert sorted((claim["good"], claim["modality"]) for claim in claims(extractor, text)) == [
        ("gas tanks", "planned"),
        ("tank engines", "actual"),
        ("tanks", "actual"),
    ]


@pytest.mark.parametrize("body", ["UN", "World Bank"])
def test_an_ambassador_to_a_body_is_called_without_it(extractor: Extractor, body: str) -> None:
    said = f"Spanish Ambassador to the {body} Andrey Lund said"
    text = f"The reports that China sold lathes to Morocco are not true, {said}."
    assert [entity.name for entity in read(extractor, text).entities if entity.type == "Official"] == ["Andrey Lund"]


@pytest.mark.parametrize(
    ("where", "who"),
    [
        ("in Rabat", "Officials in Rabat"),
    ],
)
def test_officials_in_another_capital_are_not_those_who_spoke_before(
    extractor: Extractor, where: str, who: str
) -> None:
    text = (
        f"Spanish officials said China had sold lathes to Chad. Officials {where} said Chad had sold rifles to Niger."
    )
    (_, claim) = claims(extractor, text)
    assert {name for name, _ in sources(claim)} == {who}


def test_who_condemns_a_state_for_a_supply_alleges_it(extractor: Extractor) -> None:
    (claim,) = claims(extractor, "Spain condemned China for selling lathes to Morocco.")
    assert (claim["supplier"], claim["polarity"], sources(claim)) == ("China", "alleged", {("Spain", "alleges")})


def test_the_state_behind_a_firm_is_no_part_of_a_name_that_stands_without_it_too(extractor: Extractor) -> None:
    text = "Harrier Dairy of New Zealand sold lathes to Chad. Harrier Dairy sold drills to Niger."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {"Harrier Dairy"}


def test_a_body_of_which_there_is_one_in_many_states_keeps_its_state(extractor: Extractor) -> None:
    text = "The Central Bank of Ghana sold coins to Chad. The Central Bank of Kenya sold coins to Niger. It met."
    assert len({claim["supplier"] for claim in claims(extractor, text)}) == 2


@pytest.mark.parametrize("name", ["Israel Ben Katz"])
def test_a_state_that_begins_a_name_is_part_of_it(extractor: Extractor, name: str) -> None:
    (claim,) = claims(extractor, f"{name} sold lathes to Chad.")
    assert claim["supplier"] == name


@pytest.mark.parametrize("name", ["House of Fraser Ltd", "Union of Farmers Ltd"])
def test_a_legal_form_makes_a_firm(extractor: Extractor, name: str) -> None:
    reading = read(extractor, f"{name} sold lathes to Chad.")
    assert [entity.type for entity in reading.entities if entity.id == reading.claims[0].supplier] == ["Firm"]


@pytest.mark.parametrize(
    "denial",
    [
        "Velmar Optics said it had sold nothing to anybody in Russia.",
        "Velmar Optics said it had never shipped a thing to the Russian company.",
        "Velmar Optics said it had not delivered anything to Orbelin Trade.",
        "Velmar Optics said it had sold nothing to Russia.",
    ],
)
def test_who_sold_nothing_denies_what_was_alleged(extractor: Extractor, denial: str) -> None:
    assert sources(alleged_before(extractor, denial)) == {("Norway", "alleges"), ("Velmar Optics", "denies")}


def test_other_things_are_no_goods_told_before(extractor: Extractor) -> None:
    text = "Velmar Optics sold rifles to Chad in May. Velmar Optics sold lenses and other things to Mali."
    assert {(claim["recipient"], claim["good"]) for claim in claims(extractor, text)} == {
        ("Chad", "rifles"),
        ("Mali", "lenses"),
    }


@pytest.mark.parametrize(
    ("denied", "deniers"),
    [
        ("Both countries have denied wheat sales.", set[str]()),
        ("It said Kenya sold lathes to Niger. Both countries denied it.", set[str]()),
    ],
)
def test_both_countries_are_the_two_told_of_last(extractor: Extractor, denied: str, deniers: set[str]) -> None:
    [rifles] = [
        claim
        for claim in claims(extractor, f"Norway said Chad had sold rifles to Mali. {denied}")
        if claim["good"] == "rifles"
    ]
    assert {name for name, stance in sources(rifles) if stance == "denies"} & {"Chad", "Mali"} == deniers


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("CGN of China", "CGN"),
        ("Bank of China", "Bank of China"),
    ],
)
def test_a_state_behind_an_acronym_is_no_part_of_it(extractor: Extractor, written: str, name: str) -> None:
    assert [claim["supplier"] for claim in claims(extractor, f"{written} sold lathes to Chad.")] == [name]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kaveh Darabi, 51,", "Official"),
        ("The Peradeniya teaching hospital", "Organization"),
        ("The Government of National Accord", "Organization"),
        ("Harlan Farms Dairy", "Firm"),
        ("Rokha, a lens maker,", "Firm"),
    ],
)
def test_what_a_name_or_the_words_behind_it_say_that_somebody_is(extractor: Extractor, name: str, kind: str) -> None:
    reading = read(extractor, f"{name} sold lathes to Chad.")
    assert [entity.type for entity in reading.entities if entity.id == reading.claims[0].supplier] == [kind]


def test_a_hospital_is_no_body_of_its_state(extractor: Extractor) -> None:
    [claim] = claims(extractor, "Chad said Velmar Optics sold scanners to Moundou Hospital in Chad.")
    assert claim["polarity"] == "alleged"


def test_a_name_behind_in_with_no_state_behind_it_is_whom_it_is_said_to_be(extractor: Extractor) -> None:
    [claim] = claims(extractor, "Norway invested in Rokha, a lens maker, which supplied lenses to Chad.")
    assert claim["supplier"] == "Rokha"


def test_a_state_denies_what_is_told_of_itself(extractor: Extractor) -> None:
    text = (
        "The panel said Turkey had sold drones to Libya. It said Egypt had sold rifles to Libya. "
        "Egypt denied the allegation."
    )
    denied = {claim["good"] for claim in claims(extractor, text) if ("Egypt", "denies") in sources(claim)}
    assert denied == {"rifles"}


@pytest.mark.parametrize(
    ("told", "pairs"),
    [




        ("Norland Mills bought wheat. The supplier of the mill's flour was Velmar Ltd.", set[tuple[str, str]]()),
        ("Norland Mills plans to buy wheat. The seller is Velmar Ltd.", set[tuple[str, str]]()),

        ("Norland Mills bought wheat. The supplier may have been Russia.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. If the seller was Russia, it pays.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. In 2019 the supplier was Russia.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. The exporter, Velmar Ltd, sells tea.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. It rained. The supplier was Russia.", set[tuple[str, str]]()),
    ],
)  # fmt: skip
def test_a_seller_or_a_buyer_may_be_named_afterwards(
    extractor: Extractor, told: str, pairs: set[tuple[str, str]]
) -> None:
    found = claims(extractor, f"China sold lathes to Morocco. {told}")
    assert {(claim["supplier"], claim["recipient"]) for claim in found if claim["good"] == "wheat"} == pairs
