"""Phone numbers, mail and web addresses, accounts, and numbers of documents.

In: a piece of text. Out: facts, and the text without them. Values are made alike: a phone's
figures with +84 as 0, addresses in small letters, documents without diacritics.
"""

import re

from assemble.agree.dates import Taken, blanked
from assemble.agree.facts import WEAK, Fact, Piece, folded
from assemble.agree.languages.base import Language

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"“”()\0]+|"
    r"(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu|info|asia|cn|kr|jp)(?:/[^\s()\0]*)?"
    r"(?![\w])",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?<![\w/])\d{1,5}(?:(?:/(?:19|20)\d\d)?/[A-ZĐ]{1,6}\d{0,3}|-[A-ZĐ]{1,6}/[A-ZĐ]{1,6})"
    r"(?:[-/&][A-ZĐ]{1,8}\d{0,3})*(?![\w])"
)
_PHONE = re.compile(
    r"(?<![\w.,/])(?:\(\+?\d{1,4}\)[ .-]?|\+\d{1,3}[ .-]?\(?)?"
    r"\d{2,5}\)?(?:[ .\u00a0-]\d{2,5}){1,4}(?![\w/%]|[.,]\d)|"
    r"(?<![\w.,/])(?:\+84|0)\d{8,10}(?![\w/]|[.,]\d)"
)
_ACCOUNT = re.compile(r"(?<![\w.,/])\d[\d .-]{5,24}\d(?![\w/]|[.,]\d)")
_CODE = re.compile(
    r"(?<![\w./])(?:[A-Za-zĐđ]{1,10}-?\d{1,5}[A-Za-z]?|\d{1,3}[A-Z]{1,2})(?![\w])(?!-\d)"
)
_FIGURE = re.compile(r"\d")
_CALLING_CODE = "84"
"""Vietnam (ITU-T E.164, list of country codes)."""


def read_contacts(piece: Piece, text: str, language: Language | None) -> Taken:
    """Mail, web, documents, accounts, phones, codes, in this order."""
    facts: list[Fact] = []
    if "@" in text:
        text = _take(facts, piece, text, _MAIL, "mail")
    if "." in text:
        text = _take(facts, piece, text, _WEB, "web")
    if not _FIGURE.search(text):
        return Taken(facts, text)
    text = _take(facts, piece, text, _DOCUMENT, "document")
    text = _accounts(facts, piece, text, language)
    text = _phones(facts, piece, text)
    return Taken(facts, _codes(facts, piece, text))


def _take(facts: list[Fact], piece: Piece, text: str, pattern: re.Pattern[str], kind: str) -> str:
    """Take what a pattern finds."""
    for match in pattern.finditer(text):
        start, end = match.span()
        while text[end - 1] in ".,;:!?":
            end -= 1
        written = text[start:end]
        value = folded(written)
        if kind == "web":
            value = re.sub(r"^https?://|^www\.|/$", "", value).removeprefix("www.")
        facts.append(Fact(kind, value, piece, start, end))
        text = blanked(text, start, end)
    return text


def _accounts(facts: list[Fact], piece: Piece, text: str, language: Language | None) -> str:
    """Account numbers: figures shortly after a word for account."""
    words = language.account_words if language else ""
    if not words or not re.search(words, text, re.IGNORECASE):
        return text
    for cue in re.finditer(words, text, re.IGNORECASE):
        match = _ACCOUNT.search(text, cue.end(), cue.end() + 60)
        if match:
            facts.append(Fact("account", _digits(match.group()), piece, *match.span()))
            text = blanked(text, *match.span())
    return text


def _phones(facts: list[Fact], piece: Piece, text: str) -> str:
    """Phone numbers: 8 to 13 figures that begin with 0 or +."""
    for match in _PHONE.finditer(text):
        written = match.group()
        digits = _digits(written)
        if written.lstrip("(").startswith("+") and digits.startswith(_CALLING_CODE):
            digits = "0" + digits[len(_CALLING_CODE) :].removeprefix("0")
        known = digits.startswith("0") or written.lstrip("(").startswith("+")
        if known and 8 <= len(digits) <= 13:
            facts.append(Fact("phone", digits, piece, *match.span()))
            text = blanked(text, *match.span())
    return text


def _codes(facts: list[Fact], piece: Piece, text: str) -> str:
    """Letters and figures in one word: MLC-6, Covid-19, 5G."""
    for match in _CODE.finditer(text):
        written = match.group()
        if re.fullmatch(r"\d+(?:st|nd|rd|th|h|m|ha)|[km]?m[23]", written, re.IGNORECASE):
            continue
        if not any(char.isupper() for char in written):
            continue
        value = folded(written).replace("-", "").upper()
        facts.append(Fact("code", value, piece, *match.span(), weight=WEAK))
        text = blanked(text, *match.span())
    return text


def _digits(written: str) -> str:
    return "".join(re.findall(r"\d", written))
