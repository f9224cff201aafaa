# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the scene library: one scene, a sheet of a builder's scenes, sheets of all things."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont
from pydantic import ValidationError

from cavendish.errors import RENDER_EXTRA, CavendishError, InputError, nearest
from cavendish.render.preview import preview
from cavendish.render.quality import Quality
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.blame import home_of, told
from cavendish.scenes.build import BuildError, build
from cavendish.scenes.builders import BUILDERS, Builder
from cavendish.scenes.cameras import place
from cavendish.scenes.ontology import category
from cavendish.scenes.packs.choice import PackChoice
from cavendish.scenes.portrait import portrait
from cavendish.scenes.scene import Scene
from cavendish.scenes.views import Views

Rgb = npt.NDArray[np.uint8]
Draw = Callable[[Scene], list[Rgb]]  # a picture for each camera of a scene
GAP, LINE = 6, 16  # pixels between the pictures of a sheet, and of a line of text
PAPER, INK, ACCENT = (250, 249, 245), (40, 38, 34), (176, 92, 24)


def known(name: str) -> Builder:
    """A builder by its name. Raises InputError with the nearest name."""
    if name not in BUILDERS:
        raise InputError(f"there is no builder {name}; {nearest(name, BUILDERS)}")
    return BUILDERS[name]


def has_defaults(builder: Builder) -> bool:
    """Whether it builds a scene without being given a parameter."""
    return not any(field.is_required() for field in builder.parameters.model_fields.values())


def built(
    name: str, seed: int, parameters: Mapping[str, Any], views: Views, packs: Sequence[PackChoice] = ()
) -> Scene:
    """A builder's scene of a seed, with cameras. Raises InputError where parameters do not fit or no camera does."""
    builder = known(name)
    try:
        typed = builder.parameters.model_validate(dict(parameters))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        hint = (
            f"; {nearest(key, builder.parameters.model_fields)}" if first["type"] == "extra_forbidden" else ""
        )
        message = first["msg"].removeprefix("Value error, ")
        raise InputError(f"{name}.{key}: {message[0].lower()}{message[1:]}{hint}") from error
    except Exception as error:
        why = told(error, home_of(builder.build))
        raise InputError(f"the parameters of {name} fail: {why}") from error
    streams = np.random.SeedSequence(seed).spawn(2)
    try:
        scene = build(builder, typed, np.random.default_rng(streams[0]), packs)
    except BuildError as error:
        raise CavendishError(f"{error}; seed {seed}") from error
    try:
        return place(scene, views, np.random.default_rng(streams[1]))[0]
    except ValueError as error:
        raise CavendishError(f"{name} of seed {seed}: {error}; try another --seed or --camera") from error


def quick(scene: Scene) -> list[Rgb]:
    """A picture of each camera's view in a fraction of a second: base colours and a plain light."""
    return [preview(scene, camera)[0] for camera in scene.cameras]


@contextmanager
def rendering(quality: Quality) -> Iterator[Draw]:
    """A function that renders by Cycles, in a process of its own. Raises InputError where bpy is missing."""
    from importlib.util import find_spec

    if find_spec("bpy") is None:
        raise InputError(f"Blender's Python module is missing; {RENDER_EXTRA}, or take --quality quick")

    with tempfile.TemporaryDirectory() as folder:
        worker = ProcessPoolExecutor(
            1, get_context("spawn"), initializer=_worker, initargs=(Path(folder) / "log", os.getpid())
        )
        with worker:
            yield lambda scene: worker.submit(_rendered, scene, quality, Path(folder)).result()


def asset_scene(name: str, seed: int, size: int) -> Scene:
    """One thing on a floor of its own, seen from its front left. Raises InputError with the nearest name."""
    if name not in ASSETS:
        raise InputError(f"there is no thing {name}; {nearest(name, ASSETS)}")
    return portrait(ASSETS[name](np.random.default_rng(seed)), size)


def sheet(
    pictures: Sequence[Rgb], captions: Sequence[str], columns: int, families: Sequence[str] = ()
) -> Image.Image:
    """Pictures of one size in rows, each with a line of text; at its right the family, where another one begins."""
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    page = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + LINE + GAP) + GAP), PAPER)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=11)
    for k, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        x, y = GAP + k % columns * (width + GAP), GAP + k // columns * (height + LINE + GAP)
        page.paste(Image.fromarray(picture), (x, y))
        pen.text((x + 1, y + height + 2), caption, INK, font)
        if families and (k == 0 or families[k] != families[k - 1]):
            pen.text((x + width, y + height + 2), families[k], ACCENT, font, anchor="ra")
    return page


def save(path: Path, image: Image.Image) -> None:
    """Write a PNG or JPEG by the suffix, its folder made if need be. Raises InputError."""
    if path.suffix.lower() not in (".png", ".jpg", ".jpeg"):
        raise InputError(f"{path}: pictures are written as .png or .jpg; name the file so")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, quality=88)  # which a PNG passes over
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error


def builder_sheet(
    name: str, seeds: Sequence[int], views: Views, draw: Draw, packs: Sequence[PackChoice] = ()
) -> Image.Image:
    """A sheet of a builder's scenes with its default parameters, one view a seed."""
    columns = 3 if len(seeds) in (3, 5, 6, 9) else 4
    pictures = [draw(built(name, seed, {}, views, packs))[0] for seed in seeds]
    return sheet(pictures, [f"{name}, seed {seed}" for seed in seeds], columns)


def asset_sheet(
    names: Collection[str], draw: Draw, seed: int = 0, size: int = 168, columns: int = 12
) -> Image.Image:
    """A sheet of things, one of each name, those of a family (the parent of their classes) side by side."""
    ordered = sorted(names, key=lambda name: (category(name).parent, name))
    pictures = [draw(asset_scene(name, seed, size))[0] for name in ordered]
    return sheet(pictures, ordered, columns, [category(name).parent for name in ordered])


def _worker(log: Path, parent: int) -> None:
    from cavendish.engine.worker import initialise

    initialise(log, parent)


def _rendered(scene: Scene, quality: Quality, folder: Path) -> list[Rgb]:
    from cavendish.render.blender.render import render_scene

    return [shot.rgb for shot in render_scene(scene, quality, folder)]
