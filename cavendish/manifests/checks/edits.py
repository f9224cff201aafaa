# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Edits: the target is the render of the change that the row tells, the mask holds the change, and all else agrees."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.manifests.captions.naming import told_apart
from cavendish.manifests.checks import FORM, Fault, Figure, Held, Said, Unchecked, in_words, view_check
from cavendish.manifests.checks.material import ViewFiles
from cavendish.manifests.prompts import languages, phrasebook
from cavendish.manifests.recognise import recognise
from cavendish.manifests.schema import Row
from cavendish.manifests.tasks import edit as task
from cavendish.render.frame import Edit, Frame
from cavendish.render.retouch import difference

AGAIN = "make the scene again"
CONTRAST = 2.0  # how much more the pictures differ in the mask than away from it, at least
Mask = npt.NDArray[np.bool_]


@view_check(
    "edits", "every edit is the change that its row tells, its mask holds it, and the rest of the view agrees"
)
def edits(view: ViewFiles) -> Iterator[Said]:
    """Hold each edit's picture, mask, program and prompt against the frame."""
    rows = [row for row in view.rows if row.task == "edit"]
    frame, text = view.frame, view.text.value
    if not rows or frame is None or text is None:
        return
    for row in rows:
        target, mask = view.targets[row.id].value, view.masks.get(row.id)
        if mask is None:
            yield Held()
            yield Fault(row.id, f"its row names no mask; {AGAIN}")
            continue
        if target is None or mask.value is None or {target.shape, mask.value.shape} != {frame.rgb.shape}:
            continue  # told by `readable`
        yield Held()
        white = mask.value[..., 0] > 127
        made = Edit(json.loads(row.program), target, white, {})
        try:
            yield from (Fault(row.id, f"{fault}; {AGAIN}") for fault in _faults(row, made, frame, text))
        except AttributeError as error:
            if not isinstance(error.obj, Frame):
                raise
            yield Unchecked("masks of edits", f"the recipe keeps no {error.name}")
        except FORM as error:
            yield Fault(row.id, f"its program is none of an edit ({in_words(error)}); {AGAIN}")
        gap = difference(frame.rgb, target, white)
        yield Figure(
            "edits: mean difference in the mask, median and mean away from it",
            (gap.inside, gap.median, gap.mean),
        )


def _faults(row: Row, made: Edit, frame: Frame, text: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is wrong with an edit."""
    stored = text.get("edits", ())
    number = int(row.target_image_file_name.rpartition("-")[2].partition(".")[0])
    if number >= len(stored):
        yield "its frame.json speaks of no such edit"
        return
    if stored[number]["change"] != made.change:
        yield "its program is not the change in frame.json"
    source = stored[number]["source"]
    if hashlib.sha256(made.rgb.tobytes()).hexdigest() != source["rgb_sha256"]:
        yield "its target is not the picture that was rendered for it"
    if hashlib.sha256(made.mask.tobytes()).hexdigest() != source["mask_sha256"]:
        yield "its mask is not the one that was made for it"
    fault = task.complaint(frame, made)
    if fault:
        yield fault
    yield from _spoken(row, made.change)
    yield from _pointed(made.change, frame)
    yield from _masked(made, frame)


def _spoken(row: Row, change: Mapping[str, Any]) -> Iterator[str]:
    """Whether the prompt says what the program does, and nothing else."""
    words = {name: [word] for name, word in task.slots(change).items()}
    for language in languages("edit"):
        if (
            recognise(
                phrasebook("edit", language).grammar, f"prompt_{task.manner(change)}", row.prompt, words
            )
            is not None
        ):
            return
    yield "its prompt does not say what was changed"


def _pointed(change: Mapping[str, Any], frame: Frame) -> Iterator[str]:
    """Whether what the prompt calls the thing means it and no other."""
    items = {item.id: item for item in frame.items}
    if "which" in change:
        item = items.get(change["object"])
        if item is None or item.category != change["class"]:
            yield f"the thing that it changes is no {change['class']} of this view"
        elif told_apart(frame, item) != change["which"]:
            yield f"more than one thing could be the {change['class']} that its prompt means"
    owner = items.get(change["on"]) if "on" in change else None
    if "on" in change and (owner is None or owner.category != change["place"]):
        yield f"what it puts something on is no {change['place']} of this view"


def _masked(made: Edit, frame: Frame) -> Iterator[str]:
    """Whether the mask holds what was seen of all that was changed, and the pictures differ there."""
    if made.change["kind"] in task.LIGHT:
        if not made.mask.all():
            yield "its mask is not the whole picture, and the light changed everywhere"
        return
    own = np.isin(frame.instances, np.array(made.change["touched"], np.uint32))
    if made.change["kind"] == "recolour" and not np.array_equal(made.mask, own):
        yield "its mask is not what is seen of the thing that it recolors"
    elif np.any(own & ~made.mask):
        yield f"its mask leaves out {np.count_nonzero(own & ~made.mask)} pixels of what it changes"
    gap = difference(frame.rgb, made.rgb, made.mask)
    if gap.inside < CONTRAST * gap.mean:
        yield "the pictures differ as much away from its mask as in it"
