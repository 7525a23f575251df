"""What the HTTP API takes and gives, as its OpenAPI document and its page describe it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from qa.settings import MAX_ARTICLE_CHARS, MAX_QUESTION_CHARS
from qa.types import Kind

# Earlier questions of a conversation: where the server does not know it any more, it answers each of them again.
MAX_HISTORY = 20
MAX_TITLE_CHARS = 1_000

Status = Literal["ready", "loading", "failed"]


class Asked(BaseModel):
    """A question, about the article that the server opens with or about one that comes with it."""

    # Lengths are told in the document and judged by `qa`, whose errors say what is wrong with them.
    model_config = ConfigDict(strict=True, extra="forbid", title="Question")

    question: str = Field(
        description="问题 / the question, with at least one letter or figure in it",
        examples=["谁主持了会议?"],
        json_schema_extra={"minLength": 1, "maxLength": MAX_QUESTION_CHARS},
    )
    article: str | None = Field(
        None,
        description="文章全文；不写则为服务器的开场文章；整页 HTML 则取其正文，位置按正文计 / "
        "the text to ask about; the server's own where there is none; of a whole page of html the main text, which "
        "offsets are then counted in",
        json_schema_extra={"maxLength": MAX_ARTICLE_CHARS},
    )
    title: str | None = Field(
        None,
        description="文章标题，缺省取自正文 / its title; by default taken from the text",
        json_schema_extra={"maxLength": MAX_TITLE_CHARS},
    )
    history: list[str] = Field(
        [],
        description="先前的问题，由早到晚，用来理解追问 / earlier questions, oldest first, that this one may lean on",
        json_schema_extra={"maxItems": MAX_HISTORY},
    )


class Cited(BaseModel):
    """A sentence that proves an answer. Offsets are half-open, in characters (Unicode code points) of the article."""

    model_config = ConfigDict(title="Citation")

    article_id: str = Field(description="文章编号 / the article that it stands in")
    start: int = Field(description="起点 / where the sentence begins", ge=0)
    end: int = Field(description="终点 / where it ends", ge=1)
    quote: str = Field(description="原文 / the sentence: article[start:end]")
    focus: list[int] | None = Field(
        description="答案本身的起止 / [start, end] of the exact words of the answer inside it, or null",
        min_length=2,
        max_length=2,
    )


class Answered(BaseModel):
    """The answer with its proof, or the reply that the article does not tell."""

    model_config = ConfigDict(title="Answer")

    article_id: str = Field(
        description="文章编号 / the article: the first 16 hex digits of the SHA-256 of its UTF-8 text",
        pattern="^[0-9a-f]{16}$",
    )
    text: str = Field(description="答案 / what the person reads", min_length=1)
    answerable: bool = Field(description="false：文章没有提到 / false where the article does not tell")
    confidence: float = Field(description="可信度 / the probability that this reply is right", ge=0, le=1)
    citations: list[Cited] = Field(description="依据，按文中次序 / the proof, in the order of the article")
    kind: Kind = Field(description="问题类型 / the kind of question")
    question: str = Field(description="所问 / as it was asked")
    standalone_question: str = Field(description="理解为 / as it was understood, a follow-up completed")
    timings_ms: dict[str, float] = Field(description="耗时，毫秒 / milliseconds by stage")
    note: str = Field(
        description="附注：略去了什么，或为何没有用大模型 / one line beside the text: what was left out, or why "
        "no language model wrote it; mostly empty"
    )


class Problem(BaseModel):
    """Why a request was not answered."""

    error: str = Field(description="一行说明 / one line that says what was expected and what came", min_length=1)


class Health(BaseModel):
    """Whether the server answers."""

    status: Status = Field(description="就绪、正在加载、无法加载 / of the models")
    version: str = Field(description="版本 / of the program")
