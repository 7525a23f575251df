"""Loads the language model that the settings name, through LangChain; the only place that knows providers."""

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from qa.errors import InputError
from qa.settings import LLMSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Servers at home want no key, but the client of OpenAI wants one to begin with.
_NO_KEY = "none"


def check_llm() -> None:
    """Load the model that the environment names, where it names one, so that a mistake is told before it is needed.

    :raises InputError: as `load_llm`, or a variable that has no usable value.
    """
    if settings := LLMSettings.from_env():
        load_llm(settings)


@lru_cache(maxsize=4)
def load_llm(settings: LLMSettings) -> "BaseChatModel":
    """Return the chat model that settings name; nothing is sent yet.

    :raises InputError: a provider that is unknown or not installed, or that cannot be set up, as without its key.
    """
    # loads as much of LangChain as agents need, and a program without a language model none of it
    from langchain.chat_models import init_chat_model

    provider = settings.name.partition(":")[0]
    # A second try would keep the person waiting: the extractive answer is there at once.
    options: dict[str, Any] = {"max_retries": 0, "timeout": settings.gap_seconds}
    if settings.base_url:
        options["base_url"] = settings.base_url
    if settings.base_url or provider != "openai":
        options["temperature"] = 0.0  # reasoning models of OpenAI itself refuse any
    if settings.key:
        options["api_key"] = settings.key
    elif provider == "openai" and settings.base_url and not os.environ.get("OPENAI_API_KEY"):
        options["api_key"] = _NO_KEY
    try:
        return cast("BaseChatModel", init_chat_model(settings.name, **options))
    except ImportError:
        raise InputError(
            f"expected the LangChain package of {provider!r} for {settings.name!r}, got none: "
            'pip install "article-qa[llm]" brings that of openai'
        ) from None
    except Exception as error:  # what a provider's client says may hold a part of the key
        raise InputError(
            f"expected a language model that can be set up, got {settings.name!r} ({type(error).__name__}): "
            "is its name right, and its key set (QA_LLM_API_KEY)?"
        ) from None
