"""Rulebooks for tests: the shipped one, and others made from a catalogue of the specification's shape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rules.rulebook import FILES, Rulebook, parse


@cache
def shipped_texts() -> Mapping[str, str]:
    folder = files("resources").joinpath("rulebook")
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in FILES}


@cache
def shipped() -> Rulebook:
    return parse(shipped_texts())


def toml(value: object) -> str:
    """One TOML value, tables inline."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    return repr(value)


def exercises_toml(catalogue: Mapping[str, Any]) -> str:
    """The exercises of a catalogue, as exercises.toml has them."""
    lines = ["schema = 1"]
    for exercise in catalogue["exercise"]:
        lines.append("[[exercise]]")
        lines.extend(f"{key} = {toml(value)}" for key, value in exercise.items() if key != "gate")
        for gate in exercise.get("gate", []):
            lines.append("[[exercise.gate]]")
            lines.extend(f"{key} = {toml(value)}" for key, value in gate.items())
    return "\n".join(lines)


def texts_of(catalogue: Mapping[str, Any]) -> dict[str, str]:
    """The shipped rulebook with another catalogue in it: its exercises, its recency; ladders and lists of drills are empty."""
    texts = dict(shipped_texts())
    texts["exercises.toml"] = exercises_toml(catalogue)
    lines = texts["templates.toml"].splitlines()
    for level, days in catalogue.get("recency_days", {}).items():
        lines = [f"{level} = {days}" if line.startswith(f"{level} =") else line for line in lines]
    texts["templates.toml"] = "\n".join(lines)
    first = catalogue["exercise"][0]["slug"]
    session: list[str] = []
    block = ""
    for line in texts["session.toml"].splitlines():
        block = line if line.startswith("[") else block
        key = line.split("=")[0].strip()
        if block == "[ladder]" and line.rstrip().endswith("]") and "=" in line:
            session.append(f"{key} = []")
        elif block == "[landmine]" and key in ("slug", "behind"):
            session.append(f'{key} = "{first}"')
        elif block == "[landmine]" and key == "after":
            session.append("after = []")
        else:
            session.append(line)
    texts["session.toml"] = "\n".join(session)
    texts["planner.toml"] = without_drills(texts["planner.toml"])
    return texts


def without_drills(planner: str) -> str:
    """planner.toml with no drill named: those of the shipped one are exercises that another catalogue need not have."""
    lines: list[str] = []
    block = ""
    for line in planner.splitlines():
        block = line if line.startswith("[") else block
        key = line.split("=")[0].strip()
        lines.append(f"{key} = []" if block == "[warm_up]" and key in ("squat", "squat_knee", "hinge") else line)
    return "\n".join(lines)


def book_of(catalogue: Mapping[str, Any]) -> Rulebook:
    return parse(texts_of(catalogue))
