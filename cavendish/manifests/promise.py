# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A prompt is a promise: what it says of colours must hold in the target."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cavendish.manifests import colors
from cavendish.manifests.pair import Pair, Rgb

BLACK: Rgb = (0, 0, 0)


def prove_colors(pair: Pair, besides: Sequence[str] = ()) -> None:
    """Raise ValueError where the prompt names a colour that the target cannot have, or hides a background not black.

    besides: words of the prompt that speak of things, whatever colours they name.
    """
    text = pair.prompt
    spoken = {*besides, *(entry.said for entry in pair.encoding.legend)}
    for words in sorted(spoken, key=len, reverse=True):
        if words:  # a thing may be called like a colour, and end like one: an eggplant's "plant"
            text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", "", text, flags=re.IGNORECASE)
    named, background = colors.mentioned(text), pair.encoding.background
    strange = named - {entry.color for entry in pair.encoding.legend} - {background}
    if strange:
        raise ValueError(
            f"{pair.task}: the prompt names colors that are not in the legend: {sorted(strange)}"
        )
    if background not in (None, BLACK, *named):
        raise ValueError(f"{pair.task}: the prompt does not say that the background is {background}")
