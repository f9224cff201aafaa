# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a foreign material tell the truth: solid, without displacement or volume, with the outputs of the truth pass."""

from __future__ import annotations

from typing import Any

import bpy

from cavendish.render.blender.blend_layers import nodes_of
from cavendish.render.blender.blend_material import material_of
from cavendish.render.blender.materials.nodes import linear
from cavendish.render.blender.materials.truth import (
    ALBEDO_AOV,
    GEOMETRIC_AOV,
    INSTANCE_AOV,
    INSTANCE_PROPERTY,
    NORMAL_AOV,
)

BANNED = {"SCRIPT", "TEX_IES", "OUTPUT_AOV", "OUTPUT_LIGHT", "OUTPUT_LINESTYLE"}


def honest(material: bpy.types.Material) -> list[str]:
    """Change a material in place. Returns notes on what was dropped."""
    notes: list[str] = []
    if material.node_tree is None or not material.node_tree.nodes:
        material.use_nodes = True
        shader = material.node_tree.nodes.get("Principled BSDF")
        if shader is not None:
            shader.inputs["Base Color"].default_value = material.diffuse_color
    trees = {node.id_data for node in nodes_of(material.node_tree)}
    for tree in trees:
        for node in list(tree.nodes):
            if node.type in BANNED or _is_blank(node):
                tree.nodes.remove(node)  # what is behind a missing texture is better than its magenta
        for node in list(tree.nodes):
            if getattr(node, "object", None) is not None:
                node.object = None
            _solid(tree, node, notes)
    output = _output(material.node_tree)
    for link in list(output.inputs["Volume"].links):
        material.node_tree.links.remove(link)
        notes.append("volumes were dropped")
    _bumped(material.node_tree, output)
    _tell(material, output)
    return notes


def _is_blank(node: Any) -> bool:
    """Whether a node is a texture without a picture."""
    return node.type in ("TEX_IMAGE", "TEX_ENVIRONMENT") and not (node.image and node.image.size[0])


def _solid(tree: bpy.types.NodeTree, node: Any, notes: list[str]) -> None:
    """Let a node let nothing through: the truth knows surfaces, and no holes that a picture draws."""
    alpha = node.inputs.get("Alpha") if node.type == "BSDF_PRINCIPLED" else None
    if alpha is not None and (alpha.is_linked or alpha.default_value < 1):
        for link in list(alpha.links):
            tree.links.remove(link)
        alpha.default_value = 1.0
        notes.append("holes that textures cut (alpha) were filled")
    if node.type == "MIX_SHADER":
        for socket, other in ((node.inputs[1], node.inputs[2]), (node.inputs[2], node.inputs[1])):
            if socket.is_linked and socket.links[0].from_node.type == "BSDF_TRANSPARENT" and other.is_linked:
                kept = other.links[0].from_socket
                for target in [link.to_socket for link in node.outputs[0].links]:
                    tree.links.new(kept, target)
                notes.append("holes that textures cut (alpha) were filled")
    if node.type in ("BSDF_TRANSPARENT", "HOLDOUT") and any(output.is_linked for output in node.outputs):
        shader = tree.nodes.new("ShaderNodeBsdfDiffuse")  # what still lets all through
        for target in [link.to_socket for link in node.outputs[0].links]:
            tree.links.new(shader.outputs[0], target)
        notes.append("what lets all light through was made matt")


def _output(tree: bpy.types.NodeTree) -> Any:
    """The one output that Cycles draws; others are removed."""
    outputs = [node for node in tree.nodes if node.type == "OUTPUT_MATERIAL"]
    kept = tree.get_output_node("CYCLES") or tree.get_output_node("ALL")
    for node in outputs:
        if node != kept:
            tree.nodes.remove(node)
    return kept or tree.nodes.new("ShaderNodeOutputMaterial")


def _bumped(tree: bpy.types.NodeTree, output: Any) -> None:
    """Let a displacement be bump that shaders alone see: the truth, and its normals, are of the mesh as it is."""
    for link in list(output.inputs["Displacement"].links):
        node = link.from_node
        tree.links.remove(link)
        if node.type != "DISPLACEMENT" or not node.inputs["Height"].is_linked:
            continue
        bump = tree.nodes.new("ShaderNodeBump")
        bump.inputs["Distance"].default_value = node.inputs["Scale"].default_value
        for name, other in (("Height", "Height"), ("Scale", "Distance")):
            for inner in node.inputs[name].links:
                tree.links.new(inner.from_socket, bump.inputs[other])
        for shader in tree.nodes:
            normal = shader.inputs.get("Normal") if shader.type.startswith("BSDF_") else None
            if normal is not None and not normal.is_linked:
                tree.links.new(bump.outputs["Normal"], normal)


def _tell(material: bpy.types.Material, output: Any) -> None:
    """Add the outputs that `materials.truth` adds to ours."""
    tree = material.node_tree
    instance = tree.nodes.new("ShaderNodeAttribute")
    instance.attribute_type, instance.attribute_name = "INSTANCER", INSTANCE_PROPERTY
    tree.links.new(instance.outputs["Fac"], _aov(tree, INSTANCE_AOV).inputs["Value"])
    surface = tree.nodes.new("ShaderNodeNewGeometry")
    tree.links.new(surface.outputs["Normal"], _aov(tree, NORMAL_AOV).inputs["Color"])
    tree.links.new(surface.outputs["True Normal"], _aov(tree, GEOMETRIC_AOV).inputs["Color"])
    albedo = _aov(tree, ALBEDO_AOV).inputs["Color"]
    link = output.inputs["Surface"].links
    found = _albedo(tree, link[0].from_node) if link else None
    if found is not None and not isinstance(found, tuple):
        tree.links.new(found, albedo)
    else:
        albedo.default_value = found or linear(material_of(material).color)


def _aov(tree: bpy.types.NodeTree, name: str) -> Any:
    node = tree.nodes.new("ShaderNodeOutputAOV")
    node.aov_name = name
    return node


def _albedo(tree: bpy.types.NodeTree, node: Any) -> Any:
    """The socket or colour (linear RGBA) of what a shader reflects diffusely; None where that is not plain."""
    if node.type == "BSDF_PRINCIPLED":
        return _source(node.inputs["Base Color"])
    if node.type == "BSDF_DIFFUSE":
        return _source(node.inputs["Color"])
    if node.type == "MIX_SHADER" and node.inputs[1].is_linked and node.inputs[2].is_linked:
        first, second = (_albedo(tree, node.inputs[k].links[0].from_node) for k in (1, 2))
        if first is None or second is None:
            return first or second
        mixed = tree.nodes.new("ShaderNodeMix")
        mixed.data_type = "RGBA"
        colors = [socket for socket in mixed.inputs if socket.type == "RGBA"]
        for found, socket in (
            (_source(node.inputs[0]), mixed.inputs[0]),
            (first, colors[0]),
            (second, colors[1]),
        ):
            if isinstance(found, bpy.types.NodeSocket):
                tree.links.new(found, socket)
            else:
                socket.default_value = found
        return next(socket for socket in mixed.outputs if socket.type == "RGBA")
    return None


def _source(socket: Any) -> Any:
    """What a socket is linked to, or its value."""
    if socket.is_linked:
        return socket.links[0].from_socket
    value = socket.default_value
    return value if isinstance(value, float) else tuple(value)
