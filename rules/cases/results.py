"""What running cases gives: one result a case, or an error where a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass


class CaseError(ValueError):
    """A case file cannot be read. `line` is where the case stands, 0 where unknown; `key` the place within."""

    def __init__(self, file: str, line: int, key: str, reason: str) -> None:
        super().__init__(": ".join(p for p in (f"{file}:{line}" if line else file, key, reason) if p))
        self.file, self.line, self.key, self.reason = file, line, key, reason


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: `failures` says what differed, empty where everything agreed."""

    id: str
    file: str
    failures: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.failures

    def __str__(self) -> str:
        return f"{self.id} ok" if self.ok else f"{self.id} FAILED {'; '.join(self.failures)}"
