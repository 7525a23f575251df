"""The span reader: a question and passages in, scored spans out.

A window is `<s> question </s> </s> passage </s>`. Position 0 stands for "no answer here", so the score of a span is its
margin over it: start logit + end logit - (start logit + end logit of position 0), within its own window.
Devlin et al. 2019 (BERT, SQuAD 2.0).
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError
from embeddings.runtime import load_session, load_tokenizer
from qa.normalize import for_models
from qa.types import AnswerSpan, Passage

MODEL = Path(__file__).parent / "model"

# The windows that the embedded reader was trained on, in tokens, the question included.
WINDOW = 200
STRIDE = 96
# Longer questions are cut at the front: what is asked stands at the end.
QUESTION_TOKENS = 64
MAX_SPAN = 60
# A batch holds about this many tokens, padding included: what fits the cache of two cores is a fifth faster than 1,600.
BATCH_TOKENS = 400

_BOS, _PAD, _EOS = "<s>", "<pad>", "</s>"


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the model.

    :param ids: token ids of the whole window.
    :param first: position of the first token of the passage.
    :param offsets: (tokens of the passage, 2), half-open offsets into the text of the passage.
    :param source: which of the passages it was cut from.
    """

    ids: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]
    source: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely a passage makes a claim true, and false; what is left is how likely it does not tell."""

    true: float
    false: float

    @property
    def told(self) -> float:
        """How likely the passage decides the claim."""
        return self.true + self.false


def best_spans(
    start: NDArray[np.float32], end: NDArray[np.float32], *, first: int, count: int, max_span: int, top: int
) -> list[tuple[int, int, float]]:
    """Decode the logits of one window.

    :param start: (L,) start logits; position 0 stands for "no answer here".
    :param end: (L,) end logits.
    :param first: position of the first token of the passage.
    :param count: how many tokens the passage has in this window.
    :param max_span: tokens of a span at most.
    :param top: how many spans to return at most.
    :return: (first token, last token, margin), counted from the first token of the passage, best first.

    >>> s = np.array([1, 0, 3, 0, 0], dtype=np.float32); e = np.array([1, 0, 0, 2, 0], dtype=np.float32)
    >>> best_spans(s, e, first=2, count=2, max_span=2, top=1)
    [(0, 1, 3.0)]
    """
    if count == 0:
        return []
    s, e = start[first : first + count], end[first : first + count]
    scores = s[:, None] + e[None, :] - (start[0] + end[0])  # (count, count): row starts, column ends
    legal = np.triu(np.ones((count, count), dtype=bool)) & ~np.triu(np.ones((count, count), dtype=bool), k=max_span)
    scores = np.where(legal, scores, -np.inf)
    flat = scores.ravel()
    top = min(top, int(legal.sum()))
    best = np.argpartition(-flat, top - 1)[:top]
    best = best[np.argsort(-flat[best], kind="stable")]
    return [(int(i) // count, int(i) % count, float(flat[i])) for i in best]


class SpanReader:
    """Finds answer spans with an ONNX model; safe to call from many threads.

    :param folder: holds the model and its tokenizer.json.
    :param threads: processor threads.
    :raises ModelError: the folder cannot be used.
    """

    def __init__(self, *, folder: Path = MODEL, threads: int = 2) -> None:
        self._tokenizer = load_tokenizer(folder)
        self._session = load_session(folder, threads=threads)
        self._outputs = [output.name for output in self._session.get_outputs()]
        bos, pad, eos = (self._tokenizer.token_to_id(t) for t in (_BOS, _PAD, _EOS))
        if bos is None or pad is None or eos is None:
            raise ModelError(f"expected a tokenizer with {_BOS} {_PAD} {_EOS} in {folder}, got ids {bos} {pad} {eos}")
        self._bos, self._pad, self._eos = bos, pad, eos

    def windows(
        self, question: str, texts: Sequence[str], *, window: int = WINDOW, stride: int = STRIDE
    ) -> list[Window]:
        """Cut texts into model inputs.

        :param window: tokens of a window at most, the question included.
        :param stride: tokens from the start of one window of a text to the start of the next.
        """
        asked = self._tokenizer.encode(for_models(question), add_special_tokens=False).ids[-QUESTION_TOKENS:]
        head = (self._bos, *asked, self._eos, self._eos)
        room = window - len(head) - 1
        encoded = self._tokenizer.encode_batch([for_models(t) for t in texts], add_special_tokens=False)
        made = []
        for source, encoding in enumerate(encoded):
            ids, offsets = encoding.ids, encoding.offsets
            at = 0
            while True:
                piece = (*head, *ids[at : at + room], self._eos)
                made.append(Window(piece, len(head), tuple(offsets[at : at + room]), source))
                if at + room >= len(ids):
                    break
                at += stride
        return made

    @property
    def judges(self) -> bool:
        """Whether the model was trained to hold claims against passages."""
        return "claim_logits" in self._outputs

    def outputs(self, windows: Sequence[Window]) -> list[tuple[NDArray[np.float32], ...]]:
        """Run the model; return the start and end logits (L,) of each window, in the order given.

        Where the model `judges`, also the logits (3,) of "does not tell", "true" and "false".
        """
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        results: dict[int, tuple[NDArray[np.float32], ...]] = {}
        for batch in _batches([len(windows[i].ids) for i in order]):
            picked = [order[j] for j in batch]
            length = max(len(windows[i].ids) for i in picked)
            ids = np.full((len(picked), length), self._pad, dtype=np.int64)  # (B, L)
            mask = np.zeros_like(ids)
            for row, i in enumerate(picked):
                ids[row, : len(windows[i].ids)] = windows[i].ids
                mask[row, : len(windows[i].ids)] = 1
            outputs: Any = self._session.run(self._outputs, {"input_ids": ids, "attention_mask": mask})
            for row, i in enumerate(picked):
                n = len(windows[i].ids)
                results[i] = (outputs[0][row, :n], outputs[1][row, :n], *(more[row] for more in outputs[2:]))
        return [results[i] for i in range(len(windows))]

    def logits(self, windows: Sequence[Window]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Run the model; return the start and end logits (L,) of each window, in the order given."""
        return [(made[0], made[1]) for made in self.outputs(windows)]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Verdict]:
        """Hold a claim against passages; return a verdict each, of the window that tells most where it takes several.

        :raises ModelError: a model that was not trained for it.
        """
        if not self.judges:
            raise ModelError("expected a reader that judges claims, got one that only finds spans")
        cut = self.windows(claim, [p.text for p in passages])
        verdicts = [Verdict(0.0, 0.0)] * len(passages)
        for piece, made in zip(cut, self.outputs(cut), strict=True):
            raised = np.exp(made[2] - made[2].max())
            _, true, false = (float(x) for x in raised / raised.sum())
            if true + false > verdicts[piece.source].told:
                verdicts[piece.source] = Verdict(true, false)
        return verdicts

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        top: int = 24,
        window: int = WINDOW,
        stride: int = STRIDE,
        max_span: int = MAX_SPAN,
    ) -> list[AnswerSpan]:
        """Return the best spans over all windows of all passages, best first, each span once.

        :param top: how many at most, from each window and in all.
        """
        cut = self.windows(question, [p.text for p in passages], window=window, stride=stride)
        found: dict[tuple[int, int], AnswerSpan] = {}
        for piece, (start, end) in zip(cut, self.logits(cut), strict=True):
            passage = passages[piece.source]
            spans = best_spans(start, end, first=piece.first, count=len(piece.offsets), max_span=max_span, top=top)
            for a, b, score in spans:
                begin, finish = _trim(passage.text, piece.offsets[a][0], piece.offsets[b][1])
                if begin >= finish:
                    continue
                key = (passage.start + begin, passage.start + finish)
                if key not in found or found[key].score < score:
                    found[key] = AnswerSpan(passage.article_id, passage.text[begin:finish], *key, score)
        return sorted(found.values(), key=lambda s: (-s.score, s.start, s.end))[:top]


_EDGE = " \t\r\n\u3000，,。；;：:、！!？?"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave off white space and loose punctuation at both ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group ascending lengths so that each group, padded to its longest, holds about BATCH_TOKENS tokens."""
    batch: list[int] = []
    for i, length in enumerate(lengths):
        if batch and length * (len(batch) + 1) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


_lock = threading.Lock()


@cache
def _load(folder: Path, threads: int) -> SpanReader:
    return SpanReader(folder=folder, threads=threads)


def load_reader(folder: Path | None = None, *, threads: int = 2) -> SpanReader:
    """Return the reader of a folder, the embedded one where None; loaded once a process.

    :raises ModelError: the folder cannot be used.
    """
    with _lock:  # two first questions at once must not load it twice
        return _load(folder or MODEL, threads)
