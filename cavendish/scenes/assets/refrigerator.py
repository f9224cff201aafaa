# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Refrigerators: with one or two doors, side by side, French doors, small ones, round old-fashioned ones."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, moved, tube
from cavendish.scenes.parts.fittings import circle, parts
from cavendish.scenes.scene import Asset, Material, Mesh, Support

KINDS = ("freezer below", "freezer above", "single", "side by side", "french", "retro")
GRIPS = ("bar", "recess", "bow")


def refrigerator(
    body: Material,
    doors: Material,
    metal: Material,
    kind: str = "freezer below",
    width: float = 0.6,
    depth: float = 0.64,
    height: float = 1.85,
    share: float = 0.36,
    grip: str = "bar",
    hinge: int = 1,
    extra: tuple[bool, bool] = (False, False),
    color: str = "white",
) -> Asset:
    """A refrigerator.

    kind: one of KINDS; share: of the height that the freezer's door takes; grip: one of GRIPS; hinge: of the doors,
    -1 left or 1 right; extra: whether there are a water dispenser and papers held by magnets.
    """
    thick = 0.062
    stand = 0.045 if grip == "bar" else 0.03 if grip == "bow" else 0.0
    face = -depth / 2 + stand + thick
    back = depth / 2
    gap = 0.006
    foot = 0.06
    soft = 0.055 if kind == "retro" else 0.008
    shell = [
        box(
            (width, back - face, height - 0.02),
            (0, (face + back) / 2, (height + 0.02) / 2),
            soft * 0.7 if kind == "retro" else 0.006,
            3,
        )
    ]
    dark = [box((width - 0.03, 0.03, foot), (0, face + 0.02, foot / 2 + 0.012), 0.002, 1)]
    dark += [
        box((0.05, 0.05, 0.03), (sx * (width / 2 - 0.06), y, 0.015), 0.003, 1)
        for sx in (-1, 1)
        for y in (face + 0.06, back - 0.06)
    ]
    dark.append(
        box((width - 0.03, 0.012, height - foot - 0.03), (0, face - 0.004, (height + foot) / 2), 0)
    )  # the seal
    low, high = foot + 0.012, height - 0.002
    cut = low + (high - low) * share
    half = width / 2
    leaves: list[
        tuple[float, float, float, float, int]
    ]  # x0, x1, z0, z1 and the side of the handle (2: along the top)
    if kind == "freezer below":
        leaves = [(-half, half, cut, high, -hinge), (-half, half, low, cut, -hinge)]
    elif kind in ("freezer above", "retro"):
        top = high - (high - low) * share * 0.8
        leaves = [(-half, half, top, high, -hinge), (-half, half, low, top, -hinge)]
    elif kind == "single":
        leaves = [(-half, half, low, high, -hinge)]
    elif kind == "side by side":
        middle = -half + width * 0.44
        leaves = [(-half, middle, low, high, 1), (middle, half, low, high, -1)]
    elif kind == "french":
        leaves = [(-half, 0, cut, high, 1), (0, half, cut, high, -1), (-half, half, low, cut, 2)]
    else:
        raise ValueError(f"no refrigerator is called {kind!r}; there are {', '.join(KINDS)}")
    skins: list[Mesh] = []
    bright: list[Mesh] = []
    front = face - thick - 0.01
    for x0, x1, z0, z1, side in leaves:
        w, h = x1 - x0 - gap * (0.5 if x1 - x0 < width else 0), z1 - z0 - gap
        at = ((x0 + x1) / 2, face - 0.01 - thick / 2, (z0 + z1) / 2)
        if kind == "retro":
            skins.append(moved(box((w, thick, h), bevel=thick * 0.48, segments=5), at))
        else:
            skins.append(moved(box((w, thick, h), bevel=soft, segments=3), at))
        edge = at[0] + (side * (w / 2 - 0.045) if side != 2 else 0.0)
        if side == 2:
            dark_or, handle = _grip(grip, w * 0.7, False)
            spot = np.array([at[0], front, z1 - (0.07 if grip != "recess" else 0.012)])
        else:
            long = min(h * 0.55, 0.75 if kind in ("side by side", "french", "single") else 0.42)
            dark_or, handle = _grip(grip, long, True)
            near = (
                z0 + long / 2 + 0.06
                if (z0 > cut - 0.01 and kind in ("freezer below", "french")) or z0 > height * 0.5
                else z1 - long / 2 - 0.06
            )
            if kind in ("side by side", "single"):
                near = (z0 + z1) / 2 + 0.05 * h
            spot = np.array([edge if grip != "recess" else at[0] + side * (w / 2 - 0.008), front, near])
        bright += [moved(m, spot) for m in handle]
        dark += [moved(m, spot) for m in dark_or]
    if extra[0] and kind in ("side by side", "french"):
        x0, x1, z0, z1, _ = leaves[0]
        at = ((x0 + x1) / 2, front, z0 + (z1 - z0) * (0.6 if kind == "side by side" else 0.42))
        dark.append(moved(box((0.2, 0.008, 0.34), (0, -0.001, 0), 0.003), at))
        bright.append(moved(box((0.17, 0.004, 0.05), (0, -0.006, 0.125), 0.001, 1), at))
        bright.append(moved(box((0.15, 0.03, 0.012), (0, -0.012, -0.15), 0.004, 1), at))
        bright.append(moved(box((0.04, 0.014, 0.09), (0, -0.008, 0.02), 0.005, 1), at))
    papers: list[Mesh] = []
    magnets: list[Mesh] = []
    if extra[1]:
        x0, x1, z0, z1, _ = leaves[0]
        for k, (u, v, w, h) in enumerate(
            ((0.35, 0.62, 0.1, 0.14), (0.62, 0.72, 0.13, 0.09), (0.42, 0.44, 0.08, 0.08))
        ):
            at3 = (x0 + (x1 - x0) * u, front - 0.0006, z0 + (z1 - z0) * v)
            papers.append(moved(box((w, 0.001, h), bevel=0), at3))
            magnets.append(
                moved(box((0.022, 0.006, 0.022), (0.002 * k, -0.003, h / 2 - 0.015), 0.002, 1), at3)
            )
    ink = materials.paper((0.95, 0.94, 0.88), pattern=1, seed=3.7)
    red = materials.plastic((0.75, 0.15, 0.12), 0.3)
    rubber = materials.plastic((0.09, 0.09, 0.095), 0.5)
    label = {"paint": "enamel", "metal": "steel"}.get(doors.kind, doors.kind)
    return Asset(
        "refrigerator",
        parts((shell, body), (skins, doors), (dark, rubber), (bright, metal), (papers, ink), (magnets, red)),
        {"color": color, "material": label, "kind": kind},
        (Support((-half + 0.03, half - 0.03), (face + 0.04, back - 0.02), height),),
    )


