"""What is read off single sentences: classes of language, each with its family of examples. Names are made up."""

from __future__ import annotations

from typing import Any

import pytest
from marked import claims_of, document

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.extractor import Extractor


def claims(extractor: Extractor, text: str) -> list[dict[str, Any]]:
    reading = extractor.read(document(text))
    reading.check()
    return claims_of(reading)


def triples(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    return {
        (claim["ids"]["supplier"], claim["ids"]["recipient"], claim["ids"]["good"]) for claim in claims(extractor, text)
    }


SAME = {("state:CN", "state:MA", "good:lathes")}


@pytest.mark.parametrize(
    "text",
    [
        "China sold lathes to Morocco.",
        "China supplied Morocco with lathes.",
        "Lathes were sold to Morocco by China.",
        "Morocco was supplied with lathes by China.",
        "Morocco bought lathes from China.",
        "Morocco bought Chinese lathes.",
        "China's deliveries of lathes to Morocco rose.",
        "Chinese lathe exports to Morocco rose.",
        "Morocco's imports of lathes from China rose.",
        "Morocco's imports of Chinese lathes rose.",
        "Nearly 40% of Morocco's lathe imports came from China.",
        "China, which sold lathes to Morocco, is a large maker.",
        "China is helping Morocco by providing lathes.",
        "China continues to supply Morocco with lathes.",
        "The lathes that China sold to Morocco were old.",
    ],
)
def test_one_proposition_in_many_shapes(extractor: Extractor, text: str) -> None:
    assert triples(extractor, text) == SAME


@pytest.mark.parametrize(
    "text",
    [
        "China supplied Morocco with a reason to leave.",
        "China handed Morocco a diplomatic victory.",
        "China sent Morocco a clear signal.",
        "China sent 400 instructors to Morocco.",
        "Chinese-made lathes were found in Morocco.",
        "If China sold lathes to Morocco, prices would fall.",
        "Were China to sell lathes to Morocco, prices would fall.",
        "Did China sell lathes to Morocco?",
        "Spain warned China against selling lathes to Morocco.",
    ],
)
def test_light_uses_hypotheses_and_questions_claim_nothing(extractor: Extractor, text: str) -> None:
    assert triples(extractor, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland bought lenses from Sun Pharma.", ("firm:sun-pharma", "state:PL", "good:lenses")),
        ("Chad bought rifles from March Industries.", ("firm:march-industries", "state:TD", "good:rifles")),
        ("In May Norland Works sold lathes to Chad.", ("firm:norland-works", "state:TD", "good:lathes")),
    ],
)
def test_a_name_is_neither_cut_at_a_month_nor_taken_for_a_person_or_a_firm_by_its_first_word(
    extractor: Extractor, text: str, expected: tuple[str, str, str]
) -> None:
    assert triples(extractor, text) == {expected}


@pytest.mark.parametrize("name", ["Morgan Stanley"])
def test_a_firm_that_bears_a_persons_name_stays_one(extractor: Extractor, name: str) -> None:
    reading = extractor.read(document(f"{name} supplied lenses to Chad."))
    assert [entity.type for entity in reading.entities if entity.name == name] == [EntityType.FIRM]


def test_lists_are_expanded(extractor: Extractor) -> None:
    found = triples(extractor, "China and Japan sold lathes, pumps and lasers to Morocco.")
    assert len(found) == 6


@pytest.mark.parametrize(
    ("text", "polarity", "sources"),
    [
        ("China sold lathes to Morocco.", "asserted", []),
        ("Spain said China had sold lathes to Morocco.", "alleged", [("state:ES", "alleges")]),
        ("According to Spain, China sold lathes to Morocco.", "alleged", [("state:ES", "alleges")]),
        ("Spain accused China of selling lathes to Morocco.", "alleged", [("state:ES", "alleges")]),
        ("China sold lathes to Morocco, Spain said.", "alleged", [("state:ES", "alleges")]),
        ("China said it had sold lathes to Morocco.", "asserted", [("state:CN", "asserts")]),
        ("China denied selling lathes to Morocco.", "denied", [("state:CN", "denies")]),
        ("China said it had not sold lathes to Morocco.", "denied", [("state:CN", "denies")]),
        ("China never sold lathes to Morocco.", "negated", []),
        ("China sold not a single lathe to Morocco.", "negated", []),
        ("Not one lathe came from China to Morocco.", "negated", []),
        ("China gave Morocco zero lathes.", "negated", []),
        ("At no time did China sell lathes to Morocco.", "negated", []),
        (
            "Spain said China had sold lathes to Morocco. China denied this.",
            "alleged",
            [("state:ES", "alleges"), ("state:CN", "denies")],
        ),
        (
            'Spain said China had sold lathes to Morocco. China called the claim "a fairy tale".',
            "alleged",
            [("state:ES", "alleges"), ("state:CN", "denies")],
        ),
        (
            "Spain said China had sold lathes to Morocco. China declined to comment.",
            "alleged",
            [("state:ES", "alleges")],
        ),
    ],
)
def test_who_says_so(extractor: Extractor, text: str, polarity: str, sources: list[tuple[str, str]]) -> None:
    (claim,) = claims(extractor, text)
    assert claim["polarity"] == polarity
    assert [(source["id"], source["stance"]) for source in claim["sources"]] == sources


