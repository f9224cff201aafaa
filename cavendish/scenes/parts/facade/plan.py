# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What is to be built: the plan of a building, all lengths in metres, angles in radians."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from cavendish.scenes.parts.facade.entry import Surround
from cavendish.scenes.parts.facade.window import Window
from cavendish.scenes.scene import Float

WINDOW = Window(1.1, 1.6)

Style = Literal["masonry", "curtain", "ribbon", "grid", "hall"]
Roof = Literal["gable", "gable front", "hip", "mansard", "flat", "sawtooth"]


@dataclass(frozen=True)
class Plan:
    """A building of width x depth whose storeys are `floors` high, from the ground up.

    style: masonry with windows; an office with a glass curtain, with ribbons of windows or a grid of piers; a hall.
    plinth: height of the ground floor over the street; axis: from window to window; sill: height of a window's.
    ground: what is at street level. slope: of the roof; reach: how far its eaves come out. skin: of the walls: smooth,
    weatherboards, or with a rusticated ground floor. cornice: at the eaves, bands: at each floor. rail: of balconies.
    sides: whether there are windows in the side walls. parapet: of a flat roof.
    """

    width: float
    depth: float
    floors: tuple[float, ...]
    style: Style = "masonry"
    plinth: float = 0.35
    axis: float = 2.4
    sill: float = 0.85
    window: Window = WINDOW
    ground: Literal["door", "shop", "garage"] = "door"
    door: Surround = "none"
    awning: bool = False
    roof: Roof = "gable"
    slope: float = 0.75
    reach: float = 0.35
    parapet: float = 0.6
    skin: Literal["smooth", "boards", "rusticated"] = "smooth"
    cornice: Literal["none", "plain", "classic"] = "none"
    bands: bool = False
    quoins: bool = False
    balconies: Literal["none", "french", "bars", "glass", "solid", "panels"] = "none"
    bay: int = 0
    dormers: int = 0
    dormer: Literal["gable", "flat", "curved"] = "gable"
    chimneys: int = 0
    sides: bool = False

    @property
    def levels(self) -> Float:
        """Heights of the floors over the street, and of the eaves, (N + 1,)."""
        return np.asarray(self.plinth + np.concatenate([[0.0], np.cumsum(self.floors)]))
