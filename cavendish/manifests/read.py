# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Read a dataset: its pairs one by one, pictures and truth loaded when asked for, predictions decoded as each row says.

from cavendish.manifests.read import read

for pair in read("out/demo", split="train", tasks=["depth"]):
    answer = model(pair.input, pair.prompt)      # (H, W, 3) uint8
    metres = pair.decode(answer)                 # (H, W) float32
    error = abs(metres - pair.truth.depth)
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.codecs import (
    decode_instances,
    decode_legend,
    depth_codec,
    depth_codecs,
    normal_codec,
    normal_codecs,
)
from cavendish.errors import InputError, nearest
from cavendish.manifests.pair import FORM, Encoding
from cavendish.manifests.schema import Row, read_row
from cavendish.manifests.stored import StoredFrame, picture

Decoded = npt.NDArray[Any] | dict[str, npt.NDArray[np.bool_]]
# What rows of form 1 did not say, which held of all of them.
BEFORE: Mapping[str, Any] = {"form": FORM, "mask_image_file_name": None, "weight": 1.0, "program": "{}"}


@dataclass(frozen=True, eq=False)
class StoredPair:
    """A pair of a dataset on disk. Pictures are read when they are asked for, and kept as long as the pair is.

    row: what the manifest says of it. folder: its split's. truth: the Frame that it was drawn from, which pairs of the
    same view share.
    """

    row: Row
    folder: Path
    truth: StoredFrame

    @property
    def id(self) -> str:
        """The row's id."""
        return self.row.id

    @property
    def task(self) -> str:
        """The task's name."""
        return self.row.task

    @property
    def prompt(self) -> str:
        """What the model is told."""
        return self.row.prompt

    @property
    def encoding(self) -> Encoding:
        """How the target is decoded."""
        return self.row.how

    @property
    def program(self) -> dict[str, Any]:
        """What the prompt says, for a machine; {} where the task has none."""
        return dict(json.loads(self.row.program))

    @property
    def input(self) -> npt.NDArray[np.uint8] | None:
        """The input picture, (H, W, 3) uint8; None where a prompt alone leads to the target."""
        return None if self.row.input_image_file_name is None else self.truth.rgb

    @cached_property
    def target(self) -> npt.NDArray[np.uint8]:
        """The picture that a model should answer with, (H, W, 3) uint8."""
        return picture(self.folder / self.row.target_image_file_name)

    @cached_property
    def mask(self) -> npt.NDArray[np.bool_] | None:
        """(H, W) bool, what an edit changes; None of other tasks."""
        name = self.row.mask_image_file_name
        return None if name is None else picture(self.folder / name)[..., 0] > 127

    def decode(self, prediction: npt.ArrayLike) -> Decoded:
        """A model's answer to this pair as numbers; see `decode`."""
        return decode(self.encoding, prediction)


def read(
    root: str | Path, split: str | None = None, tasks: Collection[str] | None = None
) -> Iterator[StoredPair]:
    """The pairs of the dataset in `root`, in the manifest's order, one in memory at a time.

    split: one alone. tasks: those alone. Rows of form 1, of an older Cavendish, are read as well.
    Raises InputError, in a sentence, where there is no dataset, no such split or task, or a row is out of form.
    """
    root = Path(root)
    counts = _counts(root)
    if split is not None and split not in counts:
        raise InputError(f"{root} has no split {split}; {nearest(split, counts)}")
    there = {task for tasks_of in counts.values() for task in tasks_of}
    wanted = None if tasks is None else {tasks} if isinstance(tasks, str) else set(tasks)
    for task in sorted(wanted or ()):
        if task not in there:
            raise InputError(f"{root} has no pairs of the task {task}; {nearest(task, there)}")
    return _pairs(root, counts if split is None else [split], wanted)


def decode(how: Encoding, prediction: npt.ArrayLike) -> Decoded:
    """A picture (H, W, 3) uint8 as numbers, by a row's encoding.

    Depth: (H, W) float32 metres, inf where nothing is. Normals: (H, W, 3) float32 unit vectors, NaN where nothing is.
    A legend: name -> (H, W) bool, for each of its entries. Instances: (H, W) int32, 0 background, 1..n objects.
    Decode before any resizing. Raises InputError for a picture of another form, or an encoding without a decoder here.
    """
    rgb = np.asarray(prediction)
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3:
        raise InputError(
            f"a prediction is (H, W, 3) uint8, not {rgb.shape} {rgb.dtype}; scale and round it to 0-255 first"
        )
    if how.codec == "legend":
        labels = decode_legend(rgb, [entry.color for entry in how.legend], background=how.background)
        masks: dict[str, npt.NDArray[np.bool_]] = {}
        for index, entry in enumerate(how.legend):
            masks[entry.name] = masks.get(entry.name, False) | (labels == index)
        return masks
    if how.codec == "instances":
        return decode_instances(rgb, background=how.background or (0, 0, 0))
    try:
        if how.codec in depth_codecs():
            codec = depth_codec(how.codec, **how.parameters)
            _same_version(how, codec.version)
            return codec.decode(rgb)
        if how.codec in normal_codecs():
            _same_version(how, normal_codec(how.codec).version)
            return normal_codec(how.codec).decode(rgb)
    except (ValueError, TypeError) as error:
        raise InputError(f"the encoding {how.codec} cannot be used: {error}") from error
    raise InputError(
        f"the encoding {how.codec} has no decoder: its target is a picture, or its package is not installed"
    )


def parsed(line: str | bytes) -> Row:
    """A row of this form or of form 1. Raises ValueError, one sentence."""
    try:
        whole = json.loads(line)
    except ValueError as error:
        raise ValueError(f"this is no JSON ({error})") from error
    if isinstance(whole, dict) and "form" not in whole:
        return read_row(json.dumps({**BEFORE, **whole}))
    if isinstance(whole, dict) and whole["form"] != FORM:
        raise ValueError(
            f"the row is of form {whole['form']!r}, and this Cavendish reads 1 and {FORM}; install the one that made it"
        )
    return read_row(line)


def _same_version(how: Encoding, here: int) -> None:
    if how.version != here:
        raise InputError(
            f"the target is of version {how.version} of the codec {how.codec}, and here is {here}; install the Cavendish "
            "that made it, or draw the pairs again with `cavendish pairs`"
        )


def _counts(root: Path) -> dict[str, set[str]]:
    """The tasks of each split that has a manifest, by dataset.json. Raises InputError where there is none."""
    path = root / "dataset.json"
    if not path.is_file():
        raise InputError(
            f"{root} holds no dataset (there is no dataset.json); give the folder that `generate` made"
        )
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        pairs = whole.get("pairs")
        if pairs is None:
            raise InputError(f"{root} has no manifest yet; run its `cavendish generate` to the end")
        return {split: set(tasks) for split, tasks in pairs.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{path} cannot be read as a dataset's description ({error})") from error


def _pairs(root: Path, splits: Collection[str], wanted: set[str] | None) -> Iterator[StoredPair]:
    for split in splits:
        folder, path = root / split, root / split / "metadata.jsonl"
        frame = None
        try:
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    if not line.strip():
                        continue
                    try:
                        row = parsed(line)
                    except ValueError as error:
                        raise InputError(f"{path}:{number}: {error}") from error
                    if wanted is not None and row.task not in wanted:
                        continue
                    place = folder / row.truth.rpartition("/")[0]
                    if frame is None or frame.folder != place:
                        frame = StoredFrame(place)
                    yield StoredPair(row, folder, frame)
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror}") from error
