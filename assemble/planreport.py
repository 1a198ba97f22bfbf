"""The flat plan as a table, as costs explained, and as JSON."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from assemble.model.flatplan import TERMS, Fitting, FlatPlan, PlannedText, PlanPage, amount

WIDTH = 116
"""Characters of a line of the table: as wide as printers and windows show it whole."""
HEADINGS = ("page", "section", "article", "fill", "chosen")
WIDTHS = (4, 18, 36, 9)
"""Characters of the columns but the last, which takes what is left."""
GAP = "  "


def plan_table(plan: FlatPlan) -> str:
    """The pages by spreads, what is on them, how full they are, what was chosen."""
    lines = [_heading(plan), "", *_row(HEADINGS)]
    for spread in plan.spreads():
        lines.append("")
        for page in spread:
            for cells in _cells(page):
                lines += _row(cells)
    lines.append("")
    if plan.advice:
        lines += wrap(plan.advice, WIDTH)
    marked = [page for page in plan.pages if page.mark]
    if marked:
        numbers = ", ".join(f"{page.number} {page.mark}" for page in marked)
        lines += wrap(
            f"pages to look at: {numbers} (over: more than the page holds; under: less than"
            f" {plan.least_fill:.0%}, and not a section’s end)",
            WIDTH,
        )
    return "\n".join(lines).rstrip() + "\n"


def _heading(plan: FlatPlan) -> str:
    blank = "" if not plan.blanks else f", {plan.blanks} of them empty"
    return f"{plan.title}: {len(plan.pages)} pages{blank}, cost {plan.cost:,.1f}"


def _cells(page: PlanPage) -> Iterator[tuple[str, ...]]:
    """A page's rows: one for each article on it."""
    sections = " / ".join(page.sections)
    fill = "" if page.fill is None else f"{page.fill:.0%}"
    fill = f"{fill} {page.mark}".strip()
    if not page.articles:
        yield str(page.number), "", f"({page.kind})", fill, ""
    for n, text in enumerate(page.articles):
        first = (str(page.number), sections) if n == 0 else ("", "")
        yield *first, text.article, fill if n == 0 else "", _chosen(text)


def _chosen(text: PlannedText) -> str:
    """What was chosen for an article; on its further pages only what is changed there."""
    parts = [text.chosen] if text.begins else ["continued"]
    return ", ".join(part for part in (*parts, *text.changes) if part)


def _row(cells: Sequence[str]) -> list[str]:
    """Cells side by side, long ones on several lines."""
    last = WIDTH - sum(WIDTHS) - len(GAP) * len(WIDTHS)
    wrapped = [
        wrap(cell, width) or [""] for cell, width in zip(cells, (*WIDTHS, last), strict=True)
    ]
    out = []
    for n in range(max(len(lines) for lines in wrapped)):
        parts = [lines[n] if n < len(lines) else "" for lines in wrapped]
        shown = [part.ljust(width) for part, width in zip(parts, WIDTHS, strict=False)]
        out.append(GAP.join((*shown, parts[-1])).rstrip())
    return out


def plan_explained(plan: FlatPlan) -> str:
    """Each cost with how often and how much, then by article; the sum is the plan's cost."""
    lines = ["costs", ""]
    for name, charges in plan.by_name():
        count = f"{len(charges)} ×"
        lines.append(f"{amount(charges):>11,.1f}  {count:>5} {name}: {TERMS.get(name, '')}")
        shares: dict[str, list[float]] = {}
        for charge in charges:
            shares.setdefault(charge.article or "the issue", []).append(charge.amount)
        for article, amounts in sorted(shares.items(), key=lambda each: (-sum(each[1]), each[0])):
            times = f"{len(amounts)} ×" if len(amounts) > 1 else ""
            lines.append(f"{'':11}  {'':5}   {sum(amounts):>9,.1f} {times:>4} {article}")
    lines.append(f"{plan.cost:>11,.1f}        in all")
    lines += ["", "page counts that can be reached, each with the least that it costs", ""]
    for pages, cost in plan.counts:
        chosen = " (chosen)" if pages == plan.total else ""
        lines.append(f"{pages:>11} pages  {cost:>11,.1f}{chosen}")
    return "\n".join(lines) + "\n"


def plan_value(plan: FlatPlan) -> dict[str, Any]:
    """The flat plan as a value for JSON; its keys are described in docs/designers.md."""
    return {
        "title": plan.title,
        "cost": plan.cost,
        "total": plan.total,
        "blanks": plan.blanks,
        "advice": plan.advice or None,
        "fewer": _fitting(plan.fewer),
        "more": _fitting(plan.more),
        "counts": [{"pages": count, "cost": cost} for count, cost in plan.counts],
        "pages": [_page(page) for page in plan.pages],
        "charges": [charge._asdict() for charge in plan.charges],
    }


def _page(page: PlanPage) -> dict[str, Any]:
    return {
        "number": page.number,
        "kind": page.kind,
        "sections": list(page.sections),
        "fill": None if page.fill is None else round(page.fill, 4),
        "mark": page.mark or None,
        "articles": [text._asdict() for text in page.articles],
    }


def _fitting(fitting: Fitting | None) -> dict[str, Any] | None:
    if fitting is None:
        return None
    value = fitting._asdict()
    return value | {"cuts": [cut._asdict() for cut in fitting.cuts]}
