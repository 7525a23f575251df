"""The limits of the program, and the few settings that come from the environment."""

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from qa.errors import InputError

MAX_QUESTION_CHARS = 2_000
MAX_ARTICLE_CHARS = 2_000_000
# Articles of one library, and the characters of all of them: ready for questions, they take 50 to 100 bytes each.
MAX_LIBRARY_ARTICLES = 100
MAX_LIBRARY_CHARS = 5_000_000
# A file of MAX_ARTICLE_CHARS takes at most four bytes a character; html carries its markup beside the text.
MAX_FILE_BYTES = 20_000_000
# How many turns of a conversation are kept: a follow-up never looks further back.
MAX_TURNS = 50
# What a language model is shown and given time for, unless the environment says otherwise. 6,000 Chinese characters are
# about 4,000 tokens: with instructions and answer they fit the windows of 8,192 that local models are served with.
LLM_CONTEXT_CHARS, LLM_SECONDS, LLM_GAP_SECONDS = 6_000, 90, 30


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment can set; made by `Settings.from_env`.

    :param threads: processor threads for each model, at least 1 (`ARTICLE_QA_THREADS`).
    :param log_level: a name that `logging` knows (`ARTICLE_QA_LOG`).
    """

    threads: int = 2
    log_level: str = "WARNING"

    def __post_init__(self) -> None:
        if self.threads < 1:
            raise InputError(f"ARTICLE_QA_THREADS must be 1 or more, got {self.threads}")
        if self.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
            raise InputError(f"ARTICLE_QA_LOG must be DEBUG, INFO, WARNING, ERROR or CRITICAL, got {self.log_level!r}")

    @classmethod
    def from_env(cls) -> "Settings":
        """Read the environment.

        :raises InputError: a variable that has no usable value.
        """
        threads = os.environ.get("ARTICLE_QA_THREADS", "2")
        if not threads.isdecimal():
            raise InputError(f"ARTICLE_QA_THREADS must be a whole number, got {threads!r}")
        return cls(threads=int(threads), log_level=os.environ.get("ARTICLE_QA_LOG", "WARNING").upper())


@dataclass(frozen=True, slots=True)
class LLMSettings:
    """Which language model is asked, and how much of it is borne; made by `LLMSettings.from_env`.

    :param name: "provider:model" as LangChain's `init_chat_model` takes it, such as "openai:qwen-plus" (`QA_LLM`).
    :param base_url: where an OpenAI-compatible server listens, "" for the provider's own address (`QA_LLM_BASE_URL`).
    :param key: what the server lets in with (`QA_LLM_API_KEY`); "" leaves it to the provider's package, which reads its
        usual variable, such as `OPENAI_API_KEY`. Never shown.
    :param context: characters of the article that the model is shown at once, 500 or more (`QA_LLM_CONTEXT`).
    :param seconds: for a whole answer, 1 to 600 (`QA_LLM_SECONDS`).
    :param gap_seconds: between two pieces of it, and before the first, 1 to 600 (`QA_LLM_GAP_SECONDS`).
    :raises InputError: a value outside these bounds.
    """

    name: str
    base_url: str = ""
    key: str = field(default="", repr=False)
    context: int = LLM_CONTEXT_CHARS
    seconds: int = LLM_SECONDS
    gap_seconds: int = LLM_GAP_SECONDS

    def __post_init__(self) -> None:
        provider, _, model = self.name.partition(":")
        if not (provider and model) or any(c.isspace() for c in self.name):
            raise InputError(f"expected the language model as provider:model, got {self.name[:80]!r}")
        try:
            url = urlsplit(self.base_url)
        except ValueError:
            raise InputError("expected QA_LLM_BASE_URL as http(s)://host…, got something else") from None
        if self.base_url and (url.scheme not in ("http", "https") or not url.hostname):
            raise InputError("expected QA_LLM_BASE_URL as http(s)://host…, got something else")
        if url.username or url.password or url.query:  # it is shown, and must not hold what opens the server
            raise InputError("expected QA_LLM_BASE_URL without a name, password or query in it, got one with")
        if self.context < 500:
            raise InputError(f"expected QA_LLM_CONTEXT as 500 characters or more, got {self.context}")
        for name, value in (("QA_LLM_SECONDS", self.seconds), ("QA_LLM_GAP_SECONDS", self.gap_seconds)):
            if not 1 <= value <= 600:
                raise InputError(f"expected {name} from 1 to 600, got {value}")

    @property
    def model(self) -> str:
        """The model's name without its provider."""
        return self.name.partition(":")[2]

    @property
    def where(self) -> str:
        """The host that is sent the passages, or the provider's name where it is the provider's own."""
        return urlsplit(self.base_url).netloc or self.name.partition(":")[0]

    @classmethod
    def from_env(cls, name: str | None = None) -> "LLMSettings | None":
        """Read the environment; None where no model is wanted.

        :param name: instead of `QA_LLM`; "off" for none, whatever the environment says.
        :raises InputError: a variable that has no usable value.
        """
        name = os.environ.get("QA_LLM", "") if name is None else name
        if name in ("", "off"):
            return None
        return cls(
            name,
            os.environ.get("QA_LLM_BASE_URL", ""),
            os.environ.get("QA_LLM_API_KEY", ""),
            _number("QA_LLM_CONTEXT", LLM_CONTEXT_CHARS),
            _number("QA_LLM_SECONDS", LLM_SECONDS),
            _number("QA_LLM_GAP_SECONDS", LLM_GAP_SECONDS),
        )


def _number(variable: str, default: int) -> int:
    text = os.environ.get(variable) or str(default)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise InputError(f"expected {variable} as a whole number, got {text[:80]!r}")
    return int(text)
