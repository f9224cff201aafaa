# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes Blender's nodes of trees: one template for each shape, and a copy with other numbers for each tree.

Blender updates the whole tree, and looks through all materials, after every link, setting and number, so that building a
material takes 2 to 20 ms. A copy takes 0.08 ms, and `foreach_set` writes a node's numbers without an update, which a
material that nothing has drawn yet does not need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render.blender.materials.nodes import Link, Tree

COUNTED = ("VALUE", "INT", "BOOLEAN", "VECTOR", "RGBA")  # the types of input that hold numbers


@dataclass(frozen=True, eq=False)
class Numbers:
    """The numbers of a node's inputs in a row, as `foreach_set` takes them, and where in it each input's stand."""

    row: npt.NDArray[np.float32]
    places: Mapping[str, slice]


@dataclass(frozen=True, eq=False)
class Template:
    """A finished material, the tree that it draws, and the numbers of its nodes."""

    material: bpy.types.Material
    tree: Tree
    numbers: Sequence[Numbers]

    def copied(self, tree: Tree) -> bpy.types.Material:
        """A new material that draws `tree`, which is of this template's shape."""
        made = self.material.copy()
        for node, (_, wanted), (_, present), numbers in zip(
            made.node_tree.nodes, tree.entries, self.tree.entries, self.numbers, strict=True
        ):
            if wanted != present:
                _write(node, {key: value for key, value in wanted.items() if value != present[key]}, numbers)
        return made


def template(name: str, tree: Tree) -> Template:
    """A new material that draws `tree`, to be copied for each tree of its shape."""
    material = bpy.data.materials.new(name)
    material.node_tree.nodes.clear()
    return Template(material, tree, grow(tree, material.node_tree))


def grow(tree: Tree, into: bpy.types.NodeTree) -> list[Numbers]:
    """Add a tree's nodes to Blender's. Returns the numbers of each.

    Raises KeyError where a node has no such output, AttributeError where it has no such input or setting.
    """
    nodes: list[bpy.types.Node] = []
    numbers: list[Numbers] = []
    for name, inputs in tree.entries:
        node = into.nodes.new(f"ShaderNode{name}")
        sockets = _sockets(node)
        for key, value in inputs.items():
            if key not in sockets:
                setattr(node, key, value)
        for key, value in inputs.items():
            if isinstance(value, Link):
                into.links.new(_output(nodes[value.node], value.output), sockets[key])
        plain = {k: v for k, v in inputs.items() if k in sockets and not isinstance(v, Link)}
        nodes.append(node)
        numbers.append(_write(node, plain, _numbers(node)))
    return numbers


def _write(node: bpy.types.Node, inputs: Mapping[str, Any], numbers: Numbers) -> Numbers:
    """Give inputs of a node new values. Returns its numbers as they are then."""
    if inputs.keys() <= numbers.places.keys():
        row = numbers.row.copy()
        for key, value in inputs.items():
            row[numbers.places[key]] = value
        if inputs:
            node.inputs.foreach_set("default_value", row)
        return Numbers(row, numbers.places)
    sockets = _sockets(node)
    for key, value in inputs.items():
        if key in sockets:
            sockets[key].default_value = value
        else:
            setattr(node, key, value)
    return numbers


def _numbers(node: bpy.types.Node) -> Numbers:
    """What a node's inputs hold; nothing where one of them is a shader, for `foreach_set` writes all or none."""
    sockets = _sockets(node)
    if any(socket.type not in COUNTED for socket in sockets.values()):
        return Numbers(np.empty(0, np.float32), {})
    places, end = {}, 0
    for key, socket in sockets.items():
        start, end = end, end + (len(socket.default_value) if socket.type in ("VECTOR", "RGBA") else 1)
        places[key] = slice(start, end)
    row = np.empty(end, np.float32)
    node.inputs.foreach_get("default_value", row)
    return Numbers(row, places)


def _sockets(node: bpy.types.Node) -> dict[str, Any]:
    """A node's inputs by the keywords that a Tree calls them."""
    return {socket.identifier.lower().replace(" ", "_"): socket for socket in node.inputs}


def _output(node: bpy.types.Node, name: str) -> bpy.types.NodeSocket:
    for output in node.outputs:
        if name in (output.identifier, output.name) and output.enabled:
            return output
    raise KeyError(f"{node.bl_idname} has no output {name!r}")
