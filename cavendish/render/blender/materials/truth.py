# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outputs that carry the truth: what a material tells the truth pass about the surface of a pixel.

Cycles' own Normal pass holds bump, and where a glossy surface turns away from the viewer it is bent so that its
reflection stays above the surface; the AOV `normal` is the plain interpolated normal. An AOV is summed over the
surfaces that a ray passes through until one has an opacity of `pass_alpha_threshold`: with that at 0.01 and each of
our materials above it, the first surface is the one that counts. A hole's opacity is 0, but it would add its values
to the sum, so they are made 0 there.
"""

from __future__ import annotations

from collections.abc import Collection

from cavendish.render.blender.materials.nodes import Tree, Value, linear
from cavendish.scenes.scene import Colour

INSTANCE_AOV = "instance"  # a VALUE: the object's custom property `iid`
NORMAL_AOV = "normal"  # a COLOR: the smooth shading normal without bump, world space, facing the viewer
GEOMETRIC_AOV = "geometric"  # a COLOR: the normal of the triangle, world space
ALBEDO_AOV = "albedo"  # a COLOR: the diffuse reflectance, linear Rec.709
INSTANCE_PROPERTY = "iid"


def aovs(wanted: Collection[str] = ()) -> dict[str, str]:
    """The AOVs that the truth needs, name -> type. wanted: the optional passes."""
    always = {INSTANCE_AOV: "VALUE", NORMAL_AOV: "COLOR", GEOMETRIC_AOV: "COLOR"}
    return always | ({ALBEDO_AOV: "COLOR"} if "albedo" in wanted else {})


def tell_truth(tree: Tree, wanted: Collection[str] = ()) -> None:
    """Add the truth outputs to a tree whose surface is drawn."""
    # An instance's own attribute, as those of a crowd have; else the object's property.
    instance = tree.add("Attribute", attribute_type="INSTANCER", attribute_name=INSTANCE_PROPERTY)["Fac"]
    solid = tree.solid
    tree.add("OutputAOV", aov_name=INSTANCE_AOV, value=instance if solid is None else instance * solid)
    surface = tree.add("NewGeometry")
    _tell(tree, NORMAL_AOV, surface["Normal"])
    _tell(tree, GEOMETRIC_AOV, surface["True Normal"])
    if "albedo" in wanted:
        _tell(tree, ALBEDO_AOV, tree.albedo)


def _tell(tree: Tree, name: str, color: Value | Colour) -> None:
    if tree.solid is not None:
        color = tree.tint(color, tree.solid)
    tree.add("OutputAOV", aov_name=name, color=color if isinstance(color, Value) else linear(color))
