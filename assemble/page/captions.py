"""Captions: a picture's caption and credit in each language, set and laid beside or under it."""

from collections.abc import Iterable
from typing import NamedTuple

from assemble.model.edition import Item, Source
from assemble.model.issue import Photo, PhotoGroup, Picture
from assemble.model.line import Line
from assemble.model.text import Inline, Localized, Span
from assemble.page.context import Context, set_items

ASCENT = 0.78
"""Share of a caption's leading above its first baseline."""


class Caption(NamedTuple):
    """The set lines of a caption in one language, `x` and `y` from the captions' top left corner.

    `depth` is where it ends.
    """

    x: float
    y: float
    lines: tuple[Line, ...]
    source: Source
    depth: float


def caption_of(context: Context, picture: Picture, language: str) -> Inline:
    """A picture's caption in a language, its credit after it in that language's form.

    Those of a group's photographs stand in their order, after what is said of all of them; who
    took photographs that have no caption is named with what is said of all.
    """
    if isinstance(picture, Photo):
        return _spans(context, picture.caption, (picture.credit,), language)
    bare = [photo.credit for photo in picture.photos if not photo.caption]
    shared = _spans(context, picture.caption, (picture.credit, *bare), language)
    own = [caption_of(context, photo, language) for photo in picture.photos if photo.caption]
    parts = [shared, *own] if picture.caption else [*own, shared]
    spans: list[Span] = []
    for part in filter(None, parts):
        if spans:
            spans.append(Span(text=" ", at=part[0].at))
        spans += part
    return tuple(spans)


def _spans(
    context: Context,
    caption: Localized | None,
    given: Iterable[Localized | None],
    language: str,
) -> Inline:
    """A caption, and after it whom its pictures are from; a credit alone once, not by language."""
    phrase = caption.get(language) if caption else None
    leads = language == context.issue.languages[0]
    if caption and caption.shared and not leads:
        return ()
    if not phrase and (caption or not leads):
        return ()
    names = [name for credit in given if credit and (name := credit.get(language))]
    spans: list[Span] = []
    if phrase:
        spans.append(Span(text=phrase.text + (" " if names else ""), at=phrase.at))
    if names:
        each = ", ".join(dict.fromkeys(name.text for name in names))
        label = f"{context.words(language).photo}: {each}"
        spans.append(Span(text=label, at=names[0].at, bold=True))
    return tuple(spans)


def caption_stacks(
    context: Context, picture: Picture, width: float, languages: Iterable[str]
) -> list[tuple[str, tuple[Line, ...], Source]]:
    """The set caption lines of a picture, by language."""
    out = []
    for language in languages:
        inline = caption_of(context, picture, language)
        if inline:
            style = context.style("caption", language)
            lines = context.setter.paragraph(inline, style, language, width)
            source = Source("caption", language, None, inline[0].at)
            out.append((language, lines, source))
    return out


def captions_under(context: Context, picture: Picture, width: float) -> list[Caption]:
    """Captions of all languages one under another."""
    out: list[Caption] = []
    y = 0.0
    for _, lines, source in caption_stacks(context, picture, width, context.issue.languages):
        depth = y + len(lines) * context.layout.style("caption").leading
        out.append(Caption(0.0, y, lines, source, depth))
        y = depth
    return out


def captions_across(context: Context, picture: Picture, width: float) -> list[Caption]:
    """Captions of a picture wider than a column: one under another where each is one line.

    Longer ones stand in the columns, a language each, so that no line of 8 pt runs across the
    page and back.
    """
    under = captions_under(context, picture, width)
    if all(len(caption.lines) == 1 for caption in under):
        return under
    return captions_in_columns(context, picture, width)


def captions_in_columns(context: Context, picture: Picture, width: float) -> list[Caption]:
    """Captions in the columns of a width, a language each, then again from the first."""
    page = context.page
    step = page.column + page.gutter
    columns = max(1, round((width + page.gutter) / step))
    out: list[Caption] = []
    bottoms = [0.0] * columns
    stacks = caption_stacks(context, picture, min(width, page.column), context.issue.languages)
    for n, (_, lines, source) in enumerate(stacks):
        column = n % columns
        y = bottoms[column]
        bottoms[column] = y + len(lines) * context.layout.style("caption").leading
        out.append(Caption(column * step, y, lines, source, bottoms[column]))
    return out


def captions_of_each(
    context: Context, group: PhotoGroup, places: Iterable[tuple[float, float]]
) -> list[Caption]:
    """The captions of photographs that stand side by side, each under its own.

    `places` are the left edge and the width of each photograph, in points.
    """
    return [
        caption._replace(x=x)
        for photo, (x, width) in zip(group.photos, places, strict=True)
        for caption in captions_under(context, photo, width)
    ]


def caption_items(
    context: Context,
    captions: Iterable[Caption],
    top: float,
    article: str | None,
    left: float = 0.0,
) -> list[Item]:
    """Set captions as items, their block beginning at `left` and `top`."""
    leading = context.layout.style("caption").leading
    items: list[Item] = []
    for x, y, lines, source, _ in captions:
        first = top + y + leading * ASCENT
        items += set_items(lines, left + x, first, leading, source._replace(article=article))
    return items
