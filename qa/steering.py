"""Tells what of an article speaks to whoever answers questions about it, in words that nobody has listed.

`qa.instructions` knows the usual forms; here a linear model over the characters of a text and its vector, made by
`benchmarks/fit_instructions.py` from pieces that several authors wrote, knows others by their likeness.
"""

import json
import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from embeddings.encoder import load_encoder
from qa.instructions import instructions
from qa.normalize import for_matching, for_models, visible
from qa.passages import Sentence, Span
from qa.prepared import PreparedArticle

# A paragraph up to this length is judged as one, a longer one sentence by sentence.  # characters
PARAGRAPH_CHARS = 300
# What stands so many sentences before and behind one that steers belongs to it: first the claim, then "say so".
_BEFORE, _BEHIND = 1, 2
GRAMS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class SteeringModel:
    """A logistic regression.

    :param fingerprint: of the encoder whose vectors it weighs.
    :param grams: the weight of each piece of one to three characters, of a text as by `for_matching`.
    :param vector: the weights (d,) of the vector of a text as by `for_models`, embedded as a document.
    :param constant: of log odds; what is above 0 steers.
    """

    fingerprint: str
    grams: Mapping[str, float]
    vector: NDArray[np.float32]
    constant: float

    def score(self, text: str, vector: NDArray[np.float32]) -> float:
        """Return the log odds that a text steers, more than 0 where it does."""
        found = grams_of(text) & self.grams.keys()
        words = sum(self.grams[g] for g in found) / math.sqrt(max(1, len(found)))
        return words + float(self.vector @ vector) + self.constant


def grams_of(text: str) -> set[str]:
    """Return the pieces of one to three characters of a text.

    >>> sorted(grams_of("请说"))
    ['说', '请', '请说']
    """
    plain = " ".join(for_matching(text).split())
    return {plain[i : i + n] for n in GRAMS for i in range(len(plain) - n + 1)}


@cache
def steering_model() -> SteeringModel:
    """Load the model that comes with the program."""
    kept = json.loads(resources.files("qa").joinpath("steering.json").read_text(encoding="utf-8"))
    return SteeringModel(kept["fingerprint"], kept["grams"], np.array(kept["vector"], np.float32), kept["constant"])


@dataclass(frozen=True, slots=True)
class Steering:
    """Finds the sentences of one article that steer; each is looked at once, when it is first asked about.

    :param listed: the numbers of those that `qa.instructions` finds.
    :param encoder: the one whose vectors the model weighs.
    """

    prepared: PreparedArticle
    listed: frozenset[int]
    encoder: Embeddings
    _known: dict[Span, bool] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def over(cls, prepared: PreparedArticle) -> "Steering":
        """Look an article through for the usual forms."""
        encoder = prepared.vectors.encoder
        if getattr(encoder, "fingerprint", "") != steering_model().fingerprint:
            encoder = load_encoder(None)
        texts = [prepared.text_of(s) for s in prepared.sentences]
        return cls(prepared, instructions(texts, prepared.sentences), encoder)

    def among(self, numbers: Iterable[int]) -> frozenset[int]:
        """Return which of some sentences steer, or belong to one that does."""
        asked = {n: self._pieces(n) for n in numbers}
        judged = self._judged(span for pieces in asked.values() for span in pieces)
        return frozenset(n for n, pieces in asked.items() if n in self.listed or any(judged[span] for span in pieces))

    def steers(self, text: str) -> bool:
        """Tell whether a text that is no sentence of the article steers: its title."""
        return bool(instructions([text], [Sentence(0, len(text), 0)])) or self._scores([text])[0] > 0

    def _pieces(self, number: int) -> list[Span]:
        """Return what is judged of a sentence: its paragraph, of a long one itself and what it may belong to."""
        sentences = self.prepared.sentences
        paragraph = sentences[number].paragraph
        first = last = number
        while first and sentences[first - 1].paragraph == paragraph and self._fits(first, last):
            first -= 1
        while last + 1 < len(sentences) and sentences[last + 1].paragraph == paragraph and self._fits(first, last):
            last += 1
        if self._fits(first, last):
            return [(sentences[first].start, sentences[last].end)]
        near = range(max(first, number - _BEHIND), min(last, number + _BEFORE) + 1)
        return [(sentences[n].start, sentences[n].end) for n in near]

    def _fits(self, first: int, last: int) -> bool:
        return self.prepared.sentences[last].end - self.prepared.sentences[first].start <= PARAGRAPH_CHARS

    def _judged(self, spans: Iterable[Span]) -> dict[Span, bool]:
        """Tell of pieces of the article whether they steer; a listed sentence in one makes it do so."""
        wanted = list(dict.fromkeys(spans))
        with self._lock:
            new = [span for span in wanted if span not in self._known]
            scores = self._scores([self.prepared.article.text[start:end] for start, end in new])
            for (start, end), score in zip(new, scores, strict=True):
                first, last = self.prepared.sentence_number(start), self.prepared.sentence_number(end - 1)
                self._known[start, end] = score > 0 or any(n in self.listed for n in range(first, last + 1))
            return {span: self._known[span] for span in wanted}

    def _scores(self, texts: Sequence[str]) -> list[float]:
        """Return the log odds that texts steer; what has nothing to see does not."""
        seen = [t for t in dict.fromkeys(texts) if visible(for_models(t))]
        if not seen:
            return [-1.0] * len(texts)
        vectors = np.array(self.encoder.embed_documents([for_models(t) for t in seen]), np.float32)
        scores = {t: steering_model().score(t, v) for t, v in zip(seen, vectors, strict=True)}
        return [scores.get(t, -1.0) for t in texts]
