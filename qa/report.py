"""What an evaluation found: one graded row a question, the totals, the table, and the file that keeps them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa.errors import InputError, QuestionSetError
from qa.json_rows import Row, open_packed, parse
from qa.metrics import (
    Interval,
    RiskPoint,
    area_under_risk,
    calibration_error,
    percentile,
    recall_at,
    reciprocal_rank,
    risk_coverage,
    wilson,
)
from qa.types import KINDS, Kind

RECALL_AT = (1, 3, 8)
FORMAT = 1
# A report of MAX_QUESTIONS rows of a kilobyte each.
MAX_REPORT_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Graded:
    """How one question was answered.

    :param answerable: whether the article tells, by the question set.
    :param answered: whether the program answered; False for a refusal.
    :param short_answer: what EM and F1 look at.
    :param em: 0 or 1; None where there is no single short answer to compare with. `f1` likewise, in [0, 1].
    :param groups: how many things the answer must contain; `groups_met`: how many it does.
    :param quotes: of the citations.
    :param exact: how many citations quote the article to the character.
    :param on_gold: whether every evidence piece is touched by a citation; None where nothing is to be cited.
    :param ranks: for each evidence piece the rank, from 1, of the first passage found that overlaps it.
    :param confidence: in [0, 1].
    :param ms: milliseconds of the answer alone.
    """

    id: str
    turns: tuple[str, ...]
    kind: Kind
    answerable: bool
    answered: bool
    right: bool
    answer: str
    short_answer: str
    standalone_question: str
    em: float | None
    f1: float | None
    groups: int
    groups_met: int
    quotes: tuple[str, ...]
    exact: int
    on_gold: bool | None
    ranks: tuple[int | None, ...]
    confidence: float
    ms: float

    @classmethod
    def read(cls, row: Row) -> "Graded":
        """Read a row of a saved report.

        :raises QuestionSetError: a value that is missing or of another type.
        """
        kind = row.text("kind")
        if kind not in KINDS:
            raise row.error(f"one of {', '.join(KINDS)}", "kind")
        ranks = row.items("ranks")
        if not all(rank is None or (type(rank) is int and rank > 0) for rank in ranks):
            raise row.error("a list of ranks", "ranks")
        return cls(
            id=row.text("id"),
            turns=row.texts("turns"),
            kind=kind,
            answerable=row.flag("answerable"),
            answered=row.flag("answered"),
            right=row.flag("right"),
            answer=row.text("answer"),
            short_answer=row.text("short_answer"),
            standalone_question=row.text("standalone_question"),
            em=row.number("em") if row.has("em") else None,
            f1=row.number("f1") if row.has("f1") else None,
            groups=int(row.number("groups")),
            groups_met=int(row.number("groups_met")),
            quotes=row.texts("quotes"),
            exact=int(row.number("exact")),
            on_gold=row.flag("on_gold") if row.has("on_gold") else None,
            ranks=tuple(ranks),
            confidence=row.number("confidence"),
            ms=row.number("ms"),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """In [0, 1]; None of none."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> Interval:
        """The 95 % interval."""
        return wilson(self.hits, self.of)

    def __str__(self) -> str:
        return f"{self.hits}/{self.of}" if self.of else "–"


