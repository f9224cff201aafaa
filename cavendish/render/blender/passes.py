# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two renders of a view: RGB, and the truth with one sample at the centre of every pixel."""

from __future__ import annotations

from pathlib import Path

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render import exposure, exr, png
from cavendish.render.blender.materials.truth import INSTANCE_AOV, NORMAL_AOV
from cavendish.render.quality import Quality
from cavendish.scenes.scene import Camera

NOTHING = 1e9  # metres; Blender writes 1e10 where no surface is


def render_rgb(quality: Quality, stops: float, scratch: Path) -> npt.NDArray[np.uint8]:
    """Render the active camera: (H, W, 3) uint8 sRGB through AgX, exposed by the picture's own brightness."""
    scene = bpy.context.scene
    cycles = scene.cycles
    cycles.samples = quality.samples
    cycles.use_adaptive_sampling = False
    cycles.use_denoising = quality.denoise
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_prefilter = "FAST"
    cycles.max_bounces = quality.bounces
    cycles.diffuse_bounces = cycles.glossy_bounces = cycles.transmission_bounces = quality.bounces
    cycles.transparent_max_bounces = 16
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 10.0
    cycles.pixel_filter_type = "BLACKMAN_HARRIS"
    cycles.filter_width = 1.5
    bpy.ops.render.render()
    return _developed(stops, scratch)


def render_truth(camera: Camera, scratch: Path) -> dict[str, npt.NDArray[np.generic]]:
    """Depth, normals and instances of the active camera, as a Frame holds them."""
    scene = bpy.context.scene
    cycles, settings = scene.cycles, scene.render.image_settings
    cycles.samples = 1
    cycles.use_adaptive_sampling = cycles.use_denoising = False
    cycles.max_bounces = 0
    cycles.pixel_filter_type = "BOX"
    cycles.filter_width = 0.01
    bpy.ops.render.render()
    settings.media_type = "MULTI_LAYER_IMAGE"
    settings.file_format = "OPEN_EXR_MULTILAYER"
    settings.color_depth = "32"
    settings.exr_codec = "NONE"
    path = scratch / "truth-blender.exr"
    bpy.data.images["Render Result"].save_render(str(path), scene=scene)
    channels = {name.split(".", 1)[-1]: pixels for name, pixels in exr.read_channels(path).items()}
    path.unlink()
    depth = channels["Depth.Z"].astype(np.float32)
    nothing = depth > NOTHING
    depth[nothing] = np.inf
    # Blender's own Normal pass holds bump; this one is the smooth shading normal before it.
    world = np.stack([channels[f"{NORMAL_AOV}.{axis}"] for axis in "RGB"], axis=-1)
    # Rows of the rotation from world to camera: the camera's own axes.
    normals = (world @ camera.pose[:3, :3].astype(np.float32)).astype(np.float32)
    normals[nothing] = np.nan
    instances = np.rint(channels[f"{INSTANCE_AOV}.X"]).astype(np.uint32)
    instances[nothing] = 0
    return {"depth": depth, "normals": normals, "instances": instances}


def _developed(stops: float, scratch: Path) -> npt.NDArray[np.uint8]:
    """The last render as 8-bit sRGB through AgX, exposed and white-balanced by its own brightness and colour."""
    scene = bpy.context.scene
    settings, result = scene.render.image_settings, bpy.data.images["Render Result"]
    settings.media_type = "IMAGE"
    settings.file_format, settings.color_mode, settings.color_depth, settings.exr_codec = (
        "OPEN_EXR",
        "RGB",
        "16",
        "NONE",
    )
    raw = scratch / "linear.exr"
    result.save_render(str(raw), scene=scene)
    channels = exr.read_channels(raw)
    raw.unlink()
    linear = np.stack([channels[c] for c in "RGB"], axis=-1).astype(np.float32)
    view = scene.view_settings
    view.exposure = exposure.stops(linear) + stops
    view.use_white_balance = True
    view.white_balance_temperature = exposure.white(linear)
    settings.file_format, settings.color_mode, settings.color_depth, settings.compression = (
        "PNG",
        "RGB",
        "8",
        0,
    )
    path = scratch / "rgb.png"
    result.save_render(str(path), scene=scene)
    rgb = png.read(path)
    path.unlink()
    return rgb
