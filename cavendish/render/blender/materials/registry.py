# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of material that can be drawn: name -> function of a node tree and the kind's parameters."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.scenes.plugins import claim

KINDS: dict[str, Callable[..., Value]] = {}


def optic(draw: Callable[..., Value]) -> Callable[..., Value]:
    """Register a kind under the function's name: `draw(tree, **parameters)` returns the surface's shader.

    For what mirrors, glows or lets light through: every ray sees it in full.
    Raises ValueError where another function draws that kind.
    """
    claim("drawn material", draw.__name__, draw, KINDS.get(draw.__name__))
    KINDS[draw.__name__] = draw
    return draw


def kind(draw: Callable[..., Value]) -> Callable[..., Value]:
    """Register an opaque kind: light that it passes on diffusely sees its mean colour alone."""

    @functools.wraps(draw)
    def draw_where_seen(tree: Tree, **parameters: Any) -> Value:
        color = parameters["color"]
        if parameters.get("pattern", 0) > 0:
            color = tuple((a + b) / 2 for a, b in zip(color, parameters["accent"], strict=True))
        return tree.seen(draw(tree, **parameters), otherwise=tree.diffuse(color))

    return optic(draw_where_seen)