def _grip(style: str, length: float, upright: bool) -> tuple[list[Mesh], list[Mesh]]:
    """Dark and bright meshes of a handle on y = 0, its middle at the origin."""
    axis = np.array([0.0, 0.0, 1.0]) if upright else np.array([1.0, 0.0, 0.0])
    if style == "recess":
        size = (0.02, 0.003, length) if upright else (length, 0.003, 0.02)
        return [box(size, (0, -0.0005, 0), 0.001, 1)], []
    out = np.array([0.0, -0.045 if style == "bar" else -0.03, 0.0])
    if style == "bar":
        ends = [axis * s * length / 2 + out for s in (-1, 1)]
        posts = [axis * s * length * 0.42 for s in (-1, 1)]
        return [], [tube(ends, 0.0095, 14), *(tube([p, p + out], 0.008, 10) for p in posts)]
    path = bend(
        [-axis * length / 2, -axis * length * 0.44 + out, axis * length * 0.44 + out, axis * length / 2],
        0.03,
        5,
    )
    return [], [tube(path, 0.011, len(circle(1.0, 12)))]


@sampler("refrigerator")
def refrigerator_rand(rng: np.random.Generator) -> Asset:
    """A refrigerator of 0.5 to 0.92 m width and 0.84 to 2.05 m height."""
    kind = str(rng.choice(KINDS, p=[0.38, 0.18, 0.18, 0.1, 0.08, 0.08]))
    sizes = {
        "freezer below": (0.55, 0.7, 1.7, 2.03),
        "freezer above": (0.55, 0.75, 1.45, 1.75),
        "single": (0.5, 0.6, 0.85, 1.85),
        "side by side": (0.85, 0.92, 1.75, 1.85),
        "french": (0.8, 0.92, 1.75, 1.85),
        "retro": (0.54, 0.62, 1.4, 1.9),
    }[kind]
    width, height = float(rng.uniform(*sizes[:2])), float(rng.uniform(*sizes[2:]))
    steel = materials.metal((0.62, 0.62, 0.63), 0.3, brushed=1.0, seed=finishes.seed(rng))
    pick = rng.random()
    white = materials.paint((0.93, 0.93, 0.93), 0.15)
    dark = materials.paint((0.06, 0.06, 0.065), 0.2)
    grey = materials.paint((0.55, 0.55, 0.56), 0.3)
    if kind == "retro":
        names = {
            "red": (0.6, 0.06, 0.06),
            "mint": (0.6, 0.8, 0.72),
            "cream": (0.92, 0.87, 0.74),
            "blue": (0.55, 0.7, 0.78),
        }
        color = str(rng.choice(list(names)))
        doors = materials.paint(names[color], 0.08)
        body = doors
    elif pick < 0.45:
        color, doors, body = "white", white, white
    elif pick < 0.88:
        color, doors, body = "steel", steel, grey
    else:
        color, doors, body = "black", dark, dark
    grips = ["bow"] if kind == "retro" else ["bar", "recess", "bow"]
    grip = str(rng.choice(grips))
    chrome = materials.metal((0.74, 0.74, 0.75), 0.2)
    return refrigerator(
        body,
        doors,
        doors if color == "white" and rng.random() < 0.4 else chrome,
        kind,
        width,
        float(rng.uniform(0.62, 0.7) if width < 0.8 else rng.uniform(0.68, 0.78)),
        height,
        share=float(rng.uniform(0.3, 0.42)),
        grip=grip,
        hinge=int(rng.choice([-1, 1])),
        extra=(bool(rng.random() < 0.6), bool(rng.random() < 0.3 and kind != "retro" and height > 1.2)),
        color=color,
    )
