"""One section of the page: its title and caption, the chart, and in the chart's place its table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget

from desktop.pages.progress import view_model as vm
from desktop.widgets.card import Card
from desktop.widgets.charts.chart import Chart
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.table import Table


class ChartCard(Card):
    """`show_section` names it; the table is made when it is first asked for, and shows the days in sight."""

    def __init__(self, section_id: str, chart: Chart, heads: Sequence[vm.Head], title: str) -> None:
        super().__init__(margin=0)
        self.id, self.chart, self.section = section_id, chart, vm.Section(title, lambda _s, _e: "", tuple)
        self._heads = tuple(heads)
        self._rows: tuple[vm.Row, ...] | None = None
        self.table: Table | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title, self.caption = QLabel(title), ElidedLabel("", "caption")
        self.title.setProperty("role", "heading")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.views = QStackedWidget()
        self.views.addWidget(chart)
        self.body.setContentsMargins(0, 14, 0, 8)
        self.body.setSpacing(2)
        for label in (self.title, self.caption):
            label.setContentsMargins(18, 0, 18, 0)
            self.body.addWidget(label)
        self.body.addSpacing(4)
        self.views.setContentsMargins(14, 0, 14, 0)
        self.body.addWidget(self.views, 1)
        chart.span.changed.connect(self._on_span)

    def show_section(self, section: vm.Section) -> None:
        self.section, self._rows = section, None
        self.title.setText(section.title)
        self._on_span()

    def show_table(self, wanted: bool) -> None:
        if wanted and self.table is None:
            self.table = Table(self.id, vm.columns(self._heads), lambda row: row.id, many=True, framed=False)
            self.views.addWidget(self.table)
        self.views.setCurrentIndex(1 if wanted else 0)
        self._on_span()

    @property
    def in_words(self) -> str:
        return self.section.caption(self.chart.span.start, self.chart.span.end)

    def _on_span(self) -> None:
        self.caption.setText(self.in_words)
        if self.table is None or self.views.currentWidget() is not self.table:
            return
        if self._rows is None:
            self._rows = self.section.rows()
        self.table.setAccessibleName(self.section.title)
        self.table.set_rows(vm.sight(self._rows, self.chart.span.start, self.chart.span.end))
