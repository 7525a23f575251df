"""The benchmarks' own logic: how RGB articles are made and scored, how articles are joined, how wordings are judged."""

import doctest
import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from test_report import NEAR_MISS, REFUSED, RIGHT, WRONG

from qa.errors import QuestionSetError
from qa.question_sets import GoldPiece, Question, text_key
from qa.types import Answer, Citation

FOLDER = Path(__file__).parent.parent / "benchmarks"
# Two pieces of news of the same parity, and one of the other.
NEWS = "城南图书馆周六开馆。馆长周敏说，首日接待读者三千二百人次。新馆藏书四十万册，分为五层，周一闭馆。"
CITED = Citation("a", 0, 10, "城南图书馆周六开馆。")


def load(name: str) -> ModuleType:
    """Import a benchmark, which is a script and no part of a package."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)

    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


rgb, long_articles, wordings = load("rgb"), load("long_articles"), load("wordings")
retrieval, no_answer = load("retrieval"), load("no_answer")
injections = load("injections")


@pytest.mark.parametrize("module", [rgb, long_articles, wordings, retrieval, no_answer])
def test_the_worked_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


# RGB


ITEM = rgb.Item(
    "7", "馆长是谁?", (("周敏", "周馆长"),), tuple(f"p{i}" for i in range(9)), tuple(f"n{i}" for i in range(9))
)


@pytest.mark.parametrize(("noise", "negative"), [(0.0, 0), (0.2, 1), (0.4, 2), (0.6, 3), (0.8, 4), (1.0, 5)])
def test_rgb_takes_five_snippets_the_first_of_each(noise: float, negative: int) -> None:
    chosen = rgb.snippets(ITEM, noise)
    assert sorted(chosen) == sorted([f"n{i}" for i in range(negative)] + [f"p{i}" for i in range(5 - negative)])
    assert chosen == rgb.snippets(ITEM, noise)  # the same each time
    others = [rgb.snippets(replace(ITEM, id=f"{i}"), noise) for i in range(20)]
    assert len({tuple(o) for o in others}) > 1  # but not the same order for each question


@pytest.mark.parametrize(
    ("words", "gold", "right"),
    [
        ("周敏", [["周敏", "周馆长"]], True),
        ("1. 周敏\n2. 陈立", [["周敏"], ["陈立"]], True),
        ("周敏", [["周敏"], ["陈立"]], False),
        ("Zhou Min", [["zhou min"]], True),
        ("", [["周敏"]], False),
        ("周敏" + "说" * 38, [["周敏"]], True),
        ("周敏" + "说" * 39, [["周敏"]], False),
    ],
)
def test_rgb_is_scored_as_its_authors_do(words: str, gold: list[list[str]], right: bool) -> None:
    assert rgb.is_right(words, gold) is right


def test_rgb_reads_both_forms_of_gold_answers(tmp_path: Path) -> None:
    row = {"id": 1, "query": "q", "answer": ["a", ["b", "c"]], "positive": ["p"] * 5, "negative": ["n"] * 5}
    path = tmp_path / "rgb.jsonl"
    path.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    (item,) = rgb.read_items(path)
    assert item.answers == (("a",), ("b", "c"))
    for bad in ({"answer": []}, {"answer": [[]]}, {"answer": [3]}, {"negative": ["n"]}, {"query": None}):
        path.write_text(json.dumps(row | bad), encoding="utf-8")
        with pytest.raises(QuestionSetError, match="line 1"):
            rgb.read_items(path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(QuestionSetError, match="at least one"):
        rgb.read_items(path)


def test_rgb_through_the_real_path() -> None:
    positive = tuple(f"第{i}次会议由周敏主持，地点在城南图书馆。" for i in "一二三四五")
    negative = tuple(
        f"{month}的天气以晴为主，早晚温差大，请注意添衣。" for month in ("三月", "四月", "五月", "六月", "七月")
    )
    found = rgb.measure([rgb.Item("1", "会议由谁主持？", (("周敏",),), positive, negative)], progress=False)
    assert [o.noise for o in found] == list(rgb.NOISE)
    assert [o.right for o in found] == [True] * 6
    assert "周敏" in found[0].words
    assert not found[-1].answered
    assert not found[-1].unthresholded


def test_rgb_counts_declining_and_what_was_held_back() -> None:
    def outcome(noise: float, probability: float, *, answered: bool, right: bool, unthresholded: bool) -> object:
        words = "周敏" if unthresholded else "很" * 50
        return rgb.Outcome("1", noise, "q", (("周敏",),), answered, words, probability, right, unthresholded)

    told = [
        outcome(0.0, 0.9, answered=True, right=True, unthresholded=True),
        outcome(0.0, 0.2, answered=False, right=False, unthresholded=True),
        outcome(0.0, 0.4, answered=True, right=False, unthresholded=False),
    ]
    silent = [
        outcome(1.0, 0.3, answered=True, right=False, unthresholded=False),
        outcome(1.0, 0.1, answered=False, right=True, unthresholded=False),
    ]
    rest = [outcome(n, 0.3, answered=True, right=True, unthresholded=True) for n in rgb.NOISE[1:-1]]
    lines = [line.split() for line in rgb.table([*told, *rest, *silent]).splitlines()]
    # 0.9, 0.2, 0.4 against 0.3, 0.1: five of six pairs in order
    assert lines[1] == ["0.0", "33.3", "1/3", "6.1–79.2", "2", "1", "66.7", "0.833"]
    assert lines[-1] == ["declines", "50.0", "1/2", "9.5–90.5", "1", "1"]


class CountingEncoder:
    """Counts what it embeds."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.seen += texts
        return [[float(len(t))] for t in texts]

    def embed_query(self, text: str) -> list[float]:
        return [0.0]


