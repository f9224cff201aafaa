# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What vehicles carry: number plates, mirrors, handles, wipers, lamps, seats; and their paints."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.geometry import Vector, bend, box, lathe, merge, moved, tube, turned, with_box_uvs
from cavendish.scenes.parts.fittings import deformed
from cavendish.scenes.parts.vehicle.shell import skin
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh, Part

# Paints by their names: chance and colours, sRGB.
PAINTS: dict[str, tuple[float, tuple[Colour, ...]]] = {
    "white": (0.24, ((0.90, 0.90, 0.89), (0.86, 0.86, 0.84))),
    "black": (0.19, ((0.025, 0.025, 0.028), (0.05, 0.05, 0.055))),
    "grey": (0.18, ((0.30, 0.31, 0.32), (0.42, 0.43, 0.44), (0.20, 0.21, 0.22))),
    "silver": (0.11, ((0.68, 0.69, 0.70), (0.60, 0.62, 0.63))),
    "blue": (0.11, ((0.08, 0.16, 0.36), (0.10, 0.28, 0.55), (0.30, 0.42, 0.55), (0.05, 0.09, 0.2))),
    "red": (0.09, ((0.55, 0.05, 0.05), (0.65, 0.09, 0.06), (0.36, 0.04, 0.06))),
    "green": (0.03, ((0.12, 0.25, 0.17), (0.30, 0.40, 0.28), (0.36, 0.52, 0.18))),
    "yellow": (0.02, ((0.85, 0.66, 0.08), (0.93, 0.78, 0.16))),
    "orange": (0.015, ((0.82, 0.36, 0.07),)),
    "brown": (0.015, ((0.28, 0.19, 0.13), (0.42, 0.33, 0.24))),
}

RUBBER = materials.plastic((0.035, 0.035, 0.037), 0.8)
TRIM = materials.plastic((0.045, 0.045, 0.048), 0.45)
UNDER = materials.plastic((0.02, 0.02, 0.021), 0.9)
CHROME = materials.metal((0.80, 0.80, 0.81), 0.12)
STEEL = materials.metal((0.55, 0.55, 0.56), 0.35)
PANE = materials.glass((0.72, 0.80, 0.77))
DARK_PANE = materials.glass((0.16, 0.18, 0.19))
RED_LAMP = materials.plastic((0.55, 0.03, 0.03), 0.08)
AMBER_LAMP = materials.plastic((0.85, 0.40, 0.05), 0.1)
CLEAR_LAMP = materials.plastic((0.80, 0.82, 0.84), 0.06)
REFLECTOR = materials.metal((0.50, 0.51, 0.53), 0.2)
MIRROR = materials.mirror((0.75, 0.78, 0.8))

# A seven-segment figure: (x, z, upright) of each stroke in units of its half width and half height.
_STROKES = (
    (0, 1, False),
    (1, 0.5, True),
    (1, -0.5, True),
    (0, -1, False),
    (-1, -0.5, True),
    (-1, 0.5, True),
    (0, 0, False),
)
_FIGURES = {
    "0": "012345", "1": "12", "2": "01346", "3": "01236", "4": "1256", "5": "02356", "6": "023456", "7": "012",
    "8": "0123456", "9": "012356", "A": "012456", "C": "0345", "E": "03456", "F": "0456", "H": "12456", "J": "1234",
    "L": "345", "P": "01456", "U": "12345", " ": "", "-": "6",
}  # fmt: skip


def paint(rng: np.random.Generator) -> tuple[str, Material]:
    """A car's paint, and the name of its colour."""
    names = list(PAINTS)
    chance = np.array([PAINTS[name][0] for name in names])
    return paint_of(str(rng.choice(names, p=chance / chance.sum())), rng)


def paint_of(name: str, rng: np.random.Generator, gloss: float = 1.0) -> tuple[str, Material]:
    """A paint of a named colour; gloss below 1 makes it duller."""
    colors = PAINTS[name][1]
    base = colors[int(rng.integers(len(colors)))]
    light = float(rng.uniform(0.93, 1.05))
    color = (min(base[0] * light, 1.0), min(base[1] * light, 1.0), min(base[2] * light, 1.0))
    rough = float(rng.uniform(0.1, 0.2)) / gloss
    return name, materials.paint(color, roughness=rough, grain=0.03, seed=finishes.seed(rng))


def figures(text: str, height: float, weight: float = 0.13) -> Mesh:
    """Figures and letters of straight strokes about the origin, facing -Y; weight: of a stroke, of the height."""
    wide, thick = height * 0.5, height * weight
    quads = []
    for place, letter in enumerate(text):
        middle = (place - (len(text) - 1) / 2) * height * 0.72
        for index in _FIGURES[letter]:
            right, above, upright = _STROKES[int(index)]
            half = (thick / 2, height / 4 + thick * 0.2) if upright else (wide / 2 - thick / 2, thick / 2)
            x, z = middle + right * (wide - thick) / 2, above * (height - thick) / 2
            quads.append(
                [[(x - half[0], 0, z - half[1]), (x + half[0], 0, z - half[1])],
                 [(x - half[0], 0, z + half[1]), (x + half[0], 0, z + half[1])]]
            )  # fmt: skip
    return with_box_uvs(merge([skin(np.array(quad)) for quad in quads]), 0)


def number(rng: np.random.Generator, long: int = 7) -> str:
    """A registration number."""
    letters = rng.choice(list("ACEFHJLPU"), 3)
    digits = rng.integers(0, 10, max(long - 4, 1))
    return f"{letters[0]}{letters[1]} " + "".join(str(k) for k in digits) + str(letters[2])


