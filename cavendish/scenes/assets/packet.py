# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Food in card: boxes of cereal and cartons of milk."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, placed, prism, rotation, translation
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.parts.lettering import lines, raised, title
from cavendish.scenes.parts.ware import at_height
from cavendish.scenes.scene import Asset, Colour, Material, Mesh


def cereal_box(
    width: float,
    depth: float,
    height: float,
    card: Material,
    picture: Material,
    text: Material,
    ink: Material,
    split: float = 0.6,
    seed: int = 0,
) -> Asset:
    """A box of thin card: a title, a picture with a bowl on its front and back, text on its sides.

    picture, text, ink: of the picture's ground, of what is light and of what is dark in print; split: how much of the
    front the picture takes; seed: of the wording. Metres.
    """
    w, d, h, t = width, depth, height, 0.0003
    rng = np.random.default_rng(seed)
    body = box((w, d, h), (0, 0, h / 2), bevel=0.0012)
    tall = (h - 0.012) * split
    room = h - tall - 0.018  # above the picture
    name = int(rng.integers(4, 8))
    light = [raised(title(rng, 0.0, h - 0.01 - 0.45 * room, 0.84 * w, 0.5 * room, name), 0.0)]
    light.append(raised([(-0.3 * w, 0.3 * w, tall - 0.004, tall + 0.014)], 0.0))
    dark = [raised(lines(rng, 0.0, tall + 0.005, 0.5 * w, 0.012, 1), t)]
    ground = [raised([(-w / 2 + 0.004, w / 2 - 0.004, 0.006, 0.006 + tall)], -t / 2)]
    bowl = np.array([w * float(rng.uniform(-0.1, 0.1)), 0.4 * tall])
    rim = 0.36 * min(w, tall)
    light.append(moved(_disc(rim, 0.0006, 28), (*bowl, 0)))
    dark.append(moved(_disc(0.8 * rim, 0.0008, 24), (*bowl, 0)))
    for k, way in enumerate(rng.uniform(0, 6.3, 9)):  # what swims in it
        at = bowl + 0.5 * rim * float(rng.uniform(0.1, 1)) * np.array([np.cos(way), np.sin(way)])
        light.append(moved(_disc(0.13 * rim, 0.001 + 0.00006 * k, 9), (*at, 0)))
    faces: dict[str, list[Mesh]] = {"ground": [], "light": [], "dark": []}
    for way in (0.0, np.pi):
        face = rotation("z", way) @ translation(0, -d / 2, 0) @ rotation("x", np.pi / 2)
        for key, meshes in (("ground", ground), ("light", light), ("dark", dark)):
            faces[key] += [placed(mesh, face) for mesh in meshes]
    for way in (-np.pi / 2, np.pi / 2):
        face = rotation("z", way) @ translation(0, -w / 2, 0) @ rotation("x", np.pi / 2)
        panel = raised([(-0.4 * d, 0.4 * d, 0.12 * h, 0.6 * h)], -t / 2)
        faces["light"].append(placed(panel, face))
        faces["light"].append(placed(raised(title(rng, 0.0, 0.75 * h, 0.7 * d, 0.06 * h, name), 0.0), face))
        faces["dark"].append(placed(raised(lines(rng, 0.0, 0.36 * h, 0.66 * d, 0.42 * h, 11), 0.0), face))
    flap = box((w - 0.004, d * 0.5, 0.0006), (0, d * 0.22, h + 0.0001), bevel=0.0002, segments=1)
    pieces = parts(
        ([body, flap], card), (faces["ground"], picture), (faces["light"], text), (faces["dark"], ink)
    )
    return Asset("cereal box", pieces, {"material": "paper"})


