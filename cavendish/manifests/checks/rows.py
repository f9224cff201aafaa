# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Rows: their form, their scene, their ids; the same in the manifest as beside the scene."""

from __future__ import annotations

from collections.abc import Iterator

from cavendish.manifests.checks import Fault, Held, Said, scene_check
from cavendish.manifests.checks.material import SceneFiles
from cavendish.manifests.schema import Row
from cavendish.manifests.tasks import TASKS

AGAIN = "run the same `cavendish generate` again, which writes the manifest anew"


@scene_check("rows", "every row has the manifest's form, an id of its own, and its scene's split and seed")
def rows(scene: SceneFiles) -> Iterator[Said]:
    """Check the form and the numbers of each row, and that they are the scene's own rows."""
    seen: set[str] = set()
    expected = scene.expected
    seed = expected.seed if expected.pairs_seed is None else expected.pairs_seed
    for number, row in enumerate(scene.parsed, 1):
        yield Held()
        if not isinstance(row, Row):
            yield Fault(f"{scene.place}, row {number} of its {len(scene.parsed)}", f"{row}; {AGAIN}")
            continue
        if row.id in seen:
            yield Fault(row.id, f"the id stands twice; {AGAIN}")
        seen.add(row.id)
        if row.split != scene.split:
            yield Fault(row.id, f"it says the split {row.split} and lies in {scene.split}; {AGAIN}")
        if row.scene != scene.number:
            yield Fault(row.id, f"it stands among the rows of scene {scene.number}; {AGAIN}")
        if row.seed != seed:
            yield Fault(row.id, f"its seed is {row.seed}, and the recipe's {seed}; {AGAIN}")
        if row.task not in TASKS:
            yield Fault(row.id, f"{row.task} is no task of this Cavendish; install the package that adds it")
    yield from _beside(scene)


def _beside(scene: SceneFiles) -> Iterator[Said]:
    """The scene's own rows.jsonl against the manifest."""
    path = scene.folder / "rows.jsonl"
    if not path.is_file():
        return  # the check of files says so
    own = tuple(line for line in path.read_bytes().split(b"\n") if line.strip())
    if own == scene.lines:
        return
    place = f"{scene.place}/rows.jsonl"
    if not scene.lines:
        yield Fault(place, f"{scene.split}/metadata.jsonl holds none of its {len(own)} rows; {AGAIN}")
    elif len(own) != len(scene.lines):
        yield Fault(
            place, f"it has {len(own)} rows, and {scene.split}/metadata.jsonl {len(scene.lines)}; {AGAIN}"
        )
    else:
        index = next(k for k, (a, b) in enumerate(zip(own, scene.lines, strict=True), 1) if a != b)
        yield Fault(place, f"its row {index} differs from that of {scene.split}/metadata.jsonl; {AGAIN}")
