"""A review as lines of text, as JSON and as a checklist in Markdown; verdicts likewise.

In: a review, or what came of it. Out: strings and JSON values; grouped by file, in order of line.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from assemble.comments.model import Applied, Area, Change, Comment, Place, Review, Verdict
from assemble.model.finding import Location

LONGEST = 160
"""Characters of a comment or quotation that are shown on a line; JSON has them all."""

OUTCOMES = {
    "done": "done",
    "not-done": "NOT DONE",
    "otherwise": "changed otherwise",
    "refused": "refused",
    "unclear": "to be read",
}
"""The outcomes of verdicts for people, in the order in which they are shown."""

NOWHERE = "set by the layout"
"""What is said for comments on what has no source of its own."""


def review_text(review: Review) -> str:
    """All comments as text, a file's under its name."""
    out = []
    for file, comments in by_file(review.comments):
        out.append(file)
        for comment in comments:
            out.append(f"  {place_text(comment.place)} {_head(comment)}")
            out += [f"      {line}" for line in _body(comment)]
    return "".join(f"{line}\n" for line in out)


def review_markdown(review: Review) -> str:
    """All comments as a checklist; an open box for each that isn't refused or completed."""
    out = []
    for file, comments in by_file(review.comments):
        out += [f"## {_escaped(file)}", ""]
        for comment in comments:
            box = "x" if comment.is_refused or comment.state == "Completed" else " "
            words = _escaped(": ".join(_body(comment)[:1]) or comment.mark.kind)
            out.append(
                f"- [{box}] {_escaped(_where(comment.place))} {_escaped(_head(comment))}: {words}"
            )
            out += [f"  - {_escaped(line)}" for line in _body(comment)[1:]]
        out.append("")
    return "".join(f"{line}\n" for line in out)


def review_value(review: Review) -> dict[str, Any]:
    """The JSON value of a review."""
    return {
        "file": review.file,
        "build": review.build,
        "current": review.current,
        "older": review.is_older,
        "comments": [comment_value(comment) for comment in review.comments],
    }


def comment_value(comment: Comment) -> dict[str, Any]:
    """The JSON value of a comment; rectangles are [left, top, width, height] as in the sidecar."""
    mark, place = comment.mark, comment.place
    value: dict[str, Any] = {
        "number": comment.number,
        "page": mark.page,
        "kind": mark.kind,
        "author": mark.author,
        "date": mark.date.isoformat() if mark.date else None,
        "quoted": comment.quoted,
        "comment": mark.text,
        "state": comment.state,
        "rects": [_rect(area) for area in mark.boxes],
        **_location(place.at),
        "language": place.language,
        "role": place.role,
        "article": place.article,
        "found": place.how,
        "block": {**_location(place.block), "text": place.text},
        "replies": [
            {
                "author": reply.author,
                "date": reply.date.isoformat() if reply.date else None,
                "comment": reply.text,
                "state": reply.state,
            }
            for reply in mark.replies
        ],
    }
    if mark.attachment:
        value["attachment"] = mark.attachment
    return value


def applied_text(applied: Applied) -> str:
    """What came of the comments: not done first, then what nobody asked for, last a count."""
    out = []
    order = ("not-done", "otherwise", "unclear", "refused", "done")
    for outcome in order:
        for verdict in applied.verdicts:
            if verdict.outcome == outcome:
                comment = verdict.comment
                out.append(f"{OUTCOMES[outcome]}: {_where(comment.place)} {_head(comment)}")
                out += [f"    {line}" for line in (*_body(comment), verdict.reason)]
    for change in applied.unasked:
        out.append(f"nobody asked for: {change.at} {change.kind} ({change.role})")
        out += [f"    {line}" for line in _sides(change)]
    out.append(_count(applied))
    return "".join(f"{line}\n" for line in out)


def applied_value(applied: Applied) -> dict[str, Any]:
    """The JSON value of what came of the comments."""
    return {
        "comments": [
            {
                **comment_value(verdict.comment),
                "outcome": verdict.outcome,
                "reason": verdict.reason,
                "now": verdict.now,
            }
            for verdict in applied.verdicts
        ],
        "unasked": [
            {
                **_location(change.at),
                "kind": change.kind,
                "role": change.role,
                "language": change.language,
                "old": change.old,
                "new": change.new,
            }
            for change in applied.unasked
        ],
    }


