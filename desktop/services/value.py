"""Plain records for what is declared before the first page is painted."""

from __future__ import annotations

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Value:
    """A record of the fields that its class annotates: made with them by place or by name, equal by them, never changed.

    As a frozen dataclass is, which has its methods written out and compiled at every start and reads `inspect` for that: a
    twentieth of a start for ten of them. No tuple: on its way through a model of Qt one becomes a list.
    """

    _names: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = cls.__dict__.get("__annotations__", ())  # noqa: RUF063  `inspect` is what this does without
        cls._names += tuple(name for name in own if name not in cls._known)
        cls._known = frozenset(cls._names)
        cls._needed = frozenset(name for name in cls._names if not hasattr(cls, name))

    def __init__(self, *given: Any, **named: Any) -> None:
        held = self.__dict__
        held.update(zip(self._names, given, strict=False))
        held.update(named)
        if len(held) != len(given) + len(named) or not self._needed <= held.keys() <= self._known:
            raise TypeError(self._misfit(held))

    def _misfit(self, held: dict[str, Any]) -> str:
        if unknown := held.keys() - self._known:
            return f"{type(self).__name__} has no {', '.join(sorted(unknown))}"
        if missing := self._needed - held.keys():
            return f"{type(self).__name__} lacks {', '.join(sorted(missing))}"
        return f"{type(self).__name__} takes {', '.join(self._names)}, each once"

    def changed(self, **named: Any) -> Self:
        """A twin with other values in these fields."""
        return type(self)(**{name: getattr(self, name) for name in self._names} | named)

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._names)})"

    def __setattr__(self, name: str, _value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")
