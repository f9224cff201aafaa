# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Parquet files with pictures as bytes, and the features by which `datasets` shows them as pictures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from cavendish.exports.files import whole
from cavendish.exports.shard import contents

GROUP = 100  # rows of a row group
Kind = Any  # string, bool, int64, float64 or image, a list of one Kind, or a mapping of names to Kinds


def write(path: Path, columns: Mapping[str, Kind], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows, a row group in memory at a time. Pictures are stored as they are: PNG shrinks no more."""
    import pyarrow as pa

    features = {name: _feature(kind) for name, kind in columns.items()}
    note = json.dumps({"info": {"features": features}}).encode()
    fields = [pa.field(name, _arrow(kind)) for name, kind in columns.items()]
    schema = pa.schema(fields, metadata={b"huggingface": note})
    rows = iter(rows)
    with whole(path) as new, writer(new, schema) as file:
        while group := list(islice(rows, GROUP)):
            cells = [_column(kind, [row[name] for row in group]) for name, kind in columns.items()]
            file.write_table(pa.Table.from_arrays(cells, schema=schema), row_group_size=GROUP)


def writer(path: Path, schema: Any) -> Any:
    """A writer that looks for no repetition in pictures: there is none, and it takes most of the time."""
    import pyarrow.parquet as pq

    return pq.ParquetWriter(path, schema, compression="NONE", use_dictionary=False, write_statistics=False)


def image(path: Path | None) -> dict[str, Any] | None:
    """A picture as a column of kind "image" holds it."""
    return None if path is None else {"bytes": contents(path), "path": path.name}


def header(splits: Iterable[str]) -> str:
    """The YAML front of a README by which `datasets` finds the shards of each split."""
    text = ["---", "configs:", "- config_name: default", "  data_files:"]
    for split in splits:
        text += [f"  - split: {split}", f"    path: data/{split}-*.parquet"]
    return "\n".join([*text, "---", ""])


def _feature(kind: Kind) -> Any:
    if kind == "image":
        return {"_type": "Image"}
    if isinstance(kind, list):
        return [_feature(kind[0])]
    if isinstance(kind, Mapping):
        return {name: _feature(inner) for name, inner in kind.items()}
    return {"dtype": kind, "_type": "Value"}


def _column(kind: Kind, cells: list[Any]) -> Any:
    """Cells as an Arrow array. Pictures go a way of their own: as lists of dictionaries they take five times as long."""
    import pyarrow as pa

    if kind != "image":
        return pa.array(cells, _arrow(kind))
    parts = [pa.array([cell and cell[field.name] for cell in cells], field.type) for field in _arrow(kind)]
    return pa.StructArray.from_arrays(
        parts, fields=list(_arrow(kind)), mask=pa.array([not cell for cell in cells])
    )


def _arrow(kind: Kind) -> Any:
    import pyarrow as pa

    if kind == "image":
        return pa.struct({"bytes": pa.binary(), "path": pa.string()})
    if isinstance(kind, list):
        return pa.list_(_arrow(kind[0]))
    if isinstance(kind, Mapping):
        return pa.struct({name: _arrow(inner) for name, inner in kind.items()})
    return getattr(pa, "bool_" if kind == "bool" else kind)()
