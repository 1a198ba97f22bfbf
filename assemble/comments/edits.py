"""Mechanical comments as edits of the source, shown as diffs, written all or none.

In: a review that was led to the source as it is now, the issue folder. Out: `Edit`s, and for every
mechanical comment that can't be one a `Refusal` with its reason. Nothing is guessed: the words must
stand in the file exactly as quoted, once where they stand, outside marks.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from assemble.comments.manuscript import Manuscript, manuscripts
from assemble.comments.model import MECHANICAL, Comment, Edit, Refusal, Review, Span
from assemble.comments.read import folder_of
from assemble.comments.wanted import Want, fitted, wanted, without_gap
from assemble.model.finding import Finding, Findings, Location, Severity
from assemble.read.source import clean
from assemble.saving import save

AROUND = 30
"""Characters before and after the words with which they must stand once in the file."""

UNSAFE: Mapping[str, str] = {
    "md": "*_`[]<>\\|#",
    "csv": '";,\t*_`[]<>\\|',
    "yaml": ":#{}[],&*!|>'\"%@`\\",
    "yml": ":#{}[],&*!|>'\"%@`\\",
}
"""Characters that mean something in a file's form: words that bring one in are left to people."""


def edits_of(
    review: Review, issue: Path, findings: Findings
) -> tuple[tuple[Edit, ...], tuple[Refusal, ...]]:
    """The edits that a review's comments ask for, in order of file and place.

    Edits that touch each other are refused, both.
    """
    asked = [comment for comment in review.comments if comment.mark.kind in MECHANICAL]
    files = {comment.place.at.file for comment in asked if comment.place.at}
    texts = manuscripts(folder_of(issue), files, findings)
    made: list[tuple[Comment, Edit]] = []
    refused: list[Refusal] = []
    for comment in asked:
        found = _edit(comment, texts)
        if isinstance(found, Edit):
            made.append((comment, found))
        else:
            refused.append(Refusal(comment, found))
    touching = {n for n, (_, edit) in enumerate(made) for m, (_, other) in enumerate(made)
                if n != m and _touch(edit, other)}  # fmt: skip
    refused += [
        Refusal(made[n][0], "another comment changes the same words") for n in sorted(touching)
    ]
    edits = [edit for n, (_, edit) in enumerate(made) if n not in touching]
    return tuple(sorted(edits)), tuple(sorted(refused, key=lambda item: item.comment.number))


def _edit(comment: Comment, texts: Mapping[str, Manuscript]) -> Edit | str:
    """The edit that a comment asks for, or why there is none."""
    place = comment.place
    if comment.is_refused:
        return f"its thread says: {comment.state.lower()}"
    want = wanted(comment)
    if want is None:
        return "it doesn't say what to put in"
    if place.at is None or place.at.file not in texts:
        return "its file isn't in the issue any more"
    if place.how == "nearest" or place.span is None:
        return "its words don't stand in the source as they were set"
    manuscript = texts[place.at.file]
    span = place.span
    if comment.mark.kind == "insert":
        return _insertion(comment, manuscript, span)
    return _replacement(comment, want, manuscript, span)


def _insertion(comment: Comment, manuscript: Manuscript, span: Span) -> Edit | str:
    """An insertion between two known letters, in the white between them if there is any."""
    text = manuscript.text
    gap = text[span.start : span.end]
    if gap.strip():
        return "marks stand in the source between the words"
    at = span.start
    new = fitted(_inserted(comment), text, at)
    return _checked(comment, manuscript, Edit(manuscript.file, at, at, "", new, comment.number))


def _inserted(comment: Comment) -> str:
    want = wanted(comment)
    return want.new.strip() if want else ""