def plate(text: str, width: float = 0.52, height: float = 0.11) -> dict[str, list[Mesh]]:
    """A number plate about the origin, facing -Y: "plate", "figures" and "trim"."""
    return {
        "plate": [box((width, 0.006, height), (0, -0.008, 0), 0.002, 1)],
        "figures": [moved(figures(text, min(height * 0.64, width * 1.22 / len(text))), (0, -0.0120, 0))],
        "trim": [box((width + 0.02, 0.012, height + 0.02), (0, -0.002, 0), 0.004, 1)],
    }


def side_mirror(size: tuple[float, float, float], reach: float) -> dict[str, list[Mesh]]:
    """A mirror for the +X side, its foot at the origin: "shell", "trim" and "mirror"; looks to +Y.

    size: width, depth and height of its shell; reach: how far its middle is from the foot.
    """
    w, d, h = size

    def shaped(p: Float) -> Float:
        back = np.clip((d / 2 - p[:, 1]) / d, 0, 1)[:, None]
        return np.asarray(p * np.hstack([1 - 0.35 * back**2, np.ones_like(back), 1 - 0.4 * back**2]))

    shell = deformed(box((w, d, h), (0, 0, 0), min(w, d, h) * 0.45, 3), shaped, 1.4)
    at = (reach, 0.0, h * 0.35)
    return {
        "shell": [moved(shell, at)],
        "trim": [
            tube(bend([(-0.03, 0, 0), (reach * 0.5, 0, 0.0), (reach, 0, h * 0.05)], 0.03), 0.018, 8),
            moved(box((w * 0.9, 0.006, h * 0.84), (0, d / 2, 0), 0.002, 1), at),
        ],
        "mirror": [moved(box((w * 0.84, 0.004, h * 0.76), (0, d / 2 + 0.003, 0), 0.001, 1), at)],
    }


def handle(length: float = 0.19) -> list[Mesh]:
    """A door handle about the origin on the plane x = 0, which faces +X: a grip along Y over a small recess."""
    x = length / 2
    path = bend([(-0.004, -x, 0), (0.034, -x * 0.86, 0), (0.034, x * 0.86, 0), (-0.004, x, 0)], 0.03, 3)
    return [tube(path, 0.011, 8)]


def lens(radius: float, bulge: float = 0.4) -> Mesh:
    """A round lens that faces -Y from the origin; bulge: its height over its radius."""
    turn = np.linspace(0, np.pi / 2, 5)
    profile = np.column_stack([radius * np.cos(turn), radius * bulge * np.sin(turn)])
    profile[-1, 0] = 0
    return turned(lathe(profile, 16), "x", np.pi / 2)


def disc(radius: float, height: float) -> Mesh:
    """A round plate of that height that faces -Y from the origin, its rim chamfered; open behind."""
    edge = min(0.004, height / 2, radius / 3)
    profile = [(radius, 0), (radius, height - edge), (radius - edge, height), (0, height)]
    return turned(lathe(profile, 20, 0.6), "x", np.pi / 2)


def seat(width: float = 0.44, deep: float = 0.42, high: float = 0.62, foot: float = 0.42) -> list[Mesh]:
    """A passenger's seat about x = y = 0 that looks to -Y; foot: height of its seat."""
    back = turned(box((width, 0.07, high), (0, 0, high / 2), 0.025, 1), "x", -0.12)
    return [
        box((width, deep, 0.08), (0, 0, foot - 0.04), 0),
        moved(back, (0, deep / 2, foot - 0.02)),
        box((width * 0.5, deep * 0.6, foot - 0.08), (0, 0, (foot - 0.08) / 2), 0),
    ]


def wiper(foot: Vector, elbow: Vector, tip: Vector) -> list[Mesh]:
    """A wiper: an arm from its foot to the middle of a blade from elbow to tip."""
    foot, elbow, tip = (np.asarray(p, float) for p in (foot, elbow, tip))
    middle = (elbow + tip) / 2
    return [tube([foot, middle], 0.006, 5), tube([elbow, tip], 0.007, 5)]


def gathered(*groups: dict[str, Sequence[Mesh]] | dict[str, list[Mesh]]) -> dict[str, list[Mesh]]:
    """The meshes of several groups, by their materials' names."""
    out: dict[str, list[Mesh]] = {}
    for group in groups:
        for name, meshes in group.items():
            out.setdefault(name, []).extend(meshes)
    return out


def painted(meshes: dict[str, list[Mesh]], coats: dict[str, Material]) -> tuple[Part, ...]:
    """One Part for each material; `coats` says what the names stand for. Names of one material are merged."""
    by_coat: dict[int, tuple[Material, list[Mesh]]] = {}
    for name, group in ((name, group) for name, group in meshes.items() if group):
        coat = coats[name]
        by_coat.setdefault(id(coat), (coat, []))[1].extend(group)
    return tuple(Part(merge(group), coat) for coat, group in by_coat.values())


def grounded_asset(category: str, made: tuple[Part, ...], attributes: dict[str, str]) -> Asset:
    """The asset, moved so that it stands on z = 0 with its footprint's middle at y = 0."""
    used = [part.mesh.vertices[np.unique(part.mesh.faces)] for part in made]
    low = np.min([v.min(axis=0) for v in used], axis=0)
    high = np.max([v.max(axis=0) for v in used], axis=0)
    shift = (0.0, -float(low[1] + high[1]) / 2, -float(low[2]))
    return Asset(category, tuple(Part(moved(p.mesh, shift), p.material) for p in made), attributes)
