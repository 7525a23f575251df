"""The limits of the program, and the few settings that come from the environment."""

import os
from dataclasses import dataclass

from qa.errors import InputError

MAX_QUESTION_CHARS = 2_000
MAX_ARTICLE_CHARS = 2_000_000
# A file of MAX_ARTICLE_CHARS takes at most four bytes a character; html carries its markup beside the text.
MAX_FILE_BYTES = 20_000_000
# How many turns of a conversation are kept: a follow-up never looks further back.
MAX_TURNS = 50


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
