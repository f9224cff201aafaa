# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Traffic signs: plates of all the usual shapes with raised symbols, on a post."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, cylinder, moved, translation, triangulate
from cavendish.scenes.parts.facade.elements import Bag, bag, boxes, finished, flat, pour, rods, slab
from cavendish.scenes.parts.facade.letters import letters
from cavendish.scenes.scene import Asset, Colour, Float, Material

Sign = Literal[
    "stop", "give way", "priority road", "speed limit", "no entry", "no parking", "no vehicles", "warning bend",
    "warning", "road works", "turn right", "straight on", "roundabout", "parking", "one way", "crossing", "bus", "direction",
    "street name",
]  # fmt: skip
LIFT = 0.0012  # of each layer of colour over the one below
COLORS: dict[str, Colour] = {
    "red": (0.74, 0.05, 0.07),
    "white": (0.92, 0.92, 0.9),
    "blue": (0.05, 0.2, 0.5),
    "yellow": (0.95, 0.76, 0.06),
    "black": (0.03, 0.03, 0.035),
    "green": (0.03, 0.36, 0.2),
}
ARROW = np.array(
    [(-0.09, -0.6), (0.09, -0.6), (0.09, 0.1), (0.32, 0.1), (0.0, 0.62), (-0.32, 0.1), (-0.09, 0.1)]
)
TURN = np.array([(-0.35, -0.6), (-0.15, -0.6), (-0.15, -0.08), (-0.05, 0.02), (0.2, 0.02), (0.2, -0.2), (0.6, 0.14), (0.2, 0.48), (0.2, 0.24), (-0.1, 0.24), (-0.35, 0.0)])  # fmt: skip
WALKER = np.array([(-0.36, -0.62), (-0.2, -0.62), (0.0, -0.2), (0.16, -0.62), (0.32, -0.62), (0.12, -0.05), (0.1, 0.1), (0.3, -0.05), (0.36, 0.03), (0.08, 0.32), (-0.08, 0.32), (-0.32, 0.02), (-0.24, -0.04), (-0.1, 0.1), (-0.14, -0.1)])  # fmt: skip
BEND = np.array([(-0.12, -0.55), (0.06, -0.55), (0.06, -0.2), (-0.12, 0.1), (-0.12, 0.22), (0.0, 0.22), (-0.2, 0.55), (-0.4, 0.22), (-0.28, 0.22), (-0.28, 0.06), (-0.12, -0.24)])  # fmt: skip


def regular(sides: int, radius: float, start: float = 0.0, corner: float = 0.12) -> Float:
    """A regular outline (N, 2) with rounded corners, the first corner `start` radians from the top."""
    turn = start + np.pi / 2 + np.arange(sides) / sides * 2 * np.pi
    points = np.stack([np.cos(turn), np.sin(turn)], 1) * radius
    if sides > 12 or corner <= 0:
        return points
    loop = np.vstack([(points[-1] + points[0]) / 2, points, (points[-1] + points[0]) / 2])
    return np.asarray(bend(np.column_stack([loop, 0 * loop[:, 0]]), corner * radius, 4)[:-1, :2])


def rectangle(width: float, height: float, corner: float = 0.03) -> Float:
    """A rectangle's outline (N, 2) with rounded corners, counter-clockwise."""
    a, b = width / 2, height / 2
    loop = np.array([(0, -b, 0), (a, -b, 0), (a, b, 0), (-a, b, 0), (-a, -b, 0), (0, -b, 0)])
    return np.asarray(bend(loop, corner, 3)[:-1, :2])


def layer(into: Bag, color: str, outline: Float, level: int, at: tuple[float, float] = (0, 0)) -> None:
    """A field of colour on a plate, above `level` others."""
    points = np.column_stack(
        [outline[:, 0] + at[0], np.full(len(outline), -LIFT * level), outline[:, 1] + at[1]]
    )
    into[color].append(flat(points, triangulate(outline)))