def test_the_deepest_speaker_is_the_source_and_the_outlet_relays(extractor: Extractor) -> None:
    reading = extractor.read(document("China sold lathes to Morocco, Reuters reported, citing Spanish officials."))
    (statement,) = reading.statements
    assert statement.speaker == "official:a/spanish-officials"
    assert statement.relayed_by == ("organization:reuters",)


def test_a_denial_of_another_good_is_a_claim_of_its_own(extractor: Extractor) -> None:
    found = claims(
        extractor, "Spain said China had sold lathes to Morocco. China said it had not sold weapons to Morocco."
    )
    assert {(claim["ids"]["good"], claim["polarity"]) for claim in found} == {
        ("good:lathes", "alleged"),
        ("good:weapons", "denied"),
    }


@pytest.mark.parametrize(
    "hedge", ["may have sold", "possibly sold", "is believed to have sold", "appears to have sold"]
)
def test_hedges_soften_the_transfer(extractor: Extractor, hedge: str) -> None:
    (claim,) = claims(extractor, f"China {hedge} lathes to Morocco.")
    assert claim["hedged"]


@pytest.mark.parametrize("plan", ["will sell", "plans to sell", "agreed to sell", "has promised to sell"])
def test_plans_are_planned(extractor: Extractor, plan: str) -> None:
    (claim,) = claims(extractor, f"China {plan} lathes to Morocco.")
    assert claim["modality"] == "planned"


def test_every_statement_says_why(extractor: Extractor) -> None:
    (statement,) = extractor.read(document("Spain said China had sold lathes to Morocco.")).statements
    text = {
        str(span.role): "Spain said China had sold lathes to Morocco."[span.start : span.end]
        for span in statement.roles
    }
    assert text == {
        "supplier": "China",
        "recipient": "Morocco",
        "good": "lathes",
        "trigger": "sold",
        "speaker": "Spain",
        "cue": "said",
    }
    assert statement.rule
    assert statement.trigger == "sold"


def test_a_title_that_leads_back_to_its_own_bearer_is_read_to_an_end(extractor: Extractor) -> None:
    text = '"Our research shows that China has supplied lathes to Kenya," said Ada Lund, its secretary general.'
    extractor.read(document(text)).check()


@pytest.mark.parametrize(
    ("text", "supplier", "recipient"),
    [
        ("A broker in Athens sold lathes to Kenya.", "broker in Athens", "Kenya"),
        ("Two Jaipur traders shipped lathes to Kenya.", "Jaipur traders", "Kenya"),
        ("Kenya sold lathes to a smelter in Mundra.", "Kenya", "smelter in Mundra"),
        ("Two Jaipur traders re-exported lathes to Kenya.", "Jaipur traders", "Kenya"),
    ],
)
def test_a_party_without_a_name_is_named_by_its_description(
    extractor: Extractor, text: str, supplier: str, recipient: str
) -> None:
    (claim,) = claims(extractor, text)
    assert (claim["supplier"], claim["recipient"]) == (supplier, recipient)


@pytest.mark.parametrize(
    "text",
    [
        "Chile imported lathes from Trinidad and Tobago.",
        "Trinidad and Tobago flew in lathes for Chile.",
        "Chile flew in lathes from Trinidad and Tobago.",
        "Chile imported $88m worth of lathes from Trinidad and Tobago.",
    ],
)
def test_a_state_with_two_names_is_one_and_phrasal_verbs_keep_their_object(extractor: Extractor, text: str) -> None:
    assert triples(extractor, text) == {("state:TT", "state:CL", "good:lathes")}


