# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a style of camera is, and the registry of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cavendish.scenes.probe import Probe
from cavendish.scenes.scene import Float, Object, Region, Scene

Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class Stage:
    """A scene ready to be looked at. targets: its countable objects, and where their middles are, (N, 3) metres.

    ground: the IDs of what is so wide that pictures of the open are full of it.
    """

    scene: Scene
    probe: Probe
    targets: tuple[Object, ...]
    middles: Float
    ground: frozenset[int] = frozenset()

    def eye(self, rng: Rng, regions: Sequence[Region] = ()) -> tuple[Float, Region]:
        """A place in the regions, else in all of the scene's free air, (3,) metres; and its region.

        Each region comes in proportion to its volume.
        """
        regions = regions or self.scene.air
        sizes = [float(np.prod(np.maximum(np.subtract(r.high, r.low), 1e-3))) for r in regions]
        spot = rng.random() * sum(sizes)
        region = regions[min(int(np.searchsorted(np.cumsum(sizes), spot, side="right")), len(regions) - 1)]
        return rng.uniform(region.low, region.high), region


@dataclass(frozen=True)
class Limits:
    """What a view must be to be kept.

    near: metres that must be free before the lens over the whole picture. largest: the most of the picture that one
    object may fill; open ground may fill more. things: countable objects that must be in view, where the scene has so many. share: of the picture
    that they must fill together. middle: metres that half of the picture must be away.
    """

    near: float = 0.45
    largest: float = 0.5
    things: int = 4
    share: float = 0.12
    middle: float = 1.6


@dataclass(frozen=True)
class Style:
    """A way to hold a camera.

    propose: of a stage, a field of view (radians, across the longer side) and a generator: the camera's pose (4, 4)
    and the field of view that it takes, or the reason why there is none.
    """

    name: str
    propose: Callable[[Stage, float, Rng], tuple[Float, float] | str]
    limits: Limits
    summary: str


CAMERAS: dict[str, Style] = {}
Propose = Callable[[Stage, float, Rng], tuple[Float, float] | str]


def camera(name: str, limits: Limits = Limits()) -> Callable[[Propose], Propose]:
    """Register the function that proposes the views of a style."""

    def register(propose: Propose) -> Propose:
        CAMERAS[name] = Style(name, propose, limits, (propose.__doc__ or "").strip().split("\n")[0])
        return propose

    return register
