"""What an issue asks of its layout and the layout doesn't have."""

from pathlib import Path

from making import HEAD, NEWS, laid_out, small_issue


def found(folder: Path) -> list[str]:
    """All findings as they are printed."""
    return [str(finding) for finding in laid_out(folder).findings]


def test_unknown_kind(tmp_path: Path) -> None:
    """A kind that the layout lacks is an error at its place, with the nearest as a hint."""
    folder = small_issue(tmp_path, manifest=HEAD + NEWS + "        kind: featur\n")

    assert found(folder) == [
        "issue.yaml:10:15: error[unknown-kind] the layout bulletin has no article kind 'featur'"
        " (hint: feature is one)"
    ]


def test_unknown_kind_without_a_near_one(tmp_path: Path) -> None:
    """Where none is near, all are named."""
    folder = small_issue(tmp_path, manifest=HEAD + NEWS + "        kind: xyz\n")

    (line,) = found(folder)
    assert "hint: it has news, feature, list" in line


def test_language_without_words(tmp_path: Path) -> None:
    """A language that the layout has no words in is set with those of the first one."""
    manifest = (HEAD + NEWS).replace("en", "fr")
    folder = small_issue(tmp_path, manifest=manifest)
    (tmp_path / "articles" / "a.en.md").rename(tmp_path / "articles" / "a.fr.md")

    lines = [line for line in found(folder) if "layout-words" in line]

    assert len(lines) == 1
    assert lines[0].startswith("issue.yaml:1:1: warning[layout-words] ")
    assert "no words in fr;" in lines[0]
    assert "those in vi" in lines[0]
    assert "layouts/bulletin/layout.yaml" in lines[0]


def test_regional_language_has_the_words_of_its_base(tmp_path: Path) -> None:
    """The words in `en` do for `en-GB`."""
    manifest = (HEAD + NEWS).replace("en", "en-GB")
    folder = small_issue(tmp_path, manifest=manifest)
    (tmp_path / "articles" / "a.en.md").rename(tmp_path / "articles" / "a.en-GB.md")

    assert not any("layout-words" in line for line in found(folder))
