# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's state between scenes: reset, device, and what never changes from render to render."""

from __future__ import annotations

from collections.abc import Collection

import bpy

from cavendish.render.blender.materials.truth import aovs
from cavendish.render.quality import DeviceError, Quality


def reset(quality: Quality, wanted: Collection[str] = ()) -> str:
    """Empty Blender by its factory settings and set Cycles up. Returns the names of the devices used.

    wanted: the optional passes that the truth will hold.

    Raises DeviceError where `quality.device` is not on this machine.
    """
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.preferences.filepaths.use_scripts_auto_execute = False
    device = _use_device(quality.device)
    scene = bpy.context.scene
    render, cycles = scene.render, scene.cycles
    render.engine = "CYCLES"
    cycles.device = "CPU" if quality.device == "cpu" else "GPU"
    render.threads_mode = "FIXED" if quality.threads else "AUTO"
    if quality.threads:
        render.threads = quality.threads
    render.use_persistent_data = True  # one sync and one BVH for RGB and truth of every view
    render.use_stamp = False
    render.use_compositing = render.use_sequencer = False
    render.dither_intensity = 0.0
    cycles.use_animated_seed = False
    cycles.debug_use_spatial_splits = False
    scene.display_settings.display_device = "sRGB"
    scene.view_settings.view_transform = "AgX"
    layer = bpy.context.view_layer
    layer.use_pass_z = layer.use_pass_position = True
    # Any surface that is not a hole counts as hit: a pane of glass is the pane, a cut-out leaf is its leaf.
    layer.pass_alpha_threshold = 0.01
    for name, kind in aovs(wanted).items():
        aov = layer.aovs.add()
        aov.name, aov.type = name, kind
    return device


def devices() -> dict[str, list[str]]:
    """The compute devices that Cycles sees, kind -> names."""
    preferences = bpy.context.preferences.addons["cycles"].preferences
    found: dict[str, list[str]] = {}
    for kind in ("CPU", "CUDA", "OPTIX", "HIP", "ONEAPI", "METAL"):
        names = [device.name for device in preferences.get_devices_for_type(kind) if device.type == kind]
        if names:
            found[kind.lower()] = names
    return found


def _use_device(name: str) -> str:
    found = devices()
    if name not in found:
        have = ", ".join(f"{kind} ({', '.join(names)})" for kind, names in found.items())
        raise DeviceError(f"quality.device asks for {name}, which this machine lacks; Cycles sees {have}")
    if name != "cpu":
        preferences = bpy.context.preferences.addons["cycles"].preferences
        preferences.compute_device_type = name.upper()
        for device in preferences.devices:
            device.use = device.type == name.upper()
    return f"{name}: {', '.join(found[name])}"
