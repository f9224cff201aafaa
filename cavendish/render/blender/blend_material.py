# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nearest of Cavendish's materials to one of a .blend file's: by base colour, roughness, metal, glass and glow."""

from __future__ import annotations

import inspect
from typing import Any

import bpy
import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.scene import Colour, Material

GREY = materials.plastic((0.6, 0.6, 0.6), roughness=0.5)
KIND = "kind"  # the custom property that names a kind of Cavendish's


def material_of(material: bpy.types.Material) -> Material:
    """The material that draws it. Raises ValueError where its custom property `kind` names none."""
    color, roughness, metallic, glass, glow = _looks(material)
    named = material.get(KIND)
    if isinstance(named, str):
        return _of_kind(named, color, roughness, material.name)
    if glow > 0:
        return materials.shade(color, glow=glow)
    if glass > 0.5:
        return materials.glass(color, roughness=roughness)
    if metallic > 0.5:
        return materials.metal(color, roughness=max(roughness, 0.02))
    if roughness < 0.15:
        return materials.ceramic(color, roughness=roughness)
    if roughness < 0.65:
        return materials.plastic(color, roughness=roughness)
    return materials.plaster(color, roughness=roughness)


def _of_kind(name: str, color: Colour, roughness: float, owner: str) -> Material:
    make = materials.KINDS.get(name)
    if make is None:
        known = ", ".join(sorted(materials.KINDS))
        raise ValueError(f"the material {owner!r} asks for the kind {name!r}; known are {known}")
    takes = inspect.signature(make).parameters
    return make(color, roughness=roughness) if "roughness" in takes else make(color)


def _looks(material: bpy.types.Material) -> tuple[Colour, float, float, float, float]:
    """Base colour (sRGB), roughness, metallic, transmission and glow (W/m2/sr)."""
    nodes = material.node_tree.nodes if material.node_tree else []
    node = next((node for node in nodes if node.type == "BSDF_PRINCIPLED"), None)
    if node is None:
        return (
            _srgb(material.diffuse_color[:3]),
            float(material.roughness),
            float(material.metallic),
            0.0,
            0.0,
        )
    base = node.inputs["Base Color"]
    linear = _picture(base) if base.is_linked else None
    if linear is None:
        linear = material.diffuse_color[:3] if base.is_linked else base.default_value[:3]
    glow = float(node.inputs["Emission Strength"].default_value)
    shine = node.inputs["Emission Color"].default_value[:3]
    if glow > 0 and max(shine) > 0:
        return _srgb(shine), float(_value(node, "Roughness")), 0.0, 0.0, glow
    return (
        _srgb(linear),
        float(np.clip(_value(node, "Roughness"), 0, 1)),
        _value(node, "Metallic"),
        _value(node, "Transmission Weight"),
        0.0,
    )


def _picture(socket: Any) -> tuple[float, float, float] | None:
    """The mean of a packed image that is linked to a socket, scene-linear; None where there is none."""
    image = getattr(socket.links[0].from_node, "image", None)
    if image is None or image.packed_file is None or not image.size[0]:
        return None
    pixels = np.empty(len(image.pixels), np.float32)
    image.pixels.foreach_get(pixels)
    colors = pixels.reshape(-1, image.channels)[:, :3].astype(np.float64)
    if colors.shape[1] < 3:
        colors = np.repeat(colors[:, :1], 3, axis=1)
    if image.colorspace_settings.name == "sRGB" and not image.is_float:
        colors = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    red, green, blue = colors.mean(axis=0).tolist()
    return red, green, blue


def _value(node: Any, name: str) -> float:
    return float(node.inputs[name].default_value)


def _srgb(linear: Any) -> Colour:
    values = np.clip(np.asarray(linear, np.float64), 0, 1)
    coded = np.where(values <= 0.0031308, 12.92 * values, 1.055 * values ** (1 / 2.4) - 0.055)
    red, green, blue = np.round(coded, 5).tolist()
    return red, green, blue
