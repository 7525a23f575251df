"""Describes the HTTP API on a page of its own, made from the OpenAPI document, that loads nothing."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.6;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; color-scheme: light dark }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem } caption { text-align: left; font-weight: bold }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8884 }
pre { padding: .8rem; border: 1px solid #8884; border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere }
"""
_EXAMPLE = """curl -s {server}/api/answer -H 'content-type: application/json' \\
     -d '{{"question": "谁主持了会议?"}}'

curl -s {server}/api/answer -H 'content-type: application/json' \\
     -d '{{"article": "春天的会\\n张三在北京主持了会议。",
          "history": ["谁主持了会议?"], "question": "他在哪里主持的?"}}'"""

Schema = Mapping[str, Any]


def api_page(document: Schema, *, server: str = "http://127.0.0.1:7860") -> str:
    """Return the page.

    :param document: the OpenAPI document.
    :param server: where the examples ask.
    """
    info = document["info"]
    parts = "".join(
        f"<h2>{method.upper()} {escape(path)}</h2><p>{escape(operation['summary'])}</p>"
        + "".join(_tables(operation, document["components"]["schemas"]))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    )
    return (
        f"<!doctype html><html lang='zh'><head><meta charset='utf-8'><title>{escape(info['title'])}: HTTP API</title>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(info['title'])}: HTTP API</h1><p>{escape(info['description'])}</p>"
        f"<pre>{escape(_EXAMPLE.format(server=server))}</pre>"
        f"<p><a href='/api/openapi.json'>OpenAPI</a> · {escape(info['version'])}</p>{parts}</body></html>"
    )


def _tables(operation: Schema, schemas: Schema) -> Iterator[str]:
    """Yield the table of what an operation takes, of what it gives, and of its other replies."""
    if body := operation.get("requestBody"):
        yield from _fields(body["content"]["application/json"]["schema"], schemas)
    reply = operation["responses"]["200"]["content"]["application/json"]["schema"]
    yield from _fields(reply, schemas)
    others = ((code, reply["description"]) for code, reply in operation["responses"].items() if code != "200")
    yield _table("其他状态 / other replies", others)


def _fields(schema: Schema, schemas: Schema) -> Iterator[str]:
    """Yield a table of the fields of an object, then those of the objects in it."""
    schema = _resolved(schema, schemas)
    inner = []
    rows = []
    for name, field in schema["properties"].items():
        optional = "" if name in schema.get("required", ()) else "，可不写 / optional"
        limits = "".join(f"，≤ {field[key]:,}" for key in ("maxLength", "maxItems") if key in field)
        rows.append((name, f"{_type(field)}{limits}{optional}", field.get("description", "")))
        if "$ref" in field.get("items", {}):
            inner.append(field["items"])
    yield _table(schema["title"], rows)
    for each in inner:
        yield from _fields(each, schemas)


def _resolved(schema: Schema, schemas: Schema) -> Schema:
    found: Schema = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _type(field: Schema) -> str:
    if "anyOf" in field:
        return " | ".join(map(_type, field["anyOf"]))
    if "enum" in field:
        return " | ".join(field["enum"])
    if "items" in field:
        return f"[{_type(field['items'])}, …]"
    return str(field.get("type") or field.get("$ref", "").rpartition("/")[2])


def _table(caption: str, rows: Any) -> str:
    body = "".join(
        "<tr>"
        + f"<th scope='row'>{escape(str(row[0]))}</th>"
        + "".join(f"<td>{escape(c)}</td>" for c in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><caption>{escape(caption)}</caption>{body}</table>"