def _plate(into: Bag, outline: Float, color: str) -> None:
    """The plate itself, bent back at its rim, in grey, with its colour."""
    points = np.column_stack([outline[:, 0], 0 * outline[:, 0], outline[:, 1]])
    into["back"].append(slab(points, 0.012))
    layer(into, color, outline * 0.996, 1)


def _write(
    into: Bag, text: str, height: float, color: str, level: int, at: tuple[float, float] = (0, 0)
) -> None:
    into[color].append(moved(letters(text, height, 0.001, 0.17), (at[0], -LIFT * level, at[1])))


def _ring(into: Bag, r: float) -> None:
    _plate(into, regular(40, r), "red")
    layer(into, "white", regular(40, r * 0.8), 2)


def _bar(r: float, width: float, angle: float) -> Float:
    box = np.array([(-r, -width / 2), (r, -width / 2), (r, width / 2), (-r, width / 2)])
    c, s = np.cos(angle), np.sin(angle)
    return np.asarray(box @ np.array([[c, s], [-s, c]]))


def _draw(into: Bag, sign: Sign, size: float, text: str) -> tuple[float, float]:
    """Draw a sign about the origin, `size` across. Returns its half width and half height."""
    r = size / 2
    if sign in ("warning", "warning bend", "road works", "give way"):
        flip = np.pi if sign == "give way" else 0.0
        big = size / np.sqrt(3)
        down = -0.25 * big if not flip else 0.25 * big  # the plate's middle is not the triangle's
        outline = regular(3, big, flip) + (0, down)
        _plate(into, outline, "red")
        layer(
            into, "white" if sign != "road works" else "yellow", regular(3, big * 0.74, flip) + (0, down), 2
        )
        mark = {"warning bend": BEND, "road works": WALKER}.get(sign)
        if sign == "warning":
            layer(
                into,
                "black",
                np.array([(-0.05, -0.12), (0.05, -0.12), (0.09, 0.36), (-0.09, 0.36)]) * r,
                3,
                (0, down),
            )
            layer(into, "black", regular(16, 0.08 * r), 3, (0, down - 0.27 * r))
        elif mark is not None:
            layer(into, "black", mark * 0.68 * r, 3, (0, down))
            if sign == "road works":
                layer(into, "black", regular(16, 0.09 * r), 3, (0, down + 0.33 * r))
        return r, big * 0.75
    if sign == "stop":
        _plate(into, regular(8, r / np.cos(np.pi / 8), np.pi / 8, 0.03), "white")
        layer(into, "red", regular(8, 0.93 * r / np.cos(np.pi / 8), np.pi / 8, 0.03), 2)
        _write(into, "STOP", 0.25 * size, "white", 3)
    elif sign == "priority road":
        _plate(into, regular(4, r * 1.3, 0, 0.08), "white")
        layer(into, "yellow", regular(4, r * 1.02, 0, 0.08), 2)
        return r * 1.3, r * 1.3
    elif sign in ("speed limit", "no vehicles"):
        _ring(into, r)
        if sign == "speed limit":
            _write(into, text, 0.37 * size, "black", 3)
    elif sign == "no entry":
        _plate(into, regular(40, r), "red")
        layer(into, "white", rectangle(1.45 * r, 0.38 * r, 0.02), 2)
    elif sign == "no parking":
        _plate(into, regular(40, r), "red")
        layer(into, "blue", regular(40, r * 0.82), 2)
        layer(into, "red", _bar(r * 0.86, 0.16 * r, -np.pi / 4), 3)
        if text == "X":
            layer(into, "red", _bar(r * 0.86, 0.16 * r, np.pi / 4), 4)
    elif sign in ("turn right", "straight on", "roundabout"):
        _plate(into, regular(40, r), "white")
        layer(into, "blue", regular(40, r * 0.95), 2)
        if sign == "roundabout":
            for k in range(3):
                c, s = np.cos(k * 2.094), np.sin(k * 2.094)
                layer(into, "white", (ARROW * 0.6 * r + (0.48 * r, 0)) @ np.array([[c, s], [-s, c]]), 3)
        else:
            layer(into, "white", (TURN if sign == "turn right" else ARROW) * 1.15 * r, 3)
    elif sign in ("parking", "bus", "crossing"):
        _plate(into, rectangle(size, size, 0.05), "white")
        layer(into, "blue", rectangle(size * 0.95, size * 0.95, 0.04), 2)
        if sign == "crossing":
            layer(into, "white", np.array([(-0.72, -0.62), (0.72, -0.62), (0.0, 0.72)]) * r, 3)
            layer(into, "black", WALKER * 0.62 * r, 4, (0, -0.16 * r))
            layer(into, "black", regular(16, 0.085 * r), 4, (0, 0.16 * r))
        else:
            _write(
                into,
                "P" if sign == "parking" else "BUS",
                (0.6 if sign == "parking" else 0.34) * size,
                "white",
                3,
            )
    elif sign == "one way":
        _plate(into, rectangle(size * 1.5, size * 0.5, 0.02), "white")
        layer(into, "blue", rectangle(size * 1.46, size * 0.46, 0.016), 2)
        layer(into, "white", (ARROW @ np.array([[0, 1], [-1, 0]]))[:, ::1] * 0.34 * size * (1.9, 1.25), 3)
        return size * 0.75, size * 0.25
    elif sign == "direction":
        a, b = size * 0.85, size * 0.24
        _plate(into, np.array([(-a, -b), (a - b, -b), (a, 0), (a - b, b), (-a, b)]), "white")
        layer(
            into,
            "yellow" if len(text) % 2 else "white",
            np.array([(-a, -b), (a - b, -b), (a, 0), (a - b, b), (-a, b)]) * (0.97, 0.9),
            2,
        )
        _write(into, text, min(0.24 * size, 1.5 * size / len(text)), "black", 3, (-0.08 * size, 0))
        return a, b
    else:
        a, b = 0.051 * len(text) + 0.07, 0.11
        _plate(into, rectangle(2 * a, 2 * b, 0.012), "white")
        layer(into, "blue", rectangle(2 * a - 0.02, 2 * b - 0.02, 0.008), 2)
        _write(into, text, 0.11, "white", 3)
        return a, b
    return r, r


