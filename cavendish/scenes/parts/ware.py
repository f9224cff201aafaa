# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What kitchens and bathrooms share: hollow ware of any outline, taps, round buttons. Metres; fronts look to -Y."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.geometry import bend, box, curve, cylinder, lathe, moved, placed, tube, turned
from cavendish.scenes.parts.fittings import ellipse, loft, pose
from cavendish.scenes.scene import Float, Mesh

TAPS = ("arch", "low", "pillar", "angular")


def at_height(outline: Float, z: float | Float, x: float = 0.0, y: float = 0.0) -> Float:
    """An outline (N, 2) as a ring (N, 3) on height z, shifted by x and y."""
    heights = np.broadcast_to(np.asarray(z, float), (len(outline),))
    return np.column_stack([outline[:, 0] + x, outline[:, 1] + y, heights])


def oval(
    width: float, depth: float, z: float, power: float = 2.5, y: float = 0.0, x: float = 0.0, count: int = 48
) -> Float:
    """A ring (count, 3) of a superellipse about (x, y); power 2 an ellipse, 6 nearly a rectangle."""
    return at_height(ellipse(width, depth, power, count), z, x, y)


def dee(width: float, depth: float, z: float, y: float = 0.0, back: float = 6.0, count: int = 48) -> Float:
    """A ring (count, 3) like a D: round at the front (-Y), squarer at the back, by the power `back`."""
    turn = np.arange(count) / count * 2 * np.pi
    c, s = np.cos(turn), np.sin(turn)
    power = np.where(s > 0, back, 2.1)
    px = np.sign(c) * np.abs(c) ** (2 / np.where(s > 0, back, 2.1)) * width / 2
    py = np.sign(s) * np.abs(s) ** (2 / power) * depth
    # The round front takes two thirds of the depth.
    return at_height(np.column_stack([px, np.where(s > 0, py / 3, py * 2 / 3)]), z, 0.0, y)


def hollow(rings: Sequence[Float], crease: float = 0.9) -> Mesh:
    """A vessel: rings up its outside, over its rim and down its inside; both ends are closed."""
    return loft(np.array(rings), crease, grain=0)


def tap(style: str, height: float, reach: float, bore: float = 0.011) -> list[Mesh]:
    """A mixer tap that stands on z = 0, its spout to -Y. style: one of TAPS; reach: of the spout."""
    foot = lathe(
        [(0, 0), (bore * 2.3, 0), (bore * 2.3, 0.004), (bore * 2.0, 0.008), (bore * 1.5, 0.009), (0, 0.009)],
        24,
    )
    if style == "arch":
        r = min(reach / 2, height * 0.45)
        turn = np.linspace(0, np.pi, 14)
        arc = [(0.0, -r + r * np.cos(a), height - r - bore + r * np.sin(a)) for a in turn]
        end = max(height - r - 0.09, height * 0.45)
        path = np.array([(0, 0, 0.005), (0, 0, height * 0.3), *arc, (0, -2 * r, end)])
        lever = [tube([(0, 0, 0.05), (0.045, 0, 0.052)], bore * 0.95, 14)]
        lever.append(tube([(0.04, 0, 0.052), (0.05, -0.01, 0.06), (0.062, -0.055, 0.105)], bore * 0.4, 8))
        body = cylinder(bore * 1.6, 0.085, 0.004, 24)
        return [foot, body, tube(path, bore, 14), *lever]
    if style == "low":
        body = cylinder(bore * 2.0, height * 0.62, 0.004, 24, top=bore * 1.8)
        spout = bend(
            [(0, 0, height * 0.42), (0, -reach * 0.9, height * 0.62), (0, -reach, height * 0.5)], 0.025, 6
        )
        cap = moved(
            lathe([(0, 0), (bore * 1.8, 0), (bore * 1.7, 0.012), (bore * 0.9, 0.022), (0, 0.023)], 24),
            (0, 0, height * 0.62),
        )
        lever = [tube([(0, 0, height * 0.66), (0, -reach * 0.55, height)], bore * 0.42, 8)]
        return [foot, body, cap, tube(spout, bore, 14), *lever]
    if style == "pillar":
        meshes = [foot, cylinder(bore * 1.5, height * 0.6, 0.004, 20)]
        bow = curve(
            [
                (0, 0, height * 0.5),
                (0, -reach * 0.25, height),
                (0, -reach * 0.8, height * 0.92),
                (0, -reach, 0.62 * height),
            ],
            5,
        )
        meshes.append(tube(bow, bore, 14))
        for s in (-1, 1):
            x = s * 0.1
            meshes.append(moved(foot, (x, 0, 0)))
            meshes.append(moved(cylinder(bore * 1.4, 0.05, 0.004, 20, top=bore), (x, 0, 0)))
            for a in (0.5, 0.5 + np.pi / 2):
                d = np.array([np.cos(a), np.sin(a), 0]) * 0.028
                meshes.append(tube([(x, 0, 0.056) - d, (x, 0, 0.056) + d], 0.0055, 10))
            meshes.append(moved(lathe([(0, 0), (0.011, 0), (0.012, 0.008), (0, 0.014)], 16), (x, 0, 0.05)))
        return meshes
    if style == "angular":
        wide = bore * 2.6
        return [
            box((wide * 1.5, wide * 1.5, 0.006), (0, 0, 0.003), 0.001, 1),
            box((wide, wide, height), (0, 0, height / 2), 0.003),
            box((wide, reach, wide * 0.55), (0, -reach / 2 + wide / 2, height - wide * 0.5), 0.003),
            box((wide * 0.5, wide * 0.5, 0.006), (0, -reach + wide, height - wide * 0.8), 0.001, 1),
            box((0.011, 0.012, 0.075), (wide * 0.5 + 0.012, 0, height * 0.62), 0.003),
            turned_to_x(cylinder(0.009, 0.02, 0.002, 14), (wide * 0.4, 0, height * 0.55)),
        ]
    raise ValueError(f"no tap is called {style!r}; there are {', '.join(TAPS)}")


