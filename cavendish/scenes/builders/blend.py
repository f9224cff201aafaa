# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A user's own .blend file as a scene. A Blender process turns it into a Scene once; the result is kept by its SHA-256."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from warnings import warn

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes import store
from cavendish.scenes.builders import builder
from cavendish.scenes.cache import cache
from cavendish.scenes.datafile import DataFile, UserFile
from cavendish.scenes.scene import Region, Scene
from cavendish.scenes.unbuildable import Unbuildable

FORM = 1  # of what is kept: it changes when the conversion does
LIMIT = 1800.0  # seconds that a conversion may take
CONVERTER = "cavendish.render.blender.blend"  # run as a process: nothing here imports Blender
Corner = tuple[float, float, float]


class Blend(BaseModel):
    """Parameters of the blend builder."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="blend")

    file: UserFile = Field(description="The .blend file, counted from the recipe's folder.")
    air: tuple[tuple[Corner, Corner], ...] = Field(
        (),
        description="Boxes where a camera may be, each as its low and its high corner, metres; else those of the "
        "file's Empties named `air`.",
    )

    @field_validator("file")
    @classmethod
    def _suffix(cls, value: DataFile) -> DataFile:
        if not value.file.endswith(".blend"):
            raise ValueError(f"{value.file} is no .blend file")
        return value


@builder("blend", Blend)
def blend(parameters: Blend, rng: np.random.Generator) -> Scene:
    """The objects of a .blend file that carry the custom property `class`, under that file's lights."""
    scene, notes = converted(parameters.file)
    for note in notes:
        warn(note, stacklevel=2)
    if parameters.air:
        scene = replace(scene, air=tuple(Region(low, high) for low, high in parameters.air))
    return scene


def converted(file: DataFile) -> tuple[Scene, list[str]]:
    """The Scene of a .blend file, and what of the file is not in it. Raises Unbuildable."""
    kept = cache("blend") / f"{file.sha256}-{FORM}.npz"
    notes = kept.with_suffix(".json")
    if not kept.is_file():
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # of many workers, one converts
            if not kept.is_file():
                _convert(file, kept, notes)
    return store.load(kept), json.loads(notes.read_text(encoding="utf-8"))


def _convert(file: DataFile, kept: Path, notes: Path) -> None:
    try:
        file.read()
    except (OSError, ValueError) as error:
        raise Unbuildable(f"{file.path} cannot be read: {error}") from error
    new = kept.with_suffix(f".{os.getpid()}.npz")
    command = [sys.executable, "-P", "-m", CONVERTER, str(file.path), str(new), str(notes)]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        raise Unbuildable(f"{file.path} took Blender longer than {LIMIT:g} s to read") from None
    if ran.returncode or not new.is_file():
        last = (ran.stderr.strip().splitlines() or [f"Blender ended with status {ran.returncode}"])[-1]
        raise Unbuildable(f"{file.path}: {last}")
    new.replace(kept)
