"""What the reader is trained on, and a short run of the training itself."""

import argparse
import doctest
import gzip
import json
import random
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig

from qa import train_reader, training_claims, training_data
from qa.errors import ModelError
from qa.export_reader import export_reader
from qa.normalize import for_models
from qa.reader import SpanReader
from qa.training_claims import FALSE, NOT_TOLD, TRUE, claims, filled
from qa.training_data import KEPT_ASIDE, SETS, Example, hard_negatives, other_passage, read_sets, view
from qa.types import Article, Passage

CONTEXT = (
    "青山中学建于1956年，现有学生三千多人。首任校长是王小明，他在任十二年。"
    + "学校的图书馆由建筑师李敏设计，1987年落成。" * 8
    + "2003年，学校迁到东湖区，新校区占地200亩，由林海公司承建。"
)


def _example(question: str, answer: str | None) -> Example:
    at = CONTEXT.find(answer) if answer else -1
    return Example("own", "青山中学", question, CONTEXT, (at, at + len(answer)) if answer else None)


EXAMPLES = [
    _example("谁是首任校长?", "王小明"),
    _example("谁设计了图书馆?", "李敏"),
    _example("青山中学建于哪一年?", "1956年"),
    _example("学校哪一年迁到东湖区?", "2003年"),
    _example("新校区占地多少亩?", "200亩"),
    _example("谁资助了图书馆?", None),
]


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("谁主持了会议？", "敖宏", "敖宏主持了会议"),
        ("请问会议什么时候召开?", "6月8日", "会议6月8日召开"),
        ("该校有多少名学生?", "300名", "该校有300名学生"),
        ("该校有多少名学生?", "300", "该校有300名学生"),
        ("他出生在哪里?", "北京", "他出生在北京"),
        ("Who wrote the report?", "Ann Lee", "Ann Lee wrote the report"),
    ],
)
def test_a_question_and_its_answer_make_a_claim(question: str, answer: str, claim: str) -> None:
    made = filled(question, answer)
    assert made is not None
    assert made[0] == claim


@pytest.mark.parametrize(
    ("question", "answer"), [("为什么推迟?", "下雨"), ("谁打败了谁?", "甲"), ("谁来了?", "甲" * 30), ("谁来了?", " ")]
)
def test_what_makes_no_claim(question: str, answer: str) -> None:
    assert filled(question, answer) is None


def test_claims_are_true_false_and_not_told() -> None:
    made = [c for seed in range(60) for c in claims(EXAMPLES, random.Random(seed))]
    assert {c.verdict for c in made} == {NOT_TOLD, TRUE, FALSE}
    for claim in made:
        answer = claim.example.context[slice(*claim.example.answer)] if claim.example.answer else ""
        plain = "不" not in claim.words and "没有" not in claim.words
        if claim.verdict == TRUE and plain:
            assert answer in claim.words
        if claim.verdict == FALSE and plain:
            assert filled(claim.example.question, answer) != (claim.words, claim.words)
            assert claim.words != (filled(claim.example.question, answer) or ("",))[0]
    assert any("没有" in c.words or "不" in c.words for c in made if c.verdict == TRUE), (
        "a negation alone must tell nothing"
    )


def test_negatives_never_hold_the_answer() -> None:
    others = [
        Example(
            "own", "别处", "谁是首任校长?", f"另一所学校的首任校长是{name}。这所学校很小，只有{n}名学生。", (12, 14)
        )
        for n, name in enumerate(("赵一", "钱二", "孙三", "周四"), start=50)
    ]
    many = [*EXAMPLES, *others] * 8
    made = hard_negatives(many, random.Random(3))
    assert made
    assert all(e.answer is None for e in made)
    moved = other_passage(EXAMPLES[0], random.Random(0))
    assert moved is not None
    assert "王小明" not in moved.context


def test_a_view_keeps_the_answer_in_place() -> None:
    for seed in range(20):
        for example in EXAMPLES:
            seen = view(example, random.Random(seed))
            if example.answer and seen.answer:
                assert seen.context[slice(*seen.answer)] == example.context[slice(*example.answer)]


def test_titles_kept_aside_are_kept_aside(tmp_path: Path) -> None:
    _write_sets(tmp_path)
    assert {e.title for e in read_sets(tmp_path)} == {"青山中学"}
    assert {e.title for e in read_sets(tmp_path, kept_aside=True)} == {min(KEPT_ASIDE)}


