"""An issue of five articles, and what pairs of it with corrections are made and read by."""

from collections.abc import Callable, Mapping
from pathlib import Path

from making import laid_out, picture, write_issue

from assemble.diff.compare import compared
from assemble.diff.snapshot import snapshot_of
from assemble.diff.values import Block, Change, Difference, Outcome
from assemble.model.edition import Edition

Files = dict[str, str | bytes]
Edit = Callable[[Files], None]

MANIFEST = """\
languages: [vi, en]
publication:
  title: {vi: Bản tin, en: Bulletin}
  publisher: {vi: Sở Ngoại vụ, en: Foreign Affairs}
number: 1/2024
date: 2024-01-31
cover:
  note: {vi: Kính tặng!}
  teasers: [articles/gate]
masthead:
  - heading: {vi: Biên tập, en: Edited by}
    people:
      - {name: Mai Thu, role: {vi: Trưởng ban, en: Head}}
      - {name: Vũ Giang, role: {vi: Biên tập, en: Editor}}
contents:
  title: {vi: Trong số này, en: Contents}
sections:
  - title: {vi: Tin tức, en: News}
    articles:
      - text: articles/vote
        author: Vũ Giang
        photos:
          - file: photos/vote.jpg
            caption: {vi: Cử tri bỏ phiếu ở thành phố, en: Voters at the polls in town}
            credit: Minh An
      - text: articles/visit
        author: Mai Thu
      - text: articles/rain
  - title: {vi: Tiêu điểm, en: In focus}
    articles:
      - text: articles/gate
        kind: feature
        author: Mai Thu
        photos:
          - file: photos/gate.jpg
            caption: {vi: Xe chờ thông quan ở bãi, en: Lorries wait in the yard}
            credit: Minh An
      - text: articles/trade
        kind: feature
"""

VI = """\
Sáng nay tỉnh họp bàn về {0} với đại diện các sở, ngành và doanh nghiệp trên địa bàn. Hội nghị
ghi nhận {0} có nhiều chuyển biến so với cùng kỳ năm trước, dù còn không ít việc phải làm.

Phát biểu tại cuộc họp, lãnh đạo tỉnh yêu cầu các đơn vị theo sát {0}, báo cáo hằng tuần và đề
xuất cách tháo gỡ ngay khi có vướng mắc. Người dân cần được thông tin đầy đủ, kịp thời.

Đại diện các huyện nêu ba kiến nghị về {0}: thêm nhân lực, thêm kinh phí và rút ngắn thủ tục.
Những kiến nghị ấy sẽ được trả lời bằng văn bản trước cuối tháng này.
"""
EN = """\
This morning the province met on {0} with departments, agencies and businesses of the area. The
meeting noted that {0} had improved on the same period last year, though much remains undone.

Speaking there, the province's leaders told every unit to keep a close watch on {0}, to report
weekly and to propose remedies as soon as obstacles appear. The public must be kept informed.

The districts made three requests about {0}: more staff, more money and shorter procedures. They
will be answered in writing before the end of this month.
"""
GATE_VI = """\
---
kicker: Cửa khẩu
standfirst: Xe chở nông sản ùn lại ở biên giới, tỉnh tìm cách thông quan nhanh hơn.
---
# Thông quan nhanh hơn

{text}

## Ba việc trước mắt

Từ tháng tới, tỉnh làm ba việc để giảm ùn ứ ở các cửa khẩu trên địa bàn.

1. Mở thêm hai làn xe cho hàng tươi sống.
2. Kéo dài giờ làm việc đến chín giờ tối.
3. Cho khai báo trước qua mạng ngay tại vườn.

> Hàng tươi không chờ được ai.

Mỗi ngày có chừng một nghìn xe qua lại, gấp đôi so với mùa trước, và bãi đỗ đã kín chỗ từ sáng sớm.
"""
GATE_EN = """\
---
kicker: Border gates
standfirst: Lorries with farm produce queue at the border while the province speeds up clearance.
---
# Faster clearance

{text}

## Three things to do

From next month the province will do three things to ease the queues at its border gates.

1. Open two more lanes for fresh goods.
2. Work until nine in the evening.
3. Let goods be declared online at the orchard.

> Fresh goods wait for nobody.

About a thousand lorries pass each day, twice as many as last season, and the yard is full by dawn.
"""
TRADE_VI = """\
# Xuất nhập khẩu

{text}

![Kim ngạch theo cửa khẩu](trade.vi.csv "Nguồn: Cục Hải quan")
"""
TRADE_EN = """\
# Exports and imports

{text}

![Trade by border gate](trade.en.csv "Source: Customs")
"""
TABLE_VI = """\
STT;Cửa khẩu;Xuất khẩu (triệu USD)
1;Hữu Nghị;1.204,5
2;Chi Ma;87,2
3;Cốc Nam;9,1
4;Tân Thanh;310,4
"""
TABLE_EN = """\
No.;Border gate;Exports (USD million)
1;Huu Nghi;1,204.5
2;Chi Ma;87.2
3;Coc Nam;9.1
4;Tan Thanh;310.4
"""


