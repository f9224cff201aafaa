# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The Scene: plain frozen data in metres, Z up, right-handed. It knows nothing of Blender.

A Scene holds objects; an object is an asset at a pose; an asset is a class name and parts; a part is a mesh and a
material. Objects that stand for the same thing share one asset, and so its geometry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float64]
Float32 = npt.NDArray[np.float32]
Int32 = npt.NDArray[np.int32]
Colour = tuple[float, float, float]  # sRGB, each in 0..1


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles.

    vertices: (V, 3) float32, metres, in the asset's frame.
    faces: (F, 3) int32, counter-clockwise seen from outside.
    normals: (V, 3) float32 unit vectors for smooth shading, or None: the mesh is shaded flat.
    uvs: (F, 3, 2) float32, metres along the surface for each corner, or None.
    layers: (F, 3, C) float32 each, C from 1 to 4: what else a pack's own materials read at the corners, by name.
    """

    vertices: Float32
    faces: Int32
    normals: Float32 | None = None
    uvs: Float32 | None = None
    layers: Mapping[str, Float32] = field(default_factory=dict)


@dataclass(frozen=True)
class Packed:
    """What of which pack something is. key: of its files once they are ready (`scenes.packs.prepared`); slot: which of
    their materials.
    """

    pack: str
    version: str
    name: str
    licence: str
    key: str
    slot: int = 0


@dataclass(frozen=True)
class Material:
    """A named procedural kind with its parameters; `scenes.materials` makes them.

    Every kind has `color`, the sRGB colour that names the surface and that a preview shows.
    packed: the material of a pack that is drawn in its stead, if any.
    """

    kind: str
    parameters: Mapping[str, float | Colour]
    packed: Packed | None = None

    @property
    def color(self) -> Colour:
        """The base colour, sRGB in 0..1."""
        value = self.parameters["color"]
        assert isinstance(value, tuple)
        return value

    @property
    def opacity(self) -> float:
        """How much of the light from behind it holds back where it has no hole, 0..1. It bears on the RGB alone."""
        value = self.parameters.get("opacity", 1.0)
        assert not isinstance(value, tuple)
        return value


@dataclass(frozen=True, eq=False)
class Part:
    """One mesh of one material."""

    mesh: Mesh
    material: Material


@dataclass(frozen=True, eq=False)
class Light:
    """A lamp. Points shine all around, spots and area lights (rectangles) along their own -Z.

    A portal is no lamp: it marks a rectangular opening, seen from its -Z side, through which daylight comes, so that a
    renderer samples the sky there.

    pose: (4, 4) float64. power: watts, radiant as Blender counts it. temperature: kelvin.
    size: metres; the radius (size[0]) of a point or spot, the sides of an area light or portal. angle: of a spot, radians.
    """

    kind: Literal["point", "spot", "area", "portal"]
    pose: Float
    power: float
    temperature: float = 4000.0
    size: tuple[float, float] = (0.05, 0.05)
    angle: float = 1.2


@dataclass(frozen=True)
class Support:
    """A horizontal rectangle of an asset where smaller things may stand, in the asset's frame, metres."""

    x: tuple[float, float]
    y: tuple[float, float]
    z: float
    headroom: float = 10.0


@dataclass(frozen=True, eq=False)
class Asset:
    """A kind of thing: its class, its parts and what belongs to it.

    The asset's frame: it stands on z = 0, its footprint is centred on x = y = 0, it faces -Y (a viewer in front of
    it looks along +Y), width along X, depth along Y. Things that hang keep the same frame.
    packed: where it comes from, where it is of a pack; its key decides its parts.
    """

    category: str
    parts: tuple[Part, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    supports: tuple[Support, ...] = ()
    lights: tuple[Light, ...] = ()
    packed: Packed | None = None

    @cached_property
    def extent(self) -> tuple[Float, Float]:
        """Low and high corner of the bounding box in the asset's frame, (3,) metres each."""
        low = np.min([part.mesh.vertices.min(axis=0) for part in self.parts], axis=0)
        high = np.max([part.mesh.vertices.max(axis=0) for part in self.parts], axis=0)
        return low.astype(float), high.astype(float)


@dataclass(frozen=True)
class Motion:
    """How a thing moves while the shutter is open. linear: metres a second; angular: radians a second about its own origin.

    Both are in the world's axes. A pose that comes with a Motion is the one in the middle of the exposure.
    """

    linear: tuple[float, float, float] = (0.0, 0.0, 0.0)
    angular: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Object:
    """An asset in the world. id: 1 to 16,777,215, one of its own in the scene. pose: (4, 4) float64, rigid.

    motion: blurs the RGB of a camera with a shutter; the truth shows `pose`.
    """

    id: int
    asset: Asset
    pose: Float
    motion: Motion | None = None

    @property
    def category(self) -> str:
        """The class name, a key of the ontology."""
        return self.asset.category


@dataclass(frozen=True)
class Sky:
    """A physical sky. Angles in radians: the sun's elevation over the horizon, its azimuth counted from +Y to +X.

    strength: a factor on the whole sky. sun: a factor on the sun alone, 0 = overcast. haze: aerosol density, 1 = clear
    city air.
    """

    sun_elevation: float
    sun_azimuth: float
    strength: float = 1.0
    sun: float = 1.0
    haze: float = 1.0


@dataclass(frozen=True)
class Fog:
    """Even fog around the scene, in the RGB alone. density: extinction, 1/m (visibility is about 3 / density)."""

    density: float
    color: Colour = (0.85, 0.87, 0.9)


@dataclass(frozen=True)
class World:
    """What surrounds the scene: a sky, or one even colour with a strength; and fog, if any."""

    sky: Sky | None = None
    color: Colour = (0.5, 0.5, 0.5)
    strength: float = 1.0
    fog: Fog | None = None


@dataclass(frozen=True, eq=False)
class Camera:
    """A pinhole camera. Camera axes: +X right, +Y up, +Z out of the image towards the viewer.

    pose: (4, 4) float64, camera to world, rigid. width, height, fx, fy, cx, cy: pixels; the centre of pixel (column u,
    row v) is (u + 0.5, v + 0.5), row 0 at the top. exposure: stops on top of the automatic exposure of the RGB.

    What blurs the RGB, and never the truth: aperture, the diameter of the lens in metres, 0 = a pinhole; focus, the
    distance of the plane that is sharp, metres; shutter, seconds that it is open; motion, the camera's own.
    """

    pose: Float
    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float
    exposure: float = 0.0
    aperture: float = 0.0
    focus: float = 10.0
    shutter: float = 0.0
    motion: Motion | None = None

    @property
    def intrinsics(self) -> Float:
        """K, (3, 3) float64, for the image axes x right, y down, z forward."""
        return np.array([[self.fx, 0.0, self.cx], [0.0, self.fy, self.cy], [0.0, 0.0, 1.0]])


@dataclass(frozen=True)
class Region:
    """An axis-aligned box of free air where a camera may be, metres.

    heading: which way one drives through it, radians counted from +Y to +X; None where it is no lane.
    """

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    heading: float | None = None


@dataclass(frozen=True, eq=False)
class Scene:
    """Objects, lights, the world and cameras. air: where a camera may be placed. styles: how (`scenes.cameras`)."""

    objects: tuple[Object, ...]
    lights: tuple[Light, ...] = ()
    world: World = field(default_factory=World)
    cameras: tuple[Camera, ...] = ()
    air: tuple[Region, ...] = (Region((-3.0, -3.0, 1.3), (3.0, 3.0, 1.7)),)
    styles: tuple[str, ...] = ("handheld",)
