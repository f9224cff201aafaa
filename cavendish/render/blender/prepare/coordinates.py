# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a foreign material takes its place from: layers that travel with an asset's mesh, or UVs in metres."""

from __future__ import annotations

from typing import Any

import bpy

from cavendish.render.blender.blend_layers import (
    GENERATED,
    OBJECT,
    READERS,
    is_reader,
    nodes_of,
    placed_by,
)

PREFIX = "file "  # of layers, so that none is called as something that Blender or Cavendish keeps on a mesh


def by_layers(material: bpy.types.Material) -> None:
    """Let a material of an asset read all that it reads of the mesh from the asset's layers."""
    for node in list(nodes_of(material.node_tree)):
        if is_reader(node) and getattr(node, READERS[node.type]):
            setattr(node, READERS[node.type], PREFIX + getattr(node, READERS[node.type]).removeprefix(PREFIX))
        for name in (OBJECT, GENERATED):
            sockets = placed_by(node, name)
            if sockets:
                layer = node.id_data.nodes.new("ShaderNodeAttribute")
                layer.attribute_name = PREFIX + name
                _link(layer.outputs["Vector"], sockets)


def by_uvs(material: bpy.types.Material) -> None:
    """Let a material that any mesh may wear follow the UVs, which are in metres everywhere."""
    for node in list(nodes_of(material.node_tree)):
        sockets = [*placed_by(node, OBJECT), *placed_by(node, GENERATED)]
        if sockets:
            _link(node.id_data.nodes.new("ShaderNodeTexCoord").outputs["UV"], sockets)


def _link(source: Any, sockets: list[Any]) -> None:
    for socket in sockets:
        socket.id_data.links.new(source, socket)
