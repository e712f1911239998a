"""The longest files of tests begin first, as a table that is kept with them says."""

from __future__ import annotations

from pathlib import Path

import pytest
from costs import costs_in, longest_first


def test_the_longest_files_come_first_and_others_stay_as_they_were() -> None:
    quick, slow, slower, other = (Path(name) for name in ("quick.py", "slow.py", "slower.py", "other.py"))
    assert longest_first([quick, slow, other, slower], {slow: 60, slower: 90}) == [slower, slow, quick, other]


def test_the_table_names_files_that_exist() -> None:
    assert all(seconds > 0 for seconds in costs_in().values())


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "costs.tsv").write_text("# Costs.\nfile\tseconds\nunit/test_gone.py\t9\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"costs\.tsv: there is no file .*test_gone\.py"):
        costs_in(tmp_path / "costs.tsv")
