# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Edits: an instruction that changes the scene; the target is the scene rendered after the change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, get_args

import numpy as np
from pydantic import Field, field_validator

from cavendish.manifests.captions.naming import a, phrase
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.pair import Encoding, Pair
from cavendish.manifests.parameters import TaskParameters
from cavendish.manifests.tasks import task
from cavendish.render.frame import Edit as Retouch
from cavendish.render.frame import Frame
from cavendish.render.retouch import difference

Kind = Literal["recolour", "remove", "add", "swap", "move", "time", "lamps"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LIGHT = frozenset({"time", "lamps"})  # the kinds that change the light, and so every pixel
LEAST = 0.004  # of the pixels: what is smaller in view is not edited
SHOWS = 8.0  # mean difference (0-255) of the pictures in the mask, under which nobody would see the edit
QUIET = 6.0  # median difference away from the mask, over which more changed than was asked for
DARK, BRIGHT = 20.0, 235.0  # mean of a picture, beyond which it shows too little
WAYS = {
    "left": "to the left",
    "right": "to the right",
    "nearer": "closer to the camera",
    "farther": "farther away from the camera",
}
SIDED = {"leftmost", "rightmost", "left", "right"}


class Edit(TaskParameters):
    """Parameters of the edit task. Each edit is a render of its own."""

    speaks: ClassVar[str] = "edit"
    per_view: int = Field(1, ge=1, le=16, description="Edits of each view, at most. Each costs a render.")
    share: float = Field(1.0, gt=0, le=1, description="Of the views, those that are edited.")
    kinds: tuple[Kind, ...] = Field(KINDS, min_length=1, description="The kinds of change, drawn alike.")

    @field_validator("kinds")
    @classmethod
    def _once(cls, kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
        return tuple(dict.fromkeys(kinds))


def complaint(frame: Frame, edit: Retouch) -> str:
    """Why an edit is not worth a pair; '' where it is: it shows, and all else stays as it is."""
    kind = edit.change["kind"]
    gap = difference(frame.rgb, edit.rgb, edit.mask)
    if edit.mask.sum() < LEAST * edit.mask.size:
        return "the change is too small in view"
    if gap.inside < SHOWS:
        return "the change does not show"
    if kind in LIGHT and not DARK <= float(edit.rgb.mean()) <= BRIGHT:
        return "the picture is too dark or too bright after the change"
    if kind not in LIGHT and gap.median > QUIET:
        return "the picture changes far from what was changed"
    return ""


def slots(change: Mapping[str, Any]) -> dict[str, str]:
    """What the phrasebook's slots hold for a change. Raises KeyError where the change lacks a fact."""
    match change["kind"]:
        case "time":
            return {"hour": change["hour"]}
        case "lamps":
            lamps = "all the lamps" if change["state"] == "off" else phrase(change["class"])
            return {"lamps": lamps, "state": change["state"]}
        case "add":
            return {"new": a(change["class"]), "place": f"on {phrase(change['place'])}"}
    words = {"object": phrase(change["class"], change["which"])}
    match change["kind"]:
        case "recolour":
            words["color"] = change["color"]
        case "remove":
            words["rest"] = " and everything on it" if change["load"] else ""
        case "swap":
            words["new"] = a(change["new_class"])
        case "move":
            words["rest"] = " and everything on it" if change["load"] else ""
            words["way"] = WAYS[change["way"]]
    return words


def manner(change: Mapping[str, Any]) -> str:
    """The value of the phrasebook's axis `kind` that speaks of a change: its kind, and of lamps their state too."""
    return f"lamps_{change['state']}" if change["kind"] == "lamps" else str(change["kind"])


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target is not a view of this frame after a change.

    Where the Frame holds its edits, target, mask and program must be one of them.
    """
    if pair.target.shape != frame.rgb.shape:
        raise ValueError("edit: the target has another size than the input")
    if np.array_equal(pair.target, frame.rgb):
        raise ValueError("edit: the target is the input; nothing was changed")
    if frame.edits and not any(
        np.array_equal(pair.target, edit.rgb)
        and pair.mask is not None
        and np.array_equal(pair.mask, edit.mask)
        and pair.program == edit.change
        for edit in frame.edits
    ):
        raise ValueError("edit: target, mask and program are no edit of this view")


@task("edit", Edit, prove)
def draw(frame: Frame, parameters: Edit, rng: np.random.Generator) -> Iterator[Pair]:
    """A pair of each edit that the Frame holds."""
    for edit in frame.edits[: parameters.per_view]:
        book = parameters.phrasebook(rng)
        start = book.start(parameters.styles, rng, kind=manner(edit.change))
        prompt = sentence(expand(book.grammar, start, rng, **slots(edit.change)))
        said = {str(edit.change.get(key)) for key in ("which", "way")}
        yield Pair(
            "edit",
            prompt,
            edit.rgb,
            Encoding("rgb"),
            flip_safe=not said & SIDED,
            weight=parameters.weight,
            program=edit.change,
            mask=edit.mask,
        )
