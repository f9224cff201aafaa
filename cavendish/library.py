# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The scene library on a terminal: tables of builders, their parameters and classes, and progress of pictures."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from warnings import catch_warnings

import numpy as np
import yaml
from PIL import Image
from pydantic import BaseModel, ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cavendish import gallery
from cavendish.errors import CavendishError, InputError, nearest
from cavendish.gallery import Draw
from cavendish.render.quality import Quality
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.build import BuildError, build
from cavendish.scenes.builders import BUILDERS, Builder
from cavendish.scenes.cameras import CAMERAS
from cavendish.scenes.check import hints
from cavendish.scenes.ontology import category
from cavendish.scenes.packs.choice import PackChoice
from cavendish.scenes.scene import Scene
from cavendish.scenes.views import Views

THINGS = "things"  # names the sheet of all things among those of builders
TILE = (384, 256)  # width and height of a picture on a sheet, pixels


def show_builders(console: Console) -> None:
    """Print the builders, the styles of camera and the things, each with its words."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for name in sorted(BUILDERS):
        table.add_row(f"[bold]{escape(name)}[/bold]", escape(BUILDERS[name].summary))
    console.print(table)
    cameras = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for name in sorted(CAMERAS):
        cameras.add_row(f"[bold]{name}[/bold]", escape(CAMERAS[name].summary))
    console.print("\nCameras (views.cameras in a recipe):")
    console.print(cameras)
    console.print(f"\n{len(ASSETS)} things: {', '.join(sorted(ASSETS))}", soft_wrap=True)
    console.print("\nNext: cavendish scenes show room; cavendish scenes preview room --seed 3 -o room.png")


def show_builder(name: str, seeds: int, console: Console) -> None:
    """Print a builder's parameters, and what some of its scenes hold. Raises InputError for an unknown name."""
    builder = gallery.known(name)
    console.print(f"[bold]{escape(name)}[/bold]: {escape(builder.summary)}\n")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("parameter", "default", "meaning"):
        table.add_column(column, overflow="fold")
    for key, value, meaning in parameters(builder.parameters):
        table.add_row(escape(key), escape(value), escape(meaning))
    console.print(table)
    if not gallery.has_defaults(builder):
        console.print("\nIts scenes hang on what it is given; see one with `cavendish scenes preview --set`.")
        return
    classes: Counter[str] = Counter()
    things, faces, seconds = [], [], []
    for seed in range(seeds):
        start = time.perf_counter()
        scene = _built(builder, seed)
        seconds.append(time.perf_counter() - start)
        things.append(sum(category(thing.category).thing for thing in scene.objects))
        faces.append(sum(len(part.mesh.faces) for thing in scene.objects for part in thing.asset.parts))
        classes.update({thing.category for thing in scene.objects})
    console.print(
        f"\n{seeds} scenes: {min(things)} to {max(things)} things (median {np.median(things):.0f}), "
        f"{np.median(faces):,.0f} triangles, {np.median(seconds):.2f} s to build"
    )
    said = ", ".join(f"{word} {count}" for word, count in classes.most_common())
    console.print(f"{len(classes)} classes, with the scenes that have them: {escape(said)}", soft_wrap=True)


def _built(builder: Builder, seed: int) -> Scene:
    try:
        return build(builder, builder.parameters(), np.random.default_rng(seed))
    except BuildError as error:
        raise CavendishError(f"{error}; seed {seed}") from error


