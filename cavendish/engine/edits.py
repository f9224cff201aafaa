# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Edits: change the scene of a view, render it again alike, and keep what shows the change and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.engine import plan
from cavendish.manifests.captions.naming import named
from cavendish.manifests.tasks.edit import LEAST, Edit, complaint
from cavendish.recipe import Recipe
from cavendish.render.frame import Edit as Retouch
from cavendish.render.frame import Frame
from cavendish.render.retouch import changed
from cavendish.scenes.changes import CHANGES, Change, Sight
from cavendish.scenes.scene import Scene
from cavendish.scenes.store import digest

STREAM = 4  # beside those of `plan`: edits shift no other draws
TRIES = 2  # renders of one edit at most: what is drawn may turn out not to show

Truth = Mapping[str, npt.NDArray[Any]]
Again = Callable[[Scene, int], tuple[npt.NDArray[np.uint8], Truth]]


def retouched(
    recipe: Recipe, scene: int, built: Scene, frames: Sequence[Frame], again: Again
) -> Iterator[Frame]:
    """The frames of a scene, each with its edits; as they are where the recipe asks for none.

    again: renders a changed scene from one of its cameras, by index, developed as that camera's own picture.
    """
    wanted = recipe.tasks.get("edit")
    for view, frame in enumerate(frames):
        if not isinstance(wanted, Edit):
            yield frame
            continue
        rng = plan.stream(recipe, scene, STREAM, view)
        if wanted.share < 1 and rng.random() >= wanted.share:
            yield frame
            continue
        found: list[Retouch] = []
        kinds = [wanted.kinds[int(k)] for k in rng.permutation(len(wanted.kinds))]
        renders = 0
        while kinds and len(found) < wanted.per_view and renders < TRIES * wanted.per_view:
            kind = kinds.pop(0)
            drawn = CHANGES[kind](built, _sight(built, view, frame), rng)
            if drawn is None or any(_facts(drawn) == edit.change for edit in found):
                continue  # nor does the kind come again
            kinds.append(kind)  # another one of the kind, after all the others
            renders += 1
            rgb, truth = again(drawn.scene, view)
            made = _retouch(frame, drawn, rgb, truth)
            if not complaint(frame, made):
                found.append(made)
        yield replace(frame, edits=tuple(found))


def _sight(scene: Scene, view: int, frame: Frame) -> Sight:
    return Sight(scene.cameras[view], frame.depth, frame.normals, frame.instances, named(frame, LEAST))


def _retouch(frame: Frame, drawn: Change, rgb: npt.NDArray[np.uint8], truth: Truth) -> Retouch:
    # Another colour moves nothing: rays that graze an edge may fall to another side, and mean no change.
    after = frame.truth if drawn.kind == "recolour" else truth
    mask = changed(frame.truth, after, drawn.touched)
    source = {
        "scene_digest": digest(drawn.scene),
        "rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
        "mask_sha256": hashlib.sha256(mask.tobytes()).hexdigest(),
    }
    return Retouch(_facts(drawn), rgb, mask, source)


def _facts(drawn: Change) -> dict[str, Any]:
    """The facts with the IDs that are touched, as frame.json keeps them."""
    touched = {} if drawn.touched is None else {"touched": sorted(drawn.touched)}
    return {**drawn.facts, **touched}
