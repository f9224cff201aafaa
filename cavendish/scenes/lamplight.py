# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What shines outdoors after dark: the lamps of vehicles, and how many lamps of a scene carry a Light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.heightfield import chosen
from cavendish.scenes.parts.vehicle.fittings import CLEAR_LAMP, RED_LAMP
from cavendish.scenes.scene import Asset, Float, Light, Object, Part

MOST = (
    60  # lamps with a Light in a scene: more would slow the render, and far ones light nothing that is seen
)
BEAM, DIP = 200.0, 0.05  # watts of a pair of headlamps; radians that they look down


def driving(asset: Asset) -> Asset:
    """A vehicle with its lamps on: its clear lenses in front glow white and light the road, its red ones behind glow red."""
    white, red = (
        materials.shade((1.0, 1.0, 1.0), 4.0, 4800.0),
        materials.shade((0.9, 0.04, 0.03), 0.5, 5000.0),
    )
    made: list[Part] = []
    beam: Light | None = None
    for part in asset.parts:
        ahead = part.mesh.vertices[part.mesh.faces][..., 1].mean(axis=1) < 0
        glows, shine = (ahead, white) if part.material == CLEAR_LAMP else (~ahead, red)
        if part.material not in (CLEAR_LAMP, RED_LAMP) or not glows.any():
            made.append(part)
            continue
        made.append(Part(chosen(part.mesh, glows), shine))
        if not glows.all():
            made.append(Part(chosen(part.mesh, ~glows), part.material))
        if part.material == CLEAR_LAMP:
            places = part.mesh.vertices[part.mesh.faces[glows]].reshape(-1, 3).astype(float)
            y, z = float(places[:, 1].min()) - 0.05, float(np.median(places[:, 2]))
            pose = translation(0, y, z) @ rotation("x", -np.pi / 2 + DIP)  # a spot looks along its own -Z
            beam = Light("spot", pose, BEAM, 4800.0, (0.25, 0.25), 0.9)
    return replace(asset, parts=tuple(made), lights=asset.lights + ((beam,) if beam is not None else ()))


def spared(objects: Sequence[Object], place: Float, most: int = MOST) -> tuple[Object, ...]:
    """The objects with a Light on no more than `most` of their lamps, those nearest to a place (3,); all of them glow."""
    away = [float(np.linalg.norm(thing.pose[:3, 3] - place)) for thing in objects]
    bearers = [k for k in np.argsort(away, kind="stable") if objects[k].asset.lights]
    bare: dict[int, Asset] = {}
    made, left = list(objects), most
    for k in bearers:
        asset = objects[k].asset
        left -= len(asset.lights)
        if left < 0:
            dark = bare.setdefault(id(asset), replace(asset, lights=()))
            made[k] = replace(objects[k], asset=dark)
    return tuple(made)
