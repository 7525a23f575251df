"""The index finds what is nearest, keeps what it is told, and opens only what it wrote itself."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from embeddings import index_files
from embeddings.encoder import load_encoder
from embeddings.errors import EmbeddingError, IndexStoreError
from embeddings.index import PassageIndex

# Directions in the plane, told by hand; their lengths must not matter.
PLANE = {
    "east": [3.0, 0.0],
    "north": [0.0, 0.5],
    "northeast": [1.0, 1.0],
    "west": [-2.0, 0.0],
    "nan": [float("nan"), 1.0],
    "huge": [1e30, 0.0],
    "zero": [0.0, 0.0],
    "long": [1.0, 0.0, 0.0],
}


class Plane(Embeddings):
    """Gives each word its direction."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [PLANE[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return PLANE[text]


class OtherPlane(Plane): ...


@pytest.fixture
def index() -> PassageIndex:
    made = PassageIndex(embedding=Plane())
    metadatas: list[dict[str, Any]] = [{"axis": True, "n": 1}, {"axis": True, "n": 2}, {"axis": False, "n": 3}]
    made.add_texts(["east", "north", "northeast"], metadatas, ids=["e", "n", "ne"])
    return made


def found(pairs: list[tuple[Document, float]]) -> list[tuple[str | None, float]]:
    return [(document.id, round(score, 5)) for document, score in pairs]


# --- search


def test_scores_are_cosines_best_first(index: PassageIndex) -> None:
    assert found(index.similarity_search_with_score("east", k=9)) == [("e", 1), ("ne", 0.70711), ("n", 0)]
    assert found(index.similarity_search_with_score("west", k=1)) == [("n", 0)]
    index.add_texts(["west"], ids=["w"])
    assert found(index.similarity_search_with_score("east"))[-1] == ("w", -1)
    assert found(index.similarity_search_with_score_by_vector([0.0, 1e-20], 2)) == [("n", 1), ("ne", 0.70711)]


def test_relevance_is_between_0_and_1(index: PassageIndex) -> None:
    index.add_texts(["west"], ids=["w"])
    pairs = index.similarity_search_with_relevance_scores("east", k=4)
    assert found(pairs) == [("e", 1), ("ne", 0.85355), ("n", 0.5), ("w", 0)]


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ({"axis": True}, ["e", "n"]),
        ({"axis": True, "n": 2}, ["n"]),
        ({"missing": None}, []),
        ({}, ["e", "ne", "n"]),
        (lambda document: document.page_content.startswith("north"), ["ne", "n"]),
        (lambda document: False, []),
    ],
)
def test_filter(index: PassageIndex, condition: Any, ids: list[str]) -> None:
    assert [document.id for document in index.similarity_search("east", k=4, filter=condition)] == ids
    if ids:
        assert index.similarity_search("east", k=1, filter=condition)[0].id == ids[0]


def test_k(index: PassageIndex) -> None:
    assert index.similarity_search("east", k=0) == []
    assert len(index.similarity_search("east", k=1000)) == 3
    for search in (index.similarity_search, index.max_marginal_relevance_search):
        with pytest.raises(IndexStoreError, match="k as a whole number of 0 or more, got -1"):
            search("east", k=-1)
    with pytest.raises(IndexStoreError, match="fetch_k"):
        index.max_marginal_relevance_search("east", fetch_k=-1)


def test_an_empty_index_finds_nothing() -> None:
    empty = PassageIndex(embedding=Plane())
    assert len(empty) == 0
    assert empty.similarity_search("east") == []
    assert empty.similarity_search_by_vector([1.0, 2.0, 3.0]) == []
    assert empty.max_marginal_relevance_search("east") == []
    assert empty.get_by_ids(["e"]) == []
    assert empty.delete() is True
    assert empty.add_texts([]) == []


