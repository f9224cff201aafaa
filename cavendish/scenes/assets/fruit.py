# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Apples, oranges and bananas."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bounds, lathe, moved, tube
from cavendish.scenes.parts.fittings import deformed, loft, parts
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh, Part

STALK = materials.wood((0.25, 0.17, 0.1))


def apple(
    skin: Material,
    radius: float = 0.038,
    tall: float = 0.9,
    lobes: float = 0.06,
    lean: float = 0.0,
    color: str = "red",
) -> Asset:
    """An apple. tall: its height by its width; lobes: how five-lobed its lower end is; lean: of the stalk, radians."""
    t = np.linspace(-np.pi / 2, np.pi / 2, 28)
    r = radius * np.cos(t) ** 0.72
    z = radius * tall * (np.sin(t) + 1) * 0.97
    dip_top = 0.3 * radius * np.exp(-((r / (0.33 * radius)) ** 2)) * (t > 0)
    dip_low = 0.18 * radius * np.exp(-((r / (0.3 * radius)) ** 2)) * (t < 0)
    profile = np.column_stack([np.maximum(r, 0), z - dip_top + dip_low])
    profile[0, 0] = profile[-1, 0] = 0.0
    body = lathe(profile, 40, 3.0)

    def shape(p: Float) -> Float:
        low = np.clip(1 - p[:, 2] / (radius * tall * 2), 0, 1)
        angle = np.arctan2(p[:, 1], p[:, 0])
        grow = 1 - 0.1 * low + lobes * low**2 * np.cos(5 * angle)
        return np.column_stack([p[:, 0] * grow, p[:, 1] * grow, p[:, 2]])

    body = deformed(body, shape, 3.0)
    top = float(profile[-1, 1])
    end = (np.sin(lean) * radius * 0.35, 0.2 * radius * np.sin(lean * 2), top + radius * 0.55)
    stalk = tube([(0, 0, top - 0.002), (0.1 * end[0], 0, top + radius * 0.25), end], 0.0016, 8)
    return Asset("apple", _set_down(parts(([body], skin), ([stalk], STALK))), {"color": color})


def orange(skin: Material, radius: float = 0.038, flat: float = 0.95) -> Asset:
    """An orange. flat: its height by its width."""
    t = np.linspace(-np.pi / 2, np.pi / 2, 24)
    r = radius * np.cos(t)
    z = radius * flat * np.sin(t) - 0.06 * radius * np.exp(-((r / (0.16 * radius)) ** 2)) * (t > 0)
    profile = np.column_stack([np.maximum(r, 0), z])
    profile[0, 0] = profile[-1, 0] = 0.0
    body = lathe(profile, 40, 3.0)
    button = moved(
        lathe([(0, 0), (0.004, 0), (0.003, 0.0016), (0, 0.002)], 12), (0, 0, float(z[-1]) - 0.0003)
    )
    green = materials.plastic((0.25, 0.32, 0.14), 0.7)
    return Asset("orange", _set_down(parts(([body], skin), ([button], green))), {"color": "orange"})


def banana(
    skin: Material,
    tip: Material,
    length: float = 0.19,
    thick: float = 0.034,
    bow: float = 1.3,
    count: int = 1,
    color: str = "yellow",
) -> Asset:
    """A banana, or a hand of `count`, lying on its side along X. bow: how far it turns, radians."""
    fruit: list[Mesh] = []
    ends: list[Mesh] = []
    for k in range(count):
        body, dark = _one(length * (1 - 0.03 * k), thick, bow)
        if count > 1:  # they fan out from their common stalk at the left, each on its inner neighbour's side
            turn = (k - (count - 1) / 2) * 0.16
            c, s = np.cos(turn), np.sin(turn)
            spin = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
            start = np.array([-length * 0.48, 0.0, 0.0])

            def place(m: Mesh, spin: Float = spin, start: Float = start, k: int = k) -> Mesh:
                points = (m.vertices - start) @ spin.T + start + (0, 0.012 * (k - (count - 1) / 2), 0)
                normals = None if m.normals is None else (m.normals @ spin.T).astype(np.float32)
                return Mesh(points.astype(np.float32), m.faces, normals, m.uvs)

            body, dark = place(body), [place(m) for m in dark]
        fruit.append(body)
        ends += dark
    return Asset(
        "banana",
        _set_down(parts((fruit, skin), (ends, tip))),
        {"color": color, "kind": "single" if count == 1 else "hand"},
    )


