"""Every kind of annotation is read with its words, its thread and its place."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from commenting import Proof, annotated, items, only, put, quad_of, quads, review, words_of
from pikepdf import Array, Dictionary, Name, Stream

from assemble.model.finding import Findings

WORDS = "1,562 polling stations"
FILE = "articles/election.en.md"


def at_words(comment: Any, words: str = WORDS) -> None:
    """The comment leads to the words in the article."""
    at = comment.place.at
    assert at is not None
    assert (at.file, at.line) == (FILE, WHERE.line)
    assert at.column == WHERE.column(words)
    assert comment.place.language == "en"
    assert comment.place.role == "body"


class WHERE:
    """Where the words stand in the sample issue."""

    line = 5
    text = ""

    @classmethod
    def column(cls, words: str) -> int:
        """The column of words on the line."""
        return cls.text.index(words) + 1


@pytest.fixture(scope="module", autouse=True)
def _line(proof: Proof) -> None:
    lines = (proof.issue / FILE).read_text("utf-8").splitlines()
    WHERE.line = next(n for n, line in enumerate(lines, 1) if WORDS in line)
    WHERE.text = lines[WHERE.line - 1]


@pytest.mark.parametrize("around", [False, True])
@pytest.mark.parametrize(
    ("subtype", "kind"),
    [
        ("Highlight", "highlight"),
        ("Underline", "underline"),
        ("Squiggly", "squiggly"),
        ("StrikeOut", "strike-out"),
        ("Redact", "redact"),
    ],
)
def test_quads(proof: Proof, tmp_path: Path, subtype: str, kind: str, *, around: bool) -> None:
    """Marks on text quote it in either order of the corners, with author, date and comment."""
    words = words_of(proof, WORDS)

    def add(pdf: pikepdf.Pdf) -> None:
        points = quads(words.quad, around=around)
        more = {"T": "Mai", "M": "D:20210620093000+07'00'", "Contents": "kiểm tra số"}
        put(pdf, words.page, subtype, words.quad, QuadPoints=points, **more)

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert comment.mark.kind == kind
    assert (comment.mark.author, comment.mark.text) == ("Mai", "kiểm tra số")
    assert comment.mark.date is not None
    assert comment.mark.date.isoformat() == "2021-06-20T09:30:00+07:00"
    assert comment.quoted == WORDS
    at_words(comment)


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [("Square", "square"), ("Circle", "circle"), ("Stamp", "stamp"), ("FreeText", "free-text")],
)
def test_shapes(proof: Proof, tmp_path: Path, subtype: str, kind: str) -> None:
    """A shape drawn around words quotes them."""
    words = words_of(proof, WORDS)

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, subtype, words.quad, Contents="x")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert (comment.mark.kind, comment.quoted) == (kind, WORDS)
    at_words(comment)


@pytest.mark.parametrize("subtype", ["Ink", "Polygon", "PolyLine", "Line"])
def test_lines_through_words(proof: Proof, tmp_path: Path, subtype: str) -> None:
    """A line drawn through words quotes them, also without any height of its own."""
    words = words_of(proof, WORDS)
    left, bottom, right, top = words.quad
    middle = (bottom + top) / 2
    points = [left, middle, right, middle]
    entries: dict[str, Any] = {
        "Ink": {"InkList": Array([Array(points)])},
        "Line": {"L": Array(points)},
    }.get(subtype, {"Vertices": Array(points)})

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, subtype, (left, middle, right, middle), **entries)

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert comment.mark.kind == subtype.lower()
    assert comment.quoted == WORDS
    at_words(comment)


def test_scribble_over_two_lines(proof: Proof, tmp_path: Path) -> None:
    """A scribble quotes whole words of every line that it touches."""
    words = words_of(proof, WORDS)
    left, bottom, _, top = words.quad
    middle = (bottom + top) / 2
    rect = (left + 3, middle - 13, left + 14, middle + 1)

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, "Ink", rect, InkList=Array([Array([*rect])]), Contents="?")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    first, *rest = comment.quoted.split()
    assert first == "1,562"
    assert rest
    assert all(word in WHERE.text.replace(",", "").split() for word in rest)


def test_ink_in_the_margin(proof: Proof, tmp_path: Path) -> None:
    """A scribble in the margin belongs to the line at its height in the nearest column."""
    words = words_of(proof, WORDS)
    with pikepdf.open(proof.path) as pdf:
        left, bottom, right, top = quad_of(pdf, words.page, words.item["rect"])
        edge = float(pdf.pages[words.page - 1].TrimBox[0])
    column_left = left < edge + 200
    x = left - 25 if column_left else right + 12
    rect = (x, bottom + 1, x + 8, top - 1)

    def add(pdf: pikepdf.Pdf) -> None:
        stroke = Array([rect[0], rect[1], rect[2], rect[3]])
        put(pdf, words.page, "Ink", rect, InkList=Array([stroke]), Contents="?")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert comment.place.how == "nearest"
    assert comment.quoted == ""
    assert comment.place.at is not None
    assert (comment.place.at.file, comment.place.at.line) == (FILE, WHERE.line)


def test_note_points_with_its_upper_left_corner(proof: Proof, tmp_path: Path) -> None:
    """A note belongs to the line under its upper left corner, though it covers the next one."""
    words = words_of(proof, WORDS)
    left, bottom, _, top = words.quad
    y = (bottom + top) / 2

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, "Text", (left + 1, y - 20, left + 21, y), Contents="ok?")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert comment.mark.kind == "note"
    at_words(comment)


def test_callout_points_with_its_tip(proof: Proof, tmp_path: Path) -> None:
    """A text beside the page belongs to the words that its line leads to."""
    words = words_of(proof, WORDS)
    left, bottom, _, top = words.quad
    tip = (left + 2, (bottom + top) / 2)

    def add(pdf: pikepdf.Pdf) -> None:
        line = Array([*tip, 20.0, 100.0, 10.0, 50.0])
        put(pdf, words.page, "FreeText", (2, 10, 40, 50), CL=line, Contents="đúng không?")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert comment.quoted == ""
    at_words(comment)


def test_arrow_points_with_its_head(proof: Proof, tmp_path: Path) -> None:
    """An arrow belongs to the words at its head, whichever end that is."""
    words = words_of(proof, WORDS)
    left, bottom, _, top = words.quad
    line = Array([300.0, 60.0, left + 2, (bottom + top) / 2])

    def add(pdf: pikepdf.Pdf) -> None:
        ends = Array([Name("/None"), Name.OpenArrow])
        rect = (min(300.0, left), 60, max(300.0, left), top)
        put(pdf, words.page, "Line", rect, L=line, LE=ends, IT=Name.LineArrow)

    at_words(only(annotated(proof.path, tmp_path / "a.pdf", add), proof))


@pytest.mark.parametrize("head", ["Caret", "StrikeOut"])
def test_replacement(proof: Proof, tmp_path: Path, head: str) -> None:
    """A caret and a strike-out that belong together are one replacement, whichever leads."""
    words = words_of(proof, WORDS)
    _, bottom, right, _ = words.quad

    def add(pdf: pikepdf.Pdf) -> None:
        caret = put(pdf, words.page, "Caret", (right - 4, bottom - 4, right + 4, bottom + 4))
        struck = put(pdf, words.page, "StrikeOut", words.quad, QuadPoints=quads(words.quad))
        caret.Contents = pikepdf.String("1,600 polling stations")
        first, second = (caret, struck) if head == "Caret" else (struck, caret)
        second.IRT = first
        second.RT = Name.Group
        first.T = pikepdf.String("Mai")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert comment.mark.kind == "replace"
    assert (comment.quoted, comment.mark.text) == (WORDS, "1,600 polling stations")
    assert comment.mark.author == "Mai"
    at_words(comment)


def test_caret_stands_between_letters(proof: Proof, tmp_path: Path) -> None:
    """An insertion knows the very gap of the text that its tip stands in."""
    words = words_of(proof, WORDS)
    _, bottom, right, _ = words.quad
    x = right + 0.5

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, "Caret", (x - 4, bottom - 5, x + 4, bottom + 3), Contents="in all")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)
    place = comment.place

    assert comment.mark.kind == "insert"
    assert place.text[: place.start].rstrip().endswith(WORDS)
    assert place.span is not None
    source = (proof.issue / FILE).read_text("utf-8")
    assert source[: place.span.start].endswith(WORDS)


def test_thread_with_states(proof: Proof, tmp_path: Path) -> None:
    """Replies and states hang on their comment in order of time, a reply to a reply too."""
    words = words_of(proof, WORDS)

    def add(pdf: pikepdf.Pdf) -> None:
        head = put(
            pdf, words.page, "Highlight", words.quad, QuadPoints=quads(words.quad), Contents="Sai?"
        )
        reply = put(
            pdf, words.page, "Text", words.quad, IRT=head, Contents="Đúng", M="D:20210621", T="An"
        )
        more = {"StateModel": "Review", "M": "D:20210623", "T": "Mai"}
        put(pdf, words.page, "Text", words.quad, IRT=reply, State="Rejected", **more)
        put(pdf, words.page, "Text", words.quad, IRT=head, Contents="Xem", M="D:20210622", T="Bo")
        marked = {"State": "Marked", "StateModel": "Marked", "M": "D:20210624"}
        put(pdf, words.page, "Text", words.quad, IRT=head, **marked)

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert [(r.author, r.text, r.state) for r in comment.mark.replies] == [
        ("An", "Đúng", ""),
        ("Bo", "Xem", ""),
        ("Mai", "", "Rejected"),
        ("", "", ""),
    ]
    assert comment.state == "Rejected"
    assert comment.is_refused


def test_reply_by_name_and_orphans(proof: Proof, tmp_path: Path) -> None:
    """A reply may name its parent; one whose parent is gone, or that answers itself, stays."""
    words = words_of(proof, WORDS)

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, "Text", words.quad, NM="abc", Contents="head")
        put(pdf, words.page, "Text", words.quad, IRT="abc", Contents="answer")
        put(pdf, words.page, "Text", words.quad, IRT="gone", Contents="orphan")
        one = put(pdf, words.page, "Text", words.quad, Contents="one")
        two = put(pdf, words.page, "Text", words.quad, IRT=one, Contents="two")
        one.IRT = two

    found = review(annotated(proof.path, tmp_path / "a.pdf", add), proof).comments

    assert [(c.mark.text, [r.text for r in c.mark.replies]) for c in found] == [
        ("head", ["answer"]),
        ("orphan", []),
        ("one", ["two"]),
    ]


def test_texts_from_elsewhere(proof: Proof, tmp_path: Path) -> None:
    """Where the contents are empty the words come from rich text, the popup or the stamp's name."""
    words = words_of(proof, WORDS)
    rich = "<body><p>Thay <b>tên</b> &amp; số</p><p>hai</p></body>"

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, "FreeText", words.quad, RC=rich)
        stream = pdf.make_stream(b"<p>stream</p>")
        put(pdf, words.page, "Text", words.quad, RC=stream)
        popup = put(pdf, words.page, "Popup", (0, 0, 9, 9), Contents="from the popup")
        put(pdf, words.page, "Text", words.quad, Popup=popup)
        put(pdf, words.page, "Stamp", words.quad, Name=Name.Approved)

    found = review(annotated(proof.path, tmp_path / "a.pdf", add), proof).comments

    assert sorted(c.mark.text for c in found) == [
        "Approved",
        "Thay tên & số\nhai",
        "from the popup",
        "stream",
    ]


