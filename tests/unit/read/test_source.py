"""Text files: decoding, places and names."""

import unicodedata
from pathlib import Path

import pytest

from assemble.model.finding import Findings, Location
from assemble.read.source import Sources, clean, decode, nearest


def test_columns_refer_to_the_source() -> None:
    """A column of composed text is turned into that of the decomposed source."""
    source = unicodedata.normalize("NFD", "Sở Ngoại vụ x")
    text = decode(f"a\n{source}".encode(), "a.md", Findings())

    assert text is not None
    assert text.text == "a\nSở Ngoại vụ x"
    column = text.text.split("\n")[1].index("x") + 1
    assert text.at(2, column) == Location("a.md", 2, source.index("x") + 1)
    assert text.at(2, 1) == Location("a.md", 2, 1)
    assert text.at(2, 99) == Location("a.md", 2, len(source) + 1)


def test_invisible_marks_are_dropped_with_one_note() -> None:
    """Zero-width and direction marks go; one note tells the first; columns stay the source's."""
    findings = Findings()

    text = decode("a\nx\u200by\u200fz \xad-\ufeff".encode(), "a.md", findings)

    assert text is not None
    assert text.text == "a\nxyz \xad-"
    assert text.at(2, 3) == Location("a.md", 2, 5)
    assert [(item.code, item.at) for item in findings.items] == [
        ("invisible-mark", Location("a.md", 2, 2))
    ]


@pytest.mark.parametrize("text", ["한글 각", "e\u0301\u0323x", "กำ", "a\u200b\u0301b", "\u0301a"])
def test_column_table_covers_the_line(text: str) -> None:
    """Each column of a cleaned line has a place, in growing order."""
    source = unicodedata.normalize("NFD", text)
    done = decode(source.encode(), "a.md", Findings())

    assert done is not None
    assert done.text == clean(source)
    columns = [done.at(1, i + 1).column or 0 for i in range(len(done.text) + 1)]
    assert columns == sorted(columns)
    assert columns[-1] == len(source) + 1


def test_digest_is_independent_of_the_place(tmp_path: Path) -> None:
    """The same files in another folder give the same digest; other names or bytes don't."""
    digests = []
    for folder, name, data in (("a", "x", "1"), ("b", "x", "1"), ("c", "y", "1"), ("d", "x", "2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(data)
        sources = Sources(tmp_path / folder)
        found = sources.find("", name, Location("m"), Findings())
        assert found is not None
        assert sources.read_bytes(found, Location("m"), Findings()) == data.encode()
        digests.append(sources.digest())

    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


def test_nearest_ignores_letter_case() -> None:
    """The nearest name is found across letter case, and none where nothing is like it."""
    assert nearest("Captoin", ("caption", "credit")) == "caption"
    assert nearest("zzz", ("caption", "credit")) is None
