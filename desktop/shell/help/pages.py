"""Help as it is shown: topics, the contents and what a search found, as rich text in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Final

from desktop.i18n import tr
from desktop.qt import theme
from desktop.services import help as texts
from desktop.services.help import LINK, Block, Hit, Topic, marked

SHOWN = 3
"""Paragraphs of one topic that a search shows."""
_CLASSES: Final = {texts.TITLE: "title", texts.HEADING: "heading"}
"""Headings are all of one kind, whose size Qt leaves alone."""
Reaches = Callable[[str], bool]
"""Whether a link ('topic:taper', 'page:season') leads somewhere the reader may go."""


def style() -> str:
    """The style sheet of the rich text, at the text size in force."""
    ink, quiet, link = (theme.color(role).name() for role in ("ink", "quiet", "link"))
    body, small = theme.pixels("body"), theme.pixels("caption")
    return (
        f"body, p, li, h4 {{ color: {ink}; font-size: {body}px; }} p {{ margin: 0 0 10px 0; }} li {{ margin: 0 0 6px 0; }}"
        f"ul {{ -qt-list-indent: 0; margin: 0 0 0 {theme.scaled(16)}px; }}"
        ".title { margin: 0 0 10px 0; }"
        ".heading { margin: 12px 0 4px 0; }"
        f"a {{ color: {link}; text-decoration: none; }}"
        f".quiet {{ color: {quiet}; font-size: {small}px; }} td {{ color: {ink}; font-size: {small}px; }}"
    )


def topic_page(topic: Topic, keys: Sequence[tuple[str, str]], reaches: Reaches, picture: Callable[[Block], str]) -> str:
    """One topic, then the keys that work there. `picture(block)` is the source of a picture, '' to leave it out."""
    made: list[str] = []
    listing = False
    for block in topic.blocks:
        if listing != (block.kind == texts.ITEM):
            listing = not listing
            made.append("<ul>" if listing else "</ul>")
        if block.kind == texts.PICTURE:
            source = picture(block)
            if source:
                made.append(f'<p><img src="{escape(source)}"><br><span class="quiet">{escape(block.text)}</span></p>')
        elif block.kind == texts.ITEM:
            made.append(f"<li>{inline(block.text, reaches)}</li>")
        else:
            said = inline(block.text, reaches)
            made.append(f"<p>{said}</p>" if block.kind == texts.TEXT else _headed(_CLASSES[block.kind], said))
    if listing:
        made.append("</ul>")
    return "".join(made) + keys_table(keys)


def keys_table(keys: Sequence[tuple[str, str]]) -> str:
    if not keys:
        return ""
    rows = "".join(f"<tr><td>{escape(pressed)}</td><td>{escape(what)}</td></tr>" for pressed, what in keys)
    return _headed("heading", escape(tr("Keys"))) + f"<table cellspacing='0' cellpadding='3'>{rows}</table>"


def contents_page(groups: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    """(heading, its (topic id, title) pairs) of everything there is."""
    made = [_headed("title", escape(tr("All topics")))]
    for heading, topics in groups:
        if topics:
            made.append(_headed("heading", escape(heading)))
            made += [f'<p><a href="topic:{id_}">{escape(title)}</a></p>' for id_, title in topics]
    return "".join(made)


def found_page(hits: Sequence[Hit], typed: str) -> str:
    if not hits:
        return f"<p>{escape(tr('Nothing in the help says that. Try one word of it.'))}</p>"
    made: list[str] = []
    for hit in hits:
        made.append(_headed("heading", f'<a href="topic:{hit.topic.id}">{_lit(hit.topic.title, typed)}</a>'))
        made += [f"<p>{_lit(block.plain, typed)}</p>" for block in hit.blocks[:SHOWN]]
    return "".join(made)


def _headed(kind: str, said: str) -> str:
    size = theme.pixels("body") * (1.25 if kind == "title" else 1)
    return f'<h4 class="{kind}"><span style="font-size:{round(size)}px">{said}</span></h4>'


def inline(text: str, reaches: Reaches) -> str:
    """A line with its strong words and links; a link that leads nowhere for this reader is plain words."""
    made, at = "", 0
    for link in LINK.finditer(text):
        made += _strong(text[at : link.start()])
        words = _strong(link[1])
        made += f'<a href="{escape(link[2])}">{words}</a>' if reaches(link[2]) else words
        at = link.end()
    return made + _strong(text[at:])


def _strong(text: str) -> str:
    return "".join(
        f"<b>{escape(part)}</b>" if number % 2 else escape(part) for number, part in enumerate(text.split("**"))
    )


def _lit(text: str, typed: str) -> str:
    ground, ink = theme.color("within-pill").name(), theme.color("within-ink").name()
    return "".join(
        f'<span style="background-color:{ground};color:{ink};font-weight:600">{escape(part)}</span>' if hit else escape(part)
        for part, hit in marked(text, typed)
    )  # fmt: skip
