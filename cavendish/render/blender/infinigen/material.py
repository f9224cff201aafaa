# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One material: made by its generator, laid out along the UVs in metres, saved and pictured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

from cavendish.render.blender.infinigen.clean import settle, trees
from cavendish.render.blender.infinigen.factory import named
from cavendish.render.blender.infinigen.faulty import Faulty
from cavendish.render.blender.infinigen.picture import flat


def make(job: dict[str, Any], work: Path) -> dict[str, Any]:
    """Make the material of a job in work/NAME.blend and work/NAME.png. Raises Faulty."""
    from infinigen.core.util.math import FixedSeed  # type: ignore[import-not-found]

    with FixedSeed(job["seed"]):
        found = _generated(named(job["factory"])(), job["arguments"])
    if not isinstance(found, bpy.types.Material) or not found.use_nodes:
        raise Faulty("it made no material with nodes")
    settle(found)
    for tree in trees(found):
        _along_uvs(tree)
    found.name = job["name"]
    bpy.data.libraries.write(str(work / f"{job['name']}.blend"), {found}, compress=True)
    flat(found, work / f"{job['name']}.png", job["threads"])
    return {}


def _generated(maker: Any, arguments: dict[str, Any]) -> Any:
    """What a generator makes: most give it back, those of grounds only dress an object in it."""
    if hasattr(maker, "generate"):
        return maker.generate(**arguments)
    bpy.ops.mesh.primitive_plane_add()
    wearer = bpy.context.active_object
    maker.apply(wearer, **arguments)
    return wearer.data.materials[-1]


def _along_uvs(tree: bpy.types.NodeTree) -> None:
    """Let patterns follow the UVs, which are in metres wherever the material will be used, and not a mesh's own box."""
    nodes = [node for node in tree.nodes if node.bl_idname == "ShaderNodeTexCoord"]
    for node in nodes:
        for name in ("Generated", "Object"):
            for link in list(node.outputs[name].links):
                tree.links.new(node.outputs["UV"], link.to_socket)
    bare = [
        node.inputs["Vector"]
        for node in tree.nodes
        if node.bl_idname.startswith("ShaderNodeTex")
        and node.bl_idname not in ("ShaderNodeTexCoord", "ShaderNodeTexImage")
        and "Vector" in node.inputs
        and node.inputs["Vector"].enabled
        and not node.inputs["Vector"].is_linked
    ]
    if bare:
        source = tree.nodes.new("ShaderNodeTexCoord")
        for socket in bare:
            tree.links.new(source.outputs["UV"], socket)