def test_attachment(proof: Proof, tmp_path: Path) -> None:
    """An attached file is told by its name, without the sender's folders."""
    words = words_of(proof, WORDS)
    file = Dictionary(Type=Name.Filespec, F="C:\\Users\\mai\\ảnh mới.jpg")

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, "FileAttachment", words.quad, FS=file, Contents="ảnh thay thế")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert (comment.mark.kind, comment.mark.attachment) == ("file", "ảnh mới.jpg")


def test_links_are_no_comments(proof: Proof, tmp_path: Path) -> None:
    """Links, videos and printer's marks are passed over without a word."""
    found = Findings()

    def add(pdf: pikepdf.Pdf) -> None:
        for subtype in ("Link", "Screen", "PrinterMark", "TrapNet"):
            put(pdf, 4, subtype, (10, 10, 90, 90), Contents="x")

    made = review(annotated(proof.path, tmp_path / "a.pdf", add), proof, found)

    assert made.comments == ()
    assert found.items == []


def test_picture(proof: Proof, tmp_path: Path) -> None:
    """A circle drawn over most of a photograph belongs to it, though it touches the caption."""
    page, item = next(p for p in items(proof, "photo") if p[0] > 3)
    left, top, width, height = item["rect"]

    def add(pdf: pikepdf.Pdf) -> None:
        area = (left + 5, top + 5, width - 10, height + 10)
        put(pdf, page, "Circle", quad_of(pdf, page, area), Contents="ảnh khác")

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert comment.place.role == "photo"
    assert comment.place.at is not None
    assert (comment.place.at.file, comment.place.at.line) == (item["file"], item["line"])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page(proof: Proof, tmp_path: Path, turn: int) -> None:
    """A page that was turned in the viewer doesn't move its comments."""
    words = words_of(proof, WORDS)

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages[words.page - 1].Rotate = turn
        put(pdf, words.page, "Highlight", words.quad, QuadPoints=quads(words.quad))

    comment = only(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert comment.quoted == WORDS
    at_words(comment)


def test_some_pages_only(proof: Proof, tmp_path: Path) -> None:
    """Of a proof from which a few pages were sent back, each knows its number by its slug line."""
    words = words_of(proof, WORDS)

    def add(pdf: pikepdf.Pdf) -> None:
        put(pdf, words.page, "Highlight", words.quad, QuadPoints=quads(words.quad))
        del pdf.pages[: words.page - 1]
        del pdf.Root.Metadata

    made = review(annotated(proof.path, tmp_path / "a.pdf", add), proof)

    assert made.build == proof.sidecar["build"]
    assert made.comments[0].mark.page == 1
    assert made.comments[0].place.how == "place"
    at_words(made.comments[0])


def test_damaged_annotations(proof: Proof, tmp_path: Path) -> None:
    """Each damaged annotation is told with its page; the sound ones beside it are read."""
    words = words_of(proof, WORDS)
    found = Findings()

    def add(pdf: pikepdf.Pdf) -> None:
        page = words.page
        put(pdf, page, "Highlight", words.quad, QuadPoints=quads(words.quad), Contents="sound")
        holder = pdf.pages[page - 1].obj.Annots
        holder.append(7)
        holder.append(Dictionary(Rect=Array([1, 2, 3, 4])))
        holder.append(Dictionary(Subtype=Name.Text, Contents="no place"))
        holder.append(Dictionary(Subtype=Name.Strange, Contents="what is it"))
        odd = put(pdf, page, "Highlight", words.quad, QuadPoints=Array([1, 2, 3]), Contents="rect")
        odd.M = pikepdf.String("yesterday")
        odd.T = Array([])
        pdf.pages[0].obj.Annots = Name.Nothing

    path = annotated(proof.path, tmp_path / "a.pdf", add)
    made = review(path, proof, found)

    assert sorted(c.mark.text for c in made.comments) == ["rect", "sound"]
    assert {c.quoted for c in made.comments} == {WORDS}
    assert [item.code for item in found.items] == ["bad-annotation"] * 4
    assert all(f"page {words.page}" in item.message for item in found.items)


def test_no_pdf(proof: Proof, tmp_path: Path) -> None:
    """A file that is no PDF is an error at its path."""
    from assemble.comments.read import read_review

    path = tmp_path / "a.pdf"
    path.write_bytes(b"no PDF at all")
    found = Findings()

    assert read_review(path, proof.issue, proof.sidecar, found) is None
    assert [item.code for item in found.items] == ["bad-proof"]


def test_stream_of_rich_text_may_be_broken(proof: Proof, tmp_path: Path) -> None:
    """Rich text that can't be unpacked is a finding, not a fault of ours."""
    words = words_of(proof, WORDS)
    found = Findings()

    def add(pdf: pikepdf.Pdf) -> None:
        broken = Stream(pdf, b"garbage")
        broken.Filter = Name.FlateDecode
        put(pdf, words.page, "Text", words.quad, RC=pdf.make_indirect(broken))

    made = review(annotated(proof.path, tmp_path / "a.pdf", add), proof, found)

    assert [item.code for item in found.items] == ["bad-annotation"] or made.comments
