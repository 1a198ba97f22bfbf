"""`assemble plan`: the table, the costs, the JSON, the picture, and what is wrong usage."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from making import HEAD, NEWS, SAMPLE, picture, small_issue, write_issue
from PIL import Image

from assemble import cli

Run = Callable[..., tuple[int, str, str]]
"""Exit status, stdout, stderr."""
PHOTO = """\
        photos:
          - {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y}
"""


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `assemble plan` as the shell would."""

    def command(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        monkeypatch.setattr("sys.argv", ["assemble", "plan", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), *capfd.readouterr()

    return command


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A sound issue with a photograph and a blank page."""
    folder = small_issue(tmp_path / "so-1", manifest=HEAD + NEWS + PHOTO)
    return write_issue(folder, {"photos/x.jpg": picture()})


def test_the_table(run: Run) -> None:
    """Each page in its spread, with section, article, fill and what was chosen."""
    status, out, _ = run(SAMPLE)

    assert status == 0
    assert out.startswith("Bản tin đối ngoại · Số 04/2021")
    lines = out.splitlines()
    numbers = [
        int(line.split()[0]) for line in lines if re.match(r"\d+ ", line) and "|" not in line
    ]
    assert numbers == list(range(1, len(numbers) + 1))
    (two,) = [n for n, line in enumerate(lines) if re.match(r"2 +\(masthead\)", line)]
    assert (lines[two - 1], lines[two + 1].split()) == ("", ["3", "(contents)"])
    assert any(re.search(r"articles/election +\d+% +photograph", line) for line in lines)
    assert max(map(len, lines)) <= 116


def test_what_would_save_the_blank_page(run: Run, issue: Path) -> None:
    """The table ends with it, and the warning says the same."""
    status, out, err = run(issue)

    assert status == 0
    assert "\n4                         (blank)" in out
    assert "3 pages; 4 needs " in out
    assert "warning[blank-pages] 1 page is empty" in err
    assert "(hint: 3 pages; 4 needs " in err


def test_explain_sums_up(run: Run) -> None:
    """The costs by name sum up to the plan's, those by article to each name's."""
    status, out, _ = run(SAMPLE, "--explain")
    _, _, costs = out.partition("\ncosts\n")
    number = r"([\d,]+\.\d)"

    def found(pattern: str) -> list[float]:
        return [float(n.replace(",", "")) for n in re.findall(pattern, costs, re.MULTILINE)]

    names, articles = (
        found(rf"^ *{number} +\d+ × \w+:"),
        found(rf"^ +{number} +(?:\d+ × )?(?:the issue|[\w/-]+)$"),
    )
    (total,) = found(rf"^ *{number} +in all$")
    assert status == 0
    assert sum(names) == pytest.approx(total, abs=0.05 * (len(names) + 1))
    assert sum(articles) == pytest.approx(total, abs=0.05 * (len(articles) + 1))
    assert "page_turn: an article that goes on over a leaf" in costs
    assert re.search(r"28 pages +[\d,.]+ \(chosen\)", costs)


def test_without_explain_no_costs(run: Run) -> None:
    """They are printed on request."""
    assert "page_turn" not in run(SAMPLE)[1]


def test_json(run: Run, issue: Path) -> None:
    """One object with findings and plan; the charges sum up to the cost exactly."""
    status, out, err = run(issue, "--json")
    value: dict[str, Any] = json.loads(out)
    flat = value["plan"]

    assert (status, err) == (0, "")
    assert [finding["code"] for finding in value["findings"]] == ["blank-pages"]
    assert sum(c["amount"] for c in flat["charges"]) == pytest.approx(flat["cost"], abs=1e-6)
    assert [page["kind"] for page in flat["pages"]] == ["cover", "contents", "text", "blank"]
    (text,) = flat["pages"][2]["articles"]
    assert (text["article"], text["begins"]) == ("articles/a", True)
    assert {"pages": 3, "cost": pytest.approx(flat["cost"] - 20000)} in flat["counts"]
    assert flat["more"]["pages"] == 4
    assert flat["advice"].startswith("3 pages; 4 needs")


def test_errors(run: Run, issue: Path, tmp_path: Path) -> None:
    """Errors are told as by `check`; there is no plan, and no picture."""
    small_issue(issue, manifest=HEAD + NEWS + "        kind: featur\nx: 1\n")
    out = tmp_path / "a.png"

    status, table, err = run(issue, "--picture", out)
    assert (status, table) == (1, "")
    assert "error[unknown-key]" in err
    assert not out.exists()
    status, text, _ = run(issue, "--json")
    assert status == 1
    assert json.loads(text)["plan"] is None


def test_overset_is_planned(run: Run, issue: Path, tmp_path: Path) -> None:
    """Pages that text runs off are an error, but are shown, marked, and drawn."""
    small_issue(issue, manifest=HEAD + NEWS, vi="# Lời\n\n> " + "chữ " * 1500)
    out = tmp_path / "a.png"

    status, table, err = run(issue, "--picture", out)
    assert status == 1
    assert "error[overset]" in err
    assert re.search(r"% over$|% over ", table, re.MULTILINE)
    assert out.exists()


@pytest.mark.parametrize("layout", ["bulletin", "bulletin-three", "journal"])
def test_layout(run: Run, issue: Path, layout: str) -> None:
    """Any layout may be tried."""
    assert run(issue, "--layout", layout)[0] == 0


def test_picture_as_png(run: Run, tmp_path: Path) -> None:
    """All pages in spreads: as wide as six, with the photographs in their colours."""
    out = tmp_path / "new" / "plan.png"
    assert run(SAMPLE, "--picture", out)[0] == 0

    with Image.open(out) as drawn:
        assert drawn.format == "PNG"
        width, height = drawn.size
        colours = drawn.convert("RGB").getcolors(1 << 24)
    assert 2000 < width < 4000
    assert 1.5 < width / height < 3
    assert colours is not None
    assert len(colours) > 10000
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_picture_as_pdf(run: Run, tmp_path: Path) -> None:
    """One page that is drawn like the PNG, its labels as text."""
    pdf, png = tmp_path / "plan.pdf", tmp_path / "plan.png"
    assert run(SAMPLE, "--picture", pdf)[0] == 0
    assert run(SAMPLE, "--picture", png)[0] == 0
    document = pypdfium2.PdfDocument(pdf)

    assert len(document) == 1
    words = document[0].get_textpage().get_text_range()
    assert "28 pages" in words
    assert "28 · back cover" in words
    with Image.open(png) as drawn:
        assert [n / 2 for n in drawn.size] == pytest.approx(document[0].get_size(), abs=1)
        here = drawn.convert("L").resize((40, 20))
    there = document[0].render(scale=1).to_pil().convert("L").resize((40, 20))
    apart = [abs(a - b) for a, b in zip(here.tobytes(), there.tobytes(), strict=True)]
    assert sum(apart) / len(apart) < 8


def test_picture_shows_the_marks(run: Run, tmp_path: Path) -> None:
    """An underfull page has a frame of its colour, which no other has."""
    texts = {f"articles/{name}.{x}.md": "# Một\n\nHai.\n" for name in "ab" for x in ("vi", "en")}
    more = "      - text: articles/b\n        kind: list\n"
    write_issue(tmp_path / "a", {"issue.yaml": HEAD + NEWS + more, **texts})
    counts = []
    for folder in (tmp_path / "a", small_issue(tmp_path / "b")):
        out = tmp_path / f"{folder.name}.png"
        assert run(folder, "--picture", out)[0] == 0
        with Image.open(io.BytesIO(out.read_bytes())) as drawn:
            pixels = drawn.convert("RGB").getcolors(1 << 24) or []
        counts.append(sum(n for n, colour in pixels if colour == (255, 128, 0)))

    legend = counts[1]
    assert 0 < legend < 1000
    assert counts[0] > 5 * legend


def test_the_picture_may_be_drawn_again(run: Run, issue: Path) -> None:
    """Also into the issue's folder, where other pictures are never overwritten."""
    for _ in range(2):
        for name in ("plan.png", "build/plan.pdf"):
            assert run(issue, "--picture", issue / name)[0] == 0


@pytest.mark.parametrize("name", ["plan.jpg", "plan", "photos/p.png", "photos", "issue.yaml"])
def test_wrong_usage(run: Run, issue: Path, name: str) -> None:
    """Another ending, a folder, a source file: exit 2, and nothing is written."""
    write_issue(issue, {"photos/p.png": picture((40, 30), "PNG")})
    before = {path: path.read_bytes() for path in issue.rglob("*") if path.is_file()}

    status, out, err = run(issue, "--picture", issue / name)

    assert (status, out) == (2, "")
    assert "argument --picture" in err
    assert {path: path.read_bytes() for path in issue.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("arguments", [[], ["nowhere"], [".", "--layout", "x"], [".", "--explian"]])
def test_other_wrong_usage(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    """No issue, an unknown layout or option."""
    given = [str(tmp_path) if argument == "." else argument for argument in arguments]

    assert run(*given)[0] == 2


def test_picture_that_cannot_be_written(run: Run, issue: Path, tmp_path: Path) -> None:
    """A folder that is a file: exit 1 and a finding, the plan is printed all the same."""
    (tmp_path / "file").write_text("text")

    status, out, err = run(issue, "--picture", tmp_path / "file" / "a.png")

    assert status == 1
    assert "error[not-written]" in err
    assert "articles/a" in out
