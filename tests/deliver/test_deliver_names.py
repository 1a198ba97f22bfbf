"""Names of files, jobs and inks that every system takes."""

import re

import pytest

from assemble.deliver.names import is_nmtoken, names_of, plain_name, separations

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bản tin đối ngoại", "Ban-tin-doi-ngoai"),
        ("ĐỐI NGOẠI Lạng Sơn", "DOI-NGOAI-Lang-Son"),
        ("04/2021", "04-2021"),
        ("Số 1 + 2 (Tết)", "So-1-2-Tet"),
        ("..\\a:b*?\t\n", "a-b"),
        ("Straße “ø”", "Strasse-o"),
        ("北京", "issue"),
        ("", "issue"),
        ("---", "issue"),
        ("x" * 500, "x" * 80),
        ("a\u0300 e\u0302\u0301", "a-e"),
    ],
)
def test_plain_names_are_ascii(text: str, name: str) -> None:
    """Letters lose their marks, all else becomes a hyphen, and nothing is ever empty."""
    assert plain_name(text) == name
    assert PLAIN.fullmatch(plain_name(text))
    assert is_nmtoken(plain_name(text))


def test_members_are_named_after_the_issue() -> None:
    """The parcel's folder and PDFs bear the issue's name, in plain letters."""
    names = names_of("Số 04/2021")

    assert names.folder == "So-04-2021-delivery"
    assert names.pages == "So-04-2021-print.pdf"
    assert len({name.lower() for name in names}) == len(names)
    assert all(PLAIN.fullmatch(name) for name in names)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Gold", True),
        ("Vàng", True),
        ("871-C.x_y:z", True),
        ("PANTONE 871 C", False),
        ("a/b", False),
        ("", False),
        ("x²", False),
        ("a×b", False),
        ("Va\u0300ng", True),
        ("Vàng\n", False),
    ],
)
def test_nmtokens_are_known(text: str, known: bool) -> None:
    """Letters of any script, digits and four signs make an NMTOKEN; white and others don't."""
    assert is_nmtoken(text) is known


def test_inks_get_tokens_of_their_own() -> None:
    """Names that are tokens stay; others are made so, and no two inks share one."""
    inks = ("Black", "PANTONE-871-C", "PANTONE 871 C", "PANTONE/871 C", "金")
    tokens = separations(inks)

    assert tokens["Black"] == "Black"
    assert tokens["PANTONE-871-C"] == "PANTONE-871-C"
    assert tokens["PANTONE 871 C"] == "PANTONE-871-C-2"
    assert tokens["PANTONE/871 C"] == "PANTONE-871-C-3"
    assert tokens["金"] == "金"
    assert len(set(tokens.values())) == len(inks)
