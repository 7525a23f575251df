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
from itertools import groupby

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from embeddings.encoder import load_encoder
from qa.instructions import instructions
from qa.normalize import for_matching, for_models, visible
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
    ['请', '请说', '说']
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
    """Finds the sentences of one article that steer; each paragraph is looked at once, when it is first asked about.

    :param listed: the numbers of those that `qa.instructions` finds.
    """

    prepared: PreparedArticle
    listed: frozenset[int]
    encoder: Embeddings
    _known: dict[int, frozenset[int]] = field(default_factory=dict, repr=False)
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
        asked = sorted(set(numbers))
        found = self.listed.intersection(asked)
        for paragraph, _ in groupby(asked, key=lambda n: self.prepared.sentences[n].paragraph):
            found |= self._in_paragraph(paragraph).intersection(asked)
        return found

    def steers(self, text: str) -> bool:
        """Tell whether a text that is no sentence of the article steers: its title."""
        return bool(instructions([text], self.prepared.sentences[:1])) or self._judged([text])[0]

    def _in_paragraph(self, paragraph: int) -> frozenset[int]:
        with self._lock:
            if paragraph not in self._known:
                self._known[paragraph] = self._found(paragraph)
            return self._known[paragraph]

    def _found(self, paragraph: int) -> frozenset[int]:
        sentences = self.prepared.sentences
        numbers = [n for n, s in enumerate(sentences) if s.paragraph == paragraph]
        first, last = numbers[0], numbers[-1]
        whole = self.prepared.article.text[sentences[first].start : sentences[last].end]
        if len(whole) <= PARAGRAPH_CHARS:
            steers = bool(self.listed.intersection(numbers)) or self._judged([whole])[0]
            return frozenset(numbers if steers else ())
        judged = self._judged([self.prepared.text_of(sentences[n]) for n in numbers])
        return frozenset(
            near
            for n, steers in zip(numbers, judged, strict=True)
            if steers
            for near in range(max(first, n - _BEFORE), min(last, n + _BEHIND) + 1)
        )

    def _judged(self, texts: Sequence[str]) -> list[bool]:
        """Tell of each text whether it steers."""
        model = steering_model()
        seen = [t for t in texts if visible(for_models(t))]
        vectors = np.array(self.encoder.embed_documents([for_models(t) for t in seen]), np.float32)
        scores = dict(zip(seen, (model.score(t, v) for t, v in zip(seen, vectors, strict=True)), strict=True))
        return [scores.get(t, -1.0) > 0 for t in texts]
