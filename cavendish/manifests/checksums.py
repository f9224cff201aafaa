# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""checksums.txt of a scene: the SHA-256 of each of its files, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

FILE = "checksums.txt"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write_checksums(folder: Path) -> None:
    """Write checksums.txt of every other file under `folder`, by name in order."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    text = "".join(f"{sha256(folder / name)}  {name}\n" for name in names if name != FILE)
    (folder / FILE).write_text(text, encoding="utf-8")


def read_checksums(folder: Path) -> dict[str, str]:
    """File name -> SHA-256 in hex. Raises FileNotFoundError, or ValueError where a line has another form."""
    sums: dict[str, str] = {}
    for number, line in enumerate((folder / FILE).read_text(encoding="utf-8").splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is None or found.group(2) in sums:
            raise ValueError(f"line {number} is not a checksum of its own, two blanks and a file name")
        sums[found.group(2)] = found.group(1)
    return sums


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