def wall_mixer(width: float = 0.26, spout: float = 0.0) -> list[Mesh]:
    """A mixer on the wall y = 0, its bar along X at z = 0, knobs at its ends; spout: its reach, or none."""
    bar = placed(
        cylinder(0.024, width - 0.08, 0.004, 24), pose("y", np.pi / 2, (-(width - 0.08) / 2, -0.055, 0))
    )
    meshes = [bar]
    for s in (-1, 1):
        knob = cylinder(0.026, 0.038, 0.004, 24)
        meshes.append(placed(knob, pose("y", s * np.pi / 2, (s * (width / 2 - 0.038), -0.055, 0))))
        meshes.append(
            placed(cylinder(0.012, 0.05, 0.001, 16), pose("x", np.pi / 2, (s * width * 0.28, 0, 0)))
        )
        meshes.append(
            placed(cylinder(0.032, 0.008, 0.003, 24), pose("x", np.pi / 2, (s * width * 0.28, 0, 0)))
        )
    if spout > 0:
        path = bend([(0, -0.06, -0.004), (0, -spout, -0.012), (0, -spout - 0.005, -0.05)], 0.03, 5)
        meshes.append(tube(path, 0.013, 14))
    return meshes


def knob(radius: float, depth: float = 0.022, turn: float = 0.0) -> list[Mesh]:
    """A turning knob on the plane y = 0 that points to -Y, with a grip bar; turn: where it points, radians."""
    round_ = turned(
        lathe(
            [
                (0, 0),
                (radius, 0),
                (radius, depth * 0.25),
                (radius * 0.86, depth * 0.85),
                (radius * 0.7, depth),
                (0, depth),
            ],
            20,
            0.5,
        ),
        "x",
        np.pi / 2,
    )
    grip = turned(box((radius * 0.28, depth * 0.5, radius * 1.7), (0, -depth, 0), 0.0015, 1), "y", turn)
    return [round_, grip]


def turned_to_x(mesh: Mesh, at: tuple[float, float, float]) -> Mesh:
    """A mesh that stands on z = 0, laid along +X from `at`."""
    return placed(mesh, pose("y", np.pi / 2, at))


def facing(mesh: Mesh, at: tuple[float, float, float]) -> Mesh:
    """A mesh that stands on z = 0, laid along -Y from `at`."""
    return placed(mesh, pose("x", np.pi / 2, at))
