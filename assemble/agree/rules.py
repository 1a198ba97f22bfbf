"""The table of rules: what is looked for, how sure it is, and why.

In: nothing. Out: `RULES`, in the order of their subjects. The example of each rule is a text in
which it speaks, the counter-example one in which it is silent; both are its tests. Paragraphs are
parted by a line end.
"""

from collections.abc import Iterable
from typing import NamedTuple

CERTAIN = "certain"
"""A warning."""
DOUBTFUL = "doubtful"
"""A note, shown on demand."""
EITHER = "certain or doubtful"
"""A warning where the text leaves no doubt, else a note."""

Texts = tuple[tuple[str, str], ...]


class Rule(NamedTuple):
    """A rule: its id (the code of its findings), subject, certainty and reason, with its tests."""

    id: str
    subject: str
    certainty: str
    reason: str
    example: Texts
    counter: Texts


def _both(vi: str, en: str) -> Texts:
    return (("vi", vi), ("en", en))


def _exact(
    kind: str, name: str, words: tuple[str, str], values: tuple[str, str]
) -> tuple[Rule, ...]:
    """The two rules of a kind of fact that must be the same in every language.

    Args:
        kind: of the fact.
        name: in words.
        words: what stands before it in either language.
        values: the right one and a wrong one.
    """
    (vi, en), (right, wrong) = words, values
    agree = _both(f"{vi} {right}.", f"{en} {right}.")
    article = "An" if name[0] in "aeiou" else "A"
    return (
        Rule(
            kind, "contacts", CERTAIN,
            f"{article} {name} is the same in every language; one wrong sign leads readers "
            "nowhere.",
            _both(f"{vi} {right}.", f"{en} {wrong}."), agree,
        ),
        Rule(
            f"{kind}-missing", "contacts", EITHER,
            f"{article} {name} that only one language gives is missed by readers of the other; it "
            "is doubtful where the other text has it in another paragraph.",
            _both(f"{vi} {right}.", f"{en} see the office."), agree,
        ),
    )  # fmt: skip


