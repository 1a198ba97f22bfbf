"""The codes of all findings of reading an issue folder, each with its gravity and meaning.

Codes are stable: tools that read `--json` rely on them. A test compares this table with the code.
"""

CODES: dict[str, tuple[str, str]] = {
    # Files
    "missing-manifest": ("error", "the issue folder has no manifest"),
    "missing-text": ("error", "an article lacks its text in a language"),
    "missing-photo": ("error", "a photograph is not in the issue folder"),
    "missing-table": ("error", "a table is not in the issue folder"),
    "missing-file": ("error", "a file is not in its folder"),
    "bad-path": ("error", "a path that is absolute, has backslashes, or is none"),
    "path-outside": ("error", "a path that leads out of the issue folder, links resolved"),
    "not-a-file": ("error", "a folder, pipe or device where a file is wanted"),
    "unreadable-file": ("error", "a file that the system doesn't let us read"),
    "too-large": ("error", "a text file beyond 8 MiB, a picture beyond 200 megapixels"),
    "not-utf8": ("error", "a text that is not UTF-8"),
    "control-character": ("error", "NUL or another control character in a text"),
    "invisible-mark": ("note", "a zero-width or direction mark was dropped"),
    # YAML
    "yaml-syntax": ("error", "text that is not YAML"),
    "yaml-tag": ("error", "a tag"),
    "yaml-documents": ("error", "a second document"),
    "yaml-alias": ("error", "an alias to nothing, or to what contains it"),
    "yaml-key": ("error", "a list or mapping as a key"),
    "yaml-merge": ("error", "a merge of something that is not a mapping"),
    "yaml-limit": ("error", "more than 50 levels or 100,000 nodes, aliases expanded"),
    "duplicate-key": ("error", "a key twice"),
    # Values
    "unknown-key": ("error", "a key that doesn't exist"),
    "missing-key": ("error", "a required key is missing"),
    "wrong-type": ("error", "a list where a text is wanted, and so on"),
    "wrong-value": ("error", "a value that is not possible here"),
    "wrong-unit": ("error", "a length without a unit, or with an unknown one"),
    "empty-text": ("error", "an empty text where one is needed"),
    "empty-list": ("error", "an empty list where something is needed"),
    "unknown-language": ("error", "a language that the issue doesn't have"),
    "duplicate-language": ("error", "a language that is listed twice"),
    "missing-language": ("warning", "a caption or title that lacks a language"),
    # The manifest
    "wrong-section": ("error", "a section that is neither articles nor one photograph"),
    "empty-section": ("error", "a section without articles"),
    "duplicate-article": ("error", "an article listed twice"),
    "unknown-teaser": ("error", "a teaser that is no article of the issue"),
    "wrong-filler": ("error", "a filler without content or with two, or a key that isn't for it"),
    "photo-without-caption": ("warning", "a photograph without caption"),
    "photo-without-credit": ("warning", "a photograph without credit"),
    # Photographs
    "photo-format": ("error", "a file that is not JPEG, PNG, TIFF or WebP"),
    "damaged-photo": ("error", "a photograph that is damaged, cut off or empty"),
    "lying-extension": ("warning", "a photograph of another format than its name says"),
    "bad-profile": ("warning", "a photograph with a broken colour profile"),
    # Articles
    "front-matter": ("error", "front matter that is not closed"),
    "no-headline": ("error", "an article without headline"),
    "second-headline": ("error", "a second headline"),
    "empty-headline": ("error", "a headline without text"),
    "text-before-headline": ("error", "text before the headline"),
    "empty-body": ("warning", "an article without body"),
    "raw-html": ("error", "raw HTML"),
    "not-a-table": ("error", "a picture that is not a table"),
    "table-in-text": ("error", "a table inside a paragraph"),
    "nested-table": ("error", "a table inside a list or quotation"),
    "nested-block": ("warning", "a block inside a list or quotation that can't hold it"),
    "too-deep": ("error", "lists and quotations nested too deeply"),
    "code-block": ("warning", "a code block, set as a paragraph"),
    "deep-heading": ("warning", "a heading below level 3"),
    "empty-subhead": ("warning", "a subhead without text"),
    "unknown-link": ("note", "a link that is set as text only"),
    # Tables
    "ragged-row": ("error", "a row with more or fewer cells than the header"),
    "unclosed-quote": ("error", "a quoted cell that doesn't end"),
    "csv-quote": ("error", "a quote where none may stand"),
    "empty-table": ("error", "a table without header"),
    "table-without-rows": ("warning", "a table that is a header only"),
    "table-limit": ("error", "more than 10,000 rows or 12 columns"),
}
"""Code: gravity, meaning."""
