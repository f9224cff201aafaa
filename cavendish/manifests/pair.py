# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The Pair: a prompt, a target image and how to decode it; and the row of the manifest that records it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Rgb = tuple[int, int, int]
FORM = 2  # of a row


@dataclass(frozen=True)
class Entry:
    """A colour of a target and what it stands for.

    name: the class, or 'class id' for an instance. said: how the prompt says it, '' where the prompt does not.
    color: 0-255. spelt: how the prompt spells the colour, '' where it does not. present: whether the target has it.
    """

    name: str
    said: str
    color: Rgb
    spelt: str
    present: bool


@dataclass(frozen=True)
class Encoding:
    """How a target was made, and so how it is decoded: a codec with its version and parameters, or a legend.

    background: the colour of all that the legend leaves out; None where the codec has none.
    """

    codec: str
    version: int = 1
    parameters: Mapping[str, Any] = field(default_factory=dict)
    legend: tuple[Entry, ...] = ()
    background: Rgb | None = None


@dataclass(frozen=True, eq=False)
class Pair:
    """One training example drawn from a Frame; its input is the Frame's RGB, or nothing.

    target: (H, W, 3) uint8. flip_safe: a horizontal flip of both images leaves it true. weight: how often a trainer should
    draw it, relative to others. program: what the prompt says, for a machine to run (referring, reasoning, edits).
    mask: (H, W) bool, what an edit changes. has_input: False where a prompt alone leads to the target.
    """

    task: str
    prompt: str
    target: npt.NDArray[np.uint8]
    encoding: Encoding
    flip_safe: bool = True
    weight: float = 1.0
    program: Mapping[str, Any] = field(default_factory=dict)
    mask: npt.NDArray[np.bool_] | None = None
    has_input: bool = True


def row(pair: Pair, split: str, scene: int, view: int, index: int, seed: int) -> dict[str, Any]:
    """The manifest's row of a pair: the `index`-th of its task in this view. Paths are relative to the split's folder.

    All rows have the same keys; the codec's parameters and the program are JSON texts, since they differ from one to
    another.
    """
    folder = f"{scene:06d}/{view}"
    height, width = pair.target.shape[:2]
    encoding = asdict(pair.encoding)
    encoding["parameters"] = json.dumps(dict(pair.encoding.parameters), sort_keys=True)
    stem = f"{folder}/{pair.task}-{index}"
    return {
        "form": FORM,
        "id": f"{scene:06d}-{view}-{pair.task}-{index}",
        "task": pair.task,
        "prompt": pair.prompt,
        "input_image_file_name": f"{folder}/rgb.png" if pair.has_input else None,
        "target_image_file_name": f"{stem}.png",
        "mask_image_file_name": None if pair.mask is None else f"{stem}.mask.png",
        "width": width,
        "height": height,
        "weight": pair.weight,
        "encoding": encoding,
        "program": json.dumps(dict(pair.program), sort_keys=True),
        "truth": f"{folder}/truth.exr",
        "split": split,
        "scene": scene,
        "view": view,
        "seed": seed,
        "flip_safe": pair.flip_safe,
    }


def encoding_of(row: Mapping[str, Any]) -> Encoding:
    """The Encoding of a manifest's row, as read from JSON."""
    stored = row["encoding"]
    background = stored["background"]
    return Encoding(
        codec=stored["codec"],
        version=stored["version"],
        parameters=json.loads(stored["parameters"]),
        legend=tuple(Entry(**(entry | {"color": tuple(entry["color"])})) for entry in stored["legend"]),
        background=None if background is None else (background[0], background[1], background[2]),
    )
