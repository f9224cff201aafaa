# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""People, from children to tall grown-ups, who stand, walk or sit, in all kinds of clothes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bounds, moved
from cavendish.scenes.parts.body.figure import figure
from cavendish.scenes.parts.body.pose import Pose, sitting, standing, walking
from cavendish.scenes.parts.clothes.wardrobe import Look, someone
from cavendish.scenes.scene import Asset, Part

SEAT = 0.079  # from a seat up to the hip joints, in heights of the body


def person(look: Look, pose: Pose) -> Asset:
    """A person of a look in a pose: the soles on z = 0, the middle between the hip joints above x = y = 0."""
    return Asset("person", _grounded(figure(look, pose)), attributes(look, pose.name))


def attributes(look: Look, pose: str) -> dict[str, str]:
    """What a prompt may name."""
    worn = {"top": (look.over or look.top).kind, "top color": look.top_color, "bottom": look.bottom.kind}
    worn["bottom color"] = look.bottom.color
    if look.bottom.kind == "dress":
        worn["bottom color"] = look.bottom.color
    out = {"kind": look.kind, "pose": pose, "color": look.top_color, **worn}
    if look.hat != "none":
        out["hat"] = look.hat
    if look.bag != "none":
        out["bag"] = look.bag
    return out


def centred(asset: Asset) -> Asset:
    """The asset moved so that its footprint's middle is at x = y = 0 and its lowest point at z = 0."""
    span = bounds([part.mesh for part in asset.parts])
    shift = (-float(span[:, 0].mean()), -float(span[:, 1].mean()), -float(span[0, 2]))
    made = tuple(Part(moved(part.mesh, shift), part.material) for part in asset.parts)
    return Asset(asset.category, made, asset.attributes)


def _grounded(made: tuple[Part, ...]) -> tuple[Part, ...]:
    low = float(bounds([part.mesh for part in made])[0, 2])
    return tuple(Part(moved(part.mesh, (0, 0, -low)), part.material) for part in made)


def sitting_person_rand(rng: np.random.Generator, seat: float = 0.45) -> Asset:
    """A person on a seat `seat` metres high; the middle between the hip joints is above x = y = 0, the soles on z = 0.

    The back of a chair belongs some 0.15 m behind, its front edge some 0.3 m before.
    """
    look = someone(rng, outdoors=False)
    while look.body.height < 3.1 * seat:  # the feet would not reach the ground
        look = someone(rng, outdoors=False)
    # A skirt that lies over the thighs ends before the knees.
    bottom = replace(look.bottom, end=max(look.bottom.end, 0.315))
    top = look.top if look.top.length is None else replace(look.top, length=max(look.top.length, 0.315))
    look = replace(look, bottom=bottom, top=top)
    body = look.body
    return person(look, sitting(rng, seat + SEAT * body.height, body.height, body.lengths))


@sampler("person")
def person_rand(rng: np.random.Generator) -> Asset:
    """A person who stands or walks."""
    look = someone(rng)
    pose = walking(rng) if rng.random() < 0.5 else standing(rng)
    return centred(person(look, pose))
