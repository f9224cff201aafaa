# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Every fault that is planted in rows, prompts and files is found, with its checksums written anew as well."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "rows.jsonl").read_text().splitlines()]


def rewrite(folder: Path, rows: list[dict[str, Any]], manifest: bool = True) -> None:
    """Put other rows in the place of a scene's own, beside it and in the manifest."""
    (folder / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    path = folder.parent / "metadata.jsonl"
    if manifest:
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        number = int(folder.name)
        first = next(k for k, row in enumerate(lines) if row["scene"] == number)
        others = [row for row in lines if row["scene"] != number]
        path.write_text("".join(json.dumps(r) + "\n" for r in others[:first] + rows + others[first:]))


def swap_prompts(folder: Path, one: str, other: str) -> None:
    rows = rows_of(folder)
    a, b = (next(row for row in rows if row["id"].endswith(name)) for name in (one, other))
    a["prompt"], b["prompt"] = b["prompt"], a["prompt"]
    assert a["prompt"] != b["prompt"]
    rewrite(folder, rows)


def change_row(folder: Path, **change: Any) -> None:
    rows = rows_of(folder)
    rows[0] |= change
    rewrite(folder, rows)


def relegend(folder: Path, task: str, **change: Any) -> None:
    rows = rows_of(folder)
    row = next(row for row in rows if row["task"] == task)
    row["encoding"]["legend"][0] |= change
    rewrite(folder, rows)


def link_out(path: Path) -> None:
    path.rename(path.parents[4] / "outside.png")
    path.symlink_to(path.parents[4] / "outside.png")


def encoding(**change: Any) -> Callable[[Path], None]:
    """Plants another encoding in the first row, one of depth."""
    return lambda folder: change_row(folder, encoding=rows_of(folder)[0]["encoding"] | change)


def without_view(folder: Path) -> None:
    shutil.rmtree(folder / "1")
    rewrite(folder, [row for row in rows_of(folder) if row["view"] == 0])


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


Fault = tuple[
    str, str, Callable[[Path], Any]
]  # the check that finds it, a part of the place, how it is planted
ROWS: list[Fault] = [
    ("readable", "000000-0-depth-0", lambda s: change_row(s, width=129)),
    ("prompts", "semantic-0", lambda s: swap_prompts(s, "0-semantic-0", "1-semantic-0")),
    ("prompts", "instance-0", lambda s: swap_prompts(s, "0-instance-0", "0-instance-1")),
    ("prompts", "000000-0-depth-0", lambda s: swap_prompts(s, "0-depth-0", "0-normals-0")),
    ("targets", "semantic-0", lambda s: relegend(s, "semantic", present=False)),
    ("targets", "semantic-0", lambda s: relegend(s, "semantic", color=[1, 2, 3])),
    ("prompts", "semantic-0", lambda s: relegend(s, "semantic", spelt="mauve")),
    ("targets", "instance-0", lambda s: relegend(s, "instance", name="chair 999")),
    ("prompts", "depth-0", lambda s: relegend(s, "depth", color=[1, 2, 3])),
    ("targets", "depth-0", encoding(version=9)),
    ("targets", "depth-0", encoding(codec="hue")),
    ("targets", "depth-0", encoding(parameters='{"x": 1}')),
    ("rows", "row 1", lambda s: change_row(s, input_image_file_name="000000/1/rgb.png")),
    ("rows", "row 1", lambda s: change_row(s, target_image_file_name="../../x.png")),
    ("rows", "000000-0-depth-0", lambda s: rewrite(s, rows_of(s)[:1] + rows_of(s))),
    ("rows", "000000-0-depth-0", lambda s: change_row(s, seed=8)),
    ("rows", "000000-0-depth-0", lambda s: change_row(s, split="test")),
    ("rows", "rows.jsonl", lambda s: rewrite(s, rows_of(s)[1:], manifest=False)),
    ("rows", "rows.jsonl", lambda s: rewrite(s, rows_of(s)[::-1], manifest=False)),
]
NAMES = ("rows.jsonl", "0/rgb.png", "0/truth.exr", "0/frame.json", "1/depth-0.png", "1/instance-0.png")
FILES: list[Fault] = [
    *(("files", f"000000/{name}", lambda s, n=name: (s / n).unlink()) for name in NAMES),
    ("files", "0/more.png", lambda s: shutil.copy(s / "0/rgb.png", s / "0/more.png")),
    ("files", "0/rgb.png", lambda s: link_out(s / "0/rgb.png")),
    ("files", "0/rgb.png", lambda s: pipe(s / "0/rgb.png")),
    ("files", "000000", without_view),
    ("manifest", "dataset.json", without_view),
]
FAULTS = ROWS + FILES


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f[0]}-{f[1]}")
def test_a_fault_is_found_by_its_checksum_and_without_it(fault: Fault, planted: Any, balls: Path) -> None:
    planted(*fault)
