# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What frames say of objects beyond their visible pixels: amodal masks, occluders and 3-D boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.manifests.checks import Fault, Figure, Held, Said, Unchecked, in_words, view_check
from cavendish.manifests.checks.material import ViewFiles
from cavendish.render.frame import View, items_of, seen, view_of
from cavendish.render.masks import mask
from cavendish.render.object_truth import Box3d, ObjectTruth

# How far outside its box a visible point may lie: 2e-5 m was the most in rooms, and float32 is worth 1e-4 of a distance.
OUTSIDE, RELATIVE = 1e-3, 1e-4  # metres, and of the depth
AGAIN = "make the scene again"


@view_check("amodal", "amodal masks, their counts, occluders and 3-D boxes agree with the passes")
def amodal(view: ViewFiles) -> Iterator[Said]:
    """Count each amodal mask anew, and put the visible points of each object into its 3-D box."""
    text, truth = view.text.value, view.truth.value
    if text is None or truth is None:
        return
    camera = view_of(text)
    told = [item.more for item in items_of(text) if item.more is not None]
    if any(pixels.shape[:2] != (camera.height, camera.width) for pixels in truth.values()) or not told:
        return
    if "instances" not in truth:
        yield Unchecked("objects' amodal masks and boxes", "the recipe keeps no instances", len(told))
        return
    place = f"{view.place}/frame.json"
    boxes = seen(truth["instances"])
    for one in told:
        yield Held()
        wrong = _masked(one, truth["instances"])
        if wrong:
            yield Fault(place, f"object {one.id}: {wrong}; {AGAIN}")
        if one.box3d is None or "depth" not in truth or one.id not in boxes:
            continue
        here = np.nonzero(truth["instances"] == one.id)
        off = _outside(one.box3d, _points(truth["depth"], here, camera))
        yield Figure("farthest that a visible point lies outside its 3-D box, metres", (off,))
        if not off <= OUTSIDE + RELATIVE * float(truth["depth"][here].max()):
            yield Fault(
                place, f"object {one.id}: visible points lie {off:.3g} m outside its 3-D box; {AGAIN}"
            )


def _masked(told: ObjectTruth, instances: npt.NDArray[Any]) -> str:
    """What is wrong with an object's amodal mask and what was counted in it, '' where nothing is."""
    if told.amodal is None:
        return ""
    try:
        whole = mask(told.amodal)
    except (ValueError, LookupError, TypeError) as error:
        return in_words(error)
    if whole.shape != instances.shape:
        return f"its amodal mask is {whole.shape[1]} x {whole.shape[0]}"
    pixels, box = seen(whole.astype(np.uint32)).get(1, (0, None))
    if (told.amodal_pixels, told.amodal_box) != (pixels, box):
        return f"its amodal mask has {pixels} pixels in {box}, and the table says {told.amodal_pixels} in {told.amodal_box}"
    ids, counts = np.unique(instances[whole], return_counts=True)
    within = dict(zip(ids.tolist(), counts.tolist(), strict=True))
    share = within.get(told.id, 0) / pixels if pixels else None
    asked = told.visible is not None or told.occluders is not None
    if asked and (
        (told.visible is None) != (share is None) or abs((told.visible or 0) - (share or 0)) > 1e-6
    ):
        return f"{share} of its amodal mask is visible, and the table says {told.visible}"
    others = {key: count for key, count in within.items() if key not in (0, told.id)}
    if told.occluders is not None and dict(told.occluders) != others:
        return "its occluders are not those that show in its amodal mask"
    return ""


def _points(
    depth: npt.NDArray[Any], here: tuple[npt.NDArray[Any], ...], camera: View
) -> npt.NDArray[np.float64]:
    """(n, 3) metres in the world of the surfaces at some pixels."""
    rows, columns = here
    far = depth[here].astype(np.float64)
    x, y = (columns + 0.5 - camera.cx) / camera.fx, -(rows + 0.5 - camera.cy) / camera.fy
    pose = np.array(camera.pose)
    return np.asarray(np.stack([x * far, y * far, -far], axis=-1) @ pose[:3, :3].T + pose[:3, 3])


def _outside(box: Box3d, points: npt.NDArray[np.float64]) -> float:
    """How far, in metres, the farthest point lies outside a box, 0 where all are in it."""
    along = (points - np.array(box.center)) @ np.array(box.rotation)
    return float(np.max(np.abs(along) - np.array(box.size) / 2, initial=0.0))
