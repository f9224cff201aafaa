# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the builders' views are like: depths, classes, objects, cameras, time; by the ray caster, scene after scene.

`look` makes one view of a scene and measures it; `looks` does so for many in worker processes; a `Summary` takes them
up one by one, so memory does not grow with their number. Brightness and the time to render need Blender, and are
measured only where they are asked for.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from threading import Event

import numpy as np
import numpy.typing as npt

from cavendish.engine.inorder import in_order
from cavendish.render.quality import Quality
from cavendish.render.raycast import raycast
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import place
from cavendish.scenes.ontology import category
from cavendish.scenes.scene import Camera, Float, Scene
from cavendish.scenes.userfile import Source
from cavendish.scenes.views import Views

EDGES = np.geomspace(0.05, 5000.0, 251)  # metres: fifty bins a decade
RANGES = {
    "NYU": (0.7, 10.0),
    "KITTI": (2.0, 80.0),
    "ETH3D": (0.5, 60.0),
}  # metres, as the benchmarks' depths go
SIZES = (
    (160, 160),
    (192, 144),
    (192, 128),
    (256, 144),
    (144, 192),
)  # pixels: square, 4:3, 3:2, 16:9, 3:4 upright
NOTICED = 2e-4  # of a picture: what covers less is not counted as seen
LIMIT = 600.0  # seconds that a scene may take
SLACK = 1e-3  # pixels at a metre: what lies along a side of the view counts as in it


@dataclass(frozen=True)
class Job:
    """A view to make: the first of a builder's scene of a seed, as `cavendish scenes preview` has it.

    render: settings of Blender's picture, for brightness and time; None for none. sources: files with builders of the
    user's.
    """

    builder: str
    seed: int
    render: Quality | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, eq=False)
class Look:
    """What one view is like.

    style: of the camera. size: width and height, pixels. field_of_view: across and up, degrees.
    depths: pixels in each bin of EDGES, those beyond its ends in the outermost. sky: the share of pixels with no depth.
    inside: of the pixels with a depth, the share within each of RANGES. shares: of the picture, by class.
    things: countable objects seen; built: those in the scene. triangles: of the scene.
    seconds: of the processor for "build" and "place"; of the clock, where rendered, for "setup" and "rgb".
    brightness: mean of the rendered picture's sRGB luma, 0..1; clipped: the share of its pixels that are all but black
    or white; None where nothing was rendered.
    """

    style: str
    size: tuple[int, int]
    field_of_view: tuple[float, float]
    depths: npt.NDArray[np.int64]
    sky: float
    inside: Mapping[str, float]
    shares: Mapping[str, float]
    things: int
    built: int
    triangles: int
    seconds: Mapping[str, float]
    brightness: float | None = None
    clipped: float | None = None

    @property
    def classes(self) -> int:
        """How many classes are seen, stuff among them."""
        return sum(share >= NOTICED for share in self.shares.values())


def ready(name: str) -> bool:
    """Whether a builder makes scenes by itself: some take a file of the user's, and have no view without it."""
    return not any(field.is_required() for field in BUILDERS[name].parameters.model_fields.values())


def look(job: Job) -> Look:
    """Build a scene with the builder's defaults, place a camera and measure its view.

    Raises ValueError where no camera is found.
    """
    for source in job.sources:
        source.load()
    builder = BUILDERS[job.builder]
    streams = [np.random.default_rng(stream) for stream in np.random.SeedSequence(job.seed).spawn(3)]
    start = time.process_time()
    scene = builder.build(builder.parameters(), streams[0])
    built = time.process_time()
    style = scene.styles[int(streams[2].integers(len(scene.styles)))]
    placed, _ = place(scene, Views(sizes=SIZES, cameras=(style,)), streams[1])
    seconds = {"build": built - start, "place": time.process_time() - built}
    brightness, clipped = None, None
    if job.render is not None:
        rgb, spent = _rendered(placed, job.render)
        seconds |= spent
        brightness, clipped = lightness(rgb)
    return measured(placed, style, seconds, brightness, clipped)


def measured(
    scene: Scene,
    style: str,
    seconds: Mapping[str, float],
    brightness: float | None = None,
    clipped: float | None = None,
) -> Look:
    """What the first camera of a scene sees, by the ray caster."""
    camera = scene.cameras[0]
    sight = raycast(in_view(scene, camera), camera)
    seen = np.isfinite(sight.depth)
    near = sight.depth[seen]
    ids, counts = np.unique(sight.instances[seen], return_counts=True)
    pixels = dict(zip(ids.tolist(), counts.tolist(), strict=True))
    shares: Counter[str] = Counter()
    for thing in scene.objects:
        if thing.id in pixels:
            shares[thing.category] += pixels[thing.id]
    countable = [thing for thing in scene.objects if category(thing.category).thing]
    return Look(
        style=style,
        size=(camera.width, camera.height),
        field_of_view=angles(camera),
        depths=histogram(near),
        sky=1 - len(near) / seen.size,
        inside={
            name: float(np.mean((near >= low) & (near <= high))) if len(near) else 0.0
            for name, (low, high) in RANGES.items()
        },
        shares={name: count / seen.size for name, count in shares.items()},
        things=sum(pixels.get(thing.id, 0) >= NOTICED * seen.size for thing in countable),
        built=len(countable),
        triangles=sum(len(part.mesh.faces) for thing in scene.objects for part in thing.asset.parts),
        seconds=dict(seconds),
        brightness=brightness,
        clipped=clipped,
    )


