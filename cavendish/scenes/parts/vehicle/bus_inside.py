# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Seats and poles in a bus, the bellows of its joint, and what stands on its roof."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import bend, box, moved, tube
from cavendish.scenes.parts.vehicle.fittings import (
    seat,
)
from cavendish.scenes.scene import Mesh


def seats_of(
    length: float, width: float, floor: float, axles: list[float], joint: float | None, coach: bool
) -> list[Mesh]:
    """Rows of seats two and two, on boxes over the wheels; the driver's in front; a panel behind the driver."""
    single = seat(0.88, 0.42, 0.66, 0.45)
    out: list[Mesh] = []
    y = -length / 2 + 2.2
    while y < length / 2 - 0.6:
        near = min(abs(y - a) for a in axles)
        if joint is None or abs(y - joint) > 1.0:
            lift = 0.25 if near < 0.7 and not coach else 0.0
            for side in (-1, 1):
                out += [moved(mesh, (side * (width / 2 - 0.52), y, floor + lift)) for mesh in single]
        y += 0.78 if coach else 0.85
    high = floor + (0.15 if not coach else -0.25)
    out += [moved(mesh, (0.62, -length / 2 + 1.15, high)) for mesh in seat(0.5, 0.45, 0.7, 0.5)]
    out.append(
        box(
            (1.9 if coach else 0.9, 0.45, 0.55), (0.45 if not coach else 0, -length / 2 + 0.50, 0.95), 0.08, 1
        )
    )
    turn = np.linspace(0, 2 * np.pi, 21)[:-1]
    ring = np.column_stack([0.22 * np.cos(turn), 0.10 * np.sin(turn), 0.2 * np.sin(turn)])
    out.append(moved(tube(ring, 0.016, 6, closed=True), (0.62, -length / 2 + 0.78, 1.26)))
    return out


def poles(length: float, width: float, floor: float, height: float) -> list[Mesh]:
    """Poles by the aisle, and rails under the ceiling."""
    top = height - 0.18
    out = []
    for k, y in enumerate(np.arange(-length / 2 + 2.4, length / 2 - 1.2, 1.7)):
        x = 0.42 if k % 2 else -0.42
        out.append(tube([(x, y, floor), (x, y, top)], 0.017, 6, caps=False))
    for x in (-0.42, 0.42):
        out.append(tube([(x, -length / 2 + 1.8, top - 0.12), (x, length / 2 - 1, top - 0.12)], 0.016, 6))
    return out


def bellows(y: float, width: float, low: float, top: float) -> list[Mesh]:
    """The folds of an articulated bus's joint."""
    w, z = width / 2 - 0.035, top - 0.02
    arch = bend([(-w, 0, low + 0.05), (-w, 0, z), (w, 0, z), (w, 0, low + 0.05)], 0.25, 4)
    return [tube(arch + (0, y + d, 0), 0.05, 6) for d in np.linspace(-0.55, 0.55, 8)]


def roof_units(length: float, width: float, top: float, coach: bool) -> list[Mesh]:
    """Air conditioning and hatches on the roof."""
    out = [box((width * 0.62, 2.4, 0.20), (0, length * 0.12, top + 0.06), 0.07, 2)]
    out += [box((0.75, 0.75, 0.07), (0, y, top), 0.025, 1) for y in (-length * 0.24, length * 0.36)]
    if not coach:
        out.append(box((width * 0.5, 1.3, 0.16), (0, -length * 0.36, top + 0.02), 0.06, 2))
    return out
