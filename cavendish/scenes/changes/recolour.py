# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Give one thing another colour: the material that most of it is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.changes.change import Change, Rng, Sight, about, change, redone, spoken
from cavendish.scenes.changes.classes import RECOLOURED
from cavendish.scenes.scene import Asset, Colour, Material, Mesh, Part, Scene

LEAST_SHARE = 0.5  # of a thing's surface that takes the new colour, for the thing to be called so
LEAST_STEP = 0.4  # distance in sRGB (0..1) between the old colour and the new
# Colours that everyone calls alike, as paint and dye have them: none brighter than paper, none darker than coal.
COLORS: dict[str, Colour] = {
    "red": (0.70, 0.06, 0.06),
    "orange": (0.88, 0.42, 0.06),
    "yellow": (0.90, 0.76, 0.10),
    "green": (0.10, 0.45, 0.14),
    "blue": (0.08, 0.20, 0.62),
    "purple": (0.36, 0.12, 0.50),
    "pink": (0.92, 0.55, 0.68),
    "turquoise": (0.12, 0.62, 0.60),
    "brown": (0.36, 0.21, 0.12),
    "black": (0.04, 0.04, 0.04),
    "white": (0.90, 0.90, 0.89),
}


def _dyed(material: Material, color: Colour) -> Material:
    r, g, b = color
    deep = (r * 0.85, g * 0.85, b * 0.85)
    changed = {key: deep for key in ("dark", "accent") if key in material.parameters}
    plainer = {"pattern": 0.0} if "pattern" in material.parameters else {}
    return replace(material, parameters={**material.parameters, **changed, **plainer, "color": color})


def _painted(material: Material, color: Colour) -> Material:
    return materials.paint(color, roughness=0.4)


DYES: Mapping[str, Callable[[Material, Colour], Material]] = dict.fromkeys(
    ("paint", "plastic", "ceramic", "leather", "plain", "fabric", "carpet"), _dyed
) | {"wood": _painted, "metal": _painted}


@change("recolour")
def recolour(scene: Scene, sight: Sight, rng: Rng) -> Change | None:
    """Another colour for most of a thing's surface, far from its own."""
    for thing in spoken(scene, sight, rng, RECOLOURED):
        main = _main(thing.asset)
        if main is None:
            continue
        old = np.array(main.color)
        names = [name for name, color in COLORS.items() if np.linalg.norm(old - color) > LEAST_STEP]
        name = names[int(rng.integers(len(names)))]
        asset = recoloured(thing.asset, main, COLORS[name])
        made = redone(scene, {thing.id: replace(thing, asset=asset)})
        return Change(made, about("recolour", thing, sight, color=name), frozenset({thing.id}))
    return None


def recoloured(asset: Asset, main: Material, color: Colour) -> Asset:
    """The asset with a colour in the place of one material's; wood and metal are painted over."""
    new = DYES[main.kind](main, color)
    parts = tuple(Part(part.mesh, new) if part.material == main else part for part in asset.parts)
    said = {"material": "paint"} if new.kind != main.kind and "material" in asset.attributes else {}
    return replace(asset, parts=parts, attributes={**asset.attributes, **said})


def _main(asset: Asset) -> Material | None:
    """The material of most of the surface, if it is one that can be dyed or painted."""
    if asset.packed is not None:
        return None
    areas: dict[str, float] = defaultdict(float)
    named = {}
    for part in asset.parts:
        named[repr(part.material)] = part.material
        areas[repr(part.material)] += _area(part.mesh)
    key = max(areas, key=lambda name: areas[name])
    fit = (
        named[key].kind in DYES
        and named[key].packed is None
        and areas[key] >= LEAST_SHARE * sum(areas.values())
    )
    return named[key] if fit else None


def _area(mesh: Mesh) -> float:
    a, b, c = (mesh.vertices[mesh.faces[:, k]].astype(float) for k in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum()) / 2
