"""A row of a table, whatever the table was written in."""

from collections.abc import Mapping, Sequence

from msgspec import Struct


class Row(Struct, frozen=True):
    """One row: its line or row number from 1, its cells as shown, by column what a merged cell that
    began further up shows here, and whether a cell of it is merged over several columns.
    """

    number: int
    cells: Sequence[str]
    above: Mapping[int, str] = {}
    wide: bool = False

    def is_filled(self) -> bool:
        """Whether a cell of its own holds anything."""
        cells = self.cells
        # Nearly always the first tells, and without a generator that is known in no time.
        return bool(cells) and (
            not (cells[0] == "" or cells[0].isspace())
            or any(cell and not cell.isspace() for cell in cells)
        )

    def cell(self, column: int) -> str:
        """Gives what stands in a cell of its own; blanks alone are nothing."""
        cell = self.cells[column] if column < len(self.cells) else ""
        return "" if cell.isspace() else cell

    def shown(self, column: int) -> str:
        """Gives what is seen in a cell, be it of one that began further up."""
        own = self.cells[column] if column < len(self.cells) else ""
        shown = own or self.above.get(column, "")
        return "" if shown.isspace() else shown
