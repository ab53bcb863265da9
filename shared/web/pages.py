"""The few pages that anybody may open: what this is, the document of the API, the explanation of each error."""

import re
from html import escape
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from shared.vocabulary.text import Say, say
from shared.web.gate import Open
from shared.web.language import HEADER, language_of
from shared.web.problems import PROBLEMS

STATIC = Path(__file__).parent / "static"
OPEN = Open(
    frozenset({"/", "/healthz", "/readyz", "/docs", "/openapi.json", "/problems", "/status"}),
    ("/assets/", "/swagger/", "/q/"),
)
"""Open on purpose: none of them shows anything of a customer or a case, but the two for customers (`/status`, `/q/`),
which ask for what only the customer has (R10.2, R12.16)."""

_POLICY = (
    "default-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_DOCS_POLICY = _POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""Swagger UI sets styles on its elements; scripts are ours or vendored all the same."""

_SAFE = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}

TITLE = say("Suying: to every complaint an answer", "诉应：有诉必应")
WHAT = say(
    "This is the complaint desk of a company that manages many properties. Every complaint is received, verified, "
    "answered, followed up and closed step by step, as the handbook lays it down; nothing that was recorded is lost.",
    "这是管理多个项目的物业公司的投诉处理平台。每一件投诉都按手册逐步受理、核实、答复、回访和关闭，所有记录均不会丢失。",
)
NEXT = say("Where to go next", "下一步")
KEY = say(
    "Take your key: at the first start one key per role was written to keys.txt in the data folder, "
    "readable by its owner only.",
    "取得密钥：首次启动时，每个角色的密钥已写入数据文件夹中的 keys.txt，仅其所有者可读。",
)
DOCS = say("Try every action in the browser: the API, with forms", "在浏览器中试用全部操作：接口文档与表单")
TOUR = say(
    "On the command line: suying --help, and the five-minute tour in the README",
    "命令行：suying --help，以及 README 中的五分钟导览",
)
ERRORS = say("What each error means", "各类错误的含义")
ERROR_HEADS = (say("Status", "状态码"), say("Type", "类型"), say("Meaning", "含义"), say("What to do", "处理办法"))
_CODE = re.compile("`([^`]+)`")


def add_pages(app: FastAPI) -> None:
    """Mount the open pages and what they need; nothing comes from elsewhere, so they work without internet."""
    app.add_route("/", start_page, include_in_schema=False)
    app.add_route("/docs", docs_page, include_in_schema=False)
    app.add_route("/problems", problems_page, include_in_schema=False)
    app.router.routes.append(Mount("/assets", StaticFiles(directory=STATIC)))
    app.router.routes.append(Mount("/swagger", StaticFiles(directory=_swagger())))


async def start_page(request: Request) -> Response:
    """What this is and where to go next, in the reader's language."""
    lang, root = language_of(request), request.scope.get("root_path", "")
    rows = [
        f"<li>{escape(KEY.to(lang))}</li>",
        f'<li><a href="{root}/docs">{escape(DOCS.to(lang))}</a></li>',
        f"<li>{escape(TOUR.to(lang))}</li>",
        f'<li><a href="{root}/problems">{escape(ERRORS.to(lang))}</a></li>',
    ]
    body = f"<p>{escape(WHAT.to(lang))}</p><h2>{escape(NEXT.to(lang))}</h2><ol>{''.join(rows)}</ol>"
    return _page(request, TITLE, body)


async def problems_page(request: Request) -> Response:
    """Every type of error: where the `type` of a problem leads."""
    lang = language_of(request)
    rows = "".join(
        f'<tr id="{p.slug}"><td>{p.status}</td><td><code>{p.slug}</code></td><td>{escape(p.title.to(lang))}</td>'
        f"<td>{_marked(p.remedy.to(lang))}</td></tr>"
        for p in PROBLEMS
    )
    head = "".join(f"<th>{escape(name.to(lang))}</th>" for name in ERROR_HEADS)
    return _page(request, ERRORS, f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def _marked(text: str) -> str:
    """Text for a page: what stands between backticks is code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


async def docs_page(request: Request) -> Response:
    """Swagger UI from our own address."""
    root = escape(request.scope.get("root_path", ""))
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Suying API</title>'
        f'<link rel="stylesheet" href="{root}/swagger/swagger-ui.css"><link rel="icon" href="{root}/assets/mark.svg">'
        f'</head><body><div id="swagger-ui" data-document="{root}/openapi.json"></div>'
        f'<script src="{root}/swagger/swagger-ui-bundle.js"></script><script src="{root}/assets/docs.js"></script>'
        "</body></html>"
    )
    return HTMLResponse(html, headers={**_SAFE, "content-security-policy": _DOCS_POLICY})


def _page(request: Request, title: Say, body: str) -> Response:
    lang, root = language_of(request), escape(request.scope.get("root_path", ""))
    name = escape(title.to(lang))
    html = (
        f'<!doctype html><html lang="{HEADER[lang]}"><head><meta charset="utf-8"><title>{name}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{root}/assets/page.css"><link rel="icon" href="{root}/assets/mark.svg">'
        f"</head><body><main><h1>{name}</h1>{body}</main></body></html>"
    )
    headers = {
        **_SAFE, "content-security-policy": _POLICY, "content-language": HEADER[lang], "vary": "accept-language",
    }  # fmt: skip
    return HTMLResponse(html, headers=headers)


def _swagger() -> Path:
    """The assets that the package `fastapi-offline` ships; only its files are used, not its code."""
    return Path(str(files("fastapi_offline") / "static"))
