# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Objects: the table of a frame and its instance pass say the same."""

from __future__ import annotations

from collections.abc import Iterator

from cavendish.manifests.checks import Fault, Held, Said, Unchecked, view_check
from cavendish.manifests.checks.material import ViewFiles
from cavendish.render.frame import items_of, seen

LARGEST = 2**24 - 1


@view_check(
    "objects", "every ID of the instance pass is an object's, and pixels and boxes are as the table says"
)
def objects(view: ViewFiles) -> Iterator[Said]:
    """Count the pixels of each ID and compare them with the table of objects."""
    text, truth = view.text.value, view.truth.value
    if text is None or truth is None:
        return
    place = f"{view.place}/frame.json"
    items = items_of(text)
    yield Held(len(items))
    ids = [item.id for item in items]
    if len(set(ids)) != len(ids) or not all(1 <= key <= LARGEST for key in ids):
        yield Fault(place, f"its objects' IDs are not all different and 1 to {LARGEST}; make the scene again")
    if "instances" not in truth:
        yield Unchecked("tables of objects", "the recipe keeps no instances")
        return
    visible = seen(truth["instances"])
    strangers = sorted(visible.keys() - set(ids))
    if strangers:
        yield Fault(
            f"{view.place}/truth.exr",
            f"it holds the IDs {strangers[:5]}, which no object has; make the scene again",
        )
    for item in items:
        pixels, box = visible.get(item.id, (0, None))
        if (item.pixels, item.box) != (pixels, box):
            yield Fault(
                place,
                f"object {item.id} ({item.category}) has {item.pixels} pixels in {item.box} by the table, and {pixels} "
                f"in {box} in the truth; make the scene again",
            )