@pytest.mark.parametrize(
    "text",
    [
        "China says that it has given lathes neither to Kenya nor to Chile.",
        "China says that it has sent lathes neither to Kenya nor to Chile. "
        "Li Wei denied that China sends lathes to either country.",
    ],
)
def test_neither_nor_denies_for_each_of_the_two(extractor: Extractor, text: str) -> None:
    found = claims(extractor, text)
    assert {(claim["recipient"], claim["polarity"]) for claim in found} == {("Kenya", "denied"), ("Chile", "denied")}


def test_the_whole_named_first_is_what_the_share_is_of(extractor: Extractor) -> None:
    assert triples(extractor, "Of the lathes that Morocco imported, 90% came from China.") == SAME


def test_each_name_beside_a_description_is_a_party(extractor: Extractor) -> None:
    text = "Two firms, Ural Vektor and Lund Technology, sold lathes to Kenya."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {
        "Ural Vektor",
        "Lund Technology",
    }


@pytest.mark.parametrize("label", ["LUND", "ADA LUND", "Mr LUND", "Ms ADA LUND (Norland East)"])
def test_the_name_before_a_colon_speaks_a_turn_of_a_transcript(extractor: Extractor, label: str) -> None:
    text = (
        f"The committee heard Ada Lund, the director of Velmar Optics.\n{label}: Poland supplied shells to Chad in May."
    )
    [claim] = claims(extractor, text)
    assert [source["name"] for source in claim["sources"]] == ["Ada Lund"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A report by the Orbel Institute came out. The report says China sold lathes to Kenya.", "Orbel Institute"),
    ],
)
def test_a_document_speaks_for_whoever_it_was_said_to_come_from(extractor: Extractor, text: str, source: str) -> None:
    assert [each["name"] for claim in claims(extractor, text) for each in claim["sources"]] == [source]


@pytest.mark.parametrize(
    "who",
    ["Chief executive Ada Lund", "Its chairman, Ada Lund,", "The firm's owner, Ada Lund,"],
)
def test_a_person_with_a_title_speaks_for_the_firm_that_the_text_is_about(extractor: Extractor, who: str) -> None:
    text = f"Velmar Optics doubled its profit. {who} said Velmar Optics supplied lenses to Chad."
    [claim] = claims(extractor, text)
    assert [(source["name"], source["stance"]) for source in claim["sources"]] == [("Ada Lund", "asserts")]


def test_false_papers_deny_nothing(extractor: Extractor) -> None:
    text = "Norway said China sold lathes to Morocco. The carrier, Velmar Lines, said it had been given false papers."
    [claim] = claims(extractor, text)
    assert [source["stance"] for source in claim["sources"]] == ["alleges"]


@pytest.mark.parametrize(
    ("text", "supplier"),
    [
        ("Landlocked Mali sold lathes to Morocco.", "state:ML"),
        ("Oil-rich Libya sold lathes to Morocco.", "state:LY"),
        ("The New Zealand government sold lathes to Morocco.", "state:NZ"),
        ("The South Korean government sold lathes to Morocco.", "state:KR"),
        ("The People's Republic of China sold lathes to Morocco.", "state:CN"),
    ],
)
def test_a_state_is_known_by_all_words_of_its_name(extractor: Extractor, text: str, supplier: str) -> None:
    assert triples(extractor, text) == {(supplier, "state:MA", "good:lathes")}


def test_a_place_keeps_its_whole_name(extractor: Extractor) -> None:
    [claim] = claims(extractor, "Companies in the People's Republic of China sold lathes to Morocco.")
    assert claim["supplier"] == "Companies in the People's Republic of China"


@pytest.mark.parametrize(
    "named",
    [
        "NFA Administrator Lito Bacani",
        "OPEC Secretary-General Lito Bacani",
        "Special Rapporteur Lito Bacani",
    ],
)
def test_a_person_is_known_without_body_and_title(extractor: Extractor, named: str) -> None:
    [claim] = claims(extractor, f"{named} said China had sold lathes to Morocco.")
    assert [source["name"] for source in claim["sources"]] == ["Lito Bacani"]


def test_what_would_be_unlawful_is_no_claim(extractor: Extractor) -> None:
    text = "She argued that it would plainly be unlawful for a Chinese firm to furnish Morocco with lathes."
    assert claims(extractor, text) == []