def in_view(scene: Scene, camera: Camera) -> Scene:
    """The scene without the objects whose boxes lie wholly outside one side of the view: the camera sees the same."""
    # A point (x, y, distance ahead) in the camera's axes is on the inner side of each plane where the product is >= 0.
    planes = np.array(
        [
            (camera.fx, 0, camera.cx),
            (-camera.fx, 0, camera.width - camera.cx),
            (0, camera.fy, camera.height - camera.cy),
            (0, -camera.fy, camera.cy),
            (0, 0, 1),
        ]
    )
    seen = []
    for thing in scene.objects:
        corners = np.array(list(product(*zip(*thing.asset.extent, strict=True))))
        here = corners @ thing.pose[:3, :3].T + thing.pose[:3, 3] - camera.pose[:3, 3]
        here = here @ camera.pose[:3, :3] * (1, 1, -1)
        if np.all((here @ planes.T).max(axis=0) >= -SLACK):
            seen.append(thing)
    return replace(scene, objects=tuple(seen))


def histogram(depths: Float) -> npt.NDArray[np.int64]:
    """How many of the depths (N,), metres, are in each bin of EDGES; those beyond its ends count in the outermost."""
    bins = np.searchsorted(EDGES, depths, side="right") - 1
    return np.bincount(np.clip(bins, 0, len(EDGES) - 2), minlength=len(EDGES) - 1)


def quantile(shares: Float, at: float) -> float:
    """The depth, metres, below which `at` (0..1) of a histogram over EDGES lies; even in the logarithm within a bin."""
    rising = np.concatenate([[0.0], np.cumsum(shares)])
    if rising[-1] <= 0:
        return float("nan")
    return float(np.exp(np.interp(at * rising[-1], rising, np.log(EDGES))))


def angles(camera: Camera) -> tuple[float, float]:
    """The field of view across and up, degrees."""
    across, up = (
        np.degrees(np.arctan((size - center) / focal) + np.arctan(center / focal))
        for size, center, focal in (
            (camera.width, camera.cx, camera.fx),
            (camera.height, camera.cy, camera.fy),
        )
    )
    return float(across), float(up)


def lightness(rgb: npt.NDArray[np.uint8]) -> tuple[float, float]:
    """Of a picture (H, W, 3), sRGB: the mean luma, 0..1, and the share of pixels with a luma under 0.02 or over 0.98."""
    luma = rgb.astype(float) @ np.array([0.2126, 0.7152, 0.0722]) / 255
    return float(luma.mean()), float(np.mean((luma < 0.02) | (luma > 0.98)))


def _rendered(scene: Scene, quality: Quality) -> tuple[npt.NDArray[np.uint8], dict[str, float]]:
    from cavendish.render.blender.render import render_scene

    with tempfile.TemporaryDirectory() as scratch:
        shot = next(iter(render_scene(scene, quality, Path(scratch))))
    return shot.rgb, {stage: shot.seconds[stage] for stage in ("setup", "rgb")}


def looks(jobs: Iterable[Job], workers: int, stop: Event | None = None) -> Iterator[tuple[Job, Look | str]]:
    """Each job with its look, or with the reason why it has none, in order; in worker processes."""
    yield from in_order(look, jobs, workers, LIMIT, stop or Event())


@dataclass
class Summary:
    """A builder's looks, taken up one by one. A view counts as much as any other, whatever its size.

    views: how many; failures: why others have none, counted. styles, sizes: of the cameras, counted.
    numbers: a value a view of "classes", "things", "built", "triangles", "across", "up" (degrees), the stages' seconds,
    and, where rendered, "brightness" and "clipped". The sums over the views have their means below.
    """

    views: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    styles: Counter[str] = field(default_factory=Counter)
    sizes: Counter[tuple[int, int]] = field(default_factory=Counter)
    numbers: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    class_sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    depth_sums: Float = field(default_factory=lambda: np.zeros(len(EDGES) - 1))

    def add(self, found: Look | str) -> None:
        """Take up a look, or the reason why there is none."""
        if isinstance(found, str):
            self.failures[(found.splitlines() or [""])[0]] += 1
            return
        self.views += 1
        self.styles[found.style] += 1
        self.sizes[found.size] += 1
        self.depth_sums += found.depths / np.prod(found.size)
        self.sums["sky"] += found.sky
        for name, share in found.inside.items():
            self.sums[name] += share * (1 - found.sky)
        for name, share in found.shares.items():
            self.class_sums[name] += share
        for name, value in {
            "classes": found.classes,
            "things": found.things,
            "built": found.built,
            "triangles": found.triangles,
            "across": found.field_of_view[0],
            "up": found.field_of_view[1],
            "brightness": found.brightness,
            "clipped": found.clipped,
            **found.seconds,
        }.items():
            if value is not None:
                self.numbers[name].append(float(value))

    @property
    def depths(self) -> Float:
        """The share of a view's pixels in each bin of EDGES, in the mean; with the sky they make 1."""
        return self.depth_sums / max(self.views, 1)

    @property
    def sky(self) -> float:
        """The share of a view's pixels with no depth, in the mean."""
        return self.sums["sky"] / max(self.views, 1)

    def inside(self, name: str) -> float:
        """Of the pixels with a depth, the share within one of RANGES."""
        seen = self.views - self.sums["sky"]
        return self.sums[name] / seen if seen > 0 else 0.0

    @property
    def shares(self) -> dict[str, float]:
        """The share of a view's pixels that each class has, in the mean."""
        return {name: total / self.views for name, total in self.class_sums.items()}
