# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outputs that carry the truth: what a material tells the truth pass about the surface that a pixel shows."""

from __future__ import annotations

import bpy

from cavendish.render.blender.materials.nodes import Tree

INSTANCE_AOV = "instance"  # a VALUE: the object's custom property `iid`
NORMAL_AOV = "normal"  # a COLOR: the smooth shading normal without bump, world space, facing the viewer
INSTANCE_PROPERTY = "iid"


def add_truth(material: bpy.types.Material) -> None:
    """Add the truth outputs to a material, also to one that was loaded from a file. Doing it twice does no harm."""
    tree = Tree(material.node_tree)
    if any(node.bl_idname == "ShaderNodeOutputAOV" and node.aov_name == INSTANCE_AOV for node in tree.nodes):
        return
    instance = tree.add("Attribute", attribute_type="OBJECT", attribute_name=INSTANCE_PROPERTY)
    tree.add("OutputAOV", aov_name=INSTANCE_AOV, value=instance["Fac"])
    tree.add("OutputAOV", aov_name=NORMAL_AOV, color=tree.add("NewGeometry")["Normal"])