def traffic_sign(
    sign: Sign,
    size: float,
    clear: float,
    post: Material,
    text: str = "50",
    second: Sign | None = None,
    posts: int = 1,
    radius: float = 0.03,
) -> Asset:
    """A sign that faces -Y. size: of its plate; clear: height of its lower edge; text: on those that have some.

    second: another plate under the first, which then goes up; posts: 1, or 2 beside each other; radius: of a post.
    """
    pieces = bag()
    plates: list[tuple[Bag, float]] = []
    low, wide = clear, 0.0
    for one in (second, sign) if second else (sign,):
        plate = bag()
        a, b = _draw(plate, one, size, text)
        plates.append((plate, low + b))
        low, wide = low + 2 * b + 0.04, max(wide, a)
    front = -radius - 0.018
    for plate, z in plates:
        pour(pieces, plate, translation(0, front, z))
    top = low - 0.04 - 0.02
    at = (-wide * 0.5, wide * 0.5) if posts == 2 else (0.0,)
    for x in at:
        pieces["post"].append(moved(cylinder(radius, top, 0.006, 18), (x, 0, 0)))
        pieces["post"].append(moved(cylinder(radius * 2.2, 0.02, 0.004, 20), (x, 0, 0)))
        for _, z in plates:
            for dz in (-0.1, 0.1) if size > 0.5 else (0.0,):
                y = front + 0.012
                pieces["post"].append(
                    boxes(
                        [
                            (
                                x - radius - 0.012,
                                x + radius + 0.012,
                                y,
                                radius + 0.008,
                                z + dz - 0.014,
                                z + dz + 0.014,
                            )
                        ],
                        0.004,
                    )
                )
                pieces["post"].append(
                    rods([(x - 0.06, y + 0.006, z + dz)], [(x + 0.06, y + 0.006, z + dz)], 0.01, 6)
                )
    finish: dict[str, Material] = {name: materials.plastic(color, 0.25) for name, color in COLORS.items()}
    finish |= {"post": post, "back": materials.metal((0.55, 0.56, 0.57), 0.5)}
    words = f"{sign} {text}" if sign == "speed limit" else sign
    return Asset(
        "traffic sign",
        finished(pieces, finish),
        {"kind": words, "shape": _SHAPES.get(sign, "round"), "color": _MAIN.get(sign, "blue")},
    )