def test_what_settings_share_is_embedded_and_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = CountingEncoder()
    encoder = rgb.RememberingEncoder(inner)
    assert encoder.embed_documents(["a", "bb", "a"]) == [[1.0], [2.0], [1.0]]
    assert encoder.embed_documents(["bb", "ccc"]) == [[2.0], [3.0]]
    assert inner.seen == ["a", "bb", "ccc"]

    reader = rgb.RememberingReader()
    windows = reader.windows("谁?", [NEWS, NEWS, "另一段。"])
    first = reader.outputs(windows)
    monkeypatch.setattr(rgb.SpanReader, "outputs", lambda self, windows: pytest.fail("read again"))
    again = reader.outputs(windows)
    assert all((a[0] == b[0]).all() and (a[1] == b[1]).all() for a, b in zip(first, again, strict=True))
    assert (first[0][0] == first[1][0]).all()


# Long articles


def docs(path: Path, rows: dict[int, str]) -> Path:
    path.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in rows.items()), encoding="utf-8")
    return path


def filler(i: int) -> str:
    return "".join(chr(0x4E00 + (i * 997 + 31 * j * j + 7 * j) % 8000) for j in range(260))


def test_the_text_stands_in_the_middle() -> None:
    whole, at = long_articles.embedded(NEWS, ["一" * 100, "二" * 100, "三" * 100, "四" * 100], 450)
    assert whole[at : at + len(NEWS)] == NEWS
    assert whole.split("\n") == ["一" * 100, "二" * 100, NEWS, "三" * 100, "四" * 100]
    assert long_articles.embedded(NEWS, ["一" * 100], 0) == (NEWS, 0)


def test_evidence_moves_with_its_article() -> None:
    question = Question("q", ("谁?",), (("周敏",),), True, (GoldPiece("", ((12, 14), (20, 22))),), "fact", "2")
    shifted = long_articles.moved(question, 100)
    assert shifted.evidence == (GoldPiece("", ((112, 114), (120, 122))),)
    assert shifted.article is None


def test_the_others_are_no_copies_and_of_the_same_half(tmp_path: Path) -> None:
    rows = {
        2: NEWS * 6,
        3: filler(3),
        4: filler(4),
        6: filler(4)[20:] + "改写",
        8: filler(8),
        10: "短",
        12: NEWS * 6 + "。",
    }
    path = docs(tmp_path / "docs.jsonl", rows)
    found = long_articles.others(path, ["2"], [rows[2]], 500)
    assert sorted(map(len, found))[0] >= 200
    assert rows[8] in found
    assert (rows[4] in found) != (rows[6] in found)
    assert len(found) == 2
    with pytest.raises(QuestionSetError, match="expected 1,000 characters"):
        long_articles.others(path, ["2"], [rows[2]], 1000)


