"""Makes any text harmless and visible in HTML: the only door through which strange text enters the page."""

import html

from qa.normalize import REPLACEMENT, printable

# Characters that turn the order of what follows them: left in, they could make a quotation read as something else.
_TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), REPLACEMENT)


def safe(text: str) -> str:
    """Return HTML that shows a text, every character of it, and can be nothing else.

    >>> safe("<b>'&")
    '&lt;b&gt;&#x27;&amp;'
    """
    return html.escape(shown(text), quote=True)


def shown(text: str) -> str:
    """Return a text as it is shown where Gradio makes the HTML: every character of it, none that turns what follows."""
    return printable(text).translate(_TURNING)
