# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where a bicycle or a motorcycle holds its rider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cavendish.scenes.geometry import bounds
from cavendish.scenes.scene import Asset, Float, Mesh, Part

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Mount:
    """Points of a machine, metres in its frame: it stands on z = 0 and faces -Y; pairs are right (-X) and left.

    saddle: under the middle between the hips, on top of it. grips: the middles of what the hands hold. feet: under the
    balls of the feet, on top of pedals or rests. pedals: whether those are on cranks, rather than at rest. knees: half of the width of what they
    go round, such as a tank; 0 for nothing.
    """

    saddle: Point = (0.0, 0.33, 0.955)
    grips: tuple[Point, Point] = ((-0.27, -0.13, 1.05), (0.27, -0.13, 1.05))
    feet: tuple[Point, Point] = ((-0.134, -0.05, 0.35), (0.134, 0.26, 0.22))
    pedals: bool = True
    knees: float = 0.0


def mounted(
    asset: Asset,
    drawn: Sequence[Part],
    saddle: Float,
    held: Sequence[Mesh],
    feet: Sequence[Float],
    pedals: bool,
    knees: float = 0.0,
) -> Mount:
    """The Mount of an asset that was moved, as a whole, from where `drawn` has its parts, to stand on the ground.

    saddle: (3,); held: what the right and the left hand hold; feet: (3,) right and left; all of them as drawn. knees: as in Mount.
    """
    shift = (asset.parts[0].mesh.vertices[0] - drawn[0].mesh.vertices[0]).astype(float)
    right, left = (bounds([mesh]).mean(axis=0) + shift for mesh in held)
    low, high = (np.asarray(foot, float) + shift for foot in feet)
    return Mount(
        _point(saddle + shift), (_point(right), _point(left)), (_point(low), _point(high)), pedals, knees
    )


def _point(place: Float) -> Point:
    return float(place[0]), float(place[1]), float(place[2])
