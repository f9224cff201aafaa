# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Splits: a scene lies where the plan put it, and all its views are of that one scene."""

from __future__ import annotations

from collections.abc import Iterator

from cavendish.manifests.checks import Fault, Held, Said, scene_check
from cavendish.manifests.checks.material import SceneFiles


@scene_check(
    "splits", "every scene lies in the split that its number and the seed decide, and no scene in two"
)
def splits(scene: SceneFiles) -> Iterator[Said]:
    """Compare the split with the plan's, and the views' scenes with each other."""
    yield Held()
    if scene.split != scene.expected.split:
        yield Fault(
            scene.place,
            f"the scene lies in {scene.split}, and the plan puts it into {scene.expected.split}; move it there and run the "
            "same `cavendish generate` again",
        )
    if len(scene.digests) > 1:
        yield Fault(scene.place, "its views were rendered of different scenes; make the scene again")
