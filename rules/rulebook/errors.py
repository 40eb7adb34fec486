"""What is wrong with a rulebook, said so that its author can mend it."""

from __future__ import annotations


class RulebookError(ValueError):
    """A rulebook was refused: `file` is the file's name, `key` the place in it, `reason` what is wrong there."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason
