# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One material: made by its generator, laid out along the UVs in metres, saved and pictured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np

from cavendish.render.blender.infinigen.clean import settle, trees
from cavendish.render.blender.infinigen.factory import named
from cavendish.render.blender.infinigen.faulty import Faulty
from cavendish.render.blender.infinigen.picture import flat


def make(job: dict[str, Any], work: Path) -> dict[str, Any]:
    """Make the material of a job in work/NAME.blend and work/NAME.png. Raises Faulty."""
    from infinigen.core.util.math import FixedSeed  # type: ignore[import-not-found]

    maker = named(job["factory"])
    with FixedSeed(job["seed"]):
        found = _generated(maker(), job["arguments"])
    if not isinstance(found, bpy.types.Material) or not found.use_nodes:
        raise Faulty("it made no material with nodes")
    settle(found)
    for tree in trees(found):
        _along_uvs(tree)
    found.name = job["name"]
    bpy.data.libraries.write(str(work / f"{job['name']}.blend"), {found}, compress=True)
    flat(found, work / f"{job['name']}.png")
    vivid = _saturation(work / f"{job['name']}.png")
    if vivid > job["vivid"]:
        raise Faulty(f"its colour has a saturation of {vivid:.2f} where {job['vivid']:g} is the most")
    return {}


def _saturation(picture: Path) -> float:
    """Of a picture's mean colour, sRGB: 0 for grey."""
    image = bpy.data.images.load(str(picture))
    pixels = np.empty(len(image.pixels), np.float32)
    image.pixels.foreach_get(pixels)
    bpy.data.images.remove(image)
    color = pixels.reshape(-1, 4)[:, :3].mean(0)
    return float(np.ptp(color) / max(float(color.max()), 1e-6))


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
