# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The space before and behind a door's leaf that one walks through."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.scene import Asset, Float

AHEAD = 0.97  # metres from the middle of a door's wall, on either side, that are kept free
HEAD = 2.0  # metres of height that one walks through
FLAT = 0.03  # metres; what is no higher is walked over: rugs, mats
TRIM = 0.1  # metres of architrave beside the leaf, about


def doorway(door: Asset) -> Float:
    """The low and the high corner (2, 3) of that space, in metres in the door's own axes."""
    low, high = door.extent
    return np.array(
        [
            [low[0] + TRIM, -AHEAD, low[2] + FLAT],
            [high[0] - TRIM, AHEAD, low[2] + HEAD],
        ]
    )
