# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m cavendish.render.blender.prepare JOBS.json DONE`: one line of JSON in DONE for each job, in their order.

What a job makes lies in a folder beside JOBS.json, by its key. A file may crash this process: then DONE ends there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from cavendish.render.blender.prepare.opened import careful, opened
from cavendish.render.blender.prepare.ready import ready_asset, ready_material


def main(jobs: Path, done: Path) -> None:
    """Do all jobs; what fails is told in its line."""
    careful()
    (jobs.parent / "started").touch()
    with done.open("a", encoding="utf-8") as lines:
        for job in json.loads(jobs.read_text(encoding="utf-8")):
            lines.write(json.dumps({"key": job["key"], "error": _one(job, jobs.parent / job["key"])}) + "\n")
            lines.flush()


def _one(job: dict[str, Any], folder: Path) -> str:
    """Do one job; returns what is wrong with its file, or nothing."""
    try:
        folder.mkdir()
        with opened(Path(job["path"]), job["suffix"], job["others"]) as notes:
            notes += ready_asset(job, folder) if "turn" in job else ready_material(folder)
            (folder / "notes.json").write_text(json.dumps(notes), encoding="utf-8")
    except (ValueError, RuntimeError, MemoryError, OSError) as error:
        return _sentence(str(error)) or type(error).__name__
    except Exception as error:  # an importer stumbled over the file
        return f"it cannot be read ({type(error).__name__}: {' '.join(str(error).split())})"
    return ""


def _sentence(said: str) -> str:
    """One line of what Blender says; of an add-on's traceback, what it ends with."""
    if "Traceback (most recent call last)" in said:
        lines = [line for line in said.split("\n") if line and not line.startswith((" ", "Location:"))]
        said = f"its importer ends with {lines[-1]}" if lines else "its importer fails"
    return " ".join(said.split()).removeprefix("Error: ")[:400]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
