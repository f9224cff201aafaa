# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What materials read at the corners of triangles beside positions and normals: UV maps, colours, named attributes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float32, Int32

ACTIVE_UV = ""  # as a layer's name: the UV map that a material reads where it names none
OBJECT, GENERATED = (
    "object ",
    "generated ",
)  # as layers' names: coordinates in a mesh's own frame, and in its box
READERS = {"ATTRIBUTE": "attribute_name", "UVMAP": "uv_map", "VERTEX_COLOR": "layer_name", "NORMAL_MAP": "uv_map",
           "TANGENT": "uv_map"}  # fmt: skip
UNPLACED = (
    "TEX_IMAGE",
    "TEX_ENVIRONMENT",
    "TEX_SKY",
    "TEX_IES",
    "TEX_WHITE_NOISE",
)  # take UVs or no place by themselves
# Blender's types of attributes: the property that holds the value, and how many numbers that is.
TYPES = {
    "FLOAT": ("value", 1),
    "INT": ("value", 1),
    "BOOLEAN": ("value", 1),
    "FLOAT2": ("vector", 2),
    "FLOAT_VECTOR": ("vector", 3),
    "FLOAT_COLOR": ("color", 4),
    "BYTE_COLOR": ("color", 4),
}


def names_read(materials: Iterable[bpy.types.Material]) -> set[str]:
    """The attributes that materials read by name, those of `OBJECT` and `GENERATED` that they need, and `ACTIVE_UV`."""
    found = {ACTIVE_UV}
    for material in materials:
        for node in nodes_of(material.node_tree):
            if is_reader(node):
                found.add(getattr(node, READERS[node.type]))
            for name in (OBJECT, GENERATED):
                if placed_by(node, name):
                    found.add(name)
    return found


def is_reader(node: Any) -> bool:
    """Whether a node reads an attribute of the mesh by its name."""
    return node.type in READERS and getattr(node, "attribute_type", "GEOMETRY") == "GEOMETRY"


def placed_by(node: Any, name: str) -> list[Any]:
    """The sockets that a node has or gives coordinates to: those of the object, or of its box, which patterns take where
    they are given none.
    """
    if node.type == "TEX_COORD":
        return [link.to_socket for link in node.outputs[name.strip().title()].links]
    if name == GENERATED and node.type.startswith("TEX_") and node.type not in UNPLACED:
        return [one for one in node.inputs if one.name == "Vector" and one.enabled and not one.is_linked]
    return []


def nodes_of(tree: bpy.types.NodeTree | None, seen: set[str] | None = None) -> Iterator[Any]:
    """The nodes of a tree and of the groups in it."""
    seen = set() if seen is None else seen
    if tree is None or tree.name_full in seen:
        return
    seen.add(tree.name_full)
    for node in tree.nodes:
        yield node
        yield from nodes_of(getattr(node, "node_tree", None), seen)


def layers_of(
    mesh: bpy.types.Mesh, faces: Int32, corners: Int32, polygons: Int32, read: Collection[str]
) -> dict[str, Float32]:
    """The layers (F, 3, C) of a mesh of those names.

    faces, corners: (F, 3), the vertices and loops of each triangle; polygons: (F,), what it is of.
    """
    found: dict[str, Float32] = {}
    if ACTIVE_UV in read:
        active = next((layer for layer in mesh.uv_layers if layer.active_render), None)
        if active is not None:
            found[ACTIVE_UV] = _values(mesh.attributes[active.name], 2)[corners]
    points = _values(mesh.attributes["position"], 3)
    if OBJECT in read:
        found[OBJECT] = points[faces]
    if GENERATED in read:
        half = np.array(mesh.texspace_size, np.float32)
        found[GENERATED] = ((points - mesh.texspace_location) / np.where(half, 2 * half, 1) + 0.5)[faces]
    for name in sorted(set(read) - {ACTIVE_UV, OBJECT, GENERATED}):
        attribute = mesh.attributes.get(name)
        if attribute is None or attribute.data_type not in TYPES:
            continue
        values = _values(attribute, TYPES[attribute.data_type][1])
        if attribute.domain == "POINT":
            found[name] = values[faces]
        elif attribute.domain == "CORNER":
            found[name] = values[corners]
        elif attribute.domain == "FACE":
            found[name] = np.repeat(values[polygons][:, None], 3, axis=1)
    found = {name: np.asarray(layer, np.float32) for name, layer in found.items()}
    return {name: layer for name, layer in found.items() if np.isfinite(layer).all()}


def _values(attribute: Any, width: int) -> Float32:
    held = {"INT": np.int32, "BOOLEAN": np.bool_}.get(attribute.data_type, np.float32)
    values: npt.NDArray[Any] = np.empty(len(attribute.data) * width, held)
    attribute.data.foreach_get(TYPES[attribute.data_type][0], values)
    return values.reshape(-1, width).astype(np.float32)
