# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sawn wood and floors of boards."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def wood(tree: Tree, *, color: Colour, dark: Colour, roughness: float, ring: float, seed: float) -> Value:
    """Sawn wood: rings that run along U in arches, fibres. Every board of a mesh has a figure of its own."""
    board = tree.add("NewGeometry")["Random Per Island"]
    along, across, _ = tree.split(tree.uv(seed))
    figure, rough, height = _grain(tree, along + board * 7.3, across + board * 5.1, color, dark, ring)
    return tree.bsdf(figure, roughness=roughness * rough, normal=tree.bump(height, 0.00025))


@kind
def parquet(
    tree: Tree,
    *,
    color: Colour,
    dark: Colour,
    plank_length: float,
    plank_width: float,
    roughness: float,
    variation: float,
    seed: float,
) -> Value:
    """Boards of wood, each of another tree, staggered at random, with a fine bevelled joint."""
    along, across, _ = tree.split(tree.uv(seed))
    row = (across / plank_width).floor()
    length = along / plank_length + tree.random(row) * 5.0
    column = length.floor()
    lightness, shift, _ = tree.split(tree.random(row, column, output="Color"))
    figure, rough, _ = _grain(tree, along + shift * 9.0, across + lightness * 11.0, color, dark, ring=0.011)
    figure = tree.mix(figure, dark, shift * (0.6 * variation))
    figure = tree.tint(figure, lightness.remap(0, 1, 1 - 0.6 * variation, 1 + 0.3 * variation))
    ends = _edge(length) * plank_length
    sides = _edge(across / plank_width) * plank_width
    board = tree.math("MINIMUM", ends, sides).remap(0.0004, 0.0018)
    figure = tree.tint(figure, board.remap(0, 1, 0.25, 1))
    return tree.bsdf(figure, roughness=roughness * rough, normal=tree.bump(board, 0.0006))


def _grain(
    tree: Tree,
    along: Value,
    across: Value,
    color: Colour,
    dark: Colour,
    ring: float,
) -> tuple[Value, Value, Value]:
    """The colour of cut wood, the factor on its roughness and the height of its fibres, 0..1."""
    bend = tree.noise(tree.vector(along * 0.12, across), size=0.16, detail=1.0)
    rings = (across + bend * 0.3) / ring + bend * 2.0
    phase = rings.fraction()
    # Early wood turns late slowly, then ends.
    late = phase.remap(0.1, 0.85, smooth=True) * phase.remap(1.0, 0.9)
    strong = tree.random(rings.floor()).remap(0, 1, 0.3, 0.95)
    fibre = tree.noise(tree.vector(along * 0.018, across), size=0.0011, detail=1.0, roughness=0.7)
    figure = tree.mix(color, dark, late * strong * 0.8 + fibre.remap(0.45, 0.75, 0.0, 0.5))
    figure = tree.tint(figure, bend.remap(0.25, 0.75, 0.86, 1.12))
    return figure, fibre.remap(0.3, 0.7, 0.8, 1.2), fibre


def _edge(position: Value) -> Value:
    """The distance to the nearest whole number."""
    return abs((position + 0.5).fraction() - 0.5)
