"""The HTTP API beside the page: /api/answer, its description, /health and /robots.txt."""

import logging
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from qa.errors import InputError
from qa.types import Article
from qa.version import installed_version
from ui.api_articles import ReadyArticle, ReadyArticles
from ui.api_models import MAX_HISTORY, MAX_TITLE_CHARS, Answered, Asked, Health, Problem, Status
from ui.api_page import api_page
from ui.conversation import Desk
from ui.slots import FullError, Line

if TYPE_CHECKING:  # brings the models' libraries, which load behind the page
    from qa.pipeline import ArticleQA

log = logging.getLogger(__name__)

# Requests that wait for an answer, or to have their article read, before newcomers are asked to try later.
MOST_WAITING = 64
# What a busy or loading server tells clients to wait.  # seconds
RETRY = 5
ROBOTS = "User-agent: *\nAllow: /$\nDisallow: /\n"
_PROBLEMS = {
    400: "不是 UTF-8 的 JSON / not JSON in UTF-8",
    401: "需要用户名和密码 / a name and password are needed",
    403: "来自其他网站的页面 / made by a page of another site",
    408: "内容来得太慢 / the body came too slowly",
    411: "缺少 Content-Length / no Content-Length",
    413: "内容过大 / the body is too large",
    415: "不是 application/json / not application/json",
    422: "字段不合要求 / a field that cannot be used",
    429: "密码错误次数过多，见 Retry-After / too many wrong passwords, see Retry-After",
    500: "服务器自身的错误 / an error of the server's own",
    503: "正在加载或太忙，见 Retry-After / loading or too busy, see Retry-After",
}


def make_api(opening: Desk, *, max_concurrent: int) -> FastAPI:
    """Make the application.

    :param opening: the article that is asked about where a request brings none.
    :param max_concurrent: questions answered at once.
    """
    api = FastAPI(
        title="Article QA · 文章问答",
        version=installed_version(),
        description="向文章提问，得到答案和证明它的原文。"
        "Ask an article: the answer, and the exact words that prove it.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
    )
    answers = _Answers(opening, max_concurrent=max_concurrent)
    api.add_api_route(
        "/api/answer",
        answers.answer,
        methods=["POST"],
        summary="提一个问题 / ask one question",
        response_model=Answered,
        responses={code: {"model": Problem, "description": text} for code, text in _PROBLEMS.items()},
        openapi_extra={
            "requestBody": {"required": True, "content": {"application/json": {"schema": Asked.model_json_schema()}}}
        },
    )

    async def health(_: Request) -> Response:
        status: Status = ("failed" if opening.problem else "ready") if opening.ready else "loading"
        return JSONResponse(
            Health(status=status, version=api.version).model_dump(),
            200 if status == "ready" else 503,
            headers=None if status == "ready" else {"retry-after": str(RETRY)},
        )

    async def robots(_: Request) -> Response:
        return PlainTextResponse(ROBOTS)

    async def described(_: Request) -> Response:
        return HTMLResponse(api_page(api.openapi()))

    api.add_api_route(
        "/health",
        health,
        summary="是否就绪 / whether it answers",
        response_model=Health,
        responses={503: {"model": Health, "description": "正在加载，或无法加载 / loading, or it cannot load"}},
    )
    api.add_route("/health", health, methods=["HEAD"], include_in_schema=False)
    api.add_route("/robots.txt", robots, include_in_schema=False)
    api.add_route("/api", described, include_in_schema=False)
    api.add_exception_handler(HTTPException, _refused)
    return api


class _Answers:
    """Answers questions one request at a time, each from the article that it brings or from the opening one."""

    def __init__(self, opening: Desk, *, max_concurrent: int) -> None:
        self._opening = opening
        self._first: ReadyArticle | None = None
        self._articles = ReadyArticles(_prepare)
        self._answering = Line(at_once=max_concurrent, most=MOST_WAITING)
        # A long article takes minutes: meanwhile questions about others are answered.
        self._preparing = Line(at_once=1, most=MOST_WAITING)

    async def answer(self, request: Request) -> Response:
        """Answer a question about an article, after earlier questions, with the exact words that prove it."""
        asked = _read(request.headers.get("content-type", ""), await request.body())
        if not self._opening.ready:
            raise HTTPException(503, "the models are being loaded, try again", {"retry-after": str(RETRY)})
        if self._opening.problem:
            raise HTTPException(503, "the models cannot be loaded", {"retry-after": "60"})
        try:
            article = await self._article(asked)
            answer = await self._answering.run(lambda: article.answer(asked.question, asked.history))
        except FullError:
            raise HTTPException(503, "too many questions are waiting, try again", {"retry-after": str(RETRY)}) from None
        except InputError as error:
            raise HTTPException(422, str(error)) from None
        except Exception:  # the client gets a calm line, whoever runs the program the rest
            log.exception("a question could not be answered")
            raise HTTPException(500, "the question could not be answered; the log of the server says why") from None
        return JSONResponse({"article_id": article.article.id} | answer.to_dict())

    async def _article(self, asked: Asked) -> ReadyArticle:
        if asked.article is None:
            if self._first is None:
                from qa.pipeline import ArticleQA

                qa = self._opening.wait()
                assert isinstance(qa, ArticleQA)  # noqa: S101  (for the type checker: no server opens with a library)
                self._first = ReadyArticle(qa)
            return self._first
        text, title = asked.article, asked.title
        if (kept := self._articles.get(text, title)) is not None:
            return kept
        return await self._preparing.run(lambda: self._articles.prepare(text, title))


def _prepare(article: Article) -> "ArticleQA":
    from qa.pipeline import ArticleQA

    return ArticleQA.from_article(article)


def _read(content_type: str, body: bytes) -> Asked:
    """Read a request.

    :raises HTTPException: one that cannot be used.
    """
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "expected content-type application/json")
    try:
        asked = Asked.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise HTTPException(400, f"expected JSON in UTF-8: {first['msg']}") from None
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}"[:80] for part in first["loc"])
        raise HTTPException(422, f"{where.lstrip('.') or 'the body'}: {first['msg']}") from None
    if len(asked.history) > MAX_HISTORY:
        raise HTTPException(422, f"expected a history of at most {MAX_HISTORY} questions, got {len(asked.history)}")
    if asked.title is not None and asked.article is None:
        raise HTTPException(422, "expected a title with an article only, got one without")
    if asked.title is not None and len(asked.title) > MAX_TITLE_CHARS:
        raise HTTPException(
            422, f"expected a title of at most {MAX_TITLE_CHARS:,} characters, got {len(asked.title):,}"
        )
    return asked


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (for the type checker)
    return JSONResponse({"error": str(error.detail)}, error.status_code, headers=error.headers)
