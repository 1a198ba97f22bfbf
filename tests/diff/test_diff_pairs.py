"""Pairs of issues that differ in one known correction: the report says exactly that."""

from dataclasses import replace
from pathlib import Path

import pytest
from differing import (
    Edit,
    Files,
    difference,
    edition_of,
    files,
    replaced,
    told,
)
from making import picture

from assemble.diff.compare import compared
from assemble.diff.snapshot import snapshot_of
from assemble.diff.values import DrawnPage, Outcome
from assemble.model.edition import Edition

VOTE = "articles/vote.vi.md"
RAIN = "articles/rain.vi.md"
RAIN_EN = "articles/rain.en.md"
GATE = "articles/gate.vi.md"
GATE_EN = "articles/gate.en.md"


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The issue before any correction."""
    return edition_of(tmp_path_factory.mktemp("base"), files())


def paragraphs(name: str, change: Edit) -> Edit:
    """A correction of the list of an article's paragraphs, the headline first."""

    def edit(content: Files) -> None:
        text = content[name]
        assert isinstance(text, str)
        parts: Files = {str(n): part for n, part in enumerate(text.strip().split("\n\n"))}
        change(parts)
        content[name] = "\n\n".join(str(parts[key]) for key in parts) + "\n"

    return edit


def swapped(content: Files) -> None:
    """The first two paragraphs change places."""
    content["1"], content["2"] = content["2"], content["1"]


def to_the_end(content: Files) -> None:
    """The first paragraph becomes the last."""
    content["9"] = content.pop("1")


def carried(content: Files) -> None:
    """A paragraph of one article goes to the end of another."""
    source, target = content[RAIN], content["articles/visit.vi.md"]
    assert isinstance(source, str)
    assert isinstance(target, str)
    parts = source.split("\n\n")
    content["articles/visit.vi.md"] = target + "\n" + parts.pop(2) + "\n"
    content[RAIN] = "\n\n".join(parts)


def carried_and_edited(content: Files) -> None:
    """It does, and a word of it is changed."""
    carried(content)
    replaced("articles/visit.vi.md", "theo sát mưa lũ", "bám sát mưa lũ")(content)


def renamed(content: Files) -> None:
    """The files of an article get another name."""
    replaced("issue.yaml", "articles/rain", "articles/storm")(content)
    for language in ("vi", "en"):
        content[f"articles/storm.{language}.md"] = content.pop(f"articles/rain.{language}.md")


def moved_article(content: Files) -> None:
    """The first article becomes the last of the issue."""
    manifest = content["issue.yaml"]
    assert isinstance(manifest, str)
    start = manifest.index("      - text: articles/vote")
    end = manifest.index("      - text: articles/visit")
    entry = manifest[start:end]
    content["issue.yaml"] = manifest[:start] + manifest[end:] + entry


def narrower(content: Files) -> None:
    """The trim loses ten millimetres, and every measure with it."""
    content["issue.yaml"] = f"{content['issue.yaml']}print: {{trim: [200mm, 297mm]}}\n"


def without_photo(content: Files) -> None:
    """A photograph is taken out with its caption."""
    manifest = content["issue.yaml"]
    assert isinstance(manifest, str)
    start = manifest.index("        photos:\n")
    content["issue.yaml"] = (
        manifest[:start] + manifest[manifest.index("      - text: articles/vis") :]
    )


def together(*edits: Edit) -> Edit:
    """Several corrections."""

    def edit(content: Files) -> None:
        for each in edits:
            each(content)

    return edit