@pytest.mark.parametrize(
    "where", ["a dealer in Chile.", "a Santiago-based dealer.", "a dealer and Chile's government."]
)
def test_a_state_goes_by_no_name_with_marks_around_it(extractor: Extractor, where: str) -> None:
    reading = extractor.read(document(f"China sold lathes to Morocco and to {where}"))
    aliases = [alias for entity in reading.entities if entity.id == "state:CL" for alias in entity.aliases]
    assert not [alias for alias in aliases if alias.endswith((".", "-", "government"))]


def test_a_ministry_goes_by_its_whole_name_and_a_minister_by_his_own(extractor: Extractor) -> None:
    [claim] = claims(extractor, "The Ministry of Energy and Mines bought lathes from Poland.")
    assert claim["recipient"] == "Ministry of Energy and Mines"
    [claim] = claims(extractor, "Minister of Energy and Mines Ana Sol said Poland sold lathes to Chad.")
    assert [source["name"] for source in claim["sources"]] == ["Ana Sol"]


def test_who_speaks_for_a_state_is_told_by_his_title_before_the_state_named_last(extractor: Extractor) -> None:
    text = "Chad is poor. The United States sold lathes to Kenya, White House security spokesman John Lund said."
    [claim] = claims(extractor, text)
    assert claim["sources"] == [{"name": "John Lund", "id": "official:john-lund", "stance": "asserts"}]


@pytest.mark.parametrize(
    "text", ["Norland will export power from 9,000 MW to 7,000 MW.", "Brazil is the No. 1 supplier to China."]
)
def test_numbers_are_neither_parties_nor_goods(extractor: Extractor, text: str) -> None:
    assert claims(extractor, text) == []


def test_it_beside_what_somebody_has_is_whoever_has_it(extractor: Extractor) -> None:
    text = (
        "U.S. Watch, an agency, spoke. China has insisted that its alliance with Chad is old and that it has not "
        "supplied Kenya with shells."
    )
    assert [(claim["supplier"], claim["polarity"]) for claim in claims(extractor, text)] == [("China", "denied")]


@pytest.mark.parametrize(
    "text",
    [
        "Reuters said it could not independently verify that China shipped lathes to Morocco.",
        "Spain could not establish that China shipped lathes to Morocco.",
        "Spain was unable to confirm that China shipped lathes to Morocco.",
        "The minister refused to say that China had shipped lathes to Morocco.",
        "Spain did not confirm that China shipped lathes to Morocco.",
    ],
)
def test_who_could_or_would_not_say_claims_and_denies_nothing(extractor: Extractor, text: str) -> None:
    assert claims(extractor, text) == []


def test_a_report_does_not_speak_for_who_has_seen_it(extractor: Extractor) -> None:
    [claim] = claims(extractor, "The report, seen by the Herald, says that China sold lathes to Morocco.")
    assert "Herald" not in {source["name"] for source in claim["sources"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("China sold lathes to Bosnia.", "Bosnia"),
        ("China sold lathes to Viet Nam.", "Viet Nam"),
        ("China sold lathes to Bosnian traders and Bosnia and Herzegovina.", "Bosnia and Herzegovina"),
        ("China sold lathes to Tehran.", "Iran"),
    ],
)
def test_a_state_is_called_as_the_article_calls_it(extractor: Extractor, text: str, name: str) -> None:
    assert name in {claim["recipient"] for claim in claims(extractor, text)}


@pytest.mark.parametrize("verb", ["offered", "promised", "pledged"])
def test_an_offer_or_a_promise_is_a_plan(extractor: Extractor, verb: str) -> None:
    assert {claim["modality"] for claim in claims(extractor, f"China {verb} lathes to Morocco.")} <= {"planned"}


@pytest.mark.parametrize("good", ["drones", "rifles", "tanks", "fuel"])
@pytest.mark.parametrize("sentence", ["Iran ships {} to Russia.", "IRAN SHIPS {} TO RUSSIA"])
def test_a_good_is_one_where_the_parser_takes_its_word_for_the_verb(
    extractor: Extractor, sentence: str, good: str
) -> None:
    text = sentence.format(good.upper() if sentence.isupper() else good)
    assert triples(extractor, text) == {("state:IR", "state:RU", f"good:{good}")}


@pytest.mark.parametrize("text", ["North Korea shells Ukraine.", "Iran arms Hezbollah.", "China aids Russia."])
def test_what_is_done_to_somebody_is_no_good(extractor: Extractor, text: str) -> None:
    assert triples(extractor, text) == set()
