# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Inputs: the picture is the one that was rendered for this frame, and the frame is this scene's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cavendish.manifests.checks import Fault, Held, Said, Unchecked, view_check
from cavendish.manifests.checks.material import ViewFiles

AGAIN = "make the scene again"


@view_check("inputs", "every input is the picture of its frame, and every frame is of its scene and recipe")
def inputs(view: ViewFiles) -> Iterator[Said]:
    """Compare the picture with the digest in frame.json, and frame.json's numbers with the folder and the recipe."""
    text, rgb = view.text.value, view.rgb.value
    if text is None:
        return
    yield Held()
    place, source = f"{view.place}/frame.json", text["provenance"]
    wanted = {
        "scene": view.scene,
        "view": view.number,
        "seed": view.expected.seed,
        "recipe": view.expected.recipe,
    }
    for key, value in wanted.items():
        if source.get(key) != value:
            yield Fault(place, f"its {key} is {source.get(key)!r} and should be {value!r}; {AGAIN}")
    stored = source.get("rgb_sha256")
    if stored is None:
        yield Unchecked("pictures", "their frame.json, of an older Cavendish, holds no digest of them")
    elif rgb is not None and hashlib.sha256(rgb.tobytes()).hexdigest() != stored:
        yield Fault(
            f"{view.place}/rgb.png", f"it is not the picture that was rendered for this frame; {AGAIN}"
        )
