"""The evaluation as a page to look at: every figure with its interval, the picture, and each kind of failure apart."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from qa.calibration import picture
from qa.errors import InputError
from qa.normalize import printable
from qa.report import Graded, Report, columns, figures

PAGE, PICTURE = "report.html", "risk_coverage.svg"
# A page of a large set must stay one that a browser opens.
MOST_FAILURES = 500

_NAMES = {
    "right": "全部正确",
    "answerable, right": "有答案：答对",
    "answerable, answered wrongly": "有答案：答错",
    "answerable, refused": "有答案：误拒",
    "not answerable, refused": "无答案：拒答",
    "not answerable, answered": "无答案：误答",
    "near misses refused": "似是而非的问题：拒答",
    "conversations, last turn right": "多轮对话：最后一问答对",
    "citations exact": "引文逐字准确",
    "citations on the evidence": "引文落在依据上",
    "exact match": "完全匹配",
    "F1": "字符重合",
    "recall@1": "检索召回 @1",
    "recall@3": "检索召回 @3",
    "recall@8": "检索召回 @8",
    "MRR": "平均倒数排名",
    "p50": "用时中位数",
    "p95": "用时第 95 百分位",
}
_STYLE = """
:root { color-scheme: light dark; --soft: #5b6675; --rule: #d5dbe2; --paper: #ffffff; --ink: #1d2430; }
@media (prefers-color-scheme: dark) { :root { --soft: #a3aebd; --rule: #333b47; --paper: #14181f; --ink: #e8ecf2; } }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 15px/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: top; }
th:first-child, td:first-child, .failures td, .failures th { text-align: left; }
.failures td { overflow-wrap: anywhere; white-space: pre-line; }
.failures td:nth-child(-n+2), .failures td:last-child { white-space: nowrap; }
th { font-weight: 600; }
.soft, summary span { color: var(--soft); }
summary { cursor: pointer; margin: .6rem 0; font-weight: 600; }
svg { width: 100%; height: auto; }
"""


def _cell(words: str) -> str:
    return escape(printable(words))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], style: str = "") -> str:
    lines = ["".join(f"<td>{_cell(c)}</td>" for c in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    top = "".join(f"<th>{_cell(c)}</th>" for c in head)
    return (
        f'<div class="wide"><table class="{style}"><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody></table></div>'
    )


def _failures(title: str, rows: Sequence[Graded]) -> str:
    """List the failures of one sort."""
    shown = [
        (
            r.id,
            r.kind,
            "\n".join(r.turns),
            "\n".join(" / ".join(group) for group in r.expected),
            r.answer,
            f"{r.confidence:.2f}",
        )
        for r in rows[:MOST_FAILURES]
    ]
    head = ("id", "类型 / kind", "问题 / question", "应答 / expected", "回复 / reply", "可信度 / conf.")
    more = f"<p class='soft'>… {len(rows) - MOST_FAILURES}</p>" if len(rows) > MOST_FAILURES else ""
    table = _table(head, shown, "failures") if shown else "<p class='soft'>–</p>"
    return f"<details><summary>{title} <span>({len(rows)})</span></summary>{table}{more}</details>"


def page(report: Report) -> str:
    """Return the report as HTML that needs nothing else; whatever came from the set or the article is escaped."""
    name = _cell(report.name)
    wrong = [r for r in report.rows if not r.right]
    t = report.totals()
    rows = [(f"{_NAMES[f.name]} / {f.name}", f.value, f.of, f.interval) for f in figures(report)]
    head, *kinds = columns(report)
    return f"""<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{name}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>评测报告 / Evaluation: {name}</h1>
<p class="soft">{len(report.rows)} 题 / questions</p>
{_table(("", "", "", "95 %"), rows)}
<p class="soft">平均可信度 / mean confidence {t.confidence:.3f} ·
期望校准误差 / expected calibration error {t.calibration_error:.3f} ·
风险–覆盖曲线下面积 / area under risk–coverage {t.area_under_risk:.3f}</p>
{picture(report)}
<h2>按类型 / By kind</h2>
{_table(head, kinds)}
<h2>未答对的 / Failures</h2>
{_failures("有答案却拒答 / refused, though the article tells", [r for r in wrong if not r.answered])}
{_failures("无答案却作答 / answered, though the article does not tell", [r for r in wrong if not r.answerable])}
{_failures("答错 / answered wrongly", [r for r in wrong if r.answered and r.answerable])}
</body>
</html>
"""


def make_folder(folder: Path) -> None:
    """Make the folder of a report, where there is none.

    :raises InputError: it cannot be one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"expected a folder to write the report to, got {folder}: {error.strerror}") from None


def write_page(report: Report, folder: Path) -> None:
    """Write the page and, beside it, the picture alone.

    :raises InputError: the folder cannot be written to.
    """
    make_folder(folder)
    for file, text in ((PAGE, page(report)), (PICTURE, picture(report))):
        try:
            (folder / file).write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(f"expected a folder to write the report to, got {folder}: {error.strerror}") from None
