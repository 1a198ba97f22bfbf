"""The rich text of an annotation as plain text (ISO 32000-1, 12.7.3.4: a small part of XHTML)."""

from html.parser import HTMLParser

_BREAKS = frozenset({"p", "br", "div", "li"})


class _Reader(HTMLParser):
    """Collects the text; the parser takes any input and knows no entities of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A paragraph or a break begins a line."""
        del attrs
        if tag in _BREAKS and self.parts:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Text; white between elements is none."""
        if data.strip() or self.parts:
            self.parts.append(data)


def plain_text(rich: str) -> str:
    """The text of an XHTML fragment, a line a paragraph."""
    reader = _Reader()
    reader.feed(rich)
    reader.close()
    lines = "".join(reader.parts).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
