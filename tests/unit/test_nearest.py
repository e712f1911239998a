"""Which statement of an article stands nearest to another one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.model import Evidence, Stance, Statement
from claimgraph.graph.nearest import Nearest, place


def said(number: int, start: int, stance: Stance, voice: str) -> Statement:
    return Statement(f"s{number}", "claim:1", stance, Evidence("a", start, start + 4, "word"), voice=voice)


STATEMENTS = st.lists(
    st.tuples(
        st.integers(0, 30), st.sampled_from([Stance.ASSERTS, Stance.ALLEGES]), st.sampled_from(["firm:a", "firm:b"])
    ),
    max_size=12,
)


@given(STATEMENTS, st.integers(0, 30), st.sampled_from(Stance), st.sampled_from([None, "firm:a", "firm:c"]))
def test_it_is_the_one_that_a_comparison_with_all_finds(
    placed: list[tuple[int, Stance, str]], start: int, stance: Stance, lead: str | None
) -> None:
    statements = [said(number, *one) for number, one in enumerate(placed)]
    sought = said(99, start, stance, "firm:z")
    expected = min(
        (one for one in statements if lead in (None, one.voice)),
        key=lambda one: (one.stance is not stance, abs(one.evidence.start - start), place(one)),
        default=None,
    )
    assert Nearest(statements).to(sought, lead) == expected


def test_a_statement_that_is_one_of_them_is_its_own_nearest() -> None:
    statements = [said(number, 0, Stance.ASSERTS, "firm:a") for number in range(3)]
    assert Nearest(statements).to(statements[2], "firm:a") == statements[2]
