from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from qa.article import article_from_file
from qa.errors import ModelError
from qa.export_reader import export_reader
from qa.passages import split
from qa.pipeline import DEFAULT_ARTICLE
from qa.reader import MODEL, SpanReader, best_spans, load_reader
from qa.types import Article, Passage


def logits(*values: float) -> "np.ndarray":
    return np.array(values, dtype=np.float32)


def test_the_margin_is_over_position_zero() -> None:
    # Window: <s> q </s> </s> a b c </s>. Start 5 at a, end 4 at b; "no answer" 1 + 2.
    found = best_spans(
        logits(1, 0, 0, 0, 5, 0, 0, 9), logits(2, 0, 0, 0, 0, 4, 0, 9), first=4, count=3, max_span=3, top=1
    )
    assert found == [(0, 1, 5 + 4 - 3)]


def test_a_span_never_ends_before_it_starts_nor_outgrows_the_limit() -> None:
    start, end = logits(0, 0, 0, 3, 7), logits(0, 9, 0, 0, 1)
    # From the last (7) to the first (9) would be 16, but ends before it starts: the first alone, 0 + 9, is best.
    assert best_spans(start, end, first=1, count=4, max_span=4, top=1) == [(0, 0, 9.0)]
    # Spans of one token only: not 3 + 1 from the third to the fourth, but 3 + 0.
    spans = best_spans(start, end, first=1, count=4, max_span=1, top=10)
    assert [(a, b) for a, b, _ in spans] == [(0, 0), (3, 3), (2, 2), (1, 1)]
    assert [round(s, 3) for _, _, s in spans] == [9.0, 8.0, 3.0, 0.0]


def test_no_passage_no_span() -> None:
    assert best_spans(logits(1, 1), logits(1, 1), first=1, count=0, max_span=5, top=3) == []


def passages(text: str) -> list[Passage]:
    return split(Article(Article.id_of(text), "t", text))


TEXT = "座谈会于3月5日在南宁举行。市图书馆馆长覃玉兰主持会议。\n会后，来自二十所学校的学生参观了展览。"


@pytest.mark.parametrize(
    ("question", "words"), [("谁主持会议?", "覃玉兰"), ("座谈会在哪里举行?", "南宁"), ("誰主持會議?", "覃玉兰")]
)
def test_the_embedded_reader_finds_the_words_at_their_offsets(question: str, words: str) -> None:
    best = load_reader().read(question, passages(TEXT))[0]
    assert words in best.text
    assert TEXT[best.start : best.end] == best.text


def test_spans_are_best_first_and_each_comes_once() -> None:
    spans = load_reader().read("谁主持会议?", passages(TEXT), top=10)
    assert [s.score for s in spans] == sorted((s.score for s in spans), reverse=True)
    assert len({(s.start, s.end) for s in spans}) == len(spans)


def test_a_long_passage_is_read_in_windows_that_miss_nothing() -> None:
    reader = load_reader()
    text = "甲乙丙丁戊己庚辛" * 80
    windows = reader.windows("问?", [text], window=60, stride=30)
    seen = {i for w in windows for a, b in w.offsets for i in range(a, b)}
    assert len(windows) > 2
    assert seen == set(range(len(text)))
    assert all(len(w.ids) <= 60 for w in windows)


def test_what_is_read_in_a_window_does_not_depend_on_the_others() -> None:
    reader = load_reader()
    windows = reader.windows("谁主持会议?", [TEXT, "短。", TEXT * 2, "会议由李雷主持。"])
    for window, together in zip(windows, reader.outputs(windows), strict=True):
        (alone,) = reader.outputs([window])
        assert all((a == b).all() for a, b in zip(together, alone, strict=True))


def test_a_long_question_keeps_its_end() -> None:
    reader = load_reader()
    (window,) = reader.windows("背景。" * 600 + "谁主持会议?", ["会议由李雷主持。"])
    assert len(window.ids) < 100
    assert reader.read("背景。" * 600 + "谁主持会议?", passages("会议由李雷主持。"))


def test_many_threads_get_the_answers_of_one() -> None:
    reader = load_reader()
    questions = ["谁主持会议?", "座谈会在哪里举行?", "哪天举行?"] * 4
    alone = [reader.read(q, passages(TEXT))[0].text for q in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda q: reader.read(q, passages(TEXT))[0].text, questions)) == alone


def test_the_embedded_int8_reader_keeps_to_its_float_weights(tmp_path: Path) -> None:
    export_reader([MODEL], tmp_path, floating=True)
    exact = SpanReader(folder=tmp_path)
    reader = load_reader()
    texts = [p.text for p in split(article_from_file(DEFAULT_ARTICLE))]
    apart = []
    for question in ("谁主持了会议?", "提出了几点要求?", "Who chaired the meeting?"):
        windows = reader.windows(question, texts)
        for (a, b, *_), (c, d, *_) in zip(reader.outputs(windows), exact.outputs(windows), strict=True):
            apart.append((np.abs(a - c).mean(), np.abs(b - d).mean()))
    # Measured when it was exported: 0.12 on average, 0.41 in the worst window; logits span some 15.
    assert np.mean(apart) < 0.2
    assert np.max(apart) < 0.6


def test_a_folder_without_a_model_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        SpanReader(folder=tmp_path)
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


TOLD = "年会由副总经理李敏主持，三十名员工参加。"


def test_a_claim_is_told_where_the_text_speaks_of_it() -> None:
    reader = load_reader()
    told = reader.judge("李敏主持了年会", TOLD)
    assert told.told > 0 > reader.judge("李敏主持了年会", "明天上午多云，下午有小雨。").told
    assert told.true > reader.judge("李敏没有主持年会", TOLD).true
    assert told.true > reader.judge("十名员工参加了年会", TOLD).true


def test_of_a_long_text_the_window_counts_that_decides() -> None:
    around = "天气预报说明天多云，后天有雨。" * 60
    told = load_reader().judge("李敏主持了年会", around + TOLD + around)
    assert told.told > load_reader().judge("李敏主持了年会", around).told + 3
