"""What an article tells across its sentences: interviews, confirmations, names given late. Names are made up."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.graph.model import Article, Document, Reading, text_hash
from claimgraph.loaders.extract.interviews import interviewee, with_turns
from claimgraph.loaders.extract.records import to_record
from claimgraph.loaders.extract.rules import RuleExtractor
from claimgraph.loaders.extract.segment import Sentence, split

INTRO = "Ada Lund has run Velmar Optics for ten years. She spoke to our reporter."


@pytest.fixture(scope="module")
def extractor() -> RuleExtractor:
    return RuleExtractor.load()


def read(extractor: RuleExtractor, text: str) -> Reading:
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    reading.check()
    return reading


def claims(extractor: RuleExtractor, text: str) -> list[dict[str, Any]]:
    return to_record(read(extractor, text))["claims"]


def employer(extractor: RuleExtractor, text: str, name: str) -> str | None:
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
    "text", [UNMARKED, f"Title\n\n{INTRO}\n\nQ: And your neighbours?\nA: China sold lathes to Morocco."]
)
def test_what_is_answered_is_said_by_whoever_answers(extractor: RuleExtractor, text: str) -> None:
    [claim] = claims(extractor, text)
    assert (claim["polarity"], sources(claim)) == ("alleged", {("Ada Lund", "alleges")})


@pytest.mark.parametrize(
    ("confirms", "source"),
    [
        ("Velmar Optics confirmed the sale.", ("Velmar Optics", "asserts")),
        ("Velmar Optics did not dispute this.", ("Velmar Optics", "asserts")),
        ("That was confirmed by Chad.", ("Chad", "asserts")),
        ("Velmar Optics confirmed the sale and said it had bought lathes from Poland.", ("Velmar Optics", "asserts")),
        ("Poland confirmed it.", ("Poland", "alleges")),
    ],
)
def test_whoever_confirms_what_was_told_stands_beside_the_first_speaker(
    extractor: RuleExtractor, confirms: str, source: tuple[str, str]
) -> None:
    found = {
        claim["good"]: claim
        for claim in claims(extractor, f"Norway said Velmar Optics sold lenses to Chad. {confirms}")
    }
    assert sources(found["lenses"]) == {("Norway", "alleges"), source}


def test_who_confirms_a_sale_to_somebody_confirms_that_one(extractor: RuleExtractor) -> None:
    text = (
        "Norway said Velmar Optics sold lenses to Chad and that Velmar Optics sold lathes to Niger. It was cold."
        " It snowed. Roads closed. Velmar Optics confirmed the sale to Chad."
    )
    found = {claim["good"]: sources(claim) for claim in claims(extractor, text)}
    assert found["lenses"] == {("Norway", "alleges"), ("Velmar Optics", "asserts")}
    assert found["lathes"] == {("Norway", "alleges")}


def test_a_firm_confirms_no_sale_of_others(extractor: RuleExtractor) -> None:
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
def test_what_confirms_something_else_adds_nobody(extractor: RuleExtractor, other: str) -> None:
    [claim] = claims(extractor, f"Norway said Velmar Optics sold lenses to Chad. {other}")
    assert sources(claim) == {("Norway", "alleges")}


@pytest.mark.parametrize(
    ("told", "denies"),
    [
        pytest.param("Norway accused Chad of selling radios to Niger. It was cold. {}", True, id="alleged"),
        pytest.param("Chad sold radios to Niger. {}", True, id="asserted, by a party right after"),
        pytest.param("Chad sold radios to Niger. It was cold. {}", False, id="asserted a while ago"),
        pytest.param("Chad sold radios to Niger. It was cold. Chad denied the sale.", True, id="named as a sale"),
    ],
)
def test_a_denial_that_points_back_answers_what_was_alleged(
    extractor: RuleExtractor, told: str, *, denies: bool
) -> None:
    [claim] = claims(extractor, told.format("Chad denied this."))
    assert (("Chad", "denies") in sources(claim)) is denies


def alleged_before(extractor: RuleExtractor, denial: str) -> dict[str, Any]:
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
def test_a_denial_in_wide_words_answers_what_was_alleged_of_the_speaker(extractor: RuleExtractor, denial: str) -> None:
    assert sources(alleged_before(extractor, denial)) == {("Norway", "alleges"), ("Velmar Optics", "denies")}


def test_a_denial_of_anything_is_no_claim_of_its_own(extractor: RuleExtractor) -> None:
    text = "Norway accused Velmar Optics of selling lenses to Chad. Velmar Optics said it had sold no product to Chad."
    assert [claim["good"] for claim in claims(extractor, text)] == ["lenses"]


@pytest.mark.parametrize(("dealers", "answers"), [("Orbelin Trade", True), ("Orbelin Trade and Halvar Works", False)])
def test_who_sold_nothing_to_a_country_may_mean_a_firm_of_which_nobody_says_where_it_is(
    extractor: RuleExtractor, dealers: str, *, answers: bool
) -> None:
    text = f"Norway accused Velmar Optics of selling lenses to {dealers}. Velmar Optics said it sold no lenses to Chad."
    alleged = [claim for claim in claims(extractor, text) if claim["recipient"] != "Chad"]
    assert all((("Velmar Optics", "denies") in sources(claim)) is answers for claim in alleged)


def test_no_weapons_is_no_answer_to_what_may_also_serve_in_peace(extractor: RuleExtractor) -> None:
    text = (
        "Norway accused Velmar Optics of selling drone engines to Chad. Velmar Optics said it sold no weapons to Chad."
    )
    found = {claim["good"]: sources(claim) for claim in claims(extractor, text)}
    assert found == {"drone engines": {("Norway", "alleges")}, "weapons": {("Velmar Optics", "denies")}}


def test_what_the_speaker_says_himself_is_not_what_he_denies(extractor: RuleExtractor) -> None:
    text = "Velmar Optics sold lenses to Chad, Velmar Optics said. Velmar Optics said it sold no equipment to Chad."
    found = {claim["good"]: sources(claim) for claim in claims(extractor, text)}
    assert found["lenses"] == {("Velmar Optics", "asserts")}


def test_who_denies_a_sale_without_saying_whose_means_his_own(extractor: RuleExtractor) -> None:
    text = (
        "Mali said Chad and Norway had sold shells to Niger. Norway called it groundless."
        " Chad's defence ministry also denied that shells had been sold to Niger."
    )
    found = {claim["supplier"]: sources(claim) for claim in claims(extractor, text)}
    assert ("Chad's defence ministry", "denies") in found["Chad"]
    assert ("Chad's defence ministry", "denies") not in found["Norway"]


@pytest.mark.parametrize(
    "denial",
    [
        "Velmar Optics said it had never sold a lens to Chad.",
        "Velmar Optics said it sold no rifles to any foreign firm.",
        "Velmar Optics said it never bought lenses from any Russian firm.",
        "Velmar Optics said it had never sold a rifle to Orbelin Trade.",
        "Velmar Optics said it had never sold lenses to Chad's army.",
        "Velmar Optics said it sold no lenses to any Finnish firm.",
        "Velmar Optics denied that it would sell lenses to any Russian firm.",
    ],
)
def test_a_denial_of_something_else_leaves_what_was_alleged(extractor: RuleExtractor, denial: str) -> None:
    assert sources(alleged_before(extractor, denial)) == {("Norway", "alleges")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("China balked at selling lathes to Morocco.", ["negated"]),
        ("China no longer sells lathes to Morocco.", ["negated"]),
        ("China's sale of lathes to Morocco fell through.", ["negated"]),
        ("It is untrue that China sold lathes to Morocco.", ["negated"]),
        ("A court acquitted China of selling lathes to Morocco.", ["negated"]),
        ("China nearly sold lathes to Morocco.", []),
        ("Without China supplying lathes to Morocco, the plant would close.", []),
        ("Spain found no proof that China had sold lathes to Morocco.", ["denied"]),
        ("China agreed that it had sold lathes to Morocco.", ["asserted"]),
        ("China sold not only lathes but also rifles to Morocco.", ["asserted"]),
        ("China sold not less than 40 lathes to Morocco.", ["asserted"]),
        ("China sold lathes, no rifles, to Morocco.", ["asserted"]),
        ("China sold lathes to Morocco and zero rifles.", ["asserted"]),
        ("China sold lathes to Morocco in no time.", ["asserted"]),
        ("The report is wrong because China sold lathes to Morocco.", ["asserted"]),
        ("Spain failed to prevent China from selling lathes to Morocco.", ["asserted"]),
        ("China's delivery of lathes to Morocco failed to save the plant.", ["asserted"]),
    ],
)
def test_what_did_not_take_place_is_not_told_as_a_fact(extractor: RuleExtractor, text: str, told: list[str]) -> None:
    assert [claim["polarity"] for claim in claims(extractor, text)] == told


def test_what_is_still_to_come_is_planned(extractor: RuleExtractor) -> None:
    assert [claim["modality"] for claim in claims(extractor, "China has yet to sell lathes to Morocco.")] == ["planned"]


def test_a_sea_and_the_adjective_of_a_continent_are_no_parties(extractor: RuleExtractor) -> None:
    text = "The Black Sea supplied wheat to Egypt. African exports of lithium to China rose."
    assert not claims(extractor, text)


@pytest.mark.parametrize(
    ("context", "supplier"),
    [("", "Aston"), ("The United Kingdom was asked. ", "United Kingdom"), ("Velmar bought rifles. ", "Aston")],
)
def test_a_town_stands_for_its_state_where_the_text_names_it(
    extractor: RuleExtractor, context: str, supplier: str
) -> None:
    assert [claim["supplier"] for claim in claims(extractor, f"{context}Chad bought wheat from Aston.")] == [supplier]


def test_an_outlet_is_no_party(extractor: RuleExtractor) -> None:
    assert not claims(extractor, "Reuters supplied Chad with rifles.")


def test_a_firm_that_is_called_by_a_sea_in_short_stays_a_firm(extractor: RuleExtractor) -> None:
    text = "Pacific Metals sold lithium to Chad. Pacific sold nickel to Mali."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {"Pacific Metals"}


def test_a_description_in_the_lead_is_whoever_is_named_so_later(extractor: RuleExtractor) -> None:
    text = "A shipping company in Riga sold radios to Chad. Police raided the company, Orbelin Lines, on Monday."
    [claim] = claims(extractor, text)
    assert (claim["supplier"], claim["recipient"]) == ("Orbelin Lines", "Chad")


def test_two_descriptions_of_a_kind_are_not_merged_with_one_name(extractor: RuleExtractor) -> None:
    text = (
        "A shipping company in Riga sold radios to Chad. A trading company in Oslo sold shells to Niger. "
        "Police raided the company, Orbelin Lines, on Monday."
    )
    suppliers = {claim["supplier"] for claim in claims(extractor, text)}
    assert suppliers == {"shipping company in Riga", "trading company in Oslo"}


def test_a_short_description_is_the_longer_one_with_its_head(extractor: RuleExtractor) -> None:
    text = "A U.N. panel said China sold lathes to Morocco. The panel said China sold rifles to Chad."
    assert [sources(claim) for claim in claims(extractor, text)] == [{("U.N. panel", "alleges")}] * 2


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
def test_what_belongs_to_a_name_and_what_does_not(extractor: RuleExtractor, written: str, name: str) -> None:
    [claim] = claims(extractor, f"Chad bought lenses from {written} in May.")
    assert claim["supplier"].rstrip(".") == name


def test_an_acronym_is_the_name_that_it_abbreviates(extractor: RuleExtractor) -> None:
    text = "National Velmar Optics sold lenses to Chad. NVO sold radios to Niger."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {"National Velmar Optics"}


def test_letters_of_honour_are_no_part_of_a_name(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Ada Lund KC told the court that Velmar Optics sold lenses to Chad.")
    assert sources(claim) == {("Ada Lund", "alleges")}


def test_an_armed_group_does_not_stand_for_the_state_it_fights_in(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Sudan said Chad supplied rifles to the Rapid Support Forces.")
    assert sources(claim) == {("Sudan", "alleges")}


def test_a_nationality_alone_makes_nobody_speak_for_a_state(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Kenyan doctors said China sold syringes to Kenya.")
    assert sources(claim) == {("Kenyan doctors", "alleges")}


def test_unnamed_speakers_are_counted_as_the_text_counts_them(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Two traders said China sold lathes to Morocco.")
    assert sources(claim) == {("two traders", "alleges")}


def test_a_state_is_called_as_the_article_calls_it(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "China sold lathes to the Democratic Republic of Congo.")
    assert claim["recipient"] == "Democratic Republic of Congo"


def test_how_many_pages_a_document_has_is_no_part_of_its_name(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "The 112-page document said Velmar Optics supplied lenses to Chad.")
    assert sources(claim) == {("document", "alleges")}


def test_the_junta_is_the_state_that_has_one(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Norway alleged that Myanmar bought rockets from North Korea. The junta denied it.")
    assert sources(claim) == {("Norway", "alleges"), ("Myanmar", "denies")}


def test_who_denies_something_else_denies_no_transfer(extractor: RuleExtractor) -> None:
    told = "Norway said Velmar Optics supplied lenses to Chad. Velmar Optics denied that it had lost a worker."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Norway", "alleges")}


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
def test_who_denies_in_a_clause_that_points_back_denies_what_was_told(extractor: RuleExtractor, denied: str) -> None:
    told = f"Norway said Velmar Optics supplied lenses to Chad. Velmar Optics denied {denied}."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Norway", "alleges"), ("Velmar Optics", "denies")}


def test_several_who_deny_together_each_deny(extractor: RuleExtractor) -> None:
    told = "Norway said Chad had sold rifles to Mali. Chad and Mali denied it."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Norway", "alleges"), ("Chad", "denies"), ("Mali", "denies")}


def test_who_denies_a_kind_of_goods_denies_all_of_that_kind_and_no_other(extractor: RuleExtractor) -> None:
    told = (
        "Norway said Chad had sold rifles to Mali. Kenya said Mali had sold mortar shells to Chad. "
        + "Nothing else was told that week. " * 7
        + "Norway said Chad had sold wheat to Mali. Chad denied any arms transfers."
    )
    denied = {claim["good"] for claim in claims(extractor, told) if ("Chad", "denies") in sources(claim)}
    assert denied == {"rifles", "mortar shells"}


@pytest.mark.parametrize(
    ("told", "denied", "goods"),
    [
        ("drones and rifles", "any arms transfers", {"drones", "rifles"}),
        ("rifles and wheat", "any arms sales", {"rifles"}),
        ("rifles and ammunition", "any transfer of rifles or ammunition", {"rifles", "ammunition"}),
        ("rifles", "the newspaper report", {"rifles"}),
        ("diesel", "any arms transfers", set[str]()),
    ],
)
def test_of_what_is_denied_goods_are_told_by_their_kind(
    extractor: RuleExtractor, told: str, denied: str, goods: set[str]
) -> None:
    text = f"Norway said Chad had sold {told} to Mali. Chad denied {denied}."
    assert {claim["good"] for claim in claims(extractor, text) if ("Chad", "denies") in sources(claim)} == goods


def test_a_denial_that_names_the_other_party_denies_only_what_went_there(extractor: RuleExtractor) -> None:
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
def test_who_holds_two_offices_denies_once(extractor: RuleExtractor, denied: str, deniers: set[str]) -> None:
    [claim] = claims(extractor, f"Norway said Chad had sold rifles to Mali. {denied}")
    assert sources(claim) == {("Norway", "alleges"), *((name, "denies") for name in deniers)}


def test_a_person_called_north_is_no_state(extractor: RuleExtractor) -> None:
    told = (
        "North Korea sold rifles to Mali. Oliver North, a director of Velmar Optics, said the rifles were old. North"
        " said Velmar Optics had sold shells to Chad."
    )
    assert {name for claim in claims(extractor, told) for name, _ in sources(claim)} == {"Oliver North"}


@pytest.mark.parametrize(
    ("outlet", "name"),
    [
        ("the Kommersant newspaper", "Kommersant"),
        ("Japan's Tokyo Shimbun newspaper", "Tokyo Shimbun"),
        ("Russia's TASS news agency", "TASS"),
        ("the US newspaper", "US newspaper"),
        ("a Sunday newspaper", "Sunday newspaper"),
        ("the UN refugee agency", "UN refugee agency"),
        ("the Prosecutor General's Office", "Prosecutor General's Office"),
        ("Norway's Attorney General's Office", "Attorney General's Office"),
        ("a Boston newspaper", "Boston newspaper"),
        ("the Asharq al-Awsat newspaper", "Asharq al-Awsat"),
        ("a bi-weekly magazine", "bi-weekly magazine"),
    ],
)
def test_an_outlet_or_office_goes_by_its_name(extractor: RuleExtractor, outlet: str, name: str) -> None:
    [claim] = claims(extractor, f"Chad sold rifles to Mali, {outlet} reported.")
    assert sources(claim) == {(name, "alleges")}


def test_the_north_is_the_state_that_the_article_names(extractor: RuleExtractor) -> None:
    told = "North Korea built a port. Russia sold oil to the North. The North sold shells to Chad."
    parties = {(claim["supplier"], claim["recipient"]) for claim in claims(extractor, told)}
    assert parties == {("Russia", "North Korea"), ("North Korea", "Chad")}


def test_where_two_states_may_be_called_so_neither_is_by_that(extractor: RuleExtractor) -> None:
    told = "Norway alleged that Jordan sold rockets to Saudi Arabia. The kingdom of Saudi Arabia denied it."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Norway", "alleges"), ("Saudi Arabia", "denies")}


def test_another_island_is_not_the_island(extractor: RuleExtractor) -> None:
    told = "Norway said Cuba sold drones to Chad. Chad bought shells from the neighbouring island."
    assert [(claim["supplier"], claim["good"]) for claim in claims(extractor, told)] == [("Cuba", "drones")]


def test_a_minister_with_his_whole_office_before_the_name_is_the_person(extractor: RuleExtractor) -> None:
    told = "The Norwegian Minister of the Interior, Ola Brekke, said Velmar Optics supplied lenses to Chad."
    [claim] = claims(extractor, told)
    assert sources(claim) == {("Ola Brekke", "alleges")}


@pytest.mark.parametrize(
    "introduced",
    [
        "Ada Lund, chief executive of the Norwegian importer Velmar Optics, ",
        "Ada Lund, who runs Velmar Optics, ",
        "Ada Lund, a spokeswoman for Velmar Optics, ",
    ],
)
def test_a_person_works_for_the_firm_beside_the_name(extractor: RuleExtractor, introduced: str) -> None:
    told = f"Norway was cold. {introduced}said Chad supplied Velmar Optics with lenses."
    assert employer(extractor, told, "Ada Lund") == "firm:velmar-optics"


@pytest.mark.parametrize(
    ("introduced", "stands_for"),
    [
        ("Iran's envoy at the IAEA", "state:IR"),
        ("a Norwegian critic of Velmar Optics", "state:NO"),
        ("Norway's chief negotiator with Velmar Optics", "state:NO"),
    ],
)
def test_not_everybody_beside_a_firm_works_for_it(extractor: RuleExtractor, introduced: str, stands_for: str) -> None:
    told = f"Ada Lund, {introduced}, said Velmar Optics supplied lenses to Chad."
    assert employer(extractor, told, "Ada Lund") == stands_for


def test_an_employer_told_later_replaces_a_guessed_one(extractor: RuleExtractor) -> None:
    told = (
        "Norway was cold. Minister Ada Lund said it was dark. "
        "Chad supplied lenses to Mali, said Ada Lund, a minister of Chad."
    )
    assert employer(extractor, told, "Ada Lund") == "state:TD"


def test_one_transfer_told_twice_is_one_claim_about_its_good_in_the_most_words(extractor: RuleExtractor) -> None:
    text = "Norway sold tanks to Chad. Norway sold battle tanks to Chad. Norway sold water tanks to Niger."
    assert sorted((claim["recipient"], claim["good"]) for claim in claims(extractor, text)) == [
        ("Chad", "battle tanks"),
        ("Niger", "water tanks"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway sold oil to Chad. Norway sold sunflower oil to Chad.",
        "Norway sold tanks to Chad. Norway denied that it had sold battle tanks to Chad.",
        "Norway sold tanks to Chad. Norway sold battle tanks to Chad. Norway sold light tanks to Chad.",
    ],
    ids=["another kind", "denied", "two of them"],
)
def test_a_short_name_of_a_good_stays_where_it_may_be_another(extractor: RuleExtractor, text: str) -> None:
    goods = {claim["good"] for claim in claims(extractor, text)}
    assert {"oil", "tanks"} & goods
    assert len(goods) == text.count(".")


def test_other_goods_of_the_same_parties_stay_apart(extractor: RuleExtractor) -> None:
    text = "Norway sold tanks to Chad. Norway sold tank engines to Chad. Norway will sell gas tanks to Chad."
    assert sorted((claim["good"], claim["modality"]) for claim in claims(extractor, text)) == [
        ("gas tanks", "planned"),
        ("tank engines", "actual"),
        ("tanks", "actual"),
    ]


def test_a_persons_name_begins_behind_the_place_of_the_post(extractor: RuleExtractor) -> None:
    said = "Spanish Ambassador to Beijing Andrey Lund said on Friday"
    text = f"The reports that China sold lathes to Morocco are not true, {said}."
    assert [entity.name for entity in read(extractor, text).entities if entity.type == "Official"] == ["Andrey Lund"]


@pytest.mark.parametrize("body", ["UN", "World Bank"])
def test_an_ambassador_to_a_body_is_called_without_it(extractor: RuleExtractor, body: str) -> None:
    said = f"Spanish Ambassador to the {body} Andrey Lund said"
    text = f"The reports that China sold lathes to Morocco are not true, {said}."
    assert [entity.name for entity in read(extractor, text).entities if entity.type == "Official"] == ["Andrey Lund"]


@pytest.mark.parametrize(
    ("where", "who"),
    [("in Rabat", "Officials in Rabat"), ("in Madrid", "Spanish officials"), ("", "Spanish officials")],
)
def test_officials_in_another_capital_are_not_those_who_spoke_before(
    extractor: RuleExtractor, where: str, who: str
) -> None:
    text = (
        f"Spanish officials said China had sold lathes to Chad. Officials {where} said Chad had sold rifles to Niger."
    )
    (_, claim) = claims(extractor, text)
    assert {name for name, _ in sources(claim)} == {who}


@pytest.mark.parametrize(
    ("before", "where", "who"),
    [
        ("Spanish officials said China had sold lathes to Chad.", "on Tuesday in Rabat", "Officials in Rabat"),
        ("Spanish officials met Moroccan officials.", "in Madrid", "Spanish officials"),
        ("Ministry officials met. Lathes were sold.", "in Madrid", "Ministry officials"),
    ],
)
def test_officials_at_a_place_are_the_last_who_may_be_of_its_state(
    extractor: RuleExtractor, before: str, where: str, who: str
) -> None:
    *_, claim = claims(extractor, f"{before} Officials {where} said Chad had sold oil to Niger.")
    assert {name for name, _ in sources(claim)} == {who}


def test_a_ministry_is_the_nations_that_has_one_of_this_name_elsewhere(extractor: RuleExtractor) -> None:
    text = "The Chadian Ministry of Trade met mayors. Chad sold lathes to China, the Ministry of Trade said."
    (claim,) = claims(extractor, text)
    assert sources(claim) == {("Chadian Ministry of Trade", "asserts")}


def test_what_an_official_supplies_is_supplied_by_the_state(extractor: RuleExtractor) -> None:
    (claim,) = claims(extractor, "A senior Chadian official denied selling lathes to Morocco.")
    assert (claim["supplier"], sources(claim)) == ("Chad", {("Chadian official", "denies")})


def test_who_condemns_a_state_for_a_supply_alleges_it(extractor: RuleExtractor) -> None:
    (claim,) = claims(extractor, "Spain condemned China for selling lathes to Morocco.")
    assert (claim["supplier"], claim["polarity"], sources(claim)) == ("China", "alleged", {("Spain", "alleges")})


@pytest.mark.parametrize("who", ["A former Chadian official", "A retired Chadian general", "A jailed Chadian governor"])
def test_what_somebody_else_supplies_is_not_supplied_by_the_state(extractor: RuleExtractor, who: str) -> None:
    assert all(claim["supplier"] != "Chad" for claim in claims(extractor, f"{who} sold lathes to Morocco."))


@pytest.mark.parametrize(("short", "full"), [("Lianke", "Xiamen Lianke Power"), ("al-Shifa", "Dar al-Shifa Medical")])
def test_a_word_inside_one_firms_name_is_that_firm(extractor: RuleExtractor, short: str, full: str) -> None:
    text = f"{full} sold lathes to Chad. Later {short} sold drills to Niger."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {full}


def test_a_firms_short_name_is_no_misspelt_state(extractor: RuleExtractor) -> None:
    text = "Tongfa Precision sold lathes to Chad. Later Tongfa sold drills to Niger."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {"Tongfa Precision"}


def test_the_state_behind_a_firm_is_no_part_of_a_name_that_stands_without_it_too(extractor: RuleExtractor) -> None:
    text = "Harrier Dairy of New Zealand sold lathes to Chad. Harrier Dairy sold drills to Niger."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {"Harrier Dairy"}


def test_a_body_of_which_there_is_one_in_many_states_keeps_its_state(extractor: RuleExtractor) -> None:
    text = "The Central Bank of Ghana sold coins to Chad. The Central Bank of Kenya sold coins to Niger. It met."
    assert len({claim["supplier"] for claim in claims(extractor, text)}) == 2


@pytest.mark.parametrize("name", ["Kazakhstan Temir Zholy", "Israel Ben Katz"])
def test_a_state_that_begins_a_name_is_part_of_it(extractor: RuleExtractor, name: str) -> None:
    (claim,) = claims(extractor, f"{name} sold lathes to Chad.")
    assert claim["supplier"] == name


@pytest.mark.parametrize("name", ["House of Fraser Ltd", "Union of Farmers Ltd"])
def test_a_legal_form_makes_a_firm(extractor: RuleExtractor, name: str) -> None:
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
def test_who_sold_nothing_denies_what_was_alleged(extractor: RuleExtractor, denial: str) -> None:
    assert sources(alleged_before(extractor, denial)) == {("Norway", "alleges"), ("Velmar Optics", "denies")}


@pytest.mark.parametrize(
    "denial",
    [
        "Velmar Optics said it had sold nothing to Chad.",
        "Velmar Optics said it had bought nothing from Orbelin Trade.",
        "Velmar Optics said Tashmetall had sold nothing to Orbelin Trade.",
        "Velmar Optics said she had sold nothing to Orbelin Trade.",
        "Velmar Optics said it had sold nothing to the Izhora plant.",
        "Velmar Optics said it had sold nothing but drills to Orbelin Trade.",
        "Velmar Optics said it had sold nothing illegal to Orbelin Trade.",
    ],
)
def test_who_sold_nothing_to_somebody_else_denies_nothing(extractor: RuleExtractor, denial: str) -> None:
    assert sources(alleged_before(extractor, denial)) == {("Norway", "alleges")}


def test_other_things_are_no_goods_told_before(extractor: RuleExtractor) -> None:
    text = "Velmar Optics sold rifles to Chad in May. Velmar Optics sold lenses and other things to Mali."
    assert {(claim["recipient"], claim["good"]) for claim in claims(extractor, text)} == {
        ("Chad", "rifles"),
        ("Mali", "lenses"),
    }


def test_nothing_else_is_no_denial_of_what_stands_before_it(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Velmar Optics said it had sold Chad lenses and nothing else.")
    assert (claim["good"], claim["polarity"]) == ("lenses", "asserted")


@pytest.mark.parametrize(
    ("denied", "deniers"),
    [
        ("Both countries have denied arms transfers.", {"Chad", "Mali"}),
        ("The two governments denied it.", {"Chad", "Mali"}),
        ("Both countries have denied wheat sales.", set[str]()),
        ("It said Kenya sold lathes to Niger. Both countries denied it.", set[str]()),
    ],
)
def test_both_countries_are_the_two_told_of_last(extractor: RuleExtractor, denied: str, deniers: set[str]) -> None:
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
def test_a_state_behind_an_acronym_is_no_part_of_it(extractor: RuleExtractor, written: str, name: str) -> None:
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
def test_what_a_name_or_the_words_behind_it_say_that_somebody_is(
    extractor: RuleExtractor, name: str, kind: str
) -> None:
    reading = read(extractor, f"{name} sold lathes to Chad.")
    assert [entity.type for entity in reading.entities if entity.id == reading.claims[0].supplier] == [kind]


def test_a_hospital_is_no_body_of_its_state(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Chad said Velmar Optics sold scanners to Moundou Hospital in Chad.")
    assert claim["polarity"] == "alleged"


def test_a_name_behind_in_with_no_state_behind_it_is_whom_it_is_said_to_be(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Norway invested in Rokha, a lens maker, which supplied lenses to Chad.")
    assert claim["supplier"] == "Rokha"


def test_the_plant_is_whose_plant_it_was_said_to_be(extractor: RuleExtractor) -> None:
    text = (
        "Velmar Dairies, which employs 210 people at its Sarh plant, sold powder to Chad. "
        "Whey for Morikawa Foods is made elsewhere. Norland Grain supplied wheat to the plant."
    )
    assert ("Norland Grain", "Velmar Dairies") in {
        (claim["supplier"], claim["recipient"]) for claim in claims(extractor, text)
    }


def test_a_state_denies_what_is_told_of_itself(extractor: RuleExtractor) -> None:
    text = (
        "The panel said Turkey had sold drones to Libya. It said Egypt had sold rifles to Libya. "
        "Egypt denied the allegation."
    )
    denied = {claim["good"] for claim in claims(extractor, text) if ("Egypt", "denies") in sources(claim)}
    assert denied == {"rifles"}


@pytest.mark.parametrize(
    ("told", "pairs"),
    [
        ("GFSA Ltd said it had bought 455,000 tons of wheat. Sellers were named as Olam, Viterra and Holbud.",
         {("Olam", "GFSA Ltd"), ("Viterra", "GFSA Ltd"), ("Holbud", "GFSA Ltd")}),
        ("Norland Mills bought wheat. The seller was Velmar Ltd.", {("Velmar Ltd", "Norland Mills")}),
        ("Norland Mills bought wheat. The supplier, Velmar Ltd, said nothing.", {("Velmar Ltd", "Norland Mills")}),
        ("Velmar Ltd sold wheat in May. The buyers were Chad and Niger.",
         {("Velmar Ltd", "Chad"), ("Velmar Ltd", "Niger")}),
        ("Norland Mills bought wheat. The supplier of the mill's flour was Velmar Ltd.", set[tuple[str, str]]()),
        ("Norland Mills plans to buy wheat. The seller is Velmar Ltd.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat, said Ada Lund of the importer Velmar Ltd.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. The supplier was not Russia.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. The supplier may have been Russia.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. If the seller was Russia, it pays.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. In 2019 the supplier was Russia.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. The exporter, Velmar Ltd, sells tea.", set[tuple[str, str]]()),
        ("Norland Mills bought wheat. It rained. The supplier was Russia.", set[tuple[str, str]]()),
    ],
)  # fmt: skip
def test_a_seller_or_a_buyer_may_be_named_afterwards(
    extractor: RuleExtractor, told: str, pairs: set[tuple[str, str]]
) -> None:
    found = claims(extractor, f"China sold lathes to Morocco. {told}")
    assert {(claim["supplier"], claim["recipient"]) for claim in found if claim["good"] == "wheat"} == pairs


def test_a_state_that_trades_elsewhere_may_deny_what_is_told_of_others(extractor: RuleExtractor) -> None:
    text = (
        "Russia sold wheat to Egypt. The UN said Syria had sold missiles to Lebanon. "
        "Moscow denied the report on the missiles."
    )
    denied = {claim["good"] for claim in claims(extractor, text) if ("Russia", "denies") in sources(claim)}
    assert denied == {"missiles"}
