# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The colour words of one object of a Frame, for tasks that need no whole graph."""

from __future__ import annotations

import numpy as np

from cavendish.manifests.programs.hues import CORES, SAMPLES, judged
from cavendish.render.frame import Frame, Item


def looks(frame: Frame, item: Item) -> tuple[frozenset[str], frozenset[str]]:
    """The words that an object with a stated colour surely has, and those that it perhaps has, by the rule of `hues`.

    An object that states none surely has none, and perhaps has any.
    """
    own = item.attributes.get("color")
    if not own or item.box is None:
        return frozenset(), frozenset(CORES)
    left, top, right, bottom = item.box
    pixels = frame.rgb[top:bottom, left:right][frame.instances[top:bottom, left:right] == item.id]
    some = np.linspace(0, len(pixels) - 1, min(len(pixels), SAMPLES)).astype(int)
    sure, possible = judged(pixels[some], own, None)
    return tuple(frozenset(np.array(list(CORES))[mask].tolist()) for mask in (sure, possible))  # type: ignore[return-value]