@pytest.mark.parametrize("text", ["nan", "zero", "long"])
def test_vectors_without_direction_or_of_another_dimension_are_refused(index: PassageIndex, text: str) -> None:
    before = index.get_by_ids(["e", "n", "ne"])
    with pytest.raises(IndexStoreError):
        index.similarity_search(text)
    with pytest.raises(IndexStoreError):
        index.add_texts([text], ids=["e"])
    with pytest.raises(IndexStoreError):
        index.add_texts(["west", text], ids=["w", "x"])
    assert index.get_by_ids(["e", "n", "ne", "w", "x"]) == before
    index.add_texts(["huge"], ids=["h"])
    assert found(index.similarity_search_with_score("east", k=2)) == [("e", 1), ("h", 1)]


def test_maximal_marginal_relevance_prefers_the_different(index: PassageIndex) -> None:
    index.add_texts(["east"], ids=["e2"])
    assert [d.id for d in index.similarity_search("east", k=2)] == ["e", "e2"]
    # e2 is as near as e, but its like: 0.3 * 1 - 0.7 * 1 = -0.4; ne: 0.3 * 0.71 - 0.7 * 0.71 = -0.28; n: 0
    assert [d.id for d in index.max_marginal_relevance_search("east", k=3, lambda_mult=0.3)] == ["e", "n", "ne"]
    assert [d.id for d in index.max_marginal_relevance_search("east", k=2, fetch_k=2, lambda_mult=0.3)] == ["e", "e2"]
    assert [d.id for d in index.max_marginal_relevance_search("east", k=2, lambda_mult=0, filter={"axis": True})] == [
        "e",
        "n",
    ]


async def test_retrievers(index: PassageIndex) -> None:
    retriever = index.as_retriever(search_kwargs={"k": 2, "filter": {"axis": True}})
    assert [d.id for d in retriever.invoke("northeast")] == ["e", "n"]
    assert [d.id for d in await retriever.ainvoke("north", k=1)] == ["n"]
    assert [d.id for d in index.as_retriever(search_type="mmr", search_kwargs={"k": 1}).invoke("east")] == ["e"]
    threshold = index.as_retriever(
        search_type="similarity_score_threshold", search_kwargs={"score_threshold": 0.8, "k": 3}
    )
    assert [d.id for d in threshold.invoke("east")] == ["e", "ne"]


def test_unknown_options_are_errors(index: PassageIndex) -> None:
    with pytest.raises(TypeError):
        index.similarity_search("east", top=3)  # type: ignore[call-arg]


# --- change


def test_upsert_replaces_in_place_and_the_last_of_one_id_counts(index: PassageIndex) -> None:
    assert index.add_texts(["west", "north", "east"], ids=["e", "new", "new"]) == ["e", "new", "new"]
    assert len(index) == 4
    assert [d.page_content for d in index.get_by_ids(["e", "new"])] == ["west", "east"]
    assert found(index.similarity_search_with_score("east", k=1)) == [("new", 1)]


def test_ids_are_made_where_none_are_given(index: PassageIndex) -> None:
    documents = [Document(page_content="west"), Document(page_content="east", id="given")]
    first, second = index.add_documents(documents)
    assert second == "given"
    assert index.get_by_ids([first])[0].page_content == "west"
    assert index.add_texts(["west"]) != index.add_texts(["west"])
    assert index.add_documents([Document(page_content="west")], ids=["w"], batch_size=10) == ["w"]


def test_bad_additions_are_refused(index: PassageIndex) -> None:
    with pytest.raises(IndexStoreError, match="2 texts, 2 metadatas, 1 ids"):
        index.add_texts(["east", "west"], ids=["a"])
    with pytest.raises(IndexStoreError, match="1 texts, 0 metadatas"):
        index.add_texts(["east"], [])
    for bad in ("", 7):
        with pytest.raises(IndexStoreError, match="id as a str"):
            index.add_texts(["east"], ids=[bad])  # type: ignore[list-item]
    assert len(index) == 3


def test_delete(index: PassageIndex) -> None:
    index.delete(["e", "not there"])
    assert [d.id for d in index.similarity_search("east", k=4)] == ["ne", "n"]
    assert [d.id for d in index.get_by_ids(["n", "e", "ne"])] == ["n", "ne"]
    index.delete()
    assert len(index) == 0
    index.add_texts(["long"])
    assert len(index.similarity_search("long")) == 1


