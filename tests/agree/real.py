"""What doesn't agree in the two printed issues, as found by reading them.

Each entry: file, line, a fragment of the finding's text, whether an editor would call it certain,
and what it is. Odd wording and grammar are left out: they are no matter of agreement.
"""

from typing import NamedTuple


class Known(NamedTuple):
    """A real disagreement."""

    file: str
    line: int
    fragment: str
    certain: bool
    what: str


REAL: dict[str, tuple[Known, ...]] = {
    "2021-04": (
        Known("articles/election.vi.md", 1, "2026", True, "2021-2026 against 2021-2025"),
        Known("tables/ocop-3-star.vi.csv", 4, "0946.857.135", True, "figures swapped in a phone"),
        Known("tables/ocop-3-star.en.csv", 54, "0845.030.366", True, "vi has no phone"),
        Known("articles/pci.vi.md", 15, "DDCI", True, "DDCI against DDGI"),
        Known("articles/diva.vi.md", 5, "Trần Thị Vân Thủy", True, "Thùy in the masthead"),
        Known("issue.yaml", 106, "Tri Dũng", True, "Trí Dũng elsewhere"),
        Known("issue.yaml", 156, "Tri Dũng", True, "Trí Dũng elsewhere"),
        Known("issue.yaml", 151, "Trí Dung", True, "half of the marks lost"),
        Known("issue.yaml", 161, "Trí Dung", True, "half of the marks lost"),
        Known("articles/import-tax.en.md", 18, "In the coming", True, "quotation never closed"),
        Known("tables/ocop-3-star.en.csv", 5, "popato", True, "potato"),
        Known("tables/ocop-4-star.vi.csv", 16, "xuất ,", True, "blank before a comma"),
        Known("articles/e-government.vi.md", 17, "mức rất cao", True, "two kinds of quotes"),
        Known("articles/foreign-minister.en.md", 3, "Lancang", False, "LANGCANG in the headline"),
        Known("articles/consumption-teleconference.vi.md", 1, "THỨC ĐẨY", False, "thúc đẩy"),
        Known("articles/fresh-fruit-quarantine.vi.md", 1, "THỨC ĐẨY", False, "thúc đẩy"),
        Known("articles/people-diplomacy.vi.md", 1, "TOA ĐÀM", False, "tọa đàm"),
        Known("issue.yaml", 59, "Đổng chí", False, "Đồng chí"),
        Known("articles/agriculture-ministry.vi.md", 5, "Covid -19", False, "blank"),
        Known("articles/import-tax.en.md", 3, "135 %", False, "blank"),
        Known("articles/ocop.vi.md", 2, "2018- 2020", False, "blank"),
        Known("articles/geopark.vi.md", 9, "tế -xã", False, "blank"),
        Known("issue.yaml", 155, "VCCI", False, "Phòng … Công nghiệp Việt [Nam]"),
        Known("articles/pci.en.md", 9, "VCCI", False, "Phòng … Công nghiệp Việt [Nam]"),
        Known("issue.yaml", 79, "Vải thiêu", False, "Vải thiều"),
        Known("tables/ocop-4-star.vi.csv", 34, "Đình Lập", False, "en has no district"),
        Known("tables/ocop-3-star.vi.csv", 85, "Tràng Định", False, "en: no producer"),
        Known("tables/ocop-4-star.vi.csv", 5, "GAO NẾP", False, "gạo"),
        Known("tables/ocop-3-star.vi.csv", 23, "Nồng Thị Chi", False, "Nông, as en has it"),
        Known("tables/ocop-4-star.vi.csv", 26, "085.193.589", False, "a figure too few, both"),
    ),
    "2023-12": (
        Known("articles/gia-dinh-group.vi.md", 1, "SEP", True, "SEP isn't in the en headline"),
        Known("articles/korean-partners.en.md", 3, "Ha Noi", True, "Hanoi elsewhere"),
        Known("articles/korean-partners.en.md", 11, "conferernce", True, "conference"),
        Known("articles/korean-partners.vi.md", 1, "Hà Nội", False, "en headline has no Hanoi"),
        Known("articles/korean-partners.vi.md", 9, "Dương Xuân Huyên", False, "en: title only"),
        Known("articles/gia-dinh-group.en.md", 5, "Complex", False, "Complex, Cluster, Park"),
        Known("articles/gia-dinh-group.en.md", 9, "Ho Son 1 Industrial Park", False, "Cluster"),
    ),
}
"""By issue. 16 are certain."""