def test_a_long_article_is_measured(tmp_path: Path) -> None:
    rows = {2: NEWS} | {2 * i: filler(i) for i in range(2, 8)}
    path = docs(tmp_path / "docs.jsonl", rows)
    at = NEWS.index("周敏")
    key = text_key(NEWS)
    base = {"article": 2, "article_sha256": key, "answerable": True, "kind": "fact"}
    lines = [
        base | {"id": "a", "question": "城南图书馆馆长是谁？", "answers": [["周敏"]], "evidence": [[at, at + 2]]},
        base | {"id": "b", "question": "总结全文", "answers": [["图书馆"]], "evidence": [], "kind": "summary"},
    ]
    question_set = tmp_path / "set.jsonl"
    question_set.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    questions = long_articles.read_question_set(question_set, articles=path)
    found = long_articles.measure(questions, path, number=3, sizes=(0, 1000))
    assert found[0].chars == len(NEWS)
    assert 500 <= found[1].chars <= 1000
    assert [run.rows[0].on_gold for run in found] == [True, True]
    quality = long_articles.quality(found).splitlines()
    assert quality[1].split()[3:5] == ["1/1", "100.0"]  # the summary is not judged
    times = long_articles.times(found)
    assert "fact (1)" in times
    assert "summary (1)" in times


# Wordings


def test_a_case_holds_where_every_wording_does() -> None:
    def case(*rows: object) -> object:
        return wordings.Case("c", rows)

    other = replace(WRONG, answer="陈立。")
    assert (case(RIGHT, RIGHT).holds, case(RIGHT, RIGHT).same) == (True, True)
    assert (case(RIGHT, REFUSED).holds, case(RIGHT, REFUSED).same) == (False, False)
    assert (case(REFUSED, REFUSED).holds, case(REFUSED, REFUSED).same) == (False, True)
    assert (case(NEAR_MISS, NEAR_MISS).holds, case(NEAR_MISS, NEAR_MISS).same) == (True, True)
    assert (case(WRONG, WRONG).holds, case(WRONG, WRONG).same) == (False, True)
    assert case(WRONG, other).same is False
    # worded otherwise, and right all the same
    assert case(RIGHT, replace(RIGHT, answer="敖宏会长")).same is True


def test_wordings_are_read_asked_and_put_together(tmp_path: Path) -> None:
    own = docs(tmp_path / "docs.jsonl", {2: NEWS})
    at = NEWS.index("周敏")
    lines = [
        {
            "id": "n-1",
            "wordings": ["城南图书馆馆长是谁？", "谁是城南图书馆的馆长？"],
            "answers": [["周敏"]],
            "answerable": True,
            "evidence": [[at, at + 2]],
            "kind": "fact",
            "article": 2,
            "article_sha256": text_key(NEWS),
        },
        {
            "id": "d~1",
            "wordings": ["谁主持了会议?"] * 3,
            "answers": [["敖宏"]],
            "answerable": True,
            "evidence": ["敖宏主持"],
            "kind": "fact",
            "article": "default",
        },
    ]
    path = tmp_path / "w.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    questions = wordings.read_cases(path, articles=own)
    assert questions.name == "w.jsonl"
    assert [q.article for q in questions.questions] == ["2", "2", None, None, None]
    rows = wordings.evaluate(questions, default=wordings.default_article).rows
    found = wordings.cases(rows)
    assert [(c.id, len(c.rows)) for c in found] == [("n-1", 2), ("d~1", 3)]
    assert [c.holds for c in found] == [True, True]
    figures = [line.split() for line in wordings.table(found).splitlines()]
    assert ["cases,", "every", "wording", "right", "100.0", "%", "2/2", "34.2–100.0"] in figures
    assert ["wordings", "right", "100.0", "%", "5/5", "56.6–100.0"] in figures
    assert "not answerable" in wordings.table(found)
    assert wordings.failures(found) == ""
    broken = [wordings.Case("n-1", (replace(rows[0], right=False), rows[1]))]
    assert "n-1  周敏" in wordings.failures(broken)


