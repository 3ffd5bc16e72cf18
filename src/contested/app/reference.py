"""The page that describes the API, made of its own description: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from litestar import MediaType, Request, Response, get

METHODS = ("get", "post", "put", "patch", "delete")


@get("/", include_in_schema=False, sync_to_thread=True)
def reference(request: Request[Any, Any, Any]) -> Response[str]:
    """Every route with its parameters, bodies and answers."""
    return Response(page(request.app.openapi_schema.to_schema()), media_type=MediaType.HTML)


@get("/openapi.json", include_in_schema=False, sync_to_thread=True, media_type="application/vnd.oai.openapi+json")
def described(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The description itself."""
    return request.app.openapi_schema.to_schema()


def page(described: dict[str, Any]) -> str:
    """The description as HTML."""
    about, paths = described["info"], described["paths"]
    groups: dict[str, list[str]] = {}
    for path, routes in paths.items():
        for method in METHODS:
            if method in routes:
                tag = (routes[method].get("tags") or ["other"])[0]
                groups.setdefault(tag, []).append("".join(route(path, method, routes[method])))
    body = "".join(f"<h2>{escape(tag)}</h2>{''.join(rows)}" for tag, rows in groups.items())
    types = "".join(struct(name, each) for name, each in sorted(described["components"]["schemas"].items()))
    lead = escape(about["description"]).replace("\n", " ")
    return PAGE.format(lead=lead, body=body, types=types, version=escape(about["version"]))


def route(path: str, method: str, each: dict[str, Any]) -> Iterator[str]:
    """One route."""
    anchor = escape(each["operationId"])
    yield f'<section id="{anchor}"><h3><b>{method.upper()}</b> <code>{escape(path)}</code></h3>'
    yield f"<p>{escape(each.get('description') or each.get('summary', ''))}</p>"
    rows = "".join(
        f"<tr><td><code>{escape(row['name'])}</code><td>{kind(row['schema'])}<td>{escape(row.get('description') or '')}"
        for row in each.get("parameters", [])
    )
    if rows:
        yield f"<table><tr><th>parameter<th>type<th>{rows}</table>"
    body = each.get("requestBody", {}).get("content", {}).get("application/json")
    if body:
        yield f"<p>Takes {kind(body['schema'])} as JSON.</p>"
    answers = ((status, answer) for status, answer in sorted(each["responses"].items()) if status < "300")
    for _, answer in answers:
        for content in answer.get("content", {}).values():
            yield f"<p>Answers {kind(content.get('schema', {}))}.</p>"
    yield "</section>"


def struct(name: str, schema: dict[str, Any]) -> str:
    """A type with its fields."""
    fields = "".join(
        f"<tr><td><code>{escape(field)}</code><td>{kind(each)}<td>{escape(each.get('description') or '')}"
        for field, each in schema.get("properties", {}).items()
    )
    about = f"<p>{escape(schema.get('description') or '')}</p>"
    table = f"<table><tr><th>field<th>type<th>{fields}</table>" if fields else ""
    values = ", ".join(f"<code>{escape(str(value))}</code>" for value in schema.get("enum", []))
    return f'<section id="{escape(name)}"><h3><code>{escape(name)}</code></h3>{about}{table}<p>{values}</p></section>'


def kind(schema: dict[str, Any]) -> str:
    """A type in a word or two, with links to those that have a place of their own."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    for several in ("oneOf", "anyOf"):
        if several in schema:
            return " or ".join(map(kind, schema[several]))
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    if "enum" in schema:
        return ", ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    named = schema.get("format") or schema.get("type") or "anything"
    return escape(" or ".join(named) if isinstance(named, list) else str(named))


PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API · contested</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem; }}
h2 {{ margin-top: 3rem; border-bottom: 1px solid; }} h3 {{ font-weight: 400; margin: 2rem 0 .25rem; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top; }}
code {{ font-size: 14px; overflow-wrap: anywhere; }} section {{ overflow-x: auto; }}
</style>
<h1>The API of contested {version}</h1>
<p>{lead}</p>
<p>Described in full (OpenAPI 3.1): <a href="/api/openapi.json">/api/openapi.json</a>. <a href="/">The map</a>.</p>
{body}
<h2>Types</h2>
{types}
</html>
"""
