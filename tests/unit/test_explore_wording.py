"""What somebody asks who types more than a name into the search of the live page."""

from __future__ import annotations

import pytest

from claimgraph.app.explore.wording import asked_for


def runs(typed: str) -> list[tuple[str, str]]:
    return [(" ".join(run.words), run.part) for run in asked_for(typed).runs]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("drones Iran", [("drones iran", "")]),
        ("North Korea shells", [("north korea shells", "")]),
        ("who arms Haftar", [("haftar", "recipient")]),
        ("who supplies Libya with drones", [("libya", "recipient"), ("drones", "recipient")]),
        ("what does Iran supply", [("iran", "supplier")]),
        ("Iran sells drones to Russia", [("iran", "supplier"), ("drones", "recipient"), ("russia", "recipient")]),
        ("drones from Iran to Russia", [("drones", ""), ("iran", "supplier"), ("russia", "recipient")]),
        ("shells supplied by North Korea", [("shells", "supplier"), ("north korea", "supplier")]),
        ("who?", []),
        ("", []),
    ],
)
def test_names_stand_in_runs_with_the_part_that_the_words_beside_them_tell(
    typed: str, expected: list[tuple[str, str]]
) -> None:
    assert runs(typed) == expected


@pytest.mark.parametrize("typed", ["who arms Haftar", "Iran arms", "arms Iran", "who is arming Libya"])
def test_to_arm_is_to_supply_with_weapons(typed: str) -> None:
    assert asked_for(typed).goods == ("weapons",)


def test_arms_at_the_end_are_a_good_and_say_nothing_about_who_supplies() -> None:
    assert runs("Iran arms") == [("iran", "")]


@pytest.mark.parametrize(
    ("typed", "since"),
    [
        ("who arms Libya since 2022", "2022"),
        ("drones since 2022-05 Iran", "2022-05"),
        ("Iran since 2022-05-01", "2022-05-01"),
        ("Iran since", ""),
        ("Boeing 2022", ""),
    ],
)
def test_since_takes_a_year_a_month_or_a_day(typed: str, since: str) -> None:
    asked = asked_for(typed)
    assert asked.since == since
    if since:
        assert not any(word in since for word in asked.sought)


def test_the_longest_names_of_a_run_come_first_at_each_word() -> None:
    (run,) = asked_for("North Korea shells").runs
    assert [run.words[start:end] for start, end in run.spans()][:3] == [
        ("north", "korea", "shells"),
        ("north", "korea"),
        ("north",),
    ]


def test_a_long_text_is_read_no_further_than_a_question_goes() -> None:
    assert len(asked_for("word " * 10_000).sought) == 10
