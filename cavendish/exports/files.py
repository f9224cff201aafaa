# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary name beside `path`, which takes its place when the block ends well and is removed when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.part")
    try:
        yield new
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a small file."""
    with whole(path) as new:
        new.write_text(text, encoding="utf-8")


def place(source: Path, target: Path, link: bool) -> None:
    """Copy a file, its bytes untouched. link: as a second name of the same file, where the disk is the same.

    What is there already stays: no file bears its final name before it is whole.
    """
    if target.exists():
        return
    with whole(target) as new:
        new.unlink(missing_ok=True)
        if link:
            try:
                os.link(source, new)
                return
            except OSError:  # another disk, or one that knows no links
                pass
        shutil.copyfile(source, new)