def applied_markdown(applied: Applied) -> str:
    """What came of the comments as a checklist: a closed box for what is done or refused."""
    out = []
    of: Mapping[int, Verdict] = {verdict.comment.number: verdict for verdict in applied.verdicts}
    for file, comments in by_file(verdict.comment for verdict in applied.verdicts):
        out += [f"## {_escaped(file)}", ""]
        for comment in comments:
            verdict = of[comment.number]
            box = "x" if verdict.outcome in ("done", "refused") else " "
            words = _escaped("; ".join([*_body(comment)[:1], verdict.reason]))
            head = f"{_where(comment.place)} {_head(comment)}"
            out.append(f"- [{box}] {_escaped(head)}: {words}")
        out.append("")
    if applied.unasked:
        out += ["## Nobody asked for", ""]
        out += [
            f"- [ ] {_escaped(f'{change.at} {change.kind} ({change.role})')}: "
            f"{_escaped('; '.join(_sides(change)))}"
            for change in applied.unasked
        ]
        out.append("")
    return "".join(f"{line}\n" for line in out)


def by_file(comments: Iterable[Comment]) -> Iterator[tuple[str, list[Comment]]]:
    """Comments by the file that they stand in, in order of line; those without one last."""

    def order(comment: Comment) -> tuple[bool, str, int, int, int]:
        at = comment.place.at
        line, column = (at.line or 0, at.column or 0) if at else (0, 0)
        return at is None, at.file if at else "", line, column, comment.number

    def file(comment: Comment) -> str:
        return comment.place.at.file if comment.place.at else NOWHERE

    for name, group in groupby(sorted(comments, key=order), key=file):
        yield name, list(group)


def place_text(place: Place) -> str:
    """The line and column, `line:column`."""
    if place.at is None or place.at.line is None:
        return NOWHERE
    return ":".join(str(part) for part in place.at[1:] if part is not None)


def _where(place: Place) -> str:
    return str(place.at) if place.at else NOWHERE


def _head(comment: Comment) -> str:
    """`(p. 4, Mai, 2021-06-20, vi body, strike-out)`; what isn't known is left out."""
    mark, place = comment.mark, comment.place
    parts = [f"p. {mark.page}", mark.author, f"{mark.date:%Y-%m-%d}" if mark.date else ""]
    parts += [" ".join(filter(None, (place.language, place.role))), mark.kind]
    near = {"text": "found by its words", "nearest": "nearest to it"}
    parts.append(near.get(place.how, ""))
    return f"({', '.join(part for part in parts if part)})"


def _body(comment: Comment) -> list[str]:
    """What is quoted and said, then the attachment and the replies."""
    mark = comment.mark
    said = _line(mark.text)
    lines = []
    if comment.quoted:
        arrow = f" → {said}" if said else ""
        lines.append(f"“{_line(comment.quoted)}”{arrow}")
    elif said:
        lines.append(said)
    if mark.attachment:
        lines.append(f"attached: {_line(mark.attachment)}")
    for reply in mark.replies:
        words = ", ".join(part for part in (reply.state.lower(), _line(reply.text)) if part)
        lines.append(f"{reply.author or 'reply'}: {words}")
    return lines


def _line(text: str) -> str:
    """A text on one line, without control characters, not too long."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"


def _sides(change: Change) -> list[str]:
    sides = [("was", change.old), ("is", change.new)]
    return [f"{side}: {_line(text)}" for side, text in sides if text]


def _count(applied: Applied) -> str:
    found = [verdict.outcome for verdict in applied.verdicts]
    parts = [
        f"{found.count(name)} {said.lower()}" for name, said in OUTCOMES.items() if name in found
    ]
    parts.append(f"{len(applied.unasked)} changes nobody asked for")
    return ", ".join(parts)


def _location(at: Location | None) -> dict[str, Any]:
    file, line, column = at or (None, None, None)
    return {"file": file, "line": line, "column": column}


def _rect(area: Area) -> list[float]:
    left, top, right, bottom = area
    return [round(side, 2) for side in (left, top, right - left, bottom - top)]


def _escaped(text: str) -> str:
    """Text in which Markdown finds no marks."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
