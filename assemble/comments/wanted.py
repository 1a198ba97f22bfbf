"""What a comment wants the text to be, where it says so plainly.

A strike-out without words deletes; with words it replaces, whatever program wrote it: few people
use the tool for replacements, most strike out and write. Words that say what to do (`bỏ`,
`replace with`) aren't taken for the text.
"""

import re
from typing import NamedTuple

from assemble.comments.model import MECHANICAL, Comment
from assemble.comments.squeeze import letters_of

DELETE = frozenset(
    letters_of(word)
    for word in ("delete", "remove", "del", "cut", "xóa", "xoá", "bỏ", "lược bỏ", "xóa bỏ", "cắt")
)
"""Words that only say again that the text is to go."""
_LEAD = re.compile(
    r"\s*(?:thay bằng|thay thành|sửa thành|sửa lại thành|đổi thành|replace (?:with|by)|"
    r"change to|should be|insert|add|thêm|chèn|->|→|=>)\s*:?\s+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s*(?:\"(?P<a>[^\"]*)\"|“(?P<b>[^”]*)”|«(?P<c>[^»]*)»)\s*")
_CLOSING = tuple(",.;:!?)”’»%")
_OPENING = tuple("(“‘«")


class Want(NamedTuple):
    """Characters `start` to `end` of a block's set text are to become `new`."""

    start: int
    end: int
    new: str


def wanted(comment: Comment) -> Want | None:
    """What a comment wants; None where it is a note, or an insertion of nothing."""
    mark, place = comment.mark, comment.place
    if mark.kind not in MECHANICAL:
        return None
    words = _words(mark.text)
    if mark.kind == "insert":
        if not words.strip() or place.start != place.end:
            return None
        at = place.start
        if words.strip().startswith(_CLOSING):
            at = len(place.text[:at].rstrip())
        return Want(at, at, fitted(words, place.text, at))
    if letters_of(words) in DELETE or (
        mark.kind == "strike-out" and words.strip() == comment.quoted
    ):
        words = ""
    if not words:
        start, end = without_gap(place.text, place.start, place.end)
        return Want(start, end, "")
    return Want(place.start, place.end, words)


def _words(text: str) -> str:
    """The words to set, without those that say what to do with them."""
    lead = _LEAD.match(text)
    words = text[lead.end() :] if lead else text
    quoted = _QUOTED.fullmatch(words)
    if quoted:
        return quoted["a"] or quoted["b"] or quoted["c"] or ""
    return words if not lead else words.strip()


def fitted(words: str, text: str, at: int) -> str:
    """Words as they are inserted into a text: with a space where two words would meet.

    Between two letters of a word they go in as they are.
    """
    before, after = text[:at][-1:], text[at:][:1]
    inside = before.isalnum() and after.isalnum()
    if inside:
        return words
    bare = words.strip()
    head = "" if not before or before.isspace() or before in _OPENING else " "
    tail = "" if not after or after.isspace() or after in _CLOSING else " "
    if bare.startswith(_CLOSING) or (head and not bare[0].isalnum() and words[0] != " "):
        head = ""
    if bare.endswith(_OPENING) or (tail and not bare[-1].isalnum() and words[-1] != " "):
        tail = ""
    return f"{head}{bare}{tail}"


def without_gap(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch to delete, with one of the two spaces that would meet, or one before a mark."""
    before, after = text[:start][-1:], text[end:][:1]
    if before.isspace() and (not after or after.isspace() or after in _CLOSING):
        return start - 1, end
    if not before and after.isspace():
        return start, end + 1
    return start, end
