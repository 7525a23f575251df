"""LangChain's own standard suites, whole, on the encoder and on the index."""

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import EmbeddingsIntegrationTests, VectorStoreIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from embeddings.encoder import EMBEDDED_MODEL, OnnxEncoder, SentenceTransformersEncoder, load_encoder
from embeddings.index import PassageIndex


class TestOnnxEncoderUnit(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return OnnxEncoder


class TestOnnxEncoderIntegration(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return OnnxEncoder


class TestSentenceTransformersEncoderUnit(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return SentenceTransformersEncoder

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"model": EMBEDDED_MODEL, "threads": 1}


class TestSentenceTransformersEncoderIntegration(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return SentenceTransformersEncoder

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"model": EMBEDDED_MODEL, "threads": 1}


class TestPassageIndex(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self) -> Iterator[VectorStore]:  # type: ignore[override]
        yield PassageIndex(embedding=self.get_embeddings())


class TestPassageIndexOfOurEncoder(VectorStoreIntegrationTests):
    @staticmethod
    def get_embeddings() -> Embeddings:
        return load_encoder()

    @pytest.fixture
    def vectorstore(self) -> Iterator[VectorStore]:  # type: ignore[override]
        yield PassageIndex(embedding=self.get_embeddings())
