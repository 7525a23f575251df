"""Draws how far the confidence can be trusted: the risk–coverage curve beside a reliability diagram, as SVG."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from qa.confidence import THRESHOLD
from qa.metrics import RiskPoint, reliability, wilson
from qa.normalize import printable
from qa.report import Report, percent

WIDTH, HEIGHT = 960, 500
_TOP, _SIDE = 96, 300
# Colours come as variables, so that the picture follows the reader's light or dark scheme wherever it is shown.
_STYLE = """
.calibration { --paper: #ffffff; --ink: #1d2430; --soft: #5b6675; --grid: #e3e7ec; --line: #0f62c4; --band: #0f62c4;
  --mark: #b3440a; font-family: system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
@media (prefers-color-scheme: dark) { .calibration { --paper: #14181f; --ink: #e8ecf2; --soft: #a3aebd; --grid: #2b323d;
  --line: #6aaeff; --band: #6aaeff; --mark: #ff9d5c; } }
.calibration text { fill: var(--ink); font-size: 13px; paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
.calibration .title { font-size: 16px; font-weight: 600; }
.calibration .soft { fill: var(--soft); font-size: 12px; }
.calibration .mark { fill: var(--mark); font-weight: 600; }
.calibration .paper { fill: var(--paper); }
.calibration .grid { stroke: var(--grid); stroke-width: 1; }
.calibration .axis { stroke: var(--soft); stroke-width: 1; }
.calibration .line { fill: none; stroke: var(--line); stroke-width: 2.2; stroke-linejoin: round; }
.calibration .held { stroke-dasharray: 5 4; opacity: .75; }
.calibration .band { fill: var(--band); opacity: .14; }
.calibration .bar { fill: var(--band); opacity: .22; }
.calibration .ideal { stroke: var(--soft); stroke-dasharray: 3 4; }
.calibration .limit { stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 6 4; }
.calibration .dot { fill: var(--line); }
.calibration .limit-dot { fill: var(--mark); }
.calibration .error { stroke: var(--line); stroke-width: 1.4; }
"""


@dataclass(frozen=True, slots=True)
class _Panel:
    """The square that a diagram is drawn in: x from 0 to 1, y from 0 to `most`."""

    left: float
    most: float

    def x(self, value: float) -> float:
        return round(self.left + _SIDE * value, 1)

    def y(self, value: float) -> float:
        return round(_TOP + _SIDE * (1 - min(value, self.most) / self.most), 1)

    def points(self, values: Iterable[tuple[float, float]]) -> str:
        """Return coordinates as polylines want them."""
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in values)

    def frame(self, title: str, x_name: str, y_name: str) -> list[str]:
        """Draw grid, axes and names."""
        parts = [_text(self.left, _TOP - 18, title, "title")]
        tenths = round(10 * self.most)
        for value in range(0, tenths + 1, _step(tenths)):
            y = self.y(value / 10)
            parts.append(_line(self.left, y, self.x(1), y, "grid" if value else "axis"))
            parts.append(_text(self.left - 8, y + 4, f"{10 * value}", "soft", anchor="end"))
        for value in range(0, 11, 2):
            parts.append(_text(self.x(value / 10), _TOP + _SIDE + 18, f"{10 * value}", "soft", anchor="middle"))
        middle = _TOP + _SIDE / 2
        turned = f'transform="rotate(-90 {self.left - 40} {middle})"'
        return [
            *parts,
            _text(self.left + _SIDE / 2, _TOP + _SIDE + 40, x_name, anchor="middle"),
            _text(self.left - 40, middle, y_name, anchor="middle", more=turned),
        ]


def _step(tenths: int) -> int:
    """Return how many tenths lie between two lines of a grid that reaches so far."""
    return 1 if tenths <= 5 else 2


def _text(x: float, y: float, words: str, style: str = "", *, anchor: str = "start", more: str = "") -> str:
    shown = escape(printable(words))
    return f'<text x="{x}" y="{y}" class="{style}" text-anchor="{anchor}" {more}>{shown}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" class="{style}"/>'


def _risk(report: Report, panel_left: float) -> list[str]:
    """Draw how many of the answers are wrong, the likeliest first, and where the threshold stands."""
    points = report.selective()
    answered = sum(r.answered for r in report.rows) / len(report.rows)
    told = [p for p in points if p.coverage <= answered + 1e-9]
    held = points[max(0, len(told) - 1) :]
    # up to a line of the grid
    tenths = min(10, max(2, math.ceil(10 * max(p.risk for p in points))))
    most = math.ceil(tenths / _step(tenths)) * _step(tenths) / 10
    panel = _Panel(panel_left, most)
    parts = panel.frame(
        "风险–覆盖曲线 / Risk–coverage", "回答的占比 / share answered, %", "答错的占比 / share wrong, %"
    )
    parts.append(f'<polygon class="band" points="{_band(points, len(report.rows), panel)}"/>')
    parts.append(f'<polyline class="line" points="{panel.points((p.coverage, p.risk) for p in told)}"/>')
    parts.append(f'<polyline class="line held" points="{panel.points((p.coverage, p.risk) for p in held)}"/>')
    if told:
        now = told[-1]
        x, y = panel.x(now.coverage), panel.y(now.risk)
        # the words stand where there is room: left of the line, if it is far to the right
        left = now.coverage > 0.5
        anchor, beside = ("end", x - 8) if left else ("start", x + 8)
        parts += [
            _line(x, panel.y(0), x, panel.y(most), "limit"),
            f'<circle cx="{x}" cy="{y}" r="4.5" class="limit-dot"/>',
            _text(beside, _TOP + 14, f"阈值 / threshold {THRESHOLD:.2f}", "mark", anchor=anchor),
            _text(beside, _TOP + 32, f"回答 / answered {percent(now.coverage)} %", anchor=anchor),
            _text(beside, _TOP + 50, f"错 / wrong {percent(now.risk)} %", anchor=anchor),
        ]
    return parts


def _band(points: Sequence[RiskPoint], n: int, panel: _Panel) -> str:
    """Return the outline of the 95 % interval of each point."""
    bounds = [(p.coverage, wilson(round(p.risk * p.coverage * n), round(p.coverage * n))) for p in points]
    return panel.points([*((x, b.high) for x, b in bounds), *((x, b.low) for x, b in reversed(bounds))])


def _reliability(report: Report, left: float) -> list[str]:
    """Draw the share right against the mean confidence, bin by bin, with the number of replies as bars."""
    panel = _Panel(left, 1.0)
    title = f"可靠性图 / Reliability, ECE {report.totals().calibration_error:.3f}"
    parts = panel.frame(title, "平均可信度 / mean confidence, %", "答对的占比 / share right, %")
    parts.append(_line(panel.x(0), panel.y(0), panel.x(1), panel.y(1), "ideal"))
    bins = reliability([r.confidence for r in report.rows], [r.right for r in report.rows])
    largest = max(b.n for b in bins)
    told, counts = [], []
    for b in bins:
        if not b.n:
            continue
        x, high = panel.x(b.confidence), panel.y(0.25 * b.n / largest)
        edge, width = panel.x(b.low), round(_SIDE * (b.high - b.low) - 2, 1)
        interval = wilson(b.right, b.n)
        share = b.right / b.n
        parts += [
            f'<rect class="bar" x="{edge + 1}" y="{high}" width="{width}" height="{round(panel.y(0) - high, 1)}"/>',
            _line(x, panel.y(interval.low), x, panel.y(interval.high), "error"),
        ]
        told.append((b.confidence, share))
        counts.append(_text(edge + 1 + width / 2, high - 4, f"{b.n}", "soft", anchor="middle"))
    parts.append(f'<polyline class="line" points="{panel.points(told)}"/>')
    parts += [f'<circle class="dot" cx="{panel.x(x)}" cy="{panel.y(y)}" r="4"/>' for x, y in told]
    return parts + counts


def picture(report: Report) -> str:
    """Return a whole SVG document; it brings its own colours, light and dark, and nothing from elsewhere."""
    words = f"{report.name}: 风险–覆盖曲线和可靠性图 / risk–coverage and reliability, {len(report.rows)} 题 / questions"
    notes = (
        "左图虚线：阈值拦下的回答。右图柱和数字：回复条数。浅色带、竖线：95 % 区间。",
        "Left, dashed: answers that the threshold holds back. Right, bars: number of replies. Bands: 95 % intervals.",
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="calibration" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
            f"<title>{escape(printable(words))}</title>",
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
            _text(28, 34, words, "soft"),
            *_risk(report, 80),
            *_reliability(report, 580),
            *(_text(28, HEIGHT - 30 + 18 * i, note, "soft") for i, note in enumerate(notes)),
            "</svg>",
            "",
        ]
    )
