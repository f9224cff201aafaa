# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of the codecs share."""

import numpy as np
import pytest


def draw_colors(rng, count, distance=60):
    """Return up to 40 or so (count, 3) random colours, at least `distance` apart and from black."""
    colors = [np.zeros(3, int)]
    while len(colors) <= count:
        color = rng.integers(0, 256, 3)
        if all(((color - other) ** 2).sum() >= distance**2 for other in colors):
            colors.append(color)
    return np.array(colors[1:])


@pytest.fixture(scope="session")
def apart():
    """The function that draws colours; a fixture, as a folder called codecs cannot be a package of tests."""
    return draw_colors
