"""The passport as one file that any phone opens without a connection: styles, pictures and letters are inside, and no script.

A policy in its head forbids to fetch anything; on paper it loses its colours and keeps its marks.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from string import Template
from typing import Final

from desktop.i18n import language, tr
from desktop.services.passport.content import Entry, Lane, Passport

_ROLES: Final = (
    "paper", "surface", "line", "ink", "quiet", "accent", "unlocked", "unlocked-ink", "unlocked-paper", "within", "within-ink",
    "within-paper",
)  # fmt: skip
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True)
class Look:
    """What it is dressed in: colours by role ('#rrggbb') by day and by night, and the font by weight, as the file holds it."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    fonts: Mapping[int, bytes] = field(default_factory=dict[int, bytes])


def page(passport: Passport, look: Look) -> str:
    """The whole file as text, to be written as UTF-8."""
    code = language()
    return _PAGE.substitute(
        language=code,
        direction="rtl" if code.partition("_")[0] in _RIGHT_TO_LEFT else "ltr",
        title=escape(f"{passport.title} – {passport.who}"),
        fonts="".join(_font(weight, data) for weight, data in sorted(look.fonts.items())),
        light=_tokens(look.light),
        dark=_tokens(look.dark),
        heading=escape(passport.title),
        who=escape(passport.who),
        day=escape(passport.day),
        summary=escape(passport.summary),
        next=_next(passport.next),
        open_heading=escape(tr("What is open")),
        lanes="".join(_lane(lane) for lane in passport.lanes),
        resting=_resting(passport.resting),
        foot="".join(f"<p>{escape(line)}</p>" for line in passport.foot),
    )


def _font(weight: int, data: bytes) -> str:
    inside = b64encode(data).decode("ascii")
    return f"@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/otf;base64,{inside}) format('opentype')}}"


def _tokens(colors: Mapping[str, str]) -> str:
    return ";".join(f"--{role}:{colors[role]}" for role in _ROLES)


def _next(entries: tuple[Entry, ...]) -> str:
    if not entries:
        return ""
    cards = "".join(
        f'<li class="card reach"><h3>{_REACH}{escape(entry.name)}</h3><p class="quiet">{escape(entry.note)}</p>'
        + (f"<ul>{''.join(f'<li>{escape(step)}</li>' for step in entry.steps)}</ul>" if entry.steps else "")
        + "</li>"
        for entry in entries
    )
    return f'<section><h2>{escape(tr("What comes next"))}</h2><ul class="cards">{cards}</ul></section>'


def _lane(lane: Lane) -> str:
    share = round(100 * len(lane.open) / lane.count) if lane.count else 0
    said = tr("{open} of {count}", open=len(lane.open), count=lane.count)
    rows = "".join(
        f"<li>{_OPEN}<span>{escape(entry.name)}"
        + (f'<small class="quiet">{escape(entry.note)}</small>' if entry.note else "")
        + "</span></li>"
        for entry in lane.open
    )
    listed = f"<ul>{rows}</ul>" if rows else f'<p class="quiet">{escape(tr("Nothing open yet."))}</p>'
    return (
        f'<section class="card lane"><h3>{escape(lane.title)}<small class="quiet">{escape(said)}</small></h3>'
        f'<div class="bar" aria-hidden="true"><i style="width:{share}%"></i></div>{listed}</section>'
    )


def _resting(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    text = tr("Resting at present; ask your coach: {names}.", names=", ".join(names))
    return f'<p class="quiet">{escape(text)}</p>'


_ICON: Final = (
    '<svg class="{kind}" width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.4" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{drawing}</svg>'
)
_OPEN: Final = _ICON.format(kind="open", drawing='<path d="M4.5 12.5l5 5l10-11"/>')
_REACH: Final = _ICON.format(
    kind="within",
    drawing='<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/>',
)
_PAGE: Final = Template("""<!DOCTYPE html>
<html lang="$language" dir="$direction">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>
$fonts
:root{$light}
@media (prefers-color-scheme: dark){:root{$dark}}
*{box-sizing:border-box;margin:0;padding:0}
body{background:var(--paper);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums;
padding:24px 16px 40px;max-width:960px;margin:0 auto}
header{border-bottom:2px solid var(--accent);padding-bottom:16px;margin-bottom:24px}
header p{color:var(--quiet)}
header .summary{color:var(--ink);margin-top:8px}
h1{font-size:28px;line-height:1.2;font-weight:600;overflow-wrap:anywhere}
h2{font-size:19px;font-weight:600;margin:24px 0 12px}
h3{font-size:16px;font-weight:600;display:flex;gap:8px;align-items:center}
h3 small{margin-inline-start:auto;font-weight:400}
small{font-size:13px}
.quiet,small.quiet{color:var(--quiet)}
ul{list-style:none}
.cards,.lanes{display:grid;gap:12px;grid-template-columns:repeat(auto-fill,minmax(min(100%,280px),1fr));align-items:start}
.card{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:16px;break-inside:avoid}
.reach{background:var(--within-paper);border-color:var(--within)}
.reach p{font-size:14px;margin-top:4px}
.reach ul{margin-top:8px;padding-inline-start:20px;list-style:disc;font-size:14px}
.lane ul{margin-top:8px}
.lane li{display:flex;gap:8px;padding:4px 0}
.lane li span{display:flex;flex-direction:column}
.bar{height:6px;border-radius:3px;background:var(--line);margin-top:10px;overflow:hidden}
.bar i{display:block;height:100%;background:var(--unlocked)}
svg{flex:none;margin-top:3px}
.open{color:var(--unlocked-ink)}
.within{color:var(--within-ink)}
section+p{margin-top:16px;font-size:14px}
footer{margin-top:32px;border-top:1px solid var(--line);padding-top:12px;color:var(--quiet);font-size:13px}
@media print{
:root{--paper:#fff;--surface:#fff;--line:#999;--ink:#000;--quiet:#333;--accent:#000;--unlocked:#555;--unlocked-ink:#000;
--within:#555;--within-ink:#000;--within-paper:#fff}
body{padding:0;font-size:12px;max-width:none}
.card{padding:10px}
.cards,.lanes{grid-template-columns:repeat(2,1fr)}
.bar{border:1px solid #555}
.bar i{border-top:6px solid #555}
}
</style>
</head>
<body>
<header><p>$heading</p><h1>$who</h1><p>$day</p><p class="summary">$summary</p></header>
<main>
$next
<h2>$open_heading</h2>
<div class="lanes">$lanes</div>
$resting
</main>
<footer>$foot</footer>
</body>
</html>
""")