def test_what_is_handed_out_is_a_copy(index: PassageIndex) -> None:
    metadata = {"list": [1]}
    index.add_texts(["west"], [metadata], ids=["w"])
    metadata["list"].append(2)
    index.get_by_ids(["w"])[0].metadata["list"].append(3)
    index.similarity_search("west", k=1)[0].metadata["list"].append(4)
    assert index.get_by_ids(["w"])[0].metadata == {"list": [1]}


def test_many_threads(index: PassageIndex) -> None:
    def work(i: int) -> bool:
        index.add_texts(["west", "north"], ids=[f"w{i}", "shared"])
        hit = index.similarity_search("west", k=1)[0].page_content == "west"
        if i % 2:
            index.delete([f"w{i}"])
        return hit

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(40)))
    assert len(index) == 3 + 20 + 1


WORDS = [word for word in PLANE if word in ("east", "north", "northeast", "west")]
STEP = st.tuples(st.sampled_from(["add", "delete"]), st.sampled_from("abcd"), st.sampled_from(WORDS))


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=12), st.sampled_from(WORDS))
def test_any_history_ends_in_what_a_dict_would_hold(steps: list[tuple[str, str, str]], query: str) -> None:
    index, expected = PassageIndex(embedding=Plane()), {}
    for action, name, word in steps:
        if action == "add":
            index.add_texts([word], ids=[name])
            expected[name] = word
        else:
            index.delete([name])
            expected.pop(name, None)
    pairs = index.similarity_search_with_score(query, k=10)
    assert {document.id: document.page_content for document, _ in pairs} == expected
    unit = {word: np.array(PLANE[word]) / np.linalg.norm(PLANE[word]) for word in WORDS}
    for document, score in pairs:
        assert abs(score - unit[document.page_content] @ unit[query]) < 1e-6
    assert [score for _, score in pairs] == sorted((score for _, score in pairs), reverse=True)


# --- save and load


def same(one: PassageIndex, other: PassageIndex) -> bool:
    searches = [index.similarity_search_with_score("northeast", k=100) for index in (one, other)]
    return searches[0] == searches[1]


@pytest.fixture
def saved(index: PassageIndex, tmp_path: Path) -> Path:
    index.save(tmp_path / "a" / "index")
    return tmp_path / "a" / "index"


def test_save_and_load(index: PassageIndex, saved: Path) -> None:
    assert sorted(path.suffix for path in saved.iterdir()) == [".json", ".jsonl", ".npy"]
    loaded = PassageIndex.load(saved, Plane())
    assert same(loaded, index)
    loaded.add_texts(["west"], ids=["w"])
    loaded.save(saved)
    assert len(list(saved.iterdir())) == 3
    assert same(PassageIndex.load(saved, Plane()), loaded)


def test_an_empty_index_is_saved_and_loaded(tmp_path: Path) -> None:
    PassageIndex(embedding=Plane()).save(tmp_path)
    loaded = PassageIndex.load(tmp_path, Plane())
    assert len(loaded) == 0
    loaded.add_texts(["east"], ids=["e"])
    loaded.delete()
    loaded.save(tmp_path)
    assert len(PassageIndex.load(tmp_path, Plane())) == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text(st.characters(), min_size=1, max_size=8),
        st.dictionaries(
            st.text(max_size=4),
            st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
        ),
        max_size=4,
    )
)
def test_any_text_and_metadata_come_back(tmp_path: Path, passages: dict[str, dict[str, Any]]) -> None:
    class Constant(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[1.0] for _ in texts]

        def embed_query(self, text: str) -> list[float]:
            return [1.0]

    index = PassageIndex(embedding=Constant())
    index.add_texts(list(passages), list(passages.values()), ids=list(passages))
    index.save(tmp_path)
    loaded = PassageIndex.load(tmp_path, Constant())
    assert loaded.get_by_ids(list(passages)) == index.get_by_ids(list(passages))


