"""Triplets for the encoder, and a short run of its training on a tiny model."""

import argparse
import json
import random
import shutil
from pathlib import Path

import numpy as np
import pytest
from transformers import BertConfig, BertModel

from embeddings.encoder import EMBEDDED_MODEL, OnnxEncoder
from embeddings.errors import ModelError
from embeddings.train import read_triplets, train
from qa.training_data import Example
from qa.training_pairs import triplets

SUBJECTS = {"青山中学": "王小明", "东湖医院": "李敏", "北桥车站": "张华", "南岭书店": "周文"}
TEXTS = {
    name: f"{name}建于1956年，首任负责人是{who}。" + f"{name}位于河边，每天有很多人来往。" * 12
    for name, who in SUBJECTS.items()
}


def _examples() -> list[Example]:
    made = []
    for name, who in SUBJECTS.items():
        at = TEXTS[name].index(who)
        made.append(Example("own", name, f"{name}的首任负责人是谁?", TEXTS[name], (at, at + len(who))))
    return [*made, Example("own", "青山中学", "谁资助了图书馆?", TEXTS["青山中学"], None)]


def test_a_negative_never_holds_the_answer() -> None:
    traditional = 0
    for seed in range(20):
        made = list(triplets(_examples(), random.Random(seed)))
        assert len(made) == 4
        for t in made:
            traditional += "負責" in t.question
            assert t.passage != t.negative
            answers = [who for name, who in SUBJECTS.items() if name[:1] == t.question[:1]]
            assert all(who not in t.negative for who in answers)
            if "負責" not in t.question:
                assert any(who in t.passage for who in answers) or len(t.passage) > 200
    assert 0 < traditional < 40


def test_a_short_run_can_be_resumed_and_run_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start, out = tmp_path / "start", tmp_path / "out"
    shutil.copytree(EMBEDDED_MODEL, start)
    config = BertConfig.from_pretrained(start)
    for name, value in {"hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64}.items():
        setattr(config, name, value)
    BertModel(config, add_pooling_layer=False).half().save_pretrained(start)
    pooling = start / "1_Pooling" / "config.json"
    told = json.loads(pooling.read_text())
    pooling.write_text(json.dumps({key: 32 if value == 384 else value for key, value in told.items()}))
    pairs = tmp_path / "pairs.jsonl"
    made = [t for seed in range(4) for t in triplets(_examples(), random.Random(seed))]
    pairs.write_text(
        "\n".join(json.dumps({"question": t.question, "passage": t.passage, "negative": t.negative}) for t in made)
    )
    options = argparse.Namespace(pairs=pairs, out=out, start=start, steps=4, batch=4, seed=1, resume=False)
    monkeypatch.setattr("embeddings.train.SAVE_EVERY", 1)
    train(argparse.Namespace(**{**vars(options), "steps": 2}))
    checkpoints = [path.name for path in (out / "checkpoints").iterdir()]
    assert checkpoints == ["checkpoint-2"]
    train(argparse.Namespace(**{**vars(options), "resume": True}))
    log = json.loads((out / "trainer_state.json").read_text())
    assert log["global_step"] == 4
    encoder = OnnxEncoder(folder=out / "model")
    vectors = encoder.encode_documents([TEXTS["青山中学"], TEXTS["东湖医院"]])
    assert vectors.shape == (2, 32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    weights = (out / "model" / "model.safetensors").read_bytes()
    assert weights != (start / "model.safetensors").read_bytes()


@pytest.mark.parametrize(
    "content", ["", "nothing\n", '["a"]\n', '{"question": "a", "passage": "b"}\n', '{"question": 1}', "{}\n{}\n"]
)
def test_unfit_triplets_are_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(content)
    with pytest.raises(ModelError) as refused:
        read_triplets(path)
    assert "\n" not in str(refused.value)
    with pytest.raises(ModelError, match="expected triplets"):
        read_triplets(tmp_path / "none")
