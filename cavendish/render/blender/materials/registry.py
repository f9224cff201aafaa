# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of material that can be drawn: name -> function of a node tree and the kind's parameters."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from cavendish.render.blender.materials.nodes import Tree, Value

KINDS: dict[str, Callable[..., Value]] = {}


def optic(draw: Callable[..., Value]) -> Callable[..., Value]:
    """Register a kind under the function's name: `draw(tree, **parameters)` returns the surface's shader.

    For what mirrors, glows or lets light through: every ray sees it in full.
    """
    KINDS[draw.__name__] = draw
    return draw


def kind(draw: Callable[..., Value]) -> Callable[..., Value]:
    """Register an opaque kind: light that it passes on diffusely sees its mean colour alone.

    Cycles skips the branch of a Mix Shader that has no weight, so textures cost nothing on diffuse bounces, which are
    most of a room's rays, and nobody sees them there. Cameras and mirrors see the surface in full.
    """

    @functools.wraps(draw)
    def draw_simply_for_bounces(tree: Tree, **parameters: Any) -> Value:
        color = parameters["color"]
        if parameters.get("pattern", 0) > 0:
            color = tuple((a + b) / 2 for a, b in zip(color, parameters["accent"], strict=True))
        return tree.blend(draw(tree, **parameters), tree.diffuse(color), tree.add("LightPath")["Is Diffuse Ray"])

    return optic(draw_simply_for_bounces)
