"""The ONNX graph computes what PyTorch computes, from the same weights."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertForQuestionAnswering, BertModel

from embeddings.errors import ModelError
from embeddings.export import export_onnx, peak_channels
from embeddings.graph import read_weights_header
from embeddings.runtime import load_session

CONFIG = {
    "vocab_size": 50,
    "hidden_size": 24,
    "num_hidden_layers": 2,
    "num_attention_heads": 3,
    "intermediate_size": 40,
    "max_position_embeddings": 16,
}
IDS = np.array([[0, 7, 9, 2, 1, 1], [0, 3, 4, 5, 6, 2]], np.int64)


@pytest.fixture(params=[torch.float16, torch.float32], ids=str)
def dtype(request: pytest.FixtureRequest) -> torch.dtype:
    return request.param


def saved(model: torch.nn.Module, folder: Path, dtype: torch.dtype) -> torch.nn.Module:
    """Save with weights far from their small beginnings; return the model in float32 with the weights as saved."""
    generator = torch.Generator().manual_seed(0)
    for parameter in model.parameters():
        parameter.data = torch.randn(parameter.shape, generator=generator) / 3
    model.to(dtype).save_pretrained(folder)
    return model.float().eval()


def test_embedding_head_is_the_mean_at_unit_length(tmp_path: Path, dtype: torch.dtype) -> None:
    model = saved(BertModel(BertConfig(**CONFIG), add_pooling_layer=False), tmp_path, dtype)
    path = export_onnx(tmp_path, head="embedding")
    assert path.stat().st_size < 30_000  # the weights are not in it
    (got,) = load_session(tmp_path).run(["embedding"], {"input_ids": IDS})
    with torch.no_grad():
        mean = model(torch.tensor(IDS)).last_hidden_state.mean(1)
    np.testing.assert_allclose(got, torch.nn.functional.normalize(mean).numpy(), atol=1e-5)


def test_int8_holds_the_weights_and_comes_near_the_float_numbers(tmp_path: Path) -> None:
    model = saved(BertForQuestionAnswering(BertConfig(**CONFIG)), tmp_path, torch.float16)
    with torch.no_grad():
        exact = model(torch.tensor(IDS)).start_logits.numpy()
    export_onnx(tmp_path, head="span", int8=True, samples=IDS.tolist())
    (tmp_path / "model.safetensors").unlink()  # the graph needs it no more
    (got,) = load_session(tmp_path).run(["start_logits"], {"input_ids": IDS})
    assert 0 < float(np.abs(got - exact).mean()) < float(exact.std()) / 4


def test_channels_far_larger_than_the_others_do_not_spoil_int8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = saved(BertForQuestionAnswering(BertConfig(**CONFIG)), tmp_path, torch.float32)
    for layer, channel in ((0, 5), (1, 31)):
        model.bert.encoder.layer[layer].intermediate.dense.bias.data[channel] = 200.0
    model.save_pretrained(tmp_path)
    assert {name[14]: channels[0] for name, channels in peak_channels(tmp_path, IDS.tolist()).items()} == {
        "0": 5,
        "1": 31,
    }
    with torch.no_grad():
        exact = model(torch.tensor(IDS)).start_logits.numpy()
    distances = []
    for peaks in (4, 0):
        monkeypatch.setattr("embeddings.export.PEAKS", peaks)
        export_onnx(tmp_path, head="span", int8=True, samples=IDS.tolist())
        (got,) = load_session(tmp_path).run(["start_logits"], {"input_ids": IDS})
        distances.append(float(np.abs(got - exact).mean()))
    assert distances[0] < distances[1] / 3


def test_int8_of_a_tensor_that_is_missing_is_refused(tmp_path: Path) -> None:
    saved(BertModel(BertConfig(**CONFIG), add_pooling_layer=False), tmp_path, torch.float16)
    with pytest.raises(ModelError, match="expected qa_outputs"):
        export_onnx(tmp_path, head="span", int8=True, samples=IDS.tolist())


def test_span_head_is_start_and_end(tmp_path: Path, dtype: torch.dtype) -> None:
    model = saved(BertForQuestionAnswering(BertConfig(**CONFIG)), tmp_path, dtype)
    export_onnx(tmp_path, head="span")
    session = load_session(tmp_path)
    for width in (1, 6, 16):  # any length up to the positions
        ids = np.resize(IDS, (2, width))
        start, end = session.run(["start_logits", "end_logits"], {"input_ids": ids})
        with torch.no_grad():
            expected = model(torch.tensor(ids))
        np.testing.assert_allclose(start, expected.start_logits.numpy(), atol=1e-4)
        np.testing.assert_allclose(end, expected.end_logits.numpy(), atol=1e-4)


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    saved(BertModel(BertConfig(**CONFIG), add_pooling_layer=False), tmp_path, torch.float16)
    assert export_onnx(tmp_path, head="embedding").read_bytes() == export_onnx(tmp_path, head="embedding").read_bytes()


def test_another_head_or_architecture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json"):
        export_onnx(tmp_path, head="embedding")
    saved(BertModel(BertConfig(**CONFIG), add_pooling_layer=False), tmp_path, torch.float16)
    with pytest.raises(ModelError, match=r"qa_outputs\.weight"):
        export_onnx(tmp_path, head="span")
    config = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps(config | {"hidden_act": "relu"}))
    with pytest.raises(ModelError, match="got bert, relu"):
        export_onnx(tmp_path, head="embedding")


@pytest.mark.parametrize("content", [b"", b"\x05\0\0\0\0\0\0\0[1,2]", b"\xff" * 40, b"\x02\0\0\0\0\0\0\0{a"])
def test_broken_weights_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="expected safetensors weights"):
        read_weights_header(path)


def test_weights_header_points_at_the_bytes(tmp_path: Path) -> None:
    saved(BertModel(BertConfig(**CONFIG), add_pooling_layer=False), tmp_path, torch.float16)
    path = tmp_path / "model.safetensors"
    weight = read_weights_header(path)["embeddings.LayerNorm.bias"]
    raw = path.read_bytes()[weight.offset : weight.offset + weight.size]
    loaded = BertModel.from_pretrained(tmp_path, add_pooling_layer=False, dtype=torch.float16)
    assert (weight.dtype, weight.shape) == ("F16", (24,))
    assert raw == loaded.embeddings.LayerNorm.bias.detach().numpy().tobytes()