def parameters(model: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of each parameter; bounds are part of the meaning."""
    for key, field in model.model_fields.items():
        bounds = [
            f"{words} {getattr(rule, sign):g}"
            for rule in field.metadata
            for sign, words in (("ge", "at least"), ("gt", "over"), ("le", "at most"), ("lt", "under"))
            if getattr(rule, sign, None) is not None
        ]
        if field.is_required():
            yield key, "(must be given)", field.description or ""
            continue
        default = yaml.safe_dump(
            field.get_default(call_default_factory=True), default_flow_style=True, width=10_000
        )
        value = (
            default.replace("\n...", "").strip()
            if not isinstance(field.default, tuple)
            else _plain(field.default)
        )
        yield key, value, " ".join([field.description or "", *([f"({', '.join(bounds)})"] if bounds else [])])


def draw_one(
    name: str,
    out: Path,
    seed: int,
    settings: Sequence[str],
    camera: str | None,
    size: tuple[int, int],
    quality: str,
    samples: int,
    console: Console,
    packs: Sequence[PackChoice] = (),
) -> None:
    """Draw one scene of a builder, or one thing, into a file. Raises InputError."""
    if name not in BUILDERS and name not in ASSETS:
        raise InputError(f"there is no builder or thing {name}; {nearest(name, [*BUILDERS, *ASSETS])}")
    start = time.perf_counter()
    with catch_warnings(record=True) as warned:
        if name in BUILDERS:
            scene = gallery.built(name, seed, parsed(settings), _views(size, camera), packs)
        else:
            scene = gallery.asset_scene(name, seed, min(size))
    ready = time.perf_counter()
    with _drawing(quality, samples) as draw:
        picture = draw(scene)[0]
    gallery.save(out, Image.fromarray(picture))
    seen = time.perf_counter()
    things = sum(category(thing.category).thing for thing in scene.objects)
    console.print(
        f"{out}: {name}, seed {seed}, {things} things; built in {ready - start:.2f} s, drawn in {seen - ready:.2f} s",
        soft_wrap=True,
        markup=False,
    )
    for hint in (*(str(warning.message) for warning in warned), *(hints(scene) if name in BUILDERS else ())):
        console.print(f"hint: {hint}", soft_wrap=True, markup=False)


def draw_gallery(
    out: Path,
    only: Sequence[str],
    count: int,
    seed: int,
    quality: str,
    samples: int,
    console: Console,
    packs: Sequence[PackChoice] = (),
) -> None:
    """Draw a sheet for each builder and one of all things, or those that `only` names. Raises InputError.

    The things are drawn by the quick preview always: they are many.
    """
    builders = [name for name in only if name != THINGS]
    for name in builders:
        gallery.known(name)
    if not only:
        builders = sorted(name for name in BUILDERS if gallery.has_defaults(BUILDERS[name]))
    with _drawing(quality if builders else "quick", samples) as draw:
        for name in builders:
            start = time.perf_counter()
            page = gallery.builder_sheet(name, range(seed, seed + count), _views(TILE, None), draw, packs)
            _written(out / f"{name}.jpg", page, start, console)
    if not only or THINGS in only:
        start = time.perf_counter()
        _written(out / f"{THINGS}.jpg", gallery.asset_sheet(ASSETS, gallery.quick, seed), start, console)


@contextmanager
def _drawing(quality: str, samples: int) -> Iterator[Draw]:
    if quality == "quick":
        yield gallery.quick
        return
    with gallery.rendering(Quality(samples=samples)) as draw:
        yield draw


def _written(path: Path, page: Image.Image, start: float, console: Console) -> None:
    gallery.save(path, page)
    console.print(f"{path} ({time.perf_counter() - start:.0f} s)", soft_wrap=True, markup=False)


def _views(size: tuple[int, int], camera: str | None) -> Views:
    try:
        return Views(width=size[0], height=size[1], cameras=(camera,) if camera else ())
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else "size"
        option = {"cameras": "--camera"}.get(key, f"--{key}")
        raise InputError(f"{option}: {first['msg'].removeprefix('Value error, ')}") from error


def parsed(settings: Sequence[str]) -> Mapping[str, Any]:
    """The values of --set, KEY=VALUE each, as YAML reads them. Raises InputError."""
    found: dict[str, Any] = {}
    for text in settings:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise InputError(f"--set {text}: write it as key=value, for example --set clutter=1")
        try:
            found[key] = yaml.safe_load(value)
        except yaml.YAMLError as error:
            raise InputError(f"--set {text}: the value is not YAML") from error
    return found


def _plain(value: Any) -> str:
    return f"[{', '.join(map(_plain, value))}]" if isinstance(value, tuple) else str(value)