def _share(flags: Sequence[bool]) -> Share:
    return Share(sum(flags), len(flags))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of some questions; None where no question bears on one.

    :param right: of all: answered as it should be, or refused as it should be.
    :param found: of the answerable: right.
    :param refused: of the not answerable: refused.
    :param near_misses: the same without what has nothing to do with the article.
    :param false_refusals: of the answerable: refused.
    :param wrongly_answered: of the not answerable: answered.
    :param groups: of the answerable: the mean share of what the answer must contain that it does contain.
    :param em: of those with a single short answer, an exact match; `f1`: their mean F1.
    :param exact: of all citations: those that quote the article to the character.
    :param on_gold: of the answerable that were answered: those that cite every evidence piece.
    :param recall: by k, the mean share of evidence pieces that the first k passages of the retriever cover.
    :param mrr: mean reciprocal rank of the first passage that overlaps an evidence piece.
    :param p50_ms: milliseconds of an answer, the median; `p95_ms`: the 95th percentile.
    :param confidence: the mean; `calibration_error`: expected, see `qa.metrics`; `area_under_risk`: lower is better.
    """

    n: int
    right: Share
    found: Share
    refused: Share
    near_misses: Share
    false_refusals: Share
    wrongly_answered: Share
    groups: float | None
    em: Share
    f1: float | None
    exact: Share
    on_gold: Share
    recall: dict[int, float | None]
    mrr: float | None
    p50_ms: float
    p95_ms: float
    confidence: float
    calibration_error: float
    area_under_risk: float

    @classmethod
    def of(cls, rows: Sequence[Graded]) -> "Totals":
        """Add up at least one row."""
        answerable = [r for r in rows if r.answerable]
        silent = [r for r in rows if not r.answerable]
        ranked = [r.ranks for r in rows if r.ranks]
        times = [r.ms for r in rows]
        confidences, right = [r.confidence for r in rows], [r.right for r in rows]
        return cls(
            n=len(rows),
            right=_share(right),
            found=_share([r.right for r in answerable]),
            refused=_share([r.right for r in silent]),
            near_misses=_share([r.right for r in silent if r.kind != "off_topic"]),
            false_refusals=_share([not r.answered for r in answerable]),
            wrongly_answered=_share([r.answered for r in silent]),
            groups=_mean([r.groups_met / r.groups for r in answerable if r.groups]),
            em=_share([r.em == 1.0 for r in rows if r.em is not None]),
            f1=_mean([r.f1 for r in rows if r.f1 is not None]),
            exact=Share(sum(r.exact for r in rows), sum(len(r.quotes) for r in rows)),
            on_gold=_share([r.on_gold for r in rows if r.on_gold is not None]),
            recall={k: _mean([recall_at(ranks, k) for ranks in ranked]) for k in RECALL_AT},
            mrr=_mean([reciprocal_rank(ranks) for ranks in ranked]),
            p50_ms=percentile(times, 0.5),
            p95_ms=percentile(times, 0.95),
            confidence=sum(confidences) / len(rows),
            calibration_error=calibration_error(confidences, right),
            area_under_risk=area_under_risk(risk_coverage(confidences, right)),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation: the name of the question set, and a row for each of its questions, at least one."""

    name: str
    rows: tuple[Graded, ...]

    def __post_init__(self) -> None:
        if not self.rows:
            raise InputError(f"expected a report with at least one question, got none of {self.name}")

    def totals(self) -> Totals:
        """Add up all rows."""
        return Totals.of(self.rows)

    def by_kind(self) -> dict[Kind, Totals]:
        """Add up the rows of each kind that occurs, in the order of `KINDS`."""
        grouped = {kind: [r for r in self.rows if r.kind == kind] for kind in KINDS}
        return {kind: Totals.of(rows) for kind, rows in grouped.items() if rows}

    def risk_coverage(self) -> list[RiskPoint]:
        """Return the curve of `qa.metrics.risk_coverage` over all rows."""
        return risk_coverage([r.confidence for r in self.rows], [r.right for r in self.rows])

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "format": FORMAT,
            "set": self.name,
            "totals": asdict(self.totals()),
            "by_kind": {kind: asdict(totals) for kind, totals in self.by_kind().items()},
            "risk_coverage": [asdict(point) for point in self.risk_coverage()],
            "rows": [asdict(row) for row in self.rows],
        }

    def save(self, path: Path) -> None:
        """Write the report as JSON.

        :raises InputError: the file cannot be written.
        """
        # lone surrogates, which UTF-8 cannot hold, become escapes like everything else
        text = json.dumps(self.to_dict(), indent=1) + "\n"
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(f"expected a file to write the report to, got {path}: {error.strerror}") from None

    @classmethod
    def load(cls, path: Path) -> "Report":
        """Read a report that `save` wrote.

        :raises QuestionSetError: the file is unreadable or no report.
        """
        with open_packed(path) as file:
            content = file.read(MAX_REPORT_BYTES + 1)
        if len(content) > MAX_REPORT_BYTES:
            raise QuestionSetError(f"{path.name}: expected at most {MAX_REPORT_BYTES:,} bytes")
        report = Row(parse(content), path.name)
        if report.number("format") != FORMAT:
            raise report.error(f"{FORMAT}", "format")
        rows = (Graded.read(Row(r, f"{path.name}, rows[{i}]")) for i, r in enumerate(report.items("rows")))
        return cls(report.text("set"), tuple(rows))


# The two lines of the table's head, column by column.
_COLUMNS = (
    *(("", "kind"), ("", "n"), ("", "right"), ("answer-", "able ok"), ("not ans.", "refused"), ("false", "refusal")),
    *(("wrongly", "answered"), ("", "EM"), ("", "F1"), ("quotes", "exact"), ("on the", "evid.")),
    *(("", f"R@{k}") for k in RECALL_AT),
    *(("", "MRR"), ("p50", "ms"), ("p95", "ms")),
)
_HEADS = tuple(zip(*_COLUMNS, strict=True))


def _cells(name: str, t: Totals) -> tuple[str, ...]:
    means = (t.recall[k] for k in RECALL_AT)
    return (
        name,
        str(t.n),
        _percent(t.right.value),
        str(t.found),
        str(t.refused),
        str(t.false_refusals),
        str(t.wrongly_answered),
        _percent(t.em.value),
        _percent(t.f1),
        str(t.exact),
        str(t.on_gold),
        *map(_percent, means),
        "–" if t.mrr is None else f"{t.mrr:.3f}",
        f"{t.p50_ms:.0f}",
        f"{t.p95_ms:.0f}",
    )


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out rows in columns, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def table(report: Report) -> str:
    """Return the report as a person reads it: a line for each kind and for all, then the totals with intervals."""
    total = report.totals()
    rows = [*_HEADS, *(_cells(kind, t) for kind, t in report.by_kind().items()), _cells("all", total)]
    lines = aligned(rows)
    rule = "-" * max(map(len, lines))
    shares = {
        "right": total.right,
        "answerable, right": total.found,
        "near misses refused": total.near_misses,
        "false refusals": total.false_refusals,
        "wrongly answered": total.wrongly_answered,
        "exact match": total.em,
        "citations exact": total.exact,
        "citations on the evidence": total.on_gold,
    }
    notes = aligned(
        [
            (name, f"{_percent(s.value)} %", str(s), f"{_percent(s.interval.low)}–{_percent(s.interval.high)} %")
            for name, s in shares.items()
            if s.of
        ]
    )
    confidence = (
        f"mean confidence {total.confidence:.3f}, expected calibration error {total.calibration_error:.3f}, "
        f"area under risk–coverage {total.area_under_risk:.3f}"
    )
    body = ["", *lines[:2], rule, *lines[2:-1], rule, lines[-1], "", "95 % intervals (Wilson)"]
    return "\n".join([f"{report.name}: {total.n} questions", *body, *(f"  {note}" for note in notes), "", confidence])
