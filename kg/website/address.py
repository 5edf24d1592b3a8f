"""Which addresses a page may link to."""

from __future__ import annotations

import re

#: An address that may become a link; everything else stays text.
ADDRESS = re.compile(r"(https?)://[^\s\x00-\x1f\x7f]+")


def safe(url: str | None, own: str = "") -> str | None:
    """The address if a page may link to it: https, or http where the document's ``own`` address is http.

    >>> safe("javascript:alert(1)"), safe("http://a.example/#x", "http://a.example/")
    (None, 'http://a.example/#x')
    """
    match = ADDRESS.fullmatch(url or "")
    if match is None or (match[1] == "http" and not own.startswith("http://")):
        return None
    return match[0]
