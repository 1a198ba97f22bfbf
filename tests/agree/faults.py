"""Faults planted in the English half of pairs that agree.

Each is one slip as editors make them: a figure, a day, two figures of a phone number, a letter of
a name or an acronym, a sentence left out.
"""

import re
from collections.abc import Iterator

from assemble.agree.languages.base import listed

MONTHS = listed(
    "January February March April May June July August September October November December"
)
WORDS = listed("two three four five six seven eight nine ten eleven twelve")
_DATE = re.compile(
    rf"(?:{'|'.join(MONTHS)}) \d{{1,2}}(?!\d)(?:, \d{{4}})?|"
    rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}"
)
_PHONE = re.compile(r"\+?\(?\d{2,4}\)?(?: \d{2,4}){2,3}|\d{11,14}")
_NUMBER = re.compile(r"(?<![\w.,/-])\d[\d.,]*\d(?![\w/]|-\d)|(?<![\w.,/-])\d(?=[ %-])(?!-\d)")
_NAME = re.compile(r"(?:Mr|Mrs|Ms)\. ((?:[A-Z][a-z]+ ){1,3}[A-Z][a-z]+)|"
                   r"((?:[A-Z][a-z]+ )[A-Z][a-z]+) (?:district|commune|town|lychee)")  # fmt: skip
_ACRONYM = re.compile(r"(?<![\w/-])(?!USD|VND|XX)[A-Z]{3,6}(?![\w/-])")


def faults(vi: str, en: str) -> Iterator[tuple[str, str, str]]:
    """Kind, the English text with one fault, and the fragment that is wrong then."""
    taken: list[tuple[int, int]] = []
    for kind, pattern, change in (
        ("phone", _PHONE, _swapped),
        ("date", _DATE, _other_date),
        ("number", _NUMBER, _other_figure),
        ("name", _NAME, _other_name),
        ("acronym", _ACRONYM, _lost_letter),
    ):
        for match in pattern.finditer(en):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            group = next((i for i, g in enumerate(match.groups(), 1) if g), 0)
            written = match.group(group)
            if kind == "phone" and len(re.findall(r"\d", written)) < 9:
                continue
            wrong = change(written)
            if wrong and wrong not in vi and wrong not in en:
                start, end = match.span(group)
                yield kind, en[:start] + wrong + en[end:], wrong
    for word in re.finditer(rf"\b(?:{'|'.join(WORDS)})\b", en):
        wrong = WORDS[(WORDS.index(word.group()) + 4) % len(WORDS)]
        if wrong not in en:
            yield "number", en[: word.start()] + wrong + en[word.end() :], wrong


def missing(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Paragraphs of three sentences of which the English lacks the second; and that sentence."""
    for i in range(0, len(pairs) - 2, 2):
        three = pairs[i : i + 3]
        vi = " ".join(pair[0] for pair in three)
        yield vi, f"{three[0][1]} {three[2][1]}", three[1][0]


def _swapped(written: str) -> str:
    """A phone number with two unlike figures beside each other swapped, from its end."""
    chars = list(written)
    for i in range(len(chars) - 1, 0, -1):
        if chars[i].isdigit() and chars[i - 1].isdigit() and chars[i] != chars[i - 1]:
            chars[i - 1], chars[i] = chars[i], chars[i - 1]
            return "".join(chars)
    return ""


def _other_date(written: str) -> str:
    """A date with another day, month or year, in turn by its length."""
    way = len(written) % 3
    month = re.search("|".join(MONTHS), written)
    if way == 0 and month:
        other = MONTHS[(MONTHS.index(month.group()) + 5) % 12]
        return written.replace(month.group(), other)
    if way == 1 and re.search(r"\d{4}", written):
        return re.sub(r"\d{4}", lambda m: str(int(m.group()) + 1), written)
    return re.sub(r"(?<!\d)\d{1,2}(?!\d)", lambda m: str(int(m.group()) % 28 + 1), written)


def _other_figure(written: str) -> str:
    """A number with another last figure but one, or another one if it has one only."""
    figures = [i for i, char in enumerate(written) if char.isdigit()]
    place = figures[-2] if len(figures) > 2 else figures[-1]
    figure = str((int(written[place]) + 3) % 10 or 7)
    wrong = written[:place] + figure + written[place + 1 :]
    return wrong if not wrong.startswith("0") else ""


def _other_name(written: str) -> str:
    """A name with its last word's vowel changed, or without a middle word."""
    words = written.split()
    if len(words) > 3 and len(written) % 2:
        return " ".join([*words[:2], *words[3:]])
    last = words[-1]
    vowels = {"a": "o", "e": "i", "i": "a", "o": "u", "u": "a"}
    for i in range(len(last) - 1, 0, -1):
        if last[i] in vowels:
            return " ".join([*words[:-1], last[:i] + vowels[last[i]] + last[i + 1 :]])
    return ""


def _lost_letter(written: str) -> str:
    """An acronym with another letter for its last but one."""
    other = "G" if written[-2] != "G" else "K"
    return written[:-2] + other + written[-1]
