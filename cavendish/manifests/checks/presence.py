# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Files: all that rows and recipe speak of, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cavendish.manifests.checks import Fault, Held, Said, scene_check
from cavendish.manifests.checks.material import SceneFiles
from cavendish.manifests.checksums import FILE

REMAKE = "remove the scene's folder and run the same `cavendish generate` again"


@scene_check("files", "every file that rows and recipe speak of is there, and no other")
def files(scene: SceneFiles) -> Iterator[Said]:
    """Check that the scene's folder holds exactly its files, none of them a link out of the dataset."""
    if not scene.folder.is_dir():
        yield Held()
        yield Fault(scene.place, f"the folder is missing; {REMAKE}")
        return
    views = scene.numbers
    wanted = {"rows.jsonl", FILE}
    kinds = ("rgb.png", "frame.json", *(["truth.exr"] if scene.expected.keep else []))
    wanted |= {f"{view}/{kind}" for view in views for kind in kinds}
    wanted |= {name.partition("/")[2] for row in scene.rows for name in row.drawn}
    there = {path.relative_to(scene.folder).as_posix(): path for path in _files(scene.folder)}
    yield Held(len(wanted | there.keys()))
    for name in sorted(
        wanted - there.keys() - {FILE}
    ):  # datasets of before had no checksums; that is told there
        yield Fault(f"{scene.place}/{name}", f"the file is missing; {REMAKE}")
    for name in sorted(there.keys() - wanted):
        yield Fault(f"{scene.place}/{name}", "no row and no frame speaks of it; remove it")
    root = scene.root.resolve()
    for name, path in sorted(there.items()):
        if not path.resolve().is_relative_to(root):
            yield Fault(f"{scene.place}/{name}", f"it is a link out of the dataset; {REMAKE}")
        elif name in wanted and not path.is_file():
            yield Fault(f"{scene.place}/{name}", f"it is no plain file; {REMAKE}")
    if views != tuple(range(scene.expected.views)):
        yield Fault(
            scene.place,
            f"its views are {', '.join(map(str, views)) or 'none'}, and the recipe says 0 to "
            f"{scene.expected.views - 1}; {REMAKE}",
        )


def _files(folder: Path) -> Iterator[Path]:
    """All below a folder that is no folder itself; a link is not followed."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path
