"""The help: topics written in Markdown, one file a topic and language, with the rulebook's own numbers filled in.

resources/help/<language>/<topic>.md holds a title ('# '), headings ('## '), paragraphs, lists ('- ') and pictures (a line
'![what it shows](squad.png)'). Inside a line: **strong**, [words](topic:taper), [words](page:season). A number is never
copied: {recency.level_3} is that of the rulebook, {reduction.pain%} the same as per cent, {keys.palette} a shortcut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from desktop.i18n import SOURCE, language, number
from desktop.services.library import folded, found_in

if TYPE_CHECKING:
    from rules.rulebook import Rulebook

PAGES: Final = (
    "squad", "week", "season", "unlocks", "log", "progress", "profile", "exercises", "rules", "settings",
)  # fmt: skip
"""Topics named as the page they explain, in the order of the sidebar."""
ACROSS: Final = ("start", "opening", "taper", "loads", "pain", "passport", "athlete-mode", "data", "backup", "keyboard")
"""Topics that belong to no page alone."""
FIRST: Final = "start"
TOPICS: Final = (FIRST, *PAGES, *ACROSS[1:])
"""Every topic, in the order of the contents; a folder scan finds nothing in a frozen build."""
OF_ATHLETES: Final = frozenset({"opening", "taper", "loads", "pain", "keyboard"})
"""What of the topics across pages an athlete may read in athlete mode; topics of pages go with the pages."""

TITLE, HEADING, TEXT, ITEM, PICTURE = "title", "heading", "text", "item", "picture"
_STARTS: Final = (("# ", TITLE), ("## ", HEADING), ("- ", ITEM))
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)$")
LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_NUMBER: Final = re.compile(r"\{([a-z0-9_]+)\.([A-Za-z0-9_.-]+?)(%?)\}")
_MARKS: Final = re.compile(r"\*\*")


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, item or picture: `text` with its marks inside, for pictures what they show; `file` of a picture."""

    kind: str
    text: str
    file: str = ""

    @property
    def plain(self) -> str:
        """The words without marks, as they are searched and read out."""
        return _MARKS.sub("", LINK.sub(r"\1", self.text))


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found in a topic: the paragraphs that say it, none where only the title does."""

    topic: Topic
    blocks: tuple[Block, ...]


@cache
def written(topic_id: str, code: str) -> Topic:
    """A topic as it stands in its file, numbers not yet filled. Raises FileNotFoundError where a language lacks it."""
    text = (files("resources") / "help" / code / f"{topic_id}.md").read_text("utf-8")
    blocks = tuple(blocks_of(text))
    return Topic(topic_id, next(block.plain for block in blocks if block.kind == TITLE), blocks)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text: lines of a paragraph belong together until an empty line or another start."""
    found: list[Block] = []
    joins = False
    for line in text.splitlines():
        picture = _PICTURE.match(line)
        start, kind = next((pair for pair in _STARTS if line.startswith(pair[0])), ("", TEXT))
        if not line.strip():
            joins = False
        elif picture:
            found.append(Block(PICTURE, picture[1], picture[2]))
            joins = False
        elif joins and not start:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.strip()}")
        else:
            found.append(Block(kind, line.removeprefix(start).strip()))
            joins = kind in (TEXT, ITEM)
    return found


def written_in(code: str) -> str:
    """The language in which the help is there: the one asked for, else the source's."""
    return code if (files("resources") / "help" / code).is_dir() else SOURCE


class Help:
    """The topics in the language in force. `keys` are shortcuts by name, as they are written for a reader."""

    def __init__(self, book: Callable[[], Rulebook], keys: Mapping[str, str]) -> None:
        self._book, self._keys = book, keys
        self._filled: dict[tuple[str, str], Topic] = {}

    def topic(self, topic_id: str) -> Topic:
        """Raises KeyError for an unknown topic or number."""
        if topic_id not in TOPICS:
            raise KeyError(topic_id)
        key = (topic_id, written_in(language()))
        if key not in self._filled:
            raw = written(*key)
            blocks = tuple(replace(block, text=self.fill(block.text)) for block in raw.blocks)
            self._filled[key] = replace(raw, blocks=blocks)
        return self._filled[key]

    def title(self, topic_id: str) -> str:
        """The title alone, for which no rulebook is read."""
        return written(topic_id, written_in(language())).title

    def fill(self, text: str) -> str:
        return _NUMBER.sub(lambda match: self._value(match[1], match[2], bool(match[3])), text)

    def _value(self, block: str, key: str, percent: bool) -> str:
        if block == "keys":
            return self._keys[key]
        book = self._book()
        if block == "phase":
            name, _, part = key.partition(".")
            value: Any = getattr(next(caps for member, caps in book.phases.items() if member == name), part)
        elif block == "catalogue":
            value = len(book.exercises)
        else:
            value = book.numbers[block][key]
        return number(value * 100 if percent else value)

    def search(self, typed: str, topics: Sequence[str]) -> tuple[Hit, ...]:
        """Where every word typed is found, whatever case and accents: in one paragraph or in a title. Titles come first."""
        if not folded(typed).split():
            return ()
        named: list[Hit] = []
        said: list[Hit] = []
        for topic in map(self.topic, topics):
            blocks = tuple(
                block
                for block in topic.blocks
                if block.kind in (TEXT, ITEM, HEADING) and found_in(folded(block.plain), typed)
            )
            if found_in(folded(topic.title), typed):
                named.append(Hit(topic, blocks))
            elif blocks:
                said.append(Hit(topic, blocks))
        return (*named, *said)


def marked(text: str, typed: str) -> list[tuple[str, bool]]:
    """A plain text cut into pieces, each with whether it is one of the words typed, whatever case and accents."""
    letters = [(at, part) for at, letter in enumerate(text) for part in folded(letter)]
    hay = "".join(part for _, part in letters)
    hits: set[int] = set()
    for word in folded(typed).split():
        start = hay.find(word)
        while start >= 0:
            hits.update(letters[at][0] for at in range(start, start + len(word)))
            start = hay.find(word, start + len(word))
    pieces: list[tuple[str, bool]] = []
    for at, letter in enumerate(text):
        hit = at in hits
        if pieces and pieces[-1][1] == hit:
            pieces[-1] = (pieces[-1][0] + letter, hit)
        else:
            pieces.append((letter, hit))
    return pieces