def files() -> Files:
    """The issue before any correction."""
    return {
        "issue.yaml": MANIFEST,
        "articles/vote.vi.md": "# Ngày hội bầu cử\n\n" + VI.format("bầu cử"),
        "articles/vote.en.md": "# Election day\n\n" + EN.format("the election"),
        "articles/visit.vi.md": "# Đoàn khách Quảng Tây\n\n" + VI.format("hợp tác biên giới"),
        "articles/visit.en.md": "# Guests from Guangxi\n\n" + EN.format("border cooperation"),
        "articles/rain.vi.md": "# Mưa lớn ở Đình Lập\n\n" + VI.format("mưa lũ"),
        "articles/rain.en.md": "# Heavy rain in Dinh Lap\n\n" + EN.format("the floods"),
        "articles/gate.vi.md": GATE_VI.format(text=VI.format("thông quan")),
        "articles/gate.en.md": GATE_EN.format(text=EN.format("customs clearance")),
        "articles/trade.vi.md": TRADE_VI.format(text=VI.format("xuất khẩu")),
        "articles/trade.en.md": TRADE_EN.format(text=EN.format("exports")),
        "articles/trade.vi.csv": TABLE_VI,
        "articles/trade.en.csv": TABLE_EN,
        "photos/vote.jpg": picture(),
        "photos/gate.jpg": picture((1500, 1000)),
    }


def edition_of(folder: Path, content: Mapping[str, str | bytes]) -> Edition:
    """An issue laid out; it has no errors."""
    outcome = laid_out(write_issue(folder, content))
    assert not outcome.failed, [str(each) for each in outcome.findings]
    assert outcome.edition is not None
    return outcome.edition


def replaced(name: str, old: str, new: str) -> Edit:
    """A correction: a text of a file, which stands there once, becomes another."""

    def edit(content: Files) -> None:
        text = content[name]
        assert isinstance(text, str)
        assert text.count(old) == 1, (name, old)
        content[name] = text.replace(old, new)

    return edit


def difference(old: Edition, new: Edition) -> Difference:
    """What differs between two editions."""
    return compared(snapshot_of(old, "old"), snapshot_of(new, "new"))


def told(change: Change) -> str:
    """A touched change on a line: outcome, role, article, language, words."""
    block = change.block
    where = (block.article or "").removeprefix("articles/")
    parts = [change.outcome.value, block.role, where, block.language or ""]
    parts += [f"[{each.old}>{each.new}]" for each in change.words]
    if change.outcome in (Outcome.NEW, Outcome.GONE) and not block.image:
        parts.append(_short(block))
    parts += [each for each in change.detail if each.startswith(("set ", "another"))]
    return " ".join(part for part in parts if part)


def _short(block: Block) -> str:
    return " ".join(block.words[:3])


def moved_text(content: Files) -> None:
    """Two paragraphs of an article change places."""
    text = content["articles/rain.vi.md"]
    assert isinstance(text, str)
    head, first, second, third = text.strip().split("\n\n")
    content["articles/rain.vi.md"] = "\n\n".join((head, second, first, third)) + "\n"
