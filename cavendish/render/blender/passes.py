# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two renders of a view: RGB, and the truth with one sample at the centre of every pixel."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render import exposure, exr, png
from cavendish.render.blender.materials.truth import ALBEDO_AOV, GEOMETRIC_AOV, INSTANCE_AOV, NORMAL_AOV
from cavendish.render.blender.polish import points, polished
from cavendish.render.quality import Quality
from cavendish.scenes.scene import Camera

Array = npt.NDArray[Any]
NOTHING = 1e9  # metres; Blender writes 1e10 where no surface is
SHEETS_SEEN = 32  # surfaces one behind the other that the RGB sees through; the truth's rays pass every hole


@dataclass(frozen=True)
class Developed:
    """How a render was made a picture. exposure: stops; temperature (kelvin) and tint: of the white balance."""

    exposure: float
    temperature: float
    tint: float


def render_rgb(
    quality: Quality, stops: float, scratch: Path, as_before: Developed | None = None
) -> tuple[npt.NDArray[np.uint8], Developed]:
    """Render the active camera: (H, W, 3) uint8 sRGB through AgX, exposed by the picture's own brightness.

    as_before: how another picture was developed; this one is developed alike, whatever its brightness.
    """
    scene = bpy.context.scene
    cycles = scene.cycles
    cycles.samples = quality.samples
    cycles.use_adaptive_sampling = False
    cycles.use_denoising = quality.denoise
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_prefilter = "FAST"
    cycles.max_bounces = quality.bounces
    cycles.diffuse_bounces = cycles.glossy_bounces = cycles.transmission_bounces = quality.bounces
    cycles.volume_bounces = min(quality.bounces, 1)  # without a second scattering thick fog is dark
    cycles.transparent_max_bounces = SHEETS_SEEN
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 10.0
    cycles.pixel_filter_type = "BLACKMAN_HARRIS"
    cycles.filter_width = 1.5
    bpy.ops.render.render()
    return _developed(stops, scratch, as_before)


def render_truth(camera: Camera, scratch: Path, wanted: Collection[str] = ()) -> dict[str, Array]:
    """Depth, normals and instances of the active camera, and the optional passes that are wanted (`render.passes`).

    `session.reset` and `realize` must have been told what is wanted too.
    """
    channels = _truth_channels(scratch)
    depth = channels["Depth.Z"].astype(np.float32)
    nothing = depth > NOTHING
    depth[nothing] = np.inf
    # Rows of the rotation from world to camera: the camera's own axes. Cycles has turned both normals to the viewer.
    geometric = _layers(channels, GEOMETRIC_AOV, "RGB") @ camera.pose[:3, :3]
    depth = polished(camera, depth, _layers(channels, "Position", "XYZ"), geometric)
    # Blender's own Normal pass holds bump; this one is the smooth shading normal before it.
    normals = (_layers(channels, NORMAL_AOV, "RGB") @ camera.pose[:3, :3]).astype(np.float32)
    normals[nothing] = np.nan
    instances = np.rint(channels[f"{INSTANCE_AOV}.X"]).astype(np.uint32)
    instances[nothing] = 0
    truth: dict[str, Array] = {"depth": depth, "normals": normals, "instances": instances}
    if "geometric_normals" in wanted:
        truth["geometric_normals"] = geometric.astype(np.float32)
        truth["geometric_normals"][nothing] = np.nan
    if "albedo" in wanted:
        # Textures may brighten a colour over 1; Cycles takes it for 1.
        truth["albedo"] = np.clip(_layers(channels, ALBEDO_AOV, "RGB"), 0, 1)
        truth["albedo"][nothing] = 0
    if "position" in wanted:
        truth["position"] = points(camera, depth)
    return truth


def _truth_channels(scratch: Path) -> dict[str, Array]:
    """Render one sample at the centre of every pixel. Returns the channels, such as "Depth.Z"."""
    scene = bpy.context.scene
    cycles, settings = scene.cycles, scene.render.image_settings
    cycles.samples = 1
    cycles.use_adaptive_sampling = cycles.use_denoising = False
    cycles.max_bounces = 0
    cycles.transparent_max_bounces = 1024  # Blender's most
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
    return channels


def _layers(channels: dict[str, Array], name: str, axes: str) -> npt.NDArray[np.float32]:
    return np.stack([channels[f"{name}.{axis}"] for axis in axes], axis=-1)


def _developed(
    stops: float, scratch: Path, as_before: Developed | None
) -> tuple[npt.NDArray[np.uint8], Developed]:
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
    how = as_before or Developed(
        exposure.stops(linear) + stops, exposure.white(linear), exposure.tint(linear)
    )
    view = scene.view_settings
    view.exposure = how.exposure
    view.use_white_balance = True
    view.white_balance_temperature = how.temperature
    view.white_balance_tint = how.tint
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
    return rgb, how
