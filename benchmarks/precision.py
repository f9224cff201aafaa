# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How exact the truth is: depth, normals and IDs of every builder, rendered by Blender, against the ray-cast oracle.

    .venv/bin/python benchmarks/precision.py              # writes docs/precision.md and its picture
    .venv/bin/python benchmarks/precision.py --scenes 2   # fewer scenes of each kind and shape

The oracle (`cavendish.render.raycast`) shares no code with the renderer: Embree finds the triangle, float64 the point.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from cavendish.gallery import has_defaults
from cavendish.render.agreement import angles, edges, spread
from cavendish.render.quality import Quality
from cavendish.render.raycast import Sight, raycast
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import place
from cavendish.scenes.views import Views

DOCS = Path(__file__).parent.parent / "docs"
SHAPES = {
    "square": Views(per_scene=2, width=256, height=256),
    "landscape, wide": Views(per_scene=2, width=384, height=192, field_of_view=(90, 100)),
    "portrait, narrow": Views(per_scene=2, width=192, height=320, field_of_view=(25, 35)),
}
RGB = Quality(samples=4, bounces=2)


@dataclass(frozen=True, eq=False)
class Look:
    """One view of a builder's scene, rendered and ray-cast."""

    builder: str
    shape: str
    seed: int
    rgb: npt.NDArray[np.uint8]
    truth: dict[str, npt.NDArray[Any]]
    sight: Sight

    @property
    def sure(self) -> npt.NDArray[np.bool_]:
        """The pixels that are not within one pixel of an edge, nor where two surfaces lie in one place."""
        ends = edges(self.sight.depth, self.sight.instances, self.sight.geometric_normals)
        return np.asarray(~ends & ~self.sight.contested)


def looks(scenes: int) -> Iterator[Look]:
    """Views of every builder with its default parameters, in every shape."""
    from cavendish.render.blender.render import render_scene

    for name in filter(has_defaults, sorted(BUILDERS)):
        builder = BUILDERS[name]
        for index, (shape, views) in enumerate(SHAPES.items()):
            for scene in range(scenes):
                seed = 1000 * index + scene
                built = builder.build(builder.parameters(), np.random.default_rng(seed))
                placed, _ = place(built, views, np.random.default_rng(seed))
                with tempfile.TemporaryDirectory() as scratch:
                    for shot in render_scene(placed, RGB, Path(scratch)):
                        yield Look(name, shape, seed, shot.rgb, shot.truth, raycast(placed, shot.camera))


def errors(look: Look) -> dict[str, npt.NDArray[Any]]:
    """Relative errors of depth and degrees of normals off edges, those of depth everywhere, and wrong IDs."""
    truth, sight, sure = look.truth, look.sight, look.sure
    both = np.isfinite(truth["depth"]) & np.isfinite(sight.depth)
    off = np.full(both.shape, np.nan)
    off[both] = np.abs(truth["depth"][both].astype(float) / sight.depth[both] - 1)
    wrong = (truth["instances"] != sight.instances) | (
        np.isfinite(truth["depth"]) != np.isfinite(sight.depth)
    )
    here = both & sure
    return {
        "pixels": np.array(both.size),
        "sure": np.array(sure.sum()),
        "wrong": np.array((wrong & sure).sum()),
        "wrong_all": np.array(wrong.sum()),
        "depth": off[here],
        "depth_all": off[both],
        "normals": angles(truth["normals"][here], sight.normals[here]),
    }


