# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A prompt is a promise: what it says of colours must hold in the target."""

from __future__ import annotations

from cavendish.manifests import colors
from cavendish.manifests.pair import Pair, Rgb

BLACK: Rgb = (0, 0, 0)


def prove_colors(pair: Pair) -> None:
    """Raise ValueError where the prompt names a colour that the target cannot have, or hides a background not black."""
    text = pair.prompt
    for words in sorted({entry.said for entry in pair.encoding.legend}, key=len, reverse=True):
        text = text.replace(words, "") if words else text  # a thing may be called like a colour
    named, background = colors.mentioned(text), pair.encoding.background
    strange = named - {entry.color for entry in pair.encoding.legend} - {background}
    if strange:
        raise ValueError(
            f"{pair.task}: the prompt names colors that are not in the legend: {sorted(strange)}"
        )
    if background not in (None, BLACK, *named):
        raise ValueError(f"{pair.task}: the prompt does not say that the background is {background}")
