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
    percentile_interval,
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
    :param expected: groups of alternatives, each of which the answer must meet.
    :param withheld_right: whether the words that a refusal held back would have been right; of a list the first item
        alone is known, so rather too seldom. False for an answer.
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
    expected: tuple[tuple[str, ...], ...] = ()
    withheld_right: bool = False

    @property
    def probability(self) -> float:
        """Of the answer, given or held back: how likely the program takes it to be right."""
        return self.confidence if self.answered else 1.0 - self.confidence

    @classmethod
    def read(cls, row: Row) -> "Graded":
        """Read a row of a saved report.

        :raises QuestionSetError: a value that is missing or of another type.
        """
        kind = row.text("kind")
        if kind not in KINDS:
            raise row.error(f"one of {', '.join(KINDS)}", "kind")
        expected = row.items("expected") if row.has("expected") else []
        if not all(isinstance(group, list) and all(isinstance(a, str) for a in group) for group in expected):
            raise row.error("a list of lists of texts", "expected")
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
            expected=tuple(tuple(group) for group in expected),
            withheld_right=row.flag("withheld_right") if row.has("withheld_right") else False,
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
    :param conversations: of those with turns before them: right.
    :param wrong: of the answerable: answered, but not right; `false_refusals`: refused.
    :param wrongly_answered: of the not answerable: answered.
    :param groups: of the answerable: the mean share of what the answer must contain that it does contain.
    :param em: of those with a single short answer, an exact match; `f1`: their mean F1.
    :param exact: of all citations: those that quote the article to the character.
    :param on_gold: of the answerable that were answered: those that cite every evidence piece.
    :param recall: by k, the mean share of evidence pieces that the first k passages of the retriever cover.
    :param mrr: mean reciprocal rank of the first passage that overlaps an evidence piece.
    :param ranked: how many questions bear on `recall` and `mrr`.
    :param p50_ms: milliseconds of an answer, the median; `p95_ms`: the 95th percentile.
    :param confidence: the mean; `calibration_error`: expected, see `qa.metrics`; `area_under_risk`: lower is better.
    """

    n: int
    right: Share
    found: Share
    refused: Share
    near_misses: Share
    conversations: Share
    wrong: Share
    false_refusals: Share
    wrongly_answered: Share
    groups: float | None
    em: Share
    f1: float | None
    exact: Share
    on_gold: Share
    recall: dict[int, float | None]
    mrr: float | None
    ranked: int
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
            conversations=_share([r.right for r in rows if len(r.turns) > 1]),
            wrong=_share([r.answered and not r.right for r in answerable]),
            false_refusals=_share([not r.answered for r in answerable]),
            wrongly_answered=_share([r.answered for r in silent]),
            groups=_mean([r.groups_met / r.groups for r in answerable if r.groups]),
            em=_share([r.em == 1.0 for r in rows if r.em is not None]),
            f1=_mean([r.f1 for r in rows if r.f1 is not None]),
            exact=Share(sum(r.exact for r in rows), sum(len(r.quotes) for r in rows)),
            on_gold=_share([r.on_gold for r in rows if r.on_gold is not None]),
            recall={k: _mean([recall_at(ranks, k) for ranks in ranked]) for k in RECALL_AT},
            mrr=_mean([reciprocal_rank(ranks) for ranks in ranked]),
            ranked=len(ranked),
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

    def selective(self) -> list[RiskPoint]:
        """Return the share wrong against the share answered, were the threshold moved; what is told now comes first.

        Beyond the share that is answered now stand the answers that were held back.
        """
        places = [r.probability + 2 * r.answered for r in self.rows]
        return risk_coverage(places, [r.right if r.answered else r.withheld_right for r in self.rows])

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
        percent(t.right.value),
        str(t.found),
        str(t.refused),
        str(t.false_refusals),
        str(t.wrongly_answered),
        percent(t.em.value),
        percent(t.f1),
        str(t.exact),
        str(t.on_gold),
        *map(percent, means),
        "–" if t.mrr is None else f"{t.mrr:.3f}",
        f"{t.p50_ms:.0f}",
        f"{t.p95_ms:.0f}",
    )


def percent(value: float | None) -> str:
    """Return a share in per cent with one decimal, a dash where there is none."""
    return "–" if value is None else f"{100 * value:.1f}"


def columns(report: Report) -> list[tuple[str, ...]]:
    """Return the table in cells: its head in one line, a line for each kind, and one for all."""
    head = tuple(" ".join(filter(None, pair)) for pair in _COLUMNS)
    return [head, *_kinds(report)]


def _kinds(report: Report) -> list[tuple[str, ...]]:
    return [*(_cells(kind, t) for kind, t in report.by_kind().items()), _cells("all", report.totals())]


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out rows in columns, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the whole set as text: its value, of how many, and its 95 % interval."""

    name: str
    value: str
    of: str
    interval: str


def figures(report: Report) -> list[Figure]:
    """Return the figures of a whole set with their 95 % intervals; those that no question bears on are left out."""
    t = report.totals()
    shares = {
        "right": t.right,
        "answerable, right": t.found,
        "answerable, answered wrongly": t.wrong,
        "answerable, refused": t.false_refusals,
        "not answerable, refused": t.refused,
        "not answerable, answered": t.wrongly_answered,
        "near misses refused": t.near_misses,
        "conversations, last turn right": t.conversations,
        "citations exact": t.exact,
        "citations on the evidence": t.on_gold,
        "exact match": t.em,
    }
    means = {
        "F1": (t.f1, t.em.of),
        **{f"recall@{k}": (t.recall[k], t.ranked) for k in RECALL_AT},
        "MRR": (t.mrr, t.ranked),
    }
    found = [Figure(name, f"{percent(s.value)} %", str(s), _bounds(s.interval)) for name, s in shares.items() if s.of]
    for name, (mean, n) in means.items():
        if mean is not None:
            found.append(Figure(name, f"{percent(mean)} %", f"mean of {n}", _bounds(wilson(mean * n, n))))
    times = [r.ms for r in report.rows]
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        low, high = percentile_interval(times, share)
        found.append(Figure(name, f"{percentile(times, share):.0f} ms", f"of {len(times)}", f"{low:.0f}–{high:.0f} ms"))
    return found


def _bounds(interval: Interval) -> str:
    return f"{percent(interval.low)}–{percent(interval.high)} %"


def table(report: Report) -> str:
    """Return the report as a person reads it: a line for each kind and for all, then the totals with intervals."""
    total = report.totals()
    lines = aligned([*_HEADS, *_kinds(report)])
    rule = "-" * max(map(len, lines))
    confidence = (
        f"mean confidence {total.confidence:.3f}, expected calibration error {total.calibration_error:.3f}, "
        f"area under risk–coverage {total.area_under_risk:.3f}"
    )
    notes = aligned([(f.name, f.value, f.of, f.interval) for f in figures(report)])
    body = ["", *lines[:2], rule, *lines[2:-1], rule, lines[-1], "", "95 % intervals (Wilson)"]
    head = f"{report.name}: {total.n} questions"
    return "\n".join([head, *body, *(f"  {note}" for note in notes), "", confidence])