PAIRS: dict[str, tuple[Edit, list[str]]] = {
    "nothing": (lambda _: None, []),
    "one word": (
        replaced(VOTE, "ba kiến nghị", "bốn kiến nghị"),
        ["edited body vote vi [ba>bốn]"],
    ),
    "one number in a list": (
        replaced(GATE_EN, "until nine in", "until ten in"),
        ["edited list gate en [nine>ten]"],
    ),
    "words taken out": (
        replaced("articles/vote.en.md", "This morning the", "The"),
        ["edited body vote en [This morning the>The]"],
    ),
    "words put in": (
        replaced(RAIN_EN, "more money and", "more money, lorries and"),
        ["edited body rain en [money>money, lorries]"],
    ),
    "two places of a paragraph": (
        together(replaced(RAIN_EN, "three requests", "five requests"),
                 replaced(RAIN_EN, "in writing", "by letter")),
        ["edited body rain en [three>five] [in writing>by letter]"],
    ),
    "a space": (
        replaced(RAIN, "hằng tuần", "hằngtuần"),
        ["edited body rain vi [hằng tuần>hằngtuần]"],
    ),
    "a stop": (replaced(VOTE, "làm.", "làm!"), ["edited body vote vi [làm.>làm!]"]),
    "a tone mark": (replaced(RAIN, "trả lời", "trà lời"), ["edited body rain vi [trả>trà]"]),
    "a word set bold": (
        replaced(RAIN, "ba kiến nghị", "**ba kiến nghị**"),
        ["edited body rain vi [ba kiến nghị>ba kiến nghị] set in another face"],
    ),
    "a paragraph more": (
        replaced(RAIN_EN, "The districts made", "Two roads were cut off.\n\nThe districts made"),
        ["new body rain en Two roads were"],
    ),
    "a paragraph less": (
        paragraphs(RAIN, lambda parts: parts.__delitem__("2")),
        ["gone body rain vi Phát biểu tại"],
    ),
    "a paragraph rewritten": (
        paragraphs(RAIN, lambda parts: parts.update({"2": "Trường học đóng cửa hai hôm vì lụt."})),
        ["gone body rain vi Phát biểu tại", "new body rain vi Trường học đóng"],
    ),
    "a paragraph divided": (
        replaced(RAIN_EN, "area. The\nmeeting", "area.\n\nThe\nmeeting"),
        ["edited body rain en [>¶]"],
    ),
    "two paragraphs joined": (
        replaced(RAIN_EN, "undone.\n\nSpeaking", "undone. Speaking"),
        ["edited body rain en [¶>]"],
    ),
    "paragraphs swapped": (paragraphs(RAIN, swapped), []),
    "a paragraph to the end": (paragraphs(RAIN, to_the_end), []),
    "a paragraph to another article": (carried, []),
    "such a paragraph edited": (carried_and_edited, ["edited body visit vi [theo>bám]"]),
    "a word of a headline": (
        replaced(GATE_EN, "# Faster clearance", "# Quicker clearance"),
        ["edited headline gate en [Faster>Quicker]"],
    ),
    "another headline": (
        replaced(GATE_EN, "# Faster clearance", "# No more queues"),
        ["edited headline gate en [Faster clearance>No more queues]"],
    ),
    "the kicker": (
        replaced(GATE, "kicker: Cửa khẩu", "kicker: Biên giới"),
        ["edited kicker gate vi [Cửa khẩu>Biên giới]"],
    ),
    "the standfirst": (
        replaced(GATE, "ùn lại", "kẹt lại"), ["edited standfirst gate vi [ùn>kẹt]"],
    ),
    "the byline": (
        replaced("issue.yaml", "visit\n        author: Mai Thu", "visit\n        author: Lê An"),
        ["edited byline visit en [Mai Thu>Le An]", "edited byline visit vi [Mai Thu>Lê An]"],
    ),
    "a caption": (
        replaced("issue.yaml", "Voters at the polls", "Voters queue"),
        ["edited caption vote en [at the polls>queue]"],
    ),
    "another picture": (
        lambda content: content.update({"photos/vote.jpg": picture((1200, 900), "PNG")}),
        ["edited photo vote another picture"],
    ),
    "a picture less": (
        without_photo,
        ["gone caption vote en Voters at the", "gone caption vote vi Cử tri bỏ", "gone photo vote"],
    ),
    "a picture of other proportions": (
        lambda content: content.update({"photos/gate.jpg": picture((1500, 1200))}),
        ["edited photo gate another picture"],
    ),
    "a cell": (
        replaced("articles/trade.en.csv", "87.2", "78.2"),
        ["edited table trade en [87.2>78.2]"],
    ),
    "a row more": (
        replaced("articles/trade.en.csv", "3;Coc", "2a;Binh Nghi;3.3\n3;Coc"),
        ["new table trade en 2a | Binh"],
    ),
    "a row less": (
        replaced("articles/trade.vi.csv", "3;Cốc Nam;9,1\n", ""),
        ["gone table trade vi 3 | Cốc"],
    ),
    "rows in another order": (
        replaced(
            "articles/trade.vi.csv", "2;Chi Ma;87,2\n3;Cốc Nam;9,1", "3;Cốc Nam;9,1\n2;Chi Ma;87,2"
        ),
        [],
    ),
    "a table's head": (
        replaced("articles/trade.en.csv", "Border gate", "Gate"),
        ["edited table-header trade en [Border gate>Gate]"],
    ),
    "an item of a list": (
        replaced(GATE, "1. Mở", "1. Làm mái che cho bãi.\n2. Mở"),
        ["new list gate vi Làm mái che"],
    ),
    "an article to the end": (moved_article, []),
    "an article's files renamed": (renamed, []),
    "reflow by a narrower measure": (narrower, []),
    "reflow and one word": (
        together(narrower, replaced(VOTE, "ba kiến nghị", "bốn kiến nghị")),
        ["edited body vote vi [ba>bốn]"],
    ),
    "the publication's title": (
        replaced("issue.yaml", "vi: Bản tin,", "vi: Tờ tin,"),
        ["edited nameplate vi [Bản>Tờ]"],
    ),
    "the issue's number": (
        replaced("issue.yaml", "number: 1/2024", "number: 2/2024"),
        ["edited number vi [1/2024>2/2024]"],
    ),
    "a section's title": (
        replaced("issue.yaml", "vi: Tin tức", "vi: Thời sự"),
        ["edited section vi [Tin tức>Thời sự]"],
    ),
    "a name of the masthead": (
        replaced("issue.yaml", "name: Mai Thu, role", "name: Mai Thu Hà, role"),
        ["edited masthead vi [>Hà]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_report_says_what_was_done(name: str, base: Edition, tmp_path: Path) -> None:
    """What has to be read is the correction and nothing else; pages are edited where it stands."""
    edit, expected = PAIRS[name]
    content = files()
    edit(content)

    found = difference(base, edition_of(tmp_path, content))

    assert sorted(map(told, found.touched)) == expected
    kept = [change for change in found.changes if change.old and change.new]
    for change in kept:
        if change.outcome in (Outcome.IDENTICAL, Outcome.MOVED):
            assert [block.words for block in change.old] == [block.words for block in change.new]
    touched = {mark.page for change in found.touched for mark in change.marks}
    assert touched == set(found.numbers(Outcome.EDITED, Outcome.NEW))


def made(base: Edition, folder: Path, edit: Edit):  # type: ignore[no-untyped-def]
    """The difference that a correction makes."""
    content = files()
    edit(content)
    return difference(base, edition_of(folder, content))


def test_identical_pages_are_named(base: Edition, tmp_path: Path) -> None:
    """A word on page 4 leaves the seven other pages identical."""
    found = made(base, tmp_path, replaced(VOTE, "ba kiến nghị", "bốn kiến nghị"))

    assert found.numbers(Outcome.EDITED) == (4,)
    assert found.numbers(Outcome.IDENTICAL) == (1, 2, 3, 5, 6, 7, 8)


def test_contents_and_teasers_follow(base: Edition, tmp_path: Path) -> None:
    """A headline is edited where it stands; cover and contents follow."""
    found = made(base, tmp_path, replaced(GATE_EN, "# Faster clearance", "# Quicker clearance"))

    assert found.numbers(Outcome.EDITED) == (6,)
    assert found.numbers(Outcome.FOLLOWS) == (1, 3)


def test_moved_article_is_named(base: Edition, tmp_path: Path) -> None:
    """An article that was moved is told as moved and in another order, with its pages."""
    found = made(base, tmp_path, moved_article)

    assert [each.article for each in found.articles if each.reordered] == ["articles/vote"]
    (vote,) = (each for each in found.articles if each.article == "articles/vote")
    assert vote.outcome is Outcome.MOVED
    assert vote.old_pages == (4,)
    assert vote.new_pages != (4,)


def test_reflow_is_all_moved(base: Edition, tmp_path: Path) -> None:
    """A narrower measure moves text and edits none; no page is identical."""
    found = made(base, tmp_path, narrower)

    texts = [change for change in found.changes if change.block.role == "body"]
    assert {change.outcome for change in texts} == {Outcome.MOVED}
    assert found.touched == ()
    assert found.numbers(Outcome.MOVED) == tuple(range(1, 9))


def test_renumbered_items_follow(base: Edition, tmp_path: Path) -> None:
    """A list's items after a new one follow: their numbers aren't the editor's."""
    found = made(base, tmp_path, replaced(GATE, "1. Mở", "1. Làm mái che cho bãi.\n2. Mở"))

    follows = [c for c in found.changes if c.outcome is Outcome.FOLLOWS and c.block.role == "list"]
    assert [change.detail[0] for change in follows] == [
        "number 1. became 2.", "number 2. became 3.", "number 3. became 4.",
    ]  # fmt: skip


def test_renamed_article_is_known(base: Edition, tmp_path: Path) -> None:
    """An article under another name is the same, on identical pages."""
    found = made(base, tmp_path, renamed)

    assert [(each.article, each.was) for each in found.articles if each.was] == [
        ("articles/storm", "articles/rain")
    ]
    assert found.numbers(Outcome.IDENTICAL) == tuple(range(1, 9))


def test_article_more_and_less(base: Edition, tmp_path: Path) -> None:
    """An article that is taken out is gone, and back it is new; contents follow."""
    content = files()
    replaced("issue.yaml", "      - text: articles/rain\n", "")(content)
    without = edition_of(tmp_path, content)

    gone, new = difference(base, without), difference(without, base)
    assert [e.article for e in gone.articles if e.outcome is Outcome.GONE] == ["articles/rain"]
    assert [e.article for e in new.articles if e.outcome is Outcome.NEW] == ["articles/rain"]
    assert {change.outcome for change in gone.touched} == {Outcome.GONE}
    assert {change.outcome for change in new.touched} == {Outcome.NEW}
    assert {change.block.article for change in (*gone.touched, *new.touched)} == {"articles/rain"}


def test_size_and_crop_of_a_picture(base: Edition, tmp_path: Path) -> None:
    """A picture of another size or crop moved; it isn't edited."""
    edit = replaced(
        "issue.yaml", "file: photos/gate.jpg", "file: photos/gate.jpg\n            size: page"
    )
    found = made(base, tmp_path, edit)

    (photo,) = (
        c
        for c in found.changes
        if c.block.image and c.block.article == "articles/gate" and not c.block.derived
    )
    assert photo.outcome is Outcome.MOVED
    assert any(" mm, is " in each for each in photo.detail)
    assert found.touched == ()


def test_footnote_before_another(tmp_path: Path) -> None:
    """A new footnote is told where it stands; the numbers of those after it follow."""
    content = files()
    replaced(RAIN_EN, "weekly and", "weekly[^b] and")(content)
    content[RAIN_EN] = f"{content[RAIN_EN]}\n[^b]: The second note is here.\n"
    old = edition_of(tmp_path, content)
    replaced(RAIN_EN, "the floods with departments", "the floods[^a] with departments")(content)
    content[RAIN_EN] = f"{content[RAIN_EN]}\n[^a]: Another note comes first.\n"
    found = difference(old, edition_of(tmp_path, content))

    assert [told(change) for change in found.touched] == [
        "edited body rain en [floods>floods†]",
        "new footnote rain en Another note comes",
    ]
    follows = [c.detail[0] for c in found.changes if c.outcome is Outcome.FOLLOWS]
    assert follows == ["number 1 became 2", "number 1 became 2"]


def test_part_of_a_paragraph_moved(base: Edition, tmp_path: Path) -> None:
    """A sentence that went into another paragraph is told with where it stood."""
    content = files()
    sentence = "The public must be kept informed."
    replaced(RAIN_EN, sentence, "")(content)
    replaced(RAIN_EN, "of this month.", f"of this month. {sentence}")(content)
    found = difference(base, edition_of(tmp_path, content))

    source, target = found.touched
    assert source.words[0].old == target.words[0].new == sentence
    assert source.detail[-1] == (
        "“The public must be kept informed. …” now stands in articles/rain, page 5, line 9"
    )
    assert "stood in articles/rain, page 5, line 6" in target.detail[-1]


def test_pages_pushed_by_a_spread(base: Edition) -> None:
    """Pages that follow two more pages are known as the content of old ones."""
    old = snapshot_of(base)
    more = [DrawnPage(number, "", ()) for number in (6, 7)]
    pushed = [page._replace(number=page.number + 2) for page in old.pages[5:]]
    found = compared(old, replace(old, pages=(*old.pages[:5], *more, *pushed)))

    assert {page.number: page.same_as for page in found.pages if page.number > 7} == {
        8: 6, 9: 7, 10: 8,
    }  # fmt: skip
    assert found.numbers(Outcome.IDENTICAL) == (1, 2, 3, 4, 5)
    assert found.touched == ()
