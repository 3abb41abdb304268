"""Articles that try to be more than text."""

import json
from pathlib import Path
from typing import Any

SCRIPT = "<script>alert(1)</script>"
BREAKERS = (
    SCRIPT,
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "<!-- <iframe src=https://elsewhere.example></iframe>",
    "<b>bold</b> &lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }} {% raw %} ${alert(1)} `alert(1)`",
    "\u202egnp.exe \u2066hidden\u2069 \x1b[31m nul \x00 zero\u200bwidth \u2028 line",
    "\ud800 lone \udfff",
    "__proto__",
    "constructor",
    "toString",
    "W" * 5000,
    "<base href=https://elsewhere.example/><style>*{display:none}</style>",
)
ADDRESSES = (
    "javascript:alert(1)",
    " \x01JaVa\tScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "file:///etc/passwd",
    "//elsewhere.example/x.js",
    'https://ok.example/"onmouseover="alert(1)',
    "https://ok.example/<script>alert(1)</script>",
    "https://ok.example/\u202etxt.exe",
)


def attacks() -> list[dict[str, Any]]:
    """Articles with each of the breakers in every field, and each of the addresses."""
    rows = [
        {
            "id": f"../../{number}/{breaker[:200]}", "title": breaker, "outlet": breaker, "author": breaker,
            "date": "2024-05-06", "text": f"needle {breaker}\n\n{breaker} needle", "url": f"https://ok.example/{number}",
            "place": breaker,
        }
        for number, breaker in enumerate(BREAKERS)
    ]  # fmt: skip
    rows += [
        {"id": f"url-{number}", "title": f"Address {number}", "outlet": "Plain", "url": url, "text": "needle"}
        for number, url in enumerate(ADDRESSES)
    ]
    return rows


def write_attacks(path: Path) -> int:
    """Write them as JSON lines; how many there are."""
    rows = attacks()
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return len(rows)
