"""The span reader: a question and passages in, scored spans out.

A window is `<s> question </s> </s> passage </s>`. Position 0 stands for "no answer here", so a span has a margin over
it: start logit + end logit - (start logit + end logit of position 0), within its own window (Devlin et al. 2019, BERT).
A second head tells how likely the window answers the question at all (Zhang et al. 2021, retrospective reader); the
score of a span is its margin and so much of those log odds.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError
from embeddings.runtime import Model, load_tokenizer
from qa.normalize import for_models
from qa.types import AnswerSpan, Passage

MODEL = Path(__file__).parent / "model"

# The windows that the embedded reader was trained on, in tokens, the question included.
WINDOW = 200
STRIDE = 96
# Longer questions are cut at the front: what is asked stands at the end.
QUESTION_TOKENS = 64
MAX_SPAN = 60

# Of the log odds that the window tells what is asked, so much is added to a span's margin.
TOLD_WEIGHT = 1.0

_BOS, _EOS = "<s>", "</s>"


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


def told_odds(verdict: NDArray[np.float32]) -> float:
    """Return the log odds that a window tells what is asked.

    :param verdict: (3,) logits of "not told", "true" and "false".

    >>> told_odds(np.array([1, 2, -40], dtype=np.float32))
    1.0
    """
    return float(np.logaddexp(verdict[1], verdict[2]) - verdict[0])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model says of a claim beside a text.

    :param told: log odds that the text decides it, about -12 to 12.
    :param true: log odds that it is true rather than false, if it is decided; about -8 to 8.
    """

    told: float
    true: float


class SpanReader:
    """Finds answer spans with an ONNX model; safe to call from many threads.

    :param folder: holds the model and its tokenizer.json.
    :param threads: how many windows are read at once.
    :raises ModelError: the folder cannot be used.
    """

    def __init__(self, *, folder: Path = MODEL, threads: int = 2) -> None:
        self._tokenizer = load_tokenizer(folder)
        self._model = Model(folder, threads=threads)
        bos, eos = (self._tokenizer.token_to_id(t) for t in (_BOS, _EOS))
        if bos is None or eos is None:
            raise ModelError(f"expected a tokenizer with {_BOS} {_EOS} in {folder}, got ids {bos} {eos}")
        self._bos, self._eos = bos, eos

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

    def outputs(self, windows: Sequence[Window]) -> list[tuple[NDArray[np.float32], ...]]:
        """Run the model; return the start and end logits (L,) of each window, in the order given.

        Where the model has them, also the logits (3,) of "not told", and of a claim, "true" and "false".
        """
        results = dict(self._model.run([w.ids for w in windows]))
        return [tuple(results[i]) for i in range(len(windows))]

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
        above = [len(p.heading) + 1 if p.heading else 0 for p in passages]
        shown = [f"{p.heading}\n{p.text}" if p.heading else p.text for p in passages]
        cut = self.windows(question, shown, window=window, stride=stride)
        found: dict[tuple[int, int], AnswerSpan] = {}
        for piece, (start, end, *verdict) in zip(cut, self.outputs(cut), strict=True):
            passage = passages[piece.source]
            told = TOLD_WEIGHT * told_odds(verdict[0]) if verdict else 0.0
            # The heading is shown, not quoted.
            offsets = [(a, b) for a, b in piece.offsets if a >= above[piece.source]]
            first = piece.first + len(piece.offsets) - len(offsets)
            spans = best_spans(start, end, first=first, count=len(offsets), max_span=max_span, top=top)
            for a, b, score in spans:
                begin, finish = (at - above[piece.source] for at in (offsets[a][0], offsets[b][1]))
                begin, finish = _trim(passage.text, begin, finish)
                if begin >= finish:
                    continue
                key = (passage.start + begin, passage.start + finish)
                if key not in found or found[key].score < score + told:
                    found[key] = AnswerSpan(passage.article_id, passage.text[begin:finish], *key, score + told)
        return sorted(found.values(), key=lambda s: (-s.score, s.start, s.end))[:top]

    def judge(self, claim: str, text: str) -> Verdict:
        """Hold a claim against a text; of a long one, against the window that most likely decides it.

        A model without a head for claims finds everything as likely as not.
        """
        verdicts = [v for _, _, *head in self.outputs(self.windows(claim, [text])) for v in head]
        if not verdicts:
            return Verdict(0.0, 0.0)
        decides = max(verdicts, key=told_odds)
        return Verdict(told_odds(decides), float(decides[1] - decides[2]))


_EDGE = " \t\r\n\u3000，,。；;：:、！!？?"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave off white space and loose punctuation at both ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


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
