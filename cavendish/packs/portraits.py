# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Quick pictures of a pack's assets: thumbnails, and the squares of a contact sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from cavendish.errors import InputError
from cavendish.render.preview import preview
from cavendish.scenes.packs import prepared, stock
from cavendish.scenes.packs.pack import Pack
from cavendish.scenes.portrait import portrait
from cavendish.scenes.scene import Asset

SIDE = 256  # pixels of a thumbnail
Rgb = npt.NDArray[np.uint8]


def thumbnail(asset: Asset, path: Path) -> None:
    """Write a JPEG of an asset; its folder is made. Raises InputError where nothing draws here."""
    picture = drawn(asset, SIDE)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path, quality=85)


def can_draw() -> str:
    """Why nothing can be drawn on this machine; empty where it can."""
    from cavendish.scenes.assets import ASSETS

    try:
        drawn(ASSETS["mug"](np.random.default_rng(0)), 16)
    except InputError as error:
        return str(error)
    return ""


def drawn(asset: Asset, side: int) -> Rgb:
    """A picture (side, side, 3) of an asset, sRGB. Raises InputError where nothing draws here."""
    scene = portrait(asset, side)
    return preview(scene, scene.cameras[0])[0]


def portraits(pack: Pack, side: int) -> Iterator[tuple[Rgb, str]]:
    """A picture and a line for each entry of a pack: its name, class and size. What cannot be had is an empty square."""
    failed = prepared.prepare([prepared.job(pack, row) for row in pack.assets])
    for row in pack.assets:
        size = "x".join(f"{length:.2f}" for length in row.size)
        if prepared.job(pack, row).key in failed:
            yield np.full((side, side, 3), 235, np.uint8), f"{row.name}: cannot be used"
            continue
        yield drawn(stock.asset_of(pack, row), side), f"{row.name}, {row.category}, {size} m"
    for one in pack.materials:
        color = np.array(one.color) * 255
        yield (
            np.broadcast_to(color.astype(np.uint8), (side, side, 3)).copy(),
            f"{one.name}, {', '.join(one.kinds)}",
        )
