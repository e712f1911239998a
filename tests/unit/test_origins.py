"""The rule for independent origins, clause by clause; see docs/decisions/0006-one-origin.md."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from building import MINISTER, NORLAND, VERIDIA, WIRE, claim, document, reading, says
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_readings import readings

from claimgraph.app.reasons import show_reasons
from claimgraph.graph.model import Claim, Entity, EntityType, Evidence, Reading, Role, RoleSpan, Stance, Statement
from claimgraph.graph.network import Network
from claimgraph.graph.origins import Companion, Origin, Standing, Tie, Voice, count_origins, is_named, with_voices
from claimgraph.loaders.surfaces import slug

FARLAND = Entity("state:F", EntityType.STATE, "Farland")
MINISTRY = Entity("organization:ministry", EntityType.ORGANIZATION, "Defence Ministry", speaks_for=FARLAND.id)
ENVOY = Entity("official:envoy", EntityType.OFFICIAL, "Ilse Brandt", speaks_for=MINISTRY.id)
CHARITY = Entity("organization:charity", EntityType.ORGANIZATION, "Arms Watch", country=FARLAND.id)
FIRM = Entity("firm:acme", EntityType.FIRM, "Acme", country=FARLAND.id)
SCHOLAR = Entity("official:scholar", EntityType.OFFICIAL, "Tomas Rell")
SPY_AGENCY = Entity("organization:spy-agency", EntityType.ORGANIZATION, "spy agency")
MORE = (FARLAND, MINISTRY, ENVOY, CHARITY, FIRM, SCHOLAR, SPY_AGENCY)
UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
FIRST, SECOND = "One sentence tells it.", "Another one does, too."


def unnamed(article: str, words: str = "officials", speaks_for: Entity | None = None) -> Entity:
    id = f"official:{article}/{words.replace(' ', '-')}"
    return Entity(id, EntityType.OFFICIAL, words, speaks_for=speaks_for and speaks_for.id, article=article)


def article(name: str, *said: tuple[Entity | None, str], outlet: str = "", more: tuple[Entity, ...] = ()) -> Reading:
    """An article in which each speaker (None: the article itself) says so in a sentence of the article."""
    text = f"{name}: {FIRST} {SECOND}"
    source = document(name, text, outlet)
    statements = [says(source, claim(), Stance.ALLEGES, speaker, quote=quote) for speaker, quote in said]
    return reading(source, *statements, claims=(claim(),), more=(*MORE, *more))


def relaying(told: Reading, *relays: Entity) -> Reading:
    """The article, with its first statement passed on by others, the nearest to the speaker first."""
    first, *others = told.statements
    return replace(told, statements=(replace(first, relayed_by=tuple(one.id for one in relays)), *others))


def origins(*articles: Reading) -> tuple[Origin, ...]:
    """The origins, the same in whatever order the articles come."""
    found = {Network.of_readings(order).records[claim().id].origin_groups for order in permutations(articles)}
    assert len(found) == 1
    return found.pop()


def names(*articles: Reading) -> list[str]:
    return [origin.name for origin in origins(*articles)]


# 1. A voice is one origin, in however many articles it speaks.


def test_one_named_speaker_in_two_articles_is_one_origin() -> None:
    assert names(article("a", (SCHOLAR, FIRST)), article("b", (SCHOLAR, SECOND))) == ["Tomas Rell"]


def test_two_named_bodies_that_speak_for_themselves_in_one_article_are_two_origins() -> None:
    assert names(article("a", (FARLAND, FIRST), (CHARITY, SECOND))) == ["Farland", "Arms Watch"]


def test_a_body_that_is_only_based_in_a_state_does_not_speak_for_it() -> None:
    assert names(article("a", (FARLAND, FIRST)), article("b", (FIRM, FIRST))) == ["Farland", "Acme"]


def test_an_official_his_ministry_and_their_state_are_one_voice() -> None:
    (origin,) = origins(article("a", (ENVOY, FIRST)), article("b", (MINISTRY, FIRST)), article("c", (FARLAND, SECOND)))
    assert origin.name == "Farland"
    assert origin.companions == (
        Companion("Ilse Brandt", Tie.SPEAKS_FOR),
        Companion("Defence Ministry", Tie.SPEAKS_FOR),
    )


def test_a_spokesperson_without_a_name_is_the_voice_of_the_body() -> None:
    first, second = unnamed("a", "spokesman", FIRM), unnamed("b", "lawyer", FIRM)
    assert names(article("a", (first, FIRST), more=(first,)), article("b", (second, SECOND), more=(second,))) == [
        "Acme"
    ]


def test_both_parties_to_the_supply_are_two_origins_and_the_article_adds_none() -> None:
    assert names(article("a", (NORLAND, FIRST), (None, FIRST), (VERIDIA, SECOND))) == ["Norland", "Veridia"]


def test_denials_are_no_origin() -> None:
    source = document("a", FIRST)
    denial = reading(source, says(source, claim(), Stance.DENIES, VERIDIA), claims=(claim(),))
    assert origins(denial) == ()


# 2. An unnamed speaker whom a named one passes on has the voice of the one who passes him on.


def test_unnamed_speakers_whom_one_agency_passes_on_in_two_articles_are_one_origin() -> None:
    first, second = unnamed("a", "U.S. officials"), unnamed("b", "senior officials")
    (origin,) = origins(
        relaying(article("a", (first, FIRST), more=(first,)), WIRE),
        relaying(article("b", (second, SECOND), more=(second,)), WIRE),
    )
    assert origin.name == "Example Wire"
    assert origin.companions == (
        Companion("U.S. officials", Tie.QUOTED),
        Companion("senior officials", Tie.QUOTED),
    )


def test_what_an_agency_reports_of_unnamed_speakers_and_what_it_prints_itself_is_one_origin() -> None:
    officials = unnamed("a")
    quoting = relaying(article("a", (officials, FIRST), outlet="The Post", more=(officials,)), WIRE)
    assert names(quoting, article("b", (None, SECOND), outlet="Example Wire")) == ["Example Wire"]


# 3. The article's own voice and other unnamed speakers: at most one origin, and none beside a named voice.


def test_an_unnamed_speaker_beside_a_named_one_adds_nothing() -> None:
    broker = unnamed("a", "broker")
    (origin,) = origins(article("a", (broker, FIRST), (SCHOLAR, FIRST), (None, SECOND), more=(broker,), outlet="Post"))
    assert origin.name == "Tomas Rell"
    assert origin.companions == (Companion("broker", Tie.SENTENCE), Companion("Post", Tie.ARTICLE))


def test_several_unnamed_speakers_of_one_article_are_one_origin() -> None:
    officials, traders = unnamed("a"), unnamed("a", "traders")
    assert len(origins(article("a", (officials, FIRST), (traders, SECOND), more=(officials, traders)))) == 1


def test_a_body_that_is_only_described_is_no_named_voice() -> None:
    assert not is_named(SPY_AGENCY)
    assert names(article("a", (SPY_AGENCY, FIRST), (FARLAND, SECOND))) == ["Farland"]


def test_a_body_that_is_described_alike_in_two_articles_is_one_origin_and_a_mere_record_is_none() -> None:
    data, figures, report = (
        Entity(f"organization:{words.replace(' ', '-')}", EntityType.ORGANIZATION, words)
        for words in ("customs data", "customs figures", "report")
    )
    told = article("a", (data, FIRST), more=(data,)), article("b", (figures, SECOND), more=(figures,))
    assert len(origins(*told)) == 1
    other = article("c", (report, FIRST), more=(report,)), article("d", (report, SECOND), more=(report,))
    assert len(origins(*other)) == 2


def test_unnamed_speakers_in_the_articles_of_two_outlets_are_two_origins() -> None:
    first, second = unnamed("a"), unnamed("b")
    assert (
        len(origins(article("a", (first, FIRST), more=(first,)), article("b", (second, SECOND), more=(second,)))) == 2
    )


def test_the_own_voice_of_one_outlet_is_one_origin_and_that_of_two_is_two() -> None:
    first, second = article("a", (None, FIRST), outlet="Wire"), article("b", (None, SECOND), outlet="the wire")
    assert names(first, second) == ["Wire"]
    assert names(first, article("c", (None, SECOND), outlet="Post")) == ["Wire", "Post"]


def test_the_very_same_words_in_two_outlets_are_one_origin() -> None:
    (origin,) = origins(article("a", (None, FIRST), outlet="Wire"), article("b", (None, FIRST), outlet="Post"))
    assert (origin.name, origin.companions) == ("Wire", (Companion("Post", Tie.WORDS),))


def test_an_outlet_that_quotes_a_named_voice_once_adds_nothing_by_its_own_voice_elsewhere() -> None:
    quoting = article("a", (FARLAND, FIRST), (None, SECOND), outlet="Wire")
    assert names(quoting, article("b", (None, FIRST), outlet="Wire")) == ["Farland"]


def test_an_outlet_does_not_make_one_of_those_whom_it_quotes() -> None:
    first = article("a", (FARLAND, FIRST), (None, SECOND), outlet="Wire")
    assert names(first, article("b", (CHARITY, FIRST), (None, SECOND), outlet="Wire")) == ["Farland", "Arms Watch"]


# 4. A speaker who quotes another voice on the claim adds nothing to it.


def test_a_speaker_and_the_one_whom_he_quotes_are_one_origin() -> None:
    (origin,) = origins(relaying(article("a", (CHARITY, FIRST), (SCHOLAR, SECOND)), SCHOLAR))
    assert (origin.name, origin.companions) == ("Arms Watch", (Companion("Tomas Rell", Tie.QUOTES),))


def test_whoever_quotes_another_once_adds_nothing_in_other_articles() -> None:
    quoting = relaying(article("a", (CHARITY, FIRST)), WIRE)
    assert names(quoting, article("b", (WIRE, SECOND))) == ["Arms Watch"]


def test_two_whom_one_agency_quotes_are_two_origins() -> None:
    first, second = relaying(article("a", (CHARITY, FIRST)), WIRE), relaying(article("b", (FARLAND, FIRST)), WIRE)
    assert names(first, second, article("c", (WIRE, SECOND))) == ["Arms Watch", "Farland"]


def test_a_chain_of_thousands_who_quote_each_other_is_one_origin() -> None:
    chain = [Voice(Standing.NAMED, (0, 0))]
    chain += [Voice(Standing.NAMED, (one, one, one + 1)) for one in range(3000)]
    assert count_origins(chain) == 1


def test_two_who_quote_each_other_are_one_origin() -> None:
    assert (
        len(
            origins(
                relaying(article("a", (CHARITY, FIRST)), SCHOLAR), relaying(article("b", (SCHOLAR, FIRST)), CHARITY)
            )
        )
        == 1
    )


# 5. Who may speak for any state adds nothing where a state says the same.


def test_a_person_of_no_known_body_adds_nothing_to_a_state_of_another_article() -> None:
    (origin,) = origins(article("a", (FARLAND, FIRST)), article("b", (SCHOLAR, SECOND)))
    assert (origin.name, origin.companions) == ("Farland", (Companion("Tomas Rell", Tie.MAY_SPEAK_FOR),))
    assert names(article("a", (CHARITY, FIRST)), article("b", (SCHOLAR, SECOND))) == ["Arms Watch", "Tomas Rell"]


@pytest.mark.parametrize("name", ["energy ministry", "customs figures", "Finance Ministry", "spy agency"])
def test_an_office_of_which_nobody_says_whose_it_is_adds_nothing_to_a_state(name: str) -> None:
    office = Entity(f"organization:{name.lower().replace(' ', '-')}", EntityType.ORGANIZATION, name)
    (origin,) = origins(article("a", (FARLAND, FIRST)), article("b", (office, SECOND), more=(office,)))
    assert (origin.name, origin.companions) == ("Farland", (Companion(name, Tie.MAY_SPEAK_FOR),))
    assert len(origins(article("a", (CHARITY, FIRST)), article("b", (office, SECOND), more=(office,)))) == 2


def test_a_ministry_and_its_figures_are_one_voice_however_they_are_written() -> None:
    ministry, figures = (
        Entity(f"organization:{name.lower().replace(' ', '-')}", EntityType.ORGANIZATION, name)
        for name in ("Finance Ministry", "finance ministry figures")
    )
    told = article("a", (ministry, FIRST), more=(ministry,)), article("b", (figures, SECOND), more=(figures,))
    (origin,) = origins(*told)
    assert (origin.name, origin.companions) == ("Finance Ministry", (Companion("finance ministry figures", Tie.BODY),))


# 6. Names that are alike in one article, and speakers of one sentence who are not listed, are one voice.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.N. panel", "United Nations panel of experts"),
        ("figures from the Statistics Office", "National Statistics Office"),
        ("Bureau of Plant Industry records", "Bureau of Plant Industry"),
        ("Bureau of Customs", "Bureau of Plant Industry"),
    ],
)
def test_a_body_is_one_voice_in_two_articles_under_either_of_its_names(one: str, other: str) -> None:
    bodies = [Entity(f"organization:{slug(name)}", EntityType.ORGANIZATION, name) for name in (one, other)]
    told = (article(place, (body, FIRST), more=(body,)) for place, body in zip("ab", bodies, strict=True))
    assert len(origins(*told)) == 1


def test_an_own_voice_that_goes_straight_on_after_an_office_tells_what_the_office_said() -> None:
    first = "Norland sold rice to Veridia, the Bureau of Customs said."
    second = "It sold barley to Veridia."
    customs = Entity("organization:bureau-of-customs", EntityType.ORGANIZATION, "Bureau of Customs")
    text = f"{first} {second} Roads stayed open. It sold oats to Veridia."

    def told(sentence: str, good: str, speaker: str | None) -> Statement:
        start = text.index(sentence)
        evidence = Evidence("a", start, start + len(sentence), sentence)
        return Statement.of(Claim.of("state:N", "state:V", f"good:{good}"), Stance.ASSERTS, evidence, speaker=speaker)

    said = [
        told(first, "rice", customs.id),
        told(second, "barley", None),
        told("It sold oats to Veridia.", "oats", None),
    ]
    assert [one.voice for one in with_voices(said, {customs.id: customs})] == [customs.id, customs.id, None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("World Customs Organization", "Bureau of Customs"),
        ("International Energy Agency", "Kpler"),
        ("U.N. panel", "U.N. refugee agency"),
    ],
)
def test_bodies_of_different_names_that_are_no_state_s_are_two_voices(one: str, other: str) -> None:
    bodies = [Entity(f"organization:{slug(name)}", EntityType.ORGANIZATION, name) for name in (one, other)]
    told = (article(place, (body, FIRST), more=(body,)) for place, body in zip("ab", bodies, strict=True))
    assert len(origins(*told)) == 2


def test_several_names_of_one_body_in_one_article_are_one_voice() -> None:
    long, short, own = (
        Entity(f"organization:{id}", EntityType.ORGANIZATION, name)
        for id, name in (("example-news-institute", "Example News Institute"), ("eni", "ENI"), ("news-institute", "N"))
    )
    for other in (short, own):
        assert len(origins(article("a", (long, FIRST), (other, SECOND), more=(long, other)))) == 1


def test_a_description_and_a_name_in_one_sentence_are_one_voice_in_the_whole_article() -> None:
    chief = unnamed("a", "chief executive", FIRM)
    told = article("a", (chief, FIRST), (SCHOLAR, FIRST), (SCHOLAR, SECOND), more=(chief,))
    assert names(told) == ["Acme"]


def test_two_names_in_one_sentence_are_one_voice_unless_they_are_listed() -> None:
    assert len(origins(article("a", (FARLAND, FIRST), (CHARITY, FIRST)))) == 1
    assert len(origins(_listed("Farland and Arms Watch said so."))) == 2
    assert len(origins(_listed("Farland, as well as the Arms Watch, said so."))) == 2
    assert len(origins(_listed("Farland, Arms Watch said so."))) == 1
    assert len(origins(_listed("Farland told Arms Watch, it said."))) == 1


def test_a_person_of_no_known_body_adds_nothing_to_a_body_of_the_same_article() -> None:
    (origin,) = origins(article("a", (CHARITY, FIRST), (SCHOLAR, SECOND)))
    assert (origin.name, origin.companions) == ("Arms Watch", (Companion("Tomas Rell", Tie.ARTICLE),))
    assert len(origins(article("a", (MINISTER, FIRST), (SCHOLAR, SECOND)))) == 1


def test_a_person_joins_no_two_bodies() -> None:
    assert names(article("a", (FARLAND, FIRST), (SCHOLAR, FIRST), (CHARITY, SECOND))) == ["Farland", "Arms Watch"]


def test_a_party_that_confirms_what_an_outsider_alleges_in_the_same_sentence_is_an_origin_of_its_own() -> None:
    told = article("a", (FARLAND, FIRST), (NORLAND, FIRST))
    first, second = told.statements
    assert len(origins(replace(told, statements=(first, replace(second, stance=Stance.ASSERTS))))) == 2


def _listed(text: str) -> Reading:
    source = document("a", text)
    statements = []
    for speaker in (FARLAND, CHARITY):
        at = text.index(speaker.name)
        span = RoleSpan(Role.SPEAKER, at, at + len(speaker.name))
        statements.append(replace(says(source, claim(), Stance.ALLEGES, speaker), roles=(span,)))
    return reading(source, *statements, claims=(claim(),), more=MORE)


# What a reader is told.


def test_an_article_with_more_statements_of_one_claim_than_are_compared_is_one_origin() -> None:
    bodies = [Entity(f"firm:{number}", EntityType.FIRM, f"Body {number}") for number in range(101)]
    few, many = (
        article(name, *((body, FIRST) for body in bodies[:count]), more=tuple(bodies))
        for name, count in (("a", 2), ("b", 101))
    )
    assert len(origins(few)) == 1
    assert len(origins(many)) == 1
    assert len(origins(_apart(bodies[:100]))) == 100
    assert len(origins(_apart(bodies))) == 1


def _apart(bodies: list[Entity]) -> Reading:
    """An article in which each body says so in a sentence of its own."""
    sentences = [f"{body.name} says so." for body in bodies]
    source = document("c", " ".join(sentences))
    said = zip(bodies, sentences, strict=True)
    statements = [says(source, claim(), Stance.ALLEGES, body, quote=quote) for body, quote in said]
    return reading(source, *statements, claims=(claim(),), more=tuple(bodies))


def test_an_origin_is_told_with_those_who_belong_to_it_and_why() -> None:
    (origin,) = origins(relaying(article("a", (ENVOY, FIRST), (WIRE, SECOND)), WIRE))
    assert str(origin) == "Farland with Ilse Brandt (speaks for it), Example Wire (quotes it)"


def test_why_lists_the_origins(capsys: pytest.CaptureFixture[str]) -> None:
    network = Network.of_readings([article("a", (FARLAND, FIRST), (CHARITY, SECOND), (None, SECOND), outlet="Post")])
    show_reasons(network, [claim().id])
    told = capsys.readouterr().out
    assert "3 affirming statements, 2 independent origins" in told
    assert "origin 1: Farland" in told
    assert "origin 2: Arms Watch with Post (same sentence)" in told


# What holds of any statements.


@UNHURRIED
@given(st.lists(readings(), max_size=4, unique_by=lambda one: one.document.article.id), st.randoms())
def test_the_order_of_articles_and_statements_does_not_matter(some: list[Reading], chance: random.Random) -> None:
    shuffled = [replace(one, statements=tuple(chance.sample(one.statements, len(one.statements)))) for one in some]
    chance.shuffle(shuffled)
    assert _groups(some) == _groups(shuffled)


@UNHURRIED
@given(st.lists(readings(), min_size=1, max_size=4, unique_by=lambda one: one.document.article.id))
def test_every_affirming_statement_belongs_to_exactly_one_origin(some: list[Reading]) -> None:
    for record in Network.of_readings(some).records.values():
        grouped = [id for origin in record.origin_groups for id in origin.statements]
        assert sorted(grouped) == sorted(statement.id for statement in record.affirming)
        assert record.origins == len(record.origin_groups) >= bool(record.affirming)


IDS = st.sampled_from("abcdef")
KEYS = st.lists(st.sampled_from("abcdefuvwxyz"), min_size=1, max_size=3)
NAMED = st.builds(
    lambda standing, ids, relays: Voice(standing, (*ids, *relays)),
    st.sampled_from((Standing.NAMED, Standing.STATE, Standing.UNPLACED)),
    st.tuples(IDS, IDS),
    st.lists(IDS, max_size=2),
)
UNNAMED = st.builds(
    lambda standing, keys: Voice(standing, tuple(keys)), st.sampled_from((Standing.UNNAMED, Standing.OFFICE)), KEYS
)
VOICES = st.lists(NAMED | UNNAMED, max_size=7)


@given(VOICES, NAMED | UNNAMED)
def test_one_statement_more_raises_the_count_by_one_at_most(some: list[Voice], more: Voice) -> None:
    assert count_origins([*some, more]) <= count_origins(some) + 1


@given(VOICES, NAMED, st.randoms())
def test_a_known_speaker_of_a_known_voice_never_raises_the_count(
    some: list[Voice], known: Voice, chance: random.Random
) -> None:
    again = Voice(known.standing, known.keys[:2])
    told = [known, *some]
    assert count_origins([*told, again]) <= count_origins(told)
    assert count_origins(chance.sample(told, len(told))) == count_origins(told)


def _groups(some: list[Reading]) -> dict[str, tuple[Origin, ...]]:
    return {id: record.origin_groups for id, record in Network.of_readings(some).records.items()}