def _replacement(comment: Comment, want: Want, manuscript: Manuscript, span: Span) -> Edit | str:
    """A replacement or deletion of words that stand in the source as they were set."""
    text = manuscript.text
    old = text[span.start : span.end]
    if " ".join(clean(old).split()) != comment.quoted:
        return "marks, or other letters than were set, stand in the source"
    start, end = span
    if not want.new:
        start, end = without_gap(text, start, end)
        if not text[:start].strip(" \t#>-*").rpartition("\n")[2] and _ends(text, end):
            return "it would leave nothing of the line"
    elif want.new == old:
        return "it asks for no other words"
    edit = Edit(manuscript.file, start, end, text[start:end], want.new, comment.number)
    return _checked(comment, manuscript, edit)


def _ends(text: str, at: int) -> bool:
    """Whether nothing more stands on the line."""
    return not text[at:].partition("\n")[0].strip()


def _checked(comment: Comment, manuscript: Manuscript, edit: Edit) -> Edit | str:
    """An edit, or what makes it unsafe."""
    text = manuscript.text
    form = manuscript.file.lower().rpartition(".")[2]
    unsafe = sorted(set(edit.new) & set(UNSAFE.get(form, "")) - set(edit.old))
    if "\n" in edit.new or "\r" in edit.new:
        return "it brings in more than one paragraph"
    if unsafe:
        return f"it brings in {' '.join(unsafe)}, which means something in this file"
    around = text[max(0, edit.start - AROUND) : edit.end + AROUND]
    if text.count(around) != 1:
        return "the same words stand in the file several times"
    if _in_markup(text, edit, form):
        return "its words are part of a link, a code or a table's path"
    if comment.place.how == "text" and len(around.strip()) < AROUND:
        return "too little stands around it to be sure"
    return edit


_MARKUP = re.compile(r"\]\([^)\n]*\)|`[^`\n]*`|<[^>\n]*>|\[\^[^\]\n]*\]")


def _in_markup(text: str, edit: Edit, form: str) -> bool:
    """Whether an edit reaches into what isn't text."""
    if form != "md":
        return False
    last = max(edit.end, edit.start + 1)
    return any(
        match.start() < last and edit.start < match.end() for match in _MARKUP.finditer(text)
    )


def _touch(edit: Edit, other: Edit) -> bool:
    return edit.file == other.file and edit.start <= other.end and other.start <= edit.end


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A file's text with edits that don't overlap done.

    Raises:
        ValueError: if the text isn't what they were made for.
    """
    for edit in sorted(edits, reverse=True):
        if text[edit.start : edit.end] != edit.old:
            raise ValueError(f"{edit.file} has changed since the comments were read")
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def unified(edit: Edit, text: str) -> str:
    """An edit of a file's text as a unified diff of its lines."""
    lines = text.splitlines(keepends=True)
    new = edited(text, [edit]).splitlines(keepends=True)
    names = f"a/{edit.file}", f"b/{edit.file}"
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for line in difflib.unified_diff(lines, new, *names, n=0)
    )


def write(edits: Sequence[Edit], issue: Path) -> list[Finding]:
    """Write edits into their files, all or none; returns what went wrong.

    A file that can't be written, or that isn't any more what the edits were made for, leaves all
    files as they were.
    """
    findings = Findings()
    texts = manuscripts(folder_of(issue), {edit.file for edit in edits}, findings)
    new: dict[str, str] = {}
    for file in sorted({edit.file for edit in edits}):
        try:
            own = [edit for edit in edits if edit.file == file]
            new[file] = edited(texts[file].text, own) if file in texts else _gone(file)
        except ValueError as error:
            return [_fault(file, str(error))]
    written: list[str] = []
    for file, text in new.items():
        path = texts[file].path.resolve()
        fault = save(path, [text.encode()])
        if fault:
            back = [save(texts[one].path.resolve(), [texts[one].text.encode()]) for one in written]
            return [fault, *(failed for failed in back if failed)]
        written.append(file)
    return []


def _gone(file: str) -> str:
    raise ValueError(f"{file} isn't in the issue any more")


def _fault(file: str, message: str) -> Finding:
    advice = "read the comments again, then apply them"
    return Finding(
        severity=Severity.ERROR,
        code="not-applied",
        message=message,
        at=Location(file),
        hint=advice,
    )
