"""Reading what runs left: every table of one snapshot as Arrow, pandas or SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.schema import TABLES, owner, register
from pipeline.store import live_rows
from pipeline.store_links import frozen, release
from pipeline.store_snapshot import BrokenStore, Part, part_file
from pipeline.views import VIEWS

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection

__all__ = ["BrokenStore", "Tables"]


class Tables(Mapping[str, pa.Table]):
    """The tables of one output folder as they were when this was opened, whatever runs do meanwhile."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._files, self.snapshot = frozen(self.folder)
        self._connection: DuckDBPyConnection | None = None

    def __getitem__(self, table: str) -> pa.Table:
        if table not in TABLES:
            raise KeyError(f"no table {table}; there are {', '.join(TABLES)}")
        return live_rows(self._files, self.snapshot, table)

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def pandas(self, table: str) -> pd.DataFrame:
        """A table or view with Arrow types, so that decimals stay numbers."""
        import pandas as pd

        data = self[table] if table in TABLES else self.sql(f'select * from "{table}"')
        frame: pd.DataFrame = data.to_pandas(types_mapper=pd.ArrowDtype)
        return frame

    def sql(self, query: str) -> pa.Table:
        """The answer of one query over tables and views."""
        answer = self.duckdb().sql(query)
        if answer is None:
            raise ValueError("the statement asks for no rows; write a SELECT")
        return answer.to_arrow_table()

    def duckdb(self) -> DuckDBPyConnection:
        """A connection with every table and view, valid while this process lives."""
        if self._connection is None:
            from duckdb import connect

            connection = connect()
            connection.execute("set timezone = 'UTC'")
            self._register(connection)
            self._connection = connection
        return self._connection

    def close(self) -> None:
        """Give up the files; superseded ones are freed."""
        if self._connection is not None:
            self._connection.close()
        if self._files != self.folder:
            release(self._files)

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _register(self, connection: DuckDBPyConnection) -> None:
        dead = [(p.number, name, one) for p in self.snapshot.parts for name, owners in p.dead.items() for one in sorted(owners)]
        connection.execute("create temp table dead_rows (part bigint, register varchar, owner varchar)")
        if dead:
            connection.executemany("insert into dead_rows values (?, ?, ?)", dead)
        for table in TABLES:
            connection.execute(f'create view "{table}" as {self._select(table)}')
        for view in VIEWS:
            connection.execute(f'create view "{view.name}" as {view.sql}')

    def _select(self, table: str) -> str:
        """All live files at once; those with dead rows one by one."""
        parts = [part for part in self.snapshot.parts if table in part.tables]
        whole = [part for part in parts if register(table) not in part.dead]
        selects = [f"select * from read_parquet([{', '.join(self._quoted(table, part) for part in whole)}])"] if whole else []
        for part in parts:
            if register(table) in part.dead:
                buried = f"select owner from dead_rows where part = {part.number} and register = '{register(table)}'"
                selects.append(f'select * from read_parquet({self._quoted(table, part)}) where "{owner(table)}" not in ({buried})')
        return " union all ".join(selects)

    def _quoted(self, table: str, part: Part) -> str:
        return "'" + str(part_file(self._files.absolute(), table, part.number)).replace("'", "''") + "'"