def _one(length: float, thick: float, bow: float) -> tuple[Mesh, list[Mesh]]:
    """One banana, arched in the XY plane, its ends at y < 0; its skin and its two dark ends."""
    u = np.linspace(0, 1, 26)
    radius = (
        thick
        / 2
        * np.interp(
            u,
            [0, 0.06, 0.14, 0.3, 0.5, 0.75, 0.9, 0.97, 1],
            [0.3, 0.32, 0.5, 0.92, 1.0, 0.95, 0.62, 0.36, 0.26],
        )
    )
    reach = length / bow
    angle = (u - 0.5) * bow
    path = np.column_stack([reach * np.sin(angle), reach * np.cos(angle) - reach, 0 * u])
    out = np.column_stack([np.sin(angle), np.cos(angle), 0 * u])
    sides = np.arange(20) / 20 * 2 * np.pi
    facet = 1 - 0.05 * np.cos(5 * sides)  # five ribs run along it
    ring = [
        path[i]
        + radius[i] * (facet * np.cos(sides))[:, None] * out[i]
        + radius[i] * (facet * np.sin(sides))[:, None] * np.array([0, 0, 1.0])
        for i in range(len(u))
    ]
    # Seen from +X, towards which the rings go, (out, up) runs counter-clockwise.
    body = loft(np.array(ring), 1.2)
    dark = [
        tube(path[:2] - (path[1] - path[0]) * 0.3, radius[0] * 1.02, 12),
        tube(path[-2:] + (path[-1] - path[-2]) * 0.25, radius[-1] * 1.02, 12),
    ]
    return body, dark


def _set_down(pieces: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts shifted so that they stand on z = 0 about the origin."""
    span = bounds([part.mesh for part in pieces])
    middle = (span[0] + span[1]) / 2
    by = (-middle[0], -middle[1], -span[0, 2])
    return tuple(Part(moved(part.mesh, by), part.material) for part in pieces)


@sampler("apple")
def apple_rand(rng: np.random.Generator) -> Asset:
    """An apple of 0.065 to 0.085 m: red, green or yellow."""
    color = str(rng.choice(["red", "green", "yellow"], p=[0.5, 0.32, 0.18]))
    tone: dict[str, Colour] = {
        "red": finishes.hsv((rng.uniform(-0.02, 0.02)) % 1, rng.uniform(0.75, 0.9), rng.uniform(0.5, 0.72)),
        "green": finishes.hsv(rng.uniform(0.2, 0.25), rng.uniform(0.6, 0.75), rng.uniform(0.55, 0.72)),
        "yellow": finishes.hsv(rng.uniform(0.12, 0.15), rng.uniform(0.6, 0.75), rng.uniform(0.78, 0.88)),
    }
    return apple(
        materials.plastic(tone[color], 0.25, seed=finishes.seed(rng)),
        float(rng.uniform(0.033, 0.042)),
        float(rng.uniform(0.84, 1.0)),
        float(rng.uniform(0.0, 0.07)),
        float(rng.uniform(-0.9, 0.9)),
        color,
    )


@sampler("orange")
def orange_rand(rng: np.random.Generator) -> Asset:
    """An orange of 0.065 to 0.09 m."""
    tone = finishes.hsv(rng.uniform(0.065, 0.095), rng.uniform(0.85, 0.97), rng.uniform(0.82, 0.95))
    skin = materials.leather(tone, 0.4, 0.0009, finishes.seed(rng))
    return orange(skin, float(rng.uniform(0.032, 0.045)), float(rng.uniform(0.9, 1.0)))


@sampler("banana")
def banana_rand(rng: np.random.Generator) -> Asset:
    """A banana of 0.15 to 0.21 m, or a hand of up to four."""
    ripe = rng.random() < 0.8
    tone = finishes.hsv(
        rng.uniform(0.125, 0.15) if ripe else rng.uniform(0.16, 0.2),
        rng.uniform(0.7, 0.85),
        rng.uniform(0.82, 0.95),
    )
    return banana(
        materials.plastic(tone, 0.45, seed=finishes.seed(rng)),
        materials.plastic((0.2, 0.15, 0.08), 0.7),
        float(rng.uniform(0.155, 0.2)),
        float(rng.uniform(0.03, 0.038)),
        float(rng.uniform(1.05, 1.6)),
        int(rng.choice([1, 2, 3, 4], p=[0.5, 0.15, 0.2, 0.15])),
        "yellow" if ripe else "green",
    )