def test_questions_in_both_languages_are_also_asked_across(tmp_path: Path) -> None:
    _write_sets(tmp_path)
    with gzip.open(tmp_path / "xquad-en.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        row |= {"question": "In English?", "context": "An English text.", "answers": []}
    with gzip.open(tmp_path / "xquad-en.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    crossed = [e for e in read_sets(tmp_path) if e.source == "crossed"]
    assert len(crossed) == 2 * len(EXAMPLES)  # of both sets with -zh
    for example in crossed:
        assert example.question == "In English?"
        assert example.context == for_models(CONTEXT)
    assert sum(e.answer is not None for e in crossed) == 2 * sum(e.answer is not None for e in EXAMPLES)


def _write_sets(folder: Path) -> None:
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            for title in ("青山中学", min(KEPT_ASIDE)):
                for e in EXAMPLES:
                    answers = [{"text": e.context[slice(*e.answer)], "start": e.answer[0]}] if e.answer else []
                    row = {
                        "id": title + e.question,
                        "title": title,
                        "question": e.question,
                        "context": e.context,
                        "answers": answers,
                    }
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def test_windows_point_at_the_answer() -> None:
    _, tokenizer = train_reader.new_model(train_reader.ENCODER)
    for seed in range(10):
        for example in EXAMPLES:
            window = train_reader.window_of(example, tokenizer, random.Random(seed))
            assert window is not None
            told = tokenizer.decode(list(window.ids[window.start : window.end + 1])) if window.start else ""
            assert example.answer is None or example.context[slice(*example.answer)] in told


def test_every_character_of_gb2312_has_a_token() -> None:
    tokenizer = Tokenizer.from_file(str(train_reader.ENCODER / "tokenizer.json"))
    extended, added = train_reader.with_missing_characters(tokenizer)
    assert len(train_reader.gb2312()) == 6763
    assert added > 1000
    assert extended.encode("鄄", add_special_tokens=False).tokens[-1] == "鄄"
    assert train_reader.with_missing_characters(extended)[1] == 0


def test_a_short_run_can_be_stopped_resumed_and_read_with(tmp_path: Path) -> None:
    """A tiny model: two steps, then two more from the checkpoint; the result is exported, finds spans and judges."""
    data, out, tiny = tmp_path / "data", tmp_path / "out", tmp_path / "tiny"
    for folder in (data, out, tiny):
        folder.mkdir()
    _write_sets(data)
    tokenizer = train_reader.ENCODER / "tokenizer.json"
    (tiny / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    (tiny / "tokenizer_config.json").write_bytes((train_reader.ENCODER / "tokenizer_config.json").read_bytes())
    size = Tokenizer.from_file(str(tokenizer)).get_vocab_size()
    config = BertConfig(
        vocab_size=size,
        hidden_size=32,
        num_hidden_layers=7,
        num_attention_heads=2,
        intermediate_size=64,
        pad_token_id=1,
    )
    model = train_reader.Reader(config, added=0)
    train_reader.save(model, tiny)
    options = argparse.Namespace(
        data=data, out=out, start=tiny, rate=1.0, hours=1.0, steps=2, claims=0.5, sets=1.0, seed=1, resume=False
    )  # fmt: skip
    train_reader.train(options)
    first = torch.load(out / "checkpoint.pt", weights_only=True)
    assert first["step"] == 2
    train_reader.train(argparse.Namespace(**{**vars(options), "steps": 4, "resume": True}))
    assert torch.load(out / "checkpoint.pt", weights_only=True)["step"] == 4
    export_reader([out], tmp_path / "model", floating=True)
    reader = SpanReader(folder=tmp_path / "model")
    article = Article("x", "x", CONTEXT)
    passage = Passage.of(article, 0, 60)
    (made,) = reader.outputs(reader.windows("首任校长是王小明", [passage.text]))
    assert [len(part) for part in made[2:]] == [3]
    assert reader.read("谁是首任校长?", [passage], top=1)


def test_the_learned_verdicts_have_the_order_of_the_reader() -> None:
    assert (training_claims.NOT_TOLD, training_claims.TRUE, training_claims.FALSE) == (0, 1, 2)


def test_a_reworded_question_asks_for_the_same() -> None:
    assert doctest.testmod(training_data).failed == 0
    for seed in range(50):
        assert training_data.reworded("Who won the cup?", random.Random(seed)).rstrip("?") == "Who won the cup"
        assert "图书馆" in training_data.reworded("图书馆什么时候落成?", random.Random(seed))


def test_of_several_readers_the_mean_is_exported(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b", "narrow")]
    for number, (folder, width) in enumerate(zip(folders, (32, 32, 16), strict=True)):
        folder.mkdir()
        (folder / "tokenizer.json").write_bytes((train_reader.ENCODER / "tokenizer.json").read_bytes())
        (folder / "tokenizer_config.json").write_bytes((train_reader.ENCODER / "tokenizer_config.json").read_bytes())
        size = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab_size()
        torch.manual_seed(number)
        config = BertConfig(
            vocab_size=size,
            hidden_size=width,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            pad_token_id=1,
        )
        train_reader.save(train_reader.Reader(config, added=0), folder)
    export_reader(folders[:2], tmp_path / "mean", floating=True)
    a, b, mean = (
        load_file(f / "model.safetensors")["qa_outputs.weight"].float() for f in (*folders[:2], tmp_path / "mean")
    )
    assert not torch.equal(a, b)
    assert torch.allclose(mean, (a + b) / 2, atol=1e-3)
    with pytest.raises(ModelError, match="same arrays"):
        export_reader([folders[0], folders[2]], tmp_path / "none", floating=True)