_SHAPES = {
    "stop": "octagonal", "give way": "triangular", "warning": "triangular", "warning bend": "triangular",
    "road works": "triangular", "priority road": "diamond", "parking": "square", "crossing": "square", "bus": "square",
    "one way": "rectangular", "direction": "arrow", "street name": "rectangular",
}  # fmt: skip
_MAIN = {
    "stop": "red", "no entry": "red", "give way": "red and white", "warning": "red and white", "warning bend": "red and white",
    "road works": "red and yellow", "priority road": "yellow", "speed limit": "red and white", "no vehicles": "red and white",
    "no parking": "red and blue", "direction": "white",
}  # fmt: skip
SIGNS: tuple[tuple[Sign, float], ...] = (
    ("stop", 2), ("give way", 2), ("priority road", 1.5), ("speed limit", 3), ("no entry", 2), ("no parking", 2),
    ("no vehicles", 0.6), ("warning bend", 1), ("warning", 1), ("road works", 1), ("turn right", 1), ("straight on", 1),
    ("roundabout", 0.8), ("parking", 2), ("one way", 1), ("crossing", 2), ("bus", 0.8), ("direction", 1), ("street name", 1.5),
)  # fmt: skip
PLACES = ("CENTRE", "STATION", "HARBOUR", "AIRPORT", "NORTHTON", "LAKESIDE", "OAKHAM", "MILLBURY")
STREETS = ("MILL LANE", "HIGH STREET", "PARK ROAD", "ELM AVENUE", "KING ST", "CHURCH HILL", "STATION ROAD")


@sampler("traffic sign")
def traffic_sign_rand(rng: np.random.Generator) -> Asset:
    """A traffic sign."""
    weights = np.array([w for _, w in SIGNS])
    sign = SIGNS[int(rng.choice(len(SIGNS), p=weights / weights.sum()))][0]
    words = {
        "direction": PLACES,
        "street name": STREETS,
        "speed limit": ("20", "30", "40", "50", "60", "80"),
        "no parking": ("X", "-"),
    }.get(sign, ("",))
    text = words[int(rng.integers(len(words)))]
    pairs: dict[Sign, tuple[Sign, ...]] = {
        "priority road": ("straight on", "no parking"),
        "crossing": ("speed limit",),
        "stop": ("street name",),
        "no parking": ("one way",),
        "parking": ("no vehicles",),
    }
    second = pairs[sign][0] if sign in pairs and rng.random() < 0.3 else None
    if second == "street name":
        text = STREETS[int(rng.integers(len(STREETS)))]
    elif second == "speed limit":
        text = "30"
    seed = finishes.seed(rng)
    post = (
        materials.metal((0.6, 0.61, 0.62), 0.45, seed=seed)
        if rng.random() < 0.75
        else materials.paint((0.15, 0.16, 0.17), 0.4, seed=seed)
    )
    size = float(rng.choice([0.6, 0.75, 0.9], p=[0.55, 0.3, 0.15]))
    wide = sign == "direction"
    return traffic_sign(
        sign,
        0.9 if wide else size,
        rng.uniform(2.0, 2.3) if not wide else rng.uniform(1.9, 2.2),
        post,
        text,
        second,
        2 if wide else 1,
        float(rng.choice([0.03, 0.038])),
    )
