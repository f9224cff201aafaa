# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outputs that carry the truth: what a material tells the truth pass about the surface of a pixel.

Cycles' own Normal pass holds bump, and where a glossy surface turns away from the viewer it is bent so that its
reflection stays above the surface; the AOV `normal` is the plain interpolated normal. An AOV is summed over the
surfaces that a ray passes through until one has an opacity of `pass_alpha_threshold`: with that at 0.01 and each of
our materials above it, the first surface is the one that counts.
"""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree

INSTANCE_AOV = "instance"  # a VALUE: the object's custom property `iid`
NORMAL_AOV = "normal"  # a COLOR: the smooth shading normal without bump, world space, facing the viewer
INSTANCE_PROPERTY = "iid"


def tell_truth(tree: Tree) -> None:
    """Add the truth outputs to a tree."""
    instance = tree.add("Attribute", attribute_type="OBJECT", attribute_name=INSTANCE_PROPERTY)
    tree.add("OutputAOV", aov_name=INSTANCE_AOV, value=instance["Fac"])
    tree.add("OutputAOV", aov_name=NORMAL_AOV, color=tree.add("NewGeometry")["Normal"])
