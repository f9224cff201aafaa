# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a Scene says of glazed tiles; `glaze_nodes` draws them."""

from collections.abc import Mapping

from cavendish.scenes.materials import kind
from cavendish.scenes.scene import Colour


@kind
def glaze(
    color: Colour, pool: float = 0.03, roughness: float = 0.06, seed: float = 0
) -> Mapping[str, float | Colour]:
    """Thick glaze that pools and thins; pool: the mean distance of its pools, metres."""
    return dict(color=color, pool=pool, roughness=roughness, seed=seed)
