"""What changed between two evaluations, question by question and in all."""

from dataclasses import dataclass

from qa.errors import QuestionSetError
from qa.report import RECALL_AT, Graded, Report, Totals, aligned


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and now; `worse` says which way is down for it."""

    name: str
    before: float
    now: float
    worse: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports on the questions that both hold (same id, same turns).

    :param turned_right: pairs of rows, before and now.
    :param turned_wrong: the same.
    :param changes: the figures that are not as before.
    """

    common: int
    only_before: int
    only_now: int
    turned_right: tuple[tuple[Graded, Graded], ...]
    turned_wrong: tuple[tuple[Graded, Graded], ...]
    changes: tuple[Change, ...]

    @property
    def worse(self) -> tuple[Change, ...]:
        """The figures that went down."""
        return tuple(c for c in self.changes if c.worse)


def _figures(t: Totals) -> dict[str, tuple[float | None, int]]:
    """Return the figures that a comparison judges, each with 1 where higher is better, -1 where lower is.

    Left out: times, which the machine decides, and confidence, which is judged by what it leads to.
    """
    return {
        "right": (t.right.value, 1),
        "answerable, right": (t.found.value, 1),
        "not answerable, refused": (t.refused.value, 1),
        "false refusals": (t.false_refusals.value, -1),
        "groups met": (t.groups, 1),
        "exact match": (t.em.value, 1),
        "F1": (t.f1, 1),
        "citations exact": (t.exact.value, 1),
        "citations on the evidence": (t.on_gold.value, 1),
        **{f"recall@{k}": (t.recall[k], 1) for k in RECALL_AT},
        "MRR": (t.mrr, 1),
    }


# Sums of the same numbers in another order may differ by this much.
_ROUNDING = 1e-9


def compare(before: Report, now: Report) -> Comparison:
    """Compare two reports over the questions that both hold. A figure in all that is lower by anything is worse.

    :raises QuestionSetError: they have no question in common.
    """
    old = {(r.id, r.turns): r for r in before.rows}
    pairs = [(old[r.id, r.turns], r) for r in now.rows if (r.id, r.turns) in old]
    if not pairs:
        raise QuestionSetError(f"expected reports with questions in common, got {before.name} and {now.name}")
    was = _figures(Totals.of([b for b, _ in pairs]))
    changes = []
    for name, (value, sign) in _figures(Totals.of([n for _, n in pairs])).items():
        past = was[name][0]
        if value is not None and past is not None and abs(value - past) > _ROUNDING:
            changes.append(Change(name, past, value, (value - past) * sign < 0))
    return Comparison(
        common=len(pairs),
        only_before=len(before.rows) - len(pairs),
        only_now=len(now.rows) - len(pairs),
        turned_right=tuple((b, n) for b, n in pairs if n.right and not b.right),
        turned_wrong=tuple((b, n) for b, n in pairs if b.right and not n.right),
        changes=tuple(changes),
    )


def comparison_table(found: Comparison) -> str:
    """Return a comparison as a person reads it."""
    lines = [f"compared: {found.common} questions ({found.only_before} only before, {found.only_now} only now)"]
    for head, sign, pairs in (("turned right", "+", found.turned_right), ("turned wrong", "-", found.turned_wrong)):
        lines.append(f"{head}: {len(pairs)}")
        for before, now in pairs:
            lines.append(f"  {sign} {now.id}  {now.turns[-1]}")
            lines.append(f"      {_short(before.answer)} → {_short(now.answer)}")
    if found.changes:
        rows = [(c.name, f"{c.before:.4f}", f"{c.now:.4f}", "WORSE" if c.worse else "better") for c in found.changes]
        lines += aligned([("", "before", "now", ""), *rows])
    else:
        lines.append("every figure as before")
    return "\n".join(lines)


def _short(text: str, limit: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
