"""How a language model is configured, and that without one nothing of it is loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.language_models import BaseChatModel
from test_llm import TEXT

import qa
from qa import ArticleQA, InputError
from qa.llm_models import load_llm
from qa.settings import LLMSettings


def test_settings_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_LLM", raising=False)
    assert LLMSettings.from_env() is None
    monkeypatch.setenv("QA_LLM", "openai:qwen-plus")
    monkeypatch.setenv("QA_LLM_BASE_URL", "http://localhost:11434/v1")
    monkeypatch.setenv("QA_LLM_API_KEY", "sk-secret")
    settings = LLMSettings.from_env()
    assert settings is not None
    assert (settings.name, settings.where, settings.key) == ("openai:qwen-plus", "localhost:11434", "sk-secret")
    assert "sk-secret" not in repr(settings)
    assert LLMSettings.from_env("off") is None
    model = load_llm(settings)
    assert isinstance(model, BaseChatModel)
    assert "sk-secret" not in repr(model)
    assert "sk-secret" not in repr(ArticleQA.from_text(TEXT)._llm)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"QA_LLM": "qwen-plus"}, "provider:model"),
        ({"QA_LLM": "a: b"}, "provider:model"),
        ({"QA_LLM_BASE_URL": "file:///etc"}, "QA_LLM_BASE_URL"),
        ({"QA_LLM_BASE_URL": "http://[sk-secret/v1"}, "QA_LLM_BASE_URL"),
        ({"QA_LLM_BASE_URL": "http://me:sk-secret@host/v1"}, "QA_LLM_BASE_URL"),
        ({"QA_LLM_CONTEXT": "10"}, "QA_LLM_CONTEXT"),
        ({"QA_LLM_SECONDS": "soon"}, "QA_LLM_SECONDS"),
        ({"QA_LLM_GAP_SECONDS": "0"}, "QA_LLM_GAP_SECONDS"),
        ({"QA_LLM": "nobody:knows"}, "nobody:knows"),
        ({"QA_LLM": "anthropic:claude"}, "LangChain package of 'anthropic'"),
        ({"QA_LLM": "openai:gpt-x", "OPENAI_API_KEY": ""}, "QA_LLM_API_KEY"),
    ],
)
def test_settings_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], message: str) -> None:
    for name, value in ({"QA_LLM": "openai:m"} | variables).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(InputError, match=message) as caught:
        ArticleQA.from_text(TEXT)
    assert "\n" not in str(caught.value)
    assert "sk-secret" not in str(caught.value)


def test_without_a_model_nothing_of_providers_is_imported() -> None:
    program = """
import sys
from qa import answer
answer("谁主持了会议?")
print(sorted(m for m in sys.modules if m in ("langchain_openai", "openai", "langchain.chat_models", "qa.llm")))
"""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QA_LLM")}
    environment["PYTHONPATH"] = str(Path(qa.__file__).parent.parent)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=120)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