@pytest.mark.parametrize("value", [(1, 2), {1: 2}, {3}, float("nan"), object()])
def test_metadata_that_json_would_change_is_refused(index: PassageIndex, saved: Path, value: object) -> None:
    index.add_texts(["west"], [{"value": value}], ids=["w"])
    with pytest.raises(IndexStoreError, match=r"expected metadata that JSON .* for w"):
        index.save(saved)
    assert len(PassageIndex.load(saved, Plane())) == 3


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_change_is_refused(saved: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = saved / data.draw(st.sampled_from(sorted(p.name for p in saved.iterdir())), "file")
    original = path.read_bytes()
    at = data.draw(st.integers(0, len(original) - 1), "at")
    match data.draw(st.sampled_from(["flip", "cut", "drop", "insert", "append", "delete"]), "change"):
        case "flip":
            changed = (
                original[:at] + bytes([original[at] ^ data.draw(st.integers(1, 255), "mask")]) + original[at + 1 :]
            )
        case "cut":
            changed = original[:at]
        case "drop":
            changed = original[:at] + original[at + 1 :]
        case "insert":
            changed = original[:at] + data.draw(st.binary(min_size=1, max_size=4), "bytes") + original[at:]
        case "append":
            changed = original + data.draw(st.binary(min_size=1, max_size=4), "bytes")
        case _:
            changed = None
    try:
        if changed is None:
            path.unlink()
        else:
            path.write_bytes(changed)
        with pytest.raises(IndexStoreError) as refused:
            PassageIndex.load(saved, Plane())
        assert "\n" not in str(refused.value)
    finally:
        path.write_bytes(original)
    assert len(PassageIndex.load(saved, Plane())) == 3


def test_every_bit_of_the_manifest_counts(saved: Path) -> None:
    path = saved / "manifest.json"
    original = path.read_bytes()
    for at in range(len(original)):
        path.write_bytes(original[:at] + bytes([original[at] ^ 1]) + original[at + 1 :])
        with pytest.raises(IndexStoreError):
            PassageIndex.load(saved, Plane())


def test_an_index_of_another_model_or_version_is_refused(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IndexStoreError, match=r"made by .*OtherPlane, got one made by .*Plane in"):
        PassageIndex.load(saved, OtherPlane())
    with pytest.raises(IndexStoreError, match="made by multilingual-e5-small"):
        PassageIndex.load(saved, load_encoder())
    monkeypatch.setattr(index_files, "FORMAT_VERSION", 2)
    with pytest.raises(IndexStoreError, match="format 2, got 1"):
        PassageIndex.load(saved, Plane())


def test_an_index_of_other_weights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = load_encoder()
    PassageIndex.from_texts(["会议由敖宏主持。"], encoder).save(tmp_path)
    assert len(PassageIndex.load(tmp_path, encoder)) == 1
    monkeypatch.setitem(encoder.__dict__, "fingerprint", "0" * 64)
    with pytest.raises(IndexStoreError, match="with other weights"):
        PassageIndex.load(tmp_path, encoder)


@pytest.mark.parametrize("what", ["missing", "empty", "file"])
def test_what_is_no_index_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / what
    if what == "empty":
        path.mkdir()
    elif what == "file":
        path.write_text("x")
    with pytest.raises(IndexStoreError, match="expected the manifest of an index"):
        PassageIndex.load(path, Plane())
    if what == "file":
        with pytest.raises(IndexStoreError, match="expected a folder to write to"):
            PassageIndex(embedding=Plane()).save(path)


def forge(saved: Path, *, vectors: bytes | str | None = None, passages: bytes | None = None, **entries: Any) -> None:
    """Change a saved index as somebody would who knows the format, with every checksum made right."""
    manifest = json.loads((saved / "manifest.json").read_text())
    del manifest["sha256"]
    for key, name, content in (("vectors", "vectors-{}.npy", vectors), ("passages", "passages-{}.jsonl", passages)):
        if isinstance(content, bytes):
            manifest[key] = hashlib.sha256(content).hexdigest()
            (saved / name.format(manifest[key])).write_bytes(content)
    manifest |= entries | ({"vectors": vectors} if isinstance(vectors, str) else {})
    (saved / "manifest.json").write_bytes(index_files._sealed(manifest))


def npy(array: np.ndarray) -> bytes:
    return index_files._npy(array)


EYE = np.eye(3, 2, dtype=np.float32)
EYE[2, 0] = 1
LINE = b'{"id": "%d", "text": "east", "metadata": {}}\n'


def test_a_forgery_that_keeps_the_promises_opens(saved: Path) -> None:
    forge(saved, vectors=npy(EYE), passages=LINE % 1 + LINE % 2 + LINE % 3)
    assert len(PassageIndex.load(saved, Plane())) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 4},
        {"count": "x"},
        {"count": -1},
        {"dimension": None},
        {"dimension": 3},
        {"model": "x"},
        {"vectors": "../../etc/passwd"},
        {"vectors": npy(2 * EYE)},
        {"vectors": npy(EYE * np.nan)},
        {"vectors": npy(EYE.astype(np.float64))},
        {"vectors": npy(np.asfortranarray(EYE))},
        {"vectors": npy(EYE)[:-1]},
        {"vectors": npy(EYE).replace(b"(3, 2)", b"(9, 2)")},
        {"vectors": b""},
        {"vectors": b"\x80\x04."},
        {"passages": b""},
        {"passages": LINE % 1 + LINE % 2 + LINE % 2},
        {"passages": LINE % 1 + LINE % 2 + b'{"id": null, "text": "east", "metadata": {}}\n'},
        {"passages": LINE % 1 + LINE % 2 + b'{"id": "3", "text": 3, "metadata": {}}\n'},
        {"passages": LINE % 1 + LINE % 2 + b'{"id": "3", "text": "east", "metadata": []}\n'},
        {"passages": LINE % 1 + LINE % 2 + b"[" * 100_000 + b"\n"},
        {"passages": LINE % 1 + LINE % 2 + b"\xff\n"},
    ],
    ids=lambda changes: str(changes)[:40],
)
def test_forgeries_that_break_a_promise_are_refused(saved: Path, changes: dict[str, Any]) -> None:
    forge(saved, **changes)
    with pytest.raises(IndexStoreError) as refused:
        PassageIndex.load(saved, Plane())
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("step", range(1, 4))
def test_a_crash_half_way_leaves_the_old_index(
    saved: Path, index: PassageIndex, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add_texts(["west"], ids=["w"])
    writes: list[Path] = []
    write = index_files._write

    def failing(path: Path, content: bytes) -> None:
        writes.append(path)
        if len(writes) == step:
            path.with_name("torn.part").write_bytes(content[: len(content) // 2])
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(index_files, "_write", failing)
    with pytest.raises(IndexStoreError, match="No space left on device"):
        index.save(saved)
    assert len(PassageIndex.load(saved, Plane())) == 3
    monkeypatch.undo()
    index.save(saved)
    assert same(PassageIndex.load(saved, Plane()), index)


def test_a_crash_into_a_new_folder_leaves_no_index(
    index: PassageIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(IndexStoreError, match="Input/output error"):
        index.save(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(IndexStoreError):
        PassageIndex.load(tmp_path, Plane())


# --- with the real encoder


def test_with_the_embedded_encoder(tmp_path: Path) -> None:
    encoder, seen = load_encoder(), []
    texts = ["会议由敖宏主持。", "今天下雨，比赛改期。", "The mayor opened the new library."]
    index = PassageIndex(embedding=encoder)
    index.add_texts(texts, ids=["a", "b", "c"], progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3)
    index.save(tmp_path)
    loaded = PassageIndex.load(tmp_path, encoder)
    for question, expected in (("谁主持了会议?", "a"), ("天氣怎麼樣", "b"), ("Who opened the library?", "c")):
        (best, score), *_ = loaded.similarity_search_with_score(question, k=3)
        assert best.id == expected
        assert 0.5 < score <= 1
    with pytest.raises(EmbeddingError, match="text 1"):
        loaded.similarity_search("  ")
    with pytest.raises(EmbeddingError, match="text 2"):
        loaded.add_texts(["好", ""])
    assert len(loaded) == 3
