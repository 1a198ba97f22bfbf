"""Any small issue with any fillers: nothing lost, nothing dearer than without them."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import context_of, write_issue
from test_property_pages import SIZES, Files, issues, made, photo, text, wrongs

from assemble.page import plan as planning
from assemble.page.context import Context
from assemble.page.offers import PlannedFiller

FORM = (1800, 2600)
"""Pixels of a photograph that may have a page to itself."""


@st.composite
def filler(draw: st.DrawFn) -> tuple[str, Files]:
    """A random filler, as the manifest has it, and its picture."""
    size = draw(st.sampled_from(["", ", size: column", ", size: wide", ", size: half"]))
    size = draw(st.sampled_from([size, ", size: page"]))
    kind = draw(st.sampled_from(["photo", "notice", "notice", "quote", "advertisement"]))
    if kind in ("photo", "advertisement"):
        shape = draw(st.sampled_from([*SIZES, FORM]))
        name = f"photos/{shape[0]}x{shape[1]}.jpg"
        more = ", caption: Cỏ, credit: Hồ" if kind == "photo" else ""
        return f"{{{kind}: {{file: {name}{more}}}{size}}}", {name: shape}
    words = [f"{each}: '{draw(text(each, 1, 90))}'" for each in ("vi", "en")]
    return f"{{{kind}: {{{', '.join(words)}}}{size}}}", {}


@st.composite
def filled(draw: st.DrawFn) -> Files:
    """The files of a random issue with fillers."""
    files = dict(draw(issues()))
    lines = []
    for line, pictures in draw(st.lists(filler(), min_size=1, max_size=5)):
        lines.append(f"  - {line}\n")
        files |= pictures
    files["issue.yaml"] = f"{files['issue.yaml']}fillers:\n{''.join(lines)}"
    return files


def context(files: Files, *, fillers: bool) -> Context:
    """The means for the issue of some files, with its fillers or without."""
    data = {n: f if isinstance(f, str) else photo(f) for n, f in files.items()}
    if not fillers:
        manifest = files["issue.yaml"]
        assert isinstance(manifest, str)
        data["issue.yaml"] = manifest.partition("fillers:")[0]
    with tempfile.TemporaryDirectory() as folder:
        return context_of(write_issue(Path(folder), data))


@given(filled())
@settings(max_examples=40)
def test_any_issue_with_fillers(files: Files) -> None:
    """Nothing off its page or on another thing; all text once, in order, and broken well."""
    assert wrongs(*made(files)) == ""


@given(filled())
@settings(max_examples=30)
def test_fillers_never_cost(files: Files) -> None:
    """A plan with fillers is never dearer than without, nor than page by page; the order holds."""
    means = context(files, fillers=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "FORCED", 1e9)  # the same variants in all of them
        plan = planning.plan_issue(means, 3)
        greedy = planning.plan_issue(means, 3, greedy=True)
        without = planning.plan_issue(context(files, fillers=False), 3)
    used = [entry.filler.at.line for entry in plan.entries if isinstance(entry, PlannedFiller)]

    assert plan.cost <= greedy.cost + 1e-6
    assert plan.cost <= without.cost + 1e-6
    assert used == sorted(set(used))
    pages = [entry.page for entry in plan.entries]
    assert pages == sorted(pages)