def milk_carton(
    side: float, height: float, card: Material, print_: Material, cap: Material, text: Material, seed: int = 0
) -> Asset:
    """A carton with a gable, its ridge along X, and a screw cap on the front of the gable. Metres.

    print_: of the coloured fields; text: of what is printed on them; seed: of the wording.
    """
    s, fin = side, 0.012
    rng = np.random.default_rng(seed)
    gable = 0.42 * s
    top = height - gable - fin
    full, ridge = rounded(s, s, 0.002, 3), rounded(s, 0.003, 0.0014, 3)
    rings = [
        at_height(rounded(s - 0.002, s - 0.002, 0.002, 3), 0.0),
        at_height(full, 0.001),
        at_height(full, top),
    ]
    rings += [at_height(ridge, height - fin), at_height(ridge, height)]
    slope = np.arctan2(gable, s / 2)
    foot = translation(0, -s * 0.26, top + gable * 0.48) @ rotation("x", slope) @ translation(0, 0, -0.003)
    hill = float(rng.uniform(0.3, 0.5)) * top
    name = int(rng.integers(3, 6))
    fields: list[Mesh] = []
    texts: list[Mesh] = []
    for k in range(4):
        face = rotation("z", k * np.pi / 2) @ translation(0, -s / 2, 0) @ rotation("x", np.pi / 2)
        # A field with a wavy upper edge runs round all four sides, and a bar under the gable.
        bars = [(-s * 0.497, s * 0.497, 0.93 * top, 0.985 * top)]
        x = np.linspace(-0.497 * s, 0.497 * s, 13)
        wave = hill + 0.05 * top * np.sin(2 * np.pi * x / s)
        outline = np.concatenate([[(x[0], 0.004), (x[-1], 0.004)], np.stack([x, wave], axis=1)[::-1]])
        own, on = [raised(bars, 0.0), prism(outline, 0.0003)], []
        if k % 2 == 0:
            own.append(raised(title(rng, 0.0, 0.74 * top, 0.82 * s, 0.2 * top, name), 0.0))
            disc = 0.2 * s
            on.append(moved(_disc(disc, 0.0006, 24), (0, 0.55 * hill, 0)))
            own.append(moved(_disc(0.6 * disc, 0.0009, 20), (0, 0.55 * hill, 0)))
        else:
            own.append(raised(lines(rng, 0.0, 0.74 * top, 0.78 * s, 0.28 * top, 7), 0.0))
            on.append(raised(lines(rng, 0.0, 0.5 * hill, 0.78 * s, 0.5 * hill, 6), 0.0003))
        fields += [placed(mesh, face) for mesh in own]
        texts += [placed(mesh, face) for mesh in on]
    caps = [
        placed(cylinder(0.013, 0.014, 0.0015, 24), foot),
        placed(cylinder(0.016, 0.005, 0.0008, 24), foot),
    ]
    pieces = parts(
        ([loft(np.array(rings), 0.4, grain=2)], card), (fields, print_), (texts, text), (caps, cap)
    )
    return Asset("milk carton", pieces, {"material": "paper"})


def _disc(radius: float, thick: float, sides: int) -> Mesh:
    """A round field of print, readable from above, open below."""
    return lathe([(radius, 0), (radius, thick), (0, thick)], sides)


@sampler("cereal box")
def cereal_box_rand(rng: np.random.Generator) -> Asset:
    """A box of cereal, pasta or crackers, 0.12 to 0.32 m high."""
    width = float(rng.uniform(0.1, 0.21))
    color = finishes.hsv(rng.random(), rng.uniform(0.5, 0.95), rng.uniform(0.4, 0.95))
    other = finishes.hsv(rng.random(), rng.uniform(0.3, 0.9), rng.uniform(0.3, 0.95))
    return cereal_box(
        width,
        float(rng.uniform(0.04, 0.075)),
        float(np.clip(width * rng.uniform(1.25, 1.7), 0.13, 0.31)),
        materials.paper(color, seed=finishes.seed(rng)),
        materials.paper(other, color, float(rng.integers(2, 4)), finishes.seed(rng)),
        materials.paper((0.94, 0.93, 0.88)),
        materials.paper((0.36 * color[0], 0.3 * color[1], 0.25 * color[2])),
        float(rng.uniform(0.5, 0.7)),
        int(rng.integers(2**31)),
    )


@sampler("milk carton")
def milk_carton_rand(rng: np.random.Generator) -> Asset:
    """A carton of milk or juice, 0.16 to 0.26 m high."""
    color = finishes.hsv(rng.random(), rng.uniform(0.4, 0.9), rng.uniform(0.4, 0.95))
    other = finishes.hsv(rng.random(), rng.uniform(0.3, 0.9), rng.uniform(0.5, 0.95))
    side = float(rng.uniform(0.06, 0.075))
    pale = rng.random() < 0.7
    card: Colour = (
        (0.93, 0.93, 0.91) if pale else (other[0] * 0.4 + 0.6, other[1] * 0.4 + 0.6, other[2] * 0.4 + 0.6)
    )
    return milk_carton(
        side,
        side * float(rng.uniform(2.8, 3.3)),
        materials.paper(card, seed=finishes.seed(rng)),
        materials.paper(color, seed=finishes.seed(rng)),
        finishes.any_plastic(rng),
        materials.paper((0.95, 0.95, 0.93)),
        int(rng.integers(2**31)),
    )