def table(rows: list[tuple[str, list[dict[str, Any]]]]) -> list[str]:
    """Markdown of groups of views."""
    lines = [
        "| scenes | views | pixels off edges | wrong IDs there | wrong IDs anywhere | depth: median | p99.9 | worst "
        "| p99.9 of all pixels | normals: median | p99.9 | worst |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, found in rows:
        total, sure, wrong, wrong_all = (
            sum(int(f[key]) for f in found) for key in ("pixels", "sure", "wrong", "wrong_all")
        )
        depth = spread(np.concatenate([f["depth"] for f in found]))
        everywhere = spread(np.concatenate([f["depth_all"] for f in found]))
        normals = spread(np.concatenate([f["normals"] for f in found]))
        lines.append(
            f"| {name} | {len(found)} | {sure:,} ({sure / total:.0%}) | {wrong} | {wrong_all} ({wrong_all / total:.1e}) "
            f"| {depth.median:.1e} | {depth.p999:.1e} | {depth.most:.1e} | {everywhere.p999:.1e} "
            f"| {normals.median:.1e}° | {normals.p999:.1e}° | {normals.most:.1e}° |"
        )
    return lines


def picture(look: Look) -> Image.Image:
    """A view, the logarithm of its depth's error, and where IDs differ or edges are."""
    truth, sight = look.truth, look.sight
    with np.errstate(all="ignore"):
        off = np.abs(truth["depth"].astype(float) / sight.depth - 1)
    scale = np.clip((np.log10(np.where(np.isfinite(off), np.maximum(off, 1e-9), 1e-9)) + 9) / 6, 0, 1)
    heat = np.stack([scale, scale**2, 0.25 * (1 - scale)], axis=-1)
    states = np.where(look.sure[..., None], 0.92, 0.6) * np.ones(3)
    states[truth["instances"] != sight.instances] = (0.85, 0.1, 0.1)
    panels = [look.rgb, (255 * heat).astype(np.uint8), (255 * states).astype(np.uint8)]
    height, width = truth["depth"].shape
    sheet = Image.new("RGB", (3 * width + 16, height + 20), "white")
    words = (f"{look.builder}, seed {look.seed}", "depth error, 1e-9 to 1e-3", "edges grey, wrong IDs red")
    for k, (panel, text) in enumerate(zip(panels, words, strict=True)):
        sheet.paste(Image.fromarray(panel), (k * (width + 8), 0))
        ImageDraw.Draw(sheet).text((k * (width + 8), height + 4), text, fill="black")
    return sheet


def main() -> None:
    """Render, cast, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", type=int, default=6, help="of each builder and shape, 2 views each")
    parser.add_argument("-o", "--out", type=Path, default=DOCS / "precision.md")
    arguments = parser.parse_args()
    terminal = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Blender's own chatter
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    shown: Image.Image | None = None
    for look in looks(arguments.scenes):
        found.setdefault((look.builder, look.shape), []).append(errors(look))
        shown = shown or picture(look)
        print(f"{look.builder}, {look.shape}, seed {look.seed}", file=sys.stderr)
    os.dup2(terminal, 1)
    assert shown is not None
    image = arguments.out.parent / "images" / f"{arguments.out.stem}.png"
    image.parent.mkdir(parents=True, exist_ok=True)
    shown.save(image)
    everything = [f for group in found.values() for f in group]
    rows = [(f"{builder}, {shape}", group) for (builder, shape), group in found.items()]
    text = [
        "# How exact the truth is",
        "",
        f"Made by `.venv/bin/python benchmarks/precision.py --scenes {arguments.scenes}`: scenes of every builder with its "
        "default parameters, rendered by Blender and cast by the oracle (`cavendish.render.raycast`), which shares no "
        "code with the renderer: Embree finds the triangle and float64 the point. Depth errors are relative.",
        "",
        "A pixel is at an edge where its 3 x 3 neighbours are not one smooth surface; there two renderers may rightly "
        "differ. *Wrong IDs there* and *worst* are what a user should look at: they leave nothing out but edges. The "
        "worst normals are bevels narrower than a pixel, which the neighbours' centres miss: the two renderers agree on "
        "the object and its depth there, and see different facets of its edge.",
        "",
        *table([*rows, ("**all**", everything)]),
        "",
        f"![A view, its depth error, its edges](images/{image.name})",
        "",
        "What the truth means in hard cases is in [truth.md](truth.md); `cavendish validate --oracle N` holds the same "
        "oracle against a dataset of yours ([validation.md](validation.md)).",
        "",
    ]
    arguments.out.write_text("\n".join(text), encoding="utf-8")
    print(arguments.out.read_text(encoding="utf-8"))
    sys.stdout.flush()
    os._exit(0)  # Blender may crash on its way out


if __name__ == "__main__":
    main()
