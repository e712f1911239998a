"""A file is written whole or not at all, and through nobody's link."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.graph.files import write_whole


def test_the_text_stands_in_the_file_as_it_is_and_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "старый\n")
    write_whole(tmp_path / "a.txt", "neu\r\nß\n")
    assert (tmp_path / "a.txt").read_bytes() == "neu\r\nß\n".encode()
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_what_cannot_be_written_leaves_the_earlier_file_and_no_part(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "kept")
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "a.txt", "half a character: \ud800")
    assert (tmp_path / "a.txt").read_text("utf-8") == "kept"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_that_lies_at_the_target_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("kept", "utf-8")
    (tmp_path / "a.txt").symlink_to(tmp_path / "precious")
    write_whole(tmp_path / "a.txt", "new")
    assert (tmp_path / "precious").read_text("utf-8") == "kept"
    assert (tmp_path / "a.txt").read_text("utf-8") == "new"
