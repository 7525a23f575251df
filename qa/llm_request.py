"""Asks a language model: its pieces of text as they come, within limits of time and length, and never hanging."""

import asyncio
import logging
import queue
import sys
import threading
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage

from qa.errors import LLMError, LLMTrouble

log = logging.getLogger(__name__)

# How often a request that waits looks whether it is still wanted.  # seconds
_LOOK = 0.1
# No answer about an article is longer; a model that says more has lost its way.  # characters
MAX_REPLY_CHARS = 8_000
# A server that streams nothing but empty pieces is not answering: reasoning models send some thousands.
_MOST_PIECES = 50_000
_BROKEN_OFF: dict[str, LLMTrouble] = {
    "length": "endless",
    "max_tokens": "endless",
    "content_filter": "declined",
    "safety": "declined",
    "refusal": "declined",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take.

    :param seconds: in all.
    :param gap_seconds: until the first piece, and from one piece to the next.
    :param chars: of the reply.
    """

    seconds: float
    gap_seconds: float
    chars: int = MAX_REPLY_CHARS


def ask(
    model: BaseChatModel, messages: Sequence[BaseMessage], limits: Limits, *, wanted: Callable[[], bool]
) -> Generator[str, None, None]:
    """Yield the pieces of a model's reply; closing the generator, or `wanted` saying no, closes the request at once.

    Nothing of it is traced or logged but what kind of trouble there was.

    :param wanted: asked ten times a second; where it says no, the reply ends as it is.
    :raises LLMError: no reply, an empty one, or one that breaks off, for whatever reason; what came before has been
        yielded.
    """
    pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
    running = asyncio.run_coroutine_threadsafe(_pass_on(model, messages, limits, pieces.put), _loop())
    empty = True
    try:
        while wanted():
            try:
                piece = pieces.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if piece is None:
                if empty:
                    raise LLMError("empty")
                return
            if isinstance(piece, BaseException):
                raise _told(piece)
            empty = empty and not piece.strip()
            yield piece
    finally:
        running.cancel()


async def _pass_on(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    limits: Limits,
    put: Callable[[str | BaseException | None], None],
) -> None:
    """Put the pieces of a reply, and at its end None, or why there is none."""
    async with _closing_generators():
        try:
            async with asyncio.timeout(limits.seconds):
                async for piece in _pieces(model, messages, limits):
                    put(piece)
            put(None)
        except Exception as error:
            put(error)


# The asynchronous generators that a request began.
_Begun = list[weakref.ref[AsyncGenerator[Any, Any]]]
_begun: ContextVar[_Begun] = ContextVar("_begun")


@asynccontextmanager
async def _closing_generators() -> AsyncIterator[None]:
    """Close at the end what generators were begun inside.

    The clients of providers leave theirs to the garbage collector where a stream is not read to its end. So long the
    connection stays open; and a collection in another thread closes one while the loop does, which is an error.
    """
    begun: _Begun = []
    _begun.set(begun)
    try:
        yield
    finally:
        for kept in begun:  # the outer ones first: they close what they read from
            if (generator := kept()) is not None:
                with suppress(Exception):
                    await generator.aclose()


def _note_generators() -> None:
    first = cast("Callable[[AsyncGenerator[Any, Any]], None]", sys.get_asyncgen_hooks().firstiter)

    def note(generator: AsyncGenerator[Any, Any]) -> None:
        first(generator)
        if (begun := _begun.get(None)) is not None:
            begun.append(weakref.ref(generator))

    sys.set_asyncgen_hooks(firstiter=note)


async def _pieces(model: BaseChatModel, messages: Sequence[BaseMessage], limits: Limits) -> AsyncIterator[str]:
    from langsmith.run_helpers import tracing_context

    length = count = 0
    with tracing_context(enabled=False):  # the article goes to the model that was named, and nowhere else
        chunks = cast("Any", model.astream(list(messages)))
        async with aclosing(chunks):
            while True:
                async with asyncio.timeout(limits.gap_seconds):
                    chunk: AIMessageChunk | None = await anext(chunks, None)
                if chunk is None:
                    return
                text = str(chunk.text)
                length, count = length + len(text), count + 1
                if length > limits.chars or count > _MOST_PIECES:
                    raise LLMError("endless")
                if text:
                    yield text
                if trouble := _breaks_off(chunk):
                    raise LLMError(trouble)


def _breaks_off(chunk: AIMessageChunk) -> LLMTrouble | None:
    """Tell from the end of a reply why it is not whole, where it says so."""
    if chunk.additional_kwargs.get("refusal"):
        return "declined"
    told = chunk.response_metadata
    # each provider has its own word for it: OpenAI and Gemini, Anthropic, Ollama
    reason = told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason")
    return _BROKEN_OFF.get(str(reason).lower())


def _told(error: BaseException) -> LLMError:
    """Return the one error for whatever a provider's client raised, judged by its type's name and its HTTP status.

    Clients of different providers share no exceptions, but they share these words, and a status is a status.
    """
    if isinstance(error, LLMError):
        return error
    names = " ".join(t.__name__.lower() for t in type(error).__mro__[:-3])
    status = getattr(error, "status_code", None)
    trouble: LLMTrouble
    if "timeout" in names:
        trouble = "slow"
    elif status == 429 or "ratelimit" in names:
        trouble = "busy"
    elif isinstance(status, int) and 400 <= status < 500:
        trouble = "declined"
    elif "connect" in names or "network" in names or (isinstance(status, int) and status >= 500):
        trouble = "unreachable"
    else:
        trouble = "broken"
    log.info("the language model could not be used: %s (%s)", trouble, type(error).__name__)
    return LLMError(trouble)


class _Daemons(ThreadPoolExecutor):
    """Runs each call in a daemon thread of its own: one that never ends must not keep the process from ending."""

    def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        done: Future[Any] = Future()

        def run() -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                done.set_result(call(*args, **named))
            except BaseException as error:
                done.set_exception(error)

        threading.Thread(target=run, name="llm-call", daemon=True).start()
        return done


_lock = threading.Lock()


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.set_default_executor(_Daemons(max_workers=1))
    loop.call_soon(_note_generators)
    threading.Thread(target=loop.run_forever, name="llm", daemon=True).start()
    return loop


def _loop() -> asyncio.AbstractEventLoop:
    """Return the one event loop that all requests share, as the clients of providers keep their connections in it."""
    with _lock:
        return _started()
