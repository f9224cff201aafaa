# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Metric depth with intrinsics, for trainers of depth models (Marigold, Depth Anything, MoGe, UniK3D)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from cavendish.exports.files import whole
from cavendish.exports.registry import Done, export, holds_all
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, joined, write_lines
from cavendish.exports.views import held

FARTHEST = 65.535  # metres that 16 bits hold in millimetres
USAGE = """
```python
import numpy as np
from PIL import Image

for line in open("OUT/train.txt"):
    rgb, truth = line.split()
    image = np.array(Image.open(f"OUT/{rgb}"))
    with np.load(f"OUT/{truth}") as file:
        depth, valid, intrinsics = file["depth"], file["valid"], file["intrinsics"]
```

- `depth`: (H, W) float32, metres from the camera plane (not along the ray), 0 where nothing is; exactly the dataset's.
- `valid`: (H, W) bool, where there is a surface. `intrinsics`: (3, 3) float64, pixels, pixel centres at +0.5.
- `train_png16.txt`: lines of RGB and a 16-bit PNG in millimetres, 0 where nothing is, for loaders of that kind (Marigold's and Depth
  Anything's, with a scale of 1000); only views with nothing beyond 65.535 m, where it fits.
- `train.jsonl`: the same with `valid` (an 8-bit PNG, 255 where there is a surface), `K`, nearest and farthest metres.
"""


def _finish(done: Done) -> None:
    for split in done.splits:

        def rows(split: str = split) -> Iterator[dict[str, Any]]:
            return (json.loads(line) for line in joined(done.out, split))

        write_lines(done.out / f"{split}.jsonl", joined(done.out, split))
        write_lines(done.out / f"{split}.txt", (f"{row['rgb']} {row['depth']}" for row in rows()))
        fits = (f"{row['rgb']} {row['depth_png']}" for row in rows() if row["depth_png"])
        write_lines(done.out / f"{split}_png16.txt", fits)


@export(
    "depth",
    "depth trainers: RGB, float32 metres as NPZ, 16-bit PNG in millimetres, valid mask, intrinsics, split files",
    USAGE,
    views=True,
    cannot=holds_all,
    finish=_finish,
    rows=200,
)
def depth(shard: Shard, samples: Sequence[Sample]) -> None:
    """The files of each view, and its line for the split files."""

    def rows() -> Iterator[dict[str, Any]]:
        for frame, row in held(shard, samples, "depth"):
            place = f"{shard.split}/{row.scene:06d}/{row.view}"
            metres, view = frame.depth, frame.view
            valid = np.isfinite(metres)
            matrix = np.array([[view.fx, 0, view.cx], [0, view.fy, view.cy], [0, 0, 1]])
            seen = metres[valid]
            near, far = (float(seen.min()), float(seen.max())) if seen.size else (None, None)
            fits = far is not None and far < FARTHEST
            plain = np.where(valid, metres, np.float32(0))
            with whole(shard.out / place / "depth.npz") as new, new.open("wb") as file:
                np.savez(
                    file, depth=plain, valid=valid, intrinsics=matrix
                )  # compression would save a seventh
            _picture(shard, f"{place}/valid.png", (valid * 255).astype(np.uint8))
            if fits:
                _picture(shard, f"{place}/depth.png", np.rint(plain * 1000).astype(np.uint16))
            yield {
                "rgb": shard.keep(frame.folder / "rgb.png"),
                "depth": f"{place}/depth.npz",
                "depth_png": f"{place}/depth.png" if fits else None,
                "valid": f"{place}/valid.png",
                "width": view.width,
                "height": view.height,
                "K": matrix.tolist(),
                "nearest": near,
                "farthest": far,
                "scene": row.scene,
                "view": row.view,
            }

    shard.lines(rows())


def _picture(shard: Shard, name: str, pixels: npt.NDArray[np.uint8] | npt.NDArray[np.uint16]) -> None:
    with whole(shard.out / name) as new:
        Image.fromarray(pixels).save(new, format="PNG", compress_level=1)
