# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the materials that a Scene names as Blender node materials.

A kind is one function decorated with `@kind` or `@optic` in any file of this folder, of the same name and
parameters as in `cavendish.scenes.materials`; the files find themselves. Textures follow the UV map 'UVMap', in
metres. It returns the surface; one with holes sets `tree.solid`, by the formula of `cavendish.scenes.cutouts`. An
installed package names the module of its own kinds in the entry-point group `cavendish.blender_materials`.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Collection, Hashable, Iterable

import bpy

from cavendish.render.blender.materials.nodes import Tree
from cavendish.render.blender.materials.registry import KINDS, kind, optic
from cavendish.render.blender.materials.templates import Template, template
from cavendish.render.blender.materials.truth import tell_truth
from cavendish.scenes.plugins import load_plugins
from cavendish.scenes.scene import Material

__all__ = ["KINDS", "kind", "optic", "realize_materials"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
load_plugins(("cavendish.blender_materials",))


def realize_materials(
    materials: Iterable[Material], wanted: Collection[str] = ()
) -> list[bpy.types.Material]:
    """New Blender materials that draw `materials`, one each, truth outputs included; wanted: the optional ones.

    Give it a scene's all at once: the first of a shape is slow to build, and slower with each that is there already.
    Raises ValueError where a kind is unknown or its parameters do not fit.
    """
    drawn = [(material, _drawn(material, wanted)) for material in materials]
    shapes = [tree.shape() for _, tree in drawn]
    templates: dict[Hashable, Template] = {}
    for shape, (material, tree) in zip(shapes, drawn, strict=True):
        if shape not in templates:
            templates[shape] = template(material.kind, tree)
    return [templates[shape].copied(tree) for shape, (_, tree) in zip(shapes, drawn, strict=True)]


def _drawn(material: Material, wanted: Collection[str]) -> Tree:
    draw = KINDS.get(material.kind)
    if draw is None:
        near = difflib.get_close_matches(material.kind, KINDS, n=3) or sorted(KINDS)
        raise ValueError(f"no material of kind {material.kind!r}; the nearest: {', '.join(near)}")
    tree = Tree()
    try:
        surface = draw(tree, **material.parameters)
    except TypeError as error:
        raise ValueError(f"material {material.kind!r}: {error}") from error
    if tree.solid is not None:
        surface = tree.blend(tree.clear(), surface, tree.solid)
    tree.add("OutputMaterial", surface=surface)
    tell_truth(tree, wanted)
    return tree