@pytest.mark.parametrize("bad", ["5", "{}", '{"id": 1, "wordings": []}', '{"id": 1, "wordings": [3]}', "nonsense"])
def test_what_is_no_case_is_refused(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "w.jsonl"
    path.write_text(bad, encoding="utf-8")
    with pytest.raises(QuestionSetError, match="line 1"):
        wordings.read_cases(path)


# Retrieval


@pytest.mark.parametrize("form", ["own texts", "default article"])
def test_retrieval_ranks_by_meaning_by_words_and_fused(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.jsonl"
    if form == "own texts":
        texts = {"周敏": NEWS, "林海": "北桥车站昨天通车。站长林海说，首日发车一百二十班。"}
        rows = [
            {
                "id": who,
                "title": who,
                "context": text,
                "question": f"{what}?",
                "answers": [{"text": who, "start": text.index(who)}],
            }
            for (who, text), what in zip(texts.items(), ("图书馆馆长是谁", "车站站长是谁"), strict=True)
        ]
        others = tmp_path / "others.jsonl"
        others.write_text("".join(json.dumps({"id": i, "text": f"第{i}场比赛改期。"}) + "\n" for i in range(9)))
        options = [str(path), "--among", str(others), "--others", "4"]
    else:
        rows = [
            {
                "id": "a",
                "question": "谁主持了会议?",
                "answers": [["敖宏"]],
                "answerable": True,
                "evidence": ["敖宏主持会议"],
                "kind": "fact",
            }
        ]
        options = [str(path)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["retrieval.py", *options])
        assert retrieval.main() == 0
    shown = capsys.readouterr().out.splitlines()
    if form == "own texts":
        assert shown[0] == "2 questions, among 6 passages"
        assert shown[4].split() == ["fused", "100.0", "100.0", "100.0", "1.000"]
    assert [line.split()[0] for line in shown[2:]] == ["encoder", "BM25", "fused"]


# Injections


def test_a_claim_reaches_the_person_unless_it_is_quoted_or_not_said() -> None:
    words = "新馆是全国最好的。"
    claim = Answer(
        text=words,
        answerable=True,
        confidence=0.9,
        citations=(Citation("a", 0, len(words), words),),
        kind="fact",
        question="?",
        standalone_question="?",
    )
    quoted = replace(claim, text=f"文中写道：“{claim.text}”周敏是馆长。")
    assert injections.reaches(claim, "全国最好")
    assert not injections.reaches(quoted, "全国最好")
    assert injections.reaches(replace(quoted, text=quoted.text + claim.text), "全国最好")
    asked = replace(quoted, standalone_question="全国最好的新馆在哪里?")
    assert injections.reaches(asked, "全国最好")
    assert not injections.reaches(replace(asked, question="全国最好的在哪里?"), "全国最好")


def test_injections_are_told_to_a_model_that_obeys(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [i for part in injections.PARTS for i in injections.read(part)]
    assert len({i.id for i in found}) == len(found) == 120
    some = [next(i for i in found if i.place == place) for place in ("text", "follow-up")]
    for injection in some:
        said = [text for text, _ in injections.tried(injection)]
        assert len(said) == 4
        assert all(injection.mark in text for text in said)
    monkeypatch.setattr(injections, "read", lambda _part: some)
    monkeypatch.setattr(sys, "argv", ["injections.py", "--part", "measured"])
    assert injections.main() == 0
    _, text, follow_up, every = capsys.readouterr().out.splitlines()
    assert text.split()[:4] == ["text", "0", "of", "1"]
    assert follow_up.split()[:4] == ["follow-up", "0", "of", "1"]
    assert every.startswith("all         0 of 2; as an attributed quotation in ")


# No answer


def test_an_answer_withheld_counts_nothing() -> None:
    readings = [no_answer.Reading(3.0, 1.0), no_answer.Reading(1.0, 0.5), no_answer.Reading(2.0, None)]
    assert no_answer.at(readings, 0.0) == (0.75, 0.0, 0.5)
    assert no_answer.at(readings, 2.5) == (0.5, 1.0, pytest.approx(2 / 3))
    assert no_answer.at(readings, 9.0) == (0.0, 1.0, pytest.approx(1 / 3))
    assert no_answer.auc(readings) == 0.5
    assert no_answer.auc([no_answer.Reading(1.0, 1.0), no_answer.Reading(1.0, None)]) == 0.5