RULES: tuple[Rule, ...] = (
    Rule(
        "number", "numbers", EITHER,
        "The same number in both languages, each with its own separators, words and scale words. "
        "Small numbers in words that stand far apart in their sentences are doubtful.",
        _both("Có 571.347 cử tri đi bầu.", "There were 571,374 voters."),
        _both("Tổng thu đạt 2.200 tỷ đồng.", "Total revenue reached 2.2 trillion VND."),
    ),
    Rule(
        "number-separator", "numbers", CERTAIN,
        "A comma is the decimal sign of Vietnamese and parts thousands in English, a point the "
        "other way round: 3,450 tỷ is three and a half.",
        _both("Chỉ tiêu là 3,450 tỷ đồng.", "The target is 3,450 billion VND."),
        _both("Chỉ tiêu là 2.39 tỷ đồng.", "The target is 2.39 billion VND."),
    ),
    Rule(
        "number-missing", "numbers", EITHER,
        "A number in figures that the other text has nowhere is left out; small ones, and those "
        "that stand in another paragraph, are doubtful.",
        _both("Có 246 thí sinh dự thi tại Hà Nội.", "Many candidates sat the exam in Hanoi."),
        _both("Hai bên ký kết.", "Both sides signed."),
    ),
    Rule(
        "number-order", "numbers", DOUBTFUL,
        "Two numbers that changed places may have changed their meaning.",
        _both("Có 45 xã và 38 thôn.", "There are 38 communes and 45 villages."),
        _both("Có 45 xã và 38 thôn.", "There are 45 communes and 38 villages."),
    ),
    Rule(
        "unit", "numbers", CERTAIN,
        "The same number of another currency or measure is another amount.",
        _both("Dự án trị giá 350 triệu USD.", "The project is worth 350 million VND."),
        _both("Dự án rộng 200 ha.", "The project covers 200 hectares."),
    ),
    Rule(
        "bound", "numbers", CERTAIN,
        "'More than' on one side can't be 'nearly' on the other.",
        _both("Thu hơn 588 tỷ đồng.", "Nearly 588 billion VND was collected."),
        _both("Thu gần 588 tỷ đồng.", "Nearly 588 billion VND was collected."),
    ),
    Rule(
        "date", "dates", CERTAIN,
        "The same day, month and year in both languages, as far as both say them.",
        _both("Ngày 23/5/2021, cử tri đi bầu.", "On May 25, 2021, voters went to the polls."),
        _both("Sáng 14/5, tỉnh họp.", "On the morning of May 14, 2021, the province met."),
    ),
    Rule(
        "date-missing", "dates", EITHER,
        "A date that the other text has nowhere is left out.",
        _both("Hội nghị diễn ra ngày 6/7/2011.", "The conference took place."),
        _both("Từ ngày 7-8/6/2021.", "From June 7 to June 8, 2021."),
    ),
    Rule(
        "date-impossible", "dates", CERTAIN,
        "The calendar has no such day.",
        _both("Hội nghị ngày 31/4/2021.", "The conference of April 31, 2021."),
        _both("Hội nghị ngày 30/4/2021.", "The conference of April 30, 2021."),
    ),
    Rule(
        "weekday", "dates", EITHER,
        "The weekday is that of the date; doubtful where the year is only implied by the issue's.",
        _both("Thứ Ba, ngày 24/5/2021.", "Tuesday, May 24, 2021."),
        _both("Thứ Hai, ngày 24/5/2021.", "Monday, May 24, 2021."),
    ),
    Rule(
        "time", "dates", CERTAIN,
        "The same time of day.",
        _both("Khai mạc lúc 8 giờ 30 phút.", "It opens at 9:30 a.m."),
        _both("Khai mạc lúc 14h30.", "It opens at 2:30 p.m."),
    ),
    Rule(
        "time-missing", "dates", EITHER,
        "A time of day that the other text has nowhere is left out.",
        _both("Khai mạc lúc 8h30 tại hội trường.", "It opens in the hall."),
        _both("Khai mạc lúc 8h30.", "It opens at 8:30."),
    ),
    *_exact("phone", "phone number", ("ĐT:", "Phone:"), ("0946.587.135", "0946.857.135")),
    *_exact("mail", "mail address", ("Thư:", "Mail:"), ("office@example.vn", "offcie@example.vn")),
    *_exact("web", "web address", ("Trang", "Site"), ("www.example.vn", "www.exmaple.vn")),
    *_exact("account", "account number", ("Số tài khoản", "Account No."),
            ("3511000012345", "3511000012354")),
    *_exact("document", "document number", ("Chỉ thị số", "Directive No."),
            ("04-CT/TW", "40-CT/TW")),
    Rule(
        "phone-owner", "contacts", CERTAIN,
        "The same organisation has a nearly equal number elsewhere in the issue: one of the two "
        "has a slip. Other numbers may be a second line. So too for mail and accounts.",
        _both("Hợp tác xã Quảng Hồng¦ĐT: 0946.857.135\nHợp tác xã Quảng Hồng¦ĐT: 0946.587.135",
              "Quang Hong cooperative¦0946.857.135\nQuang Hong cooperative¦0946.587.135"),
        _both("Hợp tác xã Quảng Hồng¦ĐT: 0946.587.135\nHợp tác xã Nam Hồng¦ĐT: 0946.587.153",
              "Quang Hong cooperative¦0946.587.135\nNam Hong cooperative¦0946.587.153"),
    ),
    Rule(
        "phone-figures", "contacts", DOUBTFUL,
        "A Vietnamese number has ten figures, that of a landline (02…) eleven.",
        _both("ĐT: 085.193.589.", "Phone: 085.193.589."),
        _both("ĐT: 0205.3848.193.", "Phone: 0205.3848.193."),
    ),
    Rule(
        "acronym", "acronyms", EITHER,
        "Acronyms that differ by a letter are one with a slip; those of two letters, or both known "
        "elsewhere in the issue, are doubtful.",
        _both("Chỉ số DDCI được đánh giá.", "The DDGI index is assessed."),
        _both("Chỉ số DDCI do UBND tỉnh đánh giá.", "The DDCI is assessed by the province."),
    ),
    Rule(
        "acronym-missing", "acronyms", EITHER,
        "An acronym that both languages use in this issue is left out here; certain in a short "
        "text that has others of them.",
        _both("Tập đoàn TLB và SEP đến thăm.\nTập đoàn SEP đầu tư.",
              "TLB Group came on a visit.\nSEP Group invests."),
        _both("UBND tỉnh họp.", "The Provincial People's Committee met."),
    ),
    Rule(
        "code", "acronyms", EITHER,
        "Letters with figures, such as the number of a meeting or a road, are the same in both.",
        _both("Hội nghị MLC-6 diễn ra.", "The MLC-8 meeting took place."),
        _both("Hội nghị MLC-6 diễn ra.", "The MLC-6 meeting took place."),
    ),
    Rule(
        "code-missing", "acronyms", DOUBTFUL,
        "A code that the other text has elsewhere is left out here.",
        _both("Dịch Covid-19 phức tạp.\nDịch Covid-19 giảm.",
              "The Covid-19 epidemic is complicated.\nThe epidemic recedes."),
        _both("Dịch Covid-19 phức tạp.", "The Covid-19 epidemic is complicated."),
    ),
    Rule(
        "name", "names", EITHER,
        "A Vietnamese name keeps its words in English, without diacritics; one letter or one word "
        "that differs is a slip. Names that are translated (Vương Nghị: Wang Yi) are left alone.",
        _both("Đồng chí Lâm Thị Phương Thanh phát biểu.", "Mrs. Lam Thi Phung Thanh spoke."),
        _both("Bộ trưởng Vương Nghị và bà Đoàn Thu Hà dự.",
              "Minister Wang Yi and Mrs. Doan Thu Ha attended."),
    ),
    Rule(
        "name-marks", "names", CERTAIN,
        "A credit in English keeps all diacritics or none.",
        (("credit", "Trí Dũng"), ("credit-en", "Trí Dung")),
        (("credit", "Trí Dũng"), ("credit-en", "Tri Dung")),
    ),
    Rule(
        "name-spelling", "names", EITHER,
        "One person or place is spelled in one way in an issue. Two words that differ by a mark "
        "only, or foreign names a letter apart, may be two: doubtful.",
        _both("Bà Trần Thị Vân Thủy dự.\nBà Trần Thị Vân Thùy nói.",
              "Ms. Tran Thi Van Thuy attended.\nMs. Tran Thi Van Thuy spoke."),
        _both("Ông Lê Văn Hòa dự.\nÔng Lê Văn Hải nói.",
              "Mr. Le Van Hoa attended.\nMr. Le Van Hai spoke."),
    ),
    Rule(
        "name-missing", "names", DOUBTFUL,
        "A person, or in a short text any name, that both languages name elsewhere in the issue.",
        _both("Bà Đoàn Thu Hà phát biểu.\nBà Đoàn Thu Hà cảm ơn.",
              "Mrs. Doan Thu Ha spoke.\nShe gave thanks to all."),
        _both("Bà Đoàn Thu Hà phát biểu.", "Mrs. Doan Thu Ha spoke."),
    ),
    Rule(
        "title", "names", CERTAIN,
        "Mr. is no woman's title, Mrs. and Ms. no man's (ông, bà).",
        _both("Bà Đoàn Thu Hà phát biểu.", "Mr. Doan Thu Ha spoke."),
        _both("Đồng chí Đoàn Thu Hà phát biểu.", "Mrs. Doan Thu Ha spoke."),
    ),
    Rule(
        "office", "names", EITHER,
        "A vice chairman isn't the chairman: Phó and Thứ trưởng have Vice or Deputy beside them. "
        "Doubtful where another person's name stands in the office.",
        _both("Bà Đoàn Thu Hà, Phó Chủ tịch UBND tỉnh, dự.",
              "Mrs. Doan Thu Ha, Chairwoman of the Provincial People's Committee, attended."),
        _both("Ông Trần Thanh Nam, Thứ trưởng Bộ Nông nghiệp, dự.",
              "Mr. Tran Thanh Nam, Deputy Minister of Agriculture, attended."),
    ),
    Rule(
        "paragraph-missing", "missing text", CERTAIN,
        "A paragraph, list item or row whose length and facts have no counterpart.",
        _both("Ngày 23/5/2021, cử tri huyện Văn Quan đi bầu cử đại biểu Quốc hội.\n"
              "Huyện Chi Lăng có 245 hộ trồng na theo tiêu chuẩn VietGAP.\n"
              "Ông Trần Quốc Bảo phát biểu tại lễ bế mạc ở Đồng Mỏ.",
              "On May 23, 2021, voters of Van Quan district elected deputies.\n"
              "Mr. Tran Quoc Bao spoke at the closing ceremony in Dong Mo."),
        _both("Cử tri huyện Văn Quan đi bầu.\nÔng Trần Quốc Bảo phát biểu.",
              "Voters of Van Quan district voted. Mr. Tran Quoc Bao spoke."),
    ),
    Rule(
        "sentence-missing", "missing text", EITHER,
        "A sentence too many that names what the other text doesn't, or without which the lengths "
        "fit better.",
        _both("Cử tri huyện Văn Quan đi bầu cử từ sáng sớm. Huyện Chi Lăng có 245 hộ trồng na. "
              "Ông Trần Quốc Bảo phát biểu bế mạc.",
              "Voters of Van Quan district voted from early morning. Mr. Tran Quoc Bao spoke at "
              "the closing."),
        _both("Cử tri huyện Văn Quan đi bầu cử từ sáng sớm. Ông Trần Quốc Bảo phát biểu bế mạc.",
              "Voters of Van Quan district voted from early morning, and Mr. Tran Quoc Bao spoke "
              "at the closing."),
    ),
    Rule(
        "length", "missing text", EITHER,
        "A text much shorter than is usual for its pair; certain from 1.65 times in 150 "
        "characters.",
        _both("Hội nghị diễn ra tốt đẹp.",
              "The conference was a great success, and all the delegates who attended it agreed "
              "that the work of the coming years would be carried on in the same spirit of "
              "friendship by all sides."),
        _both("Hội nghị diễn ra tốt đẹp trong không khí hữu nghị, đoàn kết của các đại biểu.",
              "The conference was a success in the friendly and united mood of its delegates."),
    ),
    Rule(
        "term", "glossary", DOUBTFUL,
        "The house's glossary says how a term is translated, and the other text has none of the "
        "forms. A pronoun may stand there, so it is doubtful. The example's glossary has HĐND "
        "tỉnh as Provincial People's Council.",
        _both("HĐND tỉnh họp.", "The Provincial Assembly met."),
        _both("HĐND tỉnh họp.", "The Provincial People's Council met."),
    ),
    Rule(
        "doubled-word", "within a language", EITHER,
        "A word twice in a row. Vietnamese doubles words on purpose, so that only small words that "
        "it never doubles count there.",
        _both("Kế hoạch của của tỉnh.", "The the plan of the province."),
        _both("Mức sống dần dần tăng.", "Living standards gradually rise."),
    ),
    Rule(
        "blank", "within a language", EITHER,
        "A blank before a comma or in brackets is a slip; one before a per cent sign or beside a "
        "hyphen may be a habit.",
        _both("Sản xuất , kinh doanh.", "Production , trade."),
        _both("Sản xuất, kinh doanh…", "Production, trade ..."),
    ),
    Rule(
        "figure-letter", "within a language", CERTAIN,
        "The letter O or l among figures looks right and is read wrong by machines and by ear.",
        _both("Năm 2O21.", "In 2O21."),
        _both("Năm 2021, quốc lộ 1A.", "In 2021, highway 1A."),
    ),
    Rule(
        "script", "within a language", CERTAIN,
        "A letter of another script that looks Latin (Cyrillic а, Icelandic ð) breaks searching "
        "and may be set from another font.",
        _both("Hội ðồng họp.", "The cоuncil met."),
        _both("Hội đồng họp.", "The council met."),
    ),
    Rule(
        "syllable", "within a language", EITHER,
        "Vietnamese spelling can't make the syllable.",
        _both("Các nghành liên quan.", "The sectors concerned."),
        _both("Các ngành liên quan.", "The sectors concerned."),
    ),
    Rule(
        "word", "within a language", EITHER,
        "No dictionary has the English word, while one a letter apart is known; doubtful where "
        "none is near or the text uses it often. Names and the glossary are left out.",
        _both("Khoai lang.", "We sell sweet popato."),
        _both("Vải thiều.", "We sell non-processed lychees proactively."),
    ),
    Rule(
        "quote", "within a language", CERTAIN,
        "A quotation that is opened is closed. One that goes on in the next paragraph opens it "
        "again.",
        _both("Ông nói: “Hãy tham gia.", "He said: “Take part.”"),
        _both("Ông nói: “Hãy tham gia.”", "He said: “Take part.”"),
    ),
    Rule(
        "quote-style", "within a language", CERTAIN,
        "Straight and curly quotation marks in one text look like two hands.",
        _both('Phong trào “xanh” và "sạch".', "The “green” and “clean” movement."),
        _both("Phong trào “xanh” và “sạch”.", "The “green” and “clean” movement."),
    ),
    Rule(
        "tone-style", "within a language", CERTAIN,
        "Tone marks stand as in hòa or as in hoà, not both in one text.",
        _both("Xã Hòa Lạc và hoá đơn.", "Hoa Lac commune and invoices."),
        _both("Xã Hòa Lạc và hóa đơn quý.", "Hoa Lac commune and precious invoices."),
    ),
    Rule(
        "odd-spelling", "within a language", DOUBTFUL,
        "Two words that stand together often have other marks just here.",
        _both("Để thức đẩy.\n" + "\n".join(["Tỉnh thúc đẩy."] * 4),
              "To promote.\n" + "\n".join(["The province promotes."] * 4)),
        _both("Để thúc đẩy.\n" + "\n".join(["Tỉnh thúc đẩy."] * 4),
              "To promote.\n" + "\n".join(["The province promotes."] * 4)),
    ),
)  # fmt: skip
"""All rules. `accepted-unused` is no rule of texts: it reports an entry of accept: that nothing
answers to any more."""

IDS = frozenset(rule.id for rule in RULES) | {"mail-owner", "account-owner", "accepted-unused"}
"""The codes of all findings of this package."""


def table(rules: Iterable[Rule] = RULES) -> str:
    """The rules as a Markdown table: id, subject, certainty, reason."""
    lines = ["| Rule | Subject | How sure | Why |", "| --- | --- | --- | --- |"]
    lines += [f"| `{r.id}` | {r.subject} | {r.certainty} | {r.reason} |" for r in rules]
    return "\n".join(lines) + "\n"
