"""Settings: a key and a value of plain JSON (text, number, flag, list, mapping, null)."""

from __future__ import annotations

import json
from typing import Any

from models.link import Link
from models.tables import SettingRow


class Settings:
    def __init__(self, link: Link) -> None:
        self._link = link

    def get(self, key: str, default: Any = None) -> Any:
        column = SettingRow.column
        rows = self._link.rows(SettingRow.pick(column("value")).where(column("key") == key))
        return json.loads(rows[0][0]) if rows else default

    def set(self, key: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False)
        query = SettingRow.put({"key": key, "value": text})
        with self._link.writing():
            self._link.run(
                query.on_conflict(conflict_target=[SettingRow.column("key")], update={SettingRow.column("value"): text})
            )

    def remove(self, key: str) -> None:
        with self._link.writing():
            self._link.run(SettingRow.erase().where(SettingRow.column("key") == key))

    def all(self) -> dict[str, Any]:
        column = SettingRow.column
        rows = self._link.rows(SettingRow.pick(column("key"), column("value")).order_by(column("key")))
        return {key: json.loads(text) for key, text in rows}
