# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A dataset's recipe with other tasks: what decides its pairs, and nothing of what decides its frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cavendish.engine.census import Description
from cavendish.errors import InputError
from cavendish.manifests.prompts import adopt as adopt_prompts
from cavendish.recipe import Recipe, digest_of, load
from cavendish.scenes.ontology import adopt

PAIRS = ("tasks", "prompts", "pairs_seed")  # the keys of a recipe that decide pairs alone
FRAMES = ("builders", "packs", "scenes", "quality")  # those that drawing needs nothing of
STUB = [{"builder": "room"}]  # a recipe has a scene: the dataset's builders need not be installed


@dataclass(frozen=True)
class Retasked:
    """What to draw. recipe: for drawing alone, without the dataset's builders and packs. raw: the dataset's recipe with
    the new tasks. digest, before: the digests of raw and of the recipe that the frames name.
    """

    recipe: Recipe
    raw: dict[str, Any]
    digest: str
    before: str


def retasked(
    root: Path, described: Description, recipe: str | Path | None = None, settings: Sequence[str] = ()
) -> Retasked:
    """The recipe of the dataset in `root` with the tasks of another and with settings. Raises InputError."""
    for setting in settings:
        key = setting.partition("=")[0].partition(".")[0]
        if key not in PAIRS:
            raise InputError(
                f"--set {setting}: {key} decides the frames, which are there; set tasks... here, or generate a dataset anew"
            )
    raw = dict(described.raw)
    if recipe is not None:
        raw |= _deciding(load(recipe))
    drawing = _read({key: value for key, value in raw.items() if key not in FRAMES}, root, settings)
    raw |= _deciding(drawing)
    return Retasked(drawing, raw, digest_of(raw), described.recipe_digest)


def settle(recipe: Recipe) -> None:
    """Make the recipe's classes and prompts those of this process."""
    adopt(recipe.classes)
    if hasattr(recipe, "prompts"):
        adopt_prompts(recipe.prompts)


def _deciding(recipe: Recipe) -> dict[str, Any]:
    """What of a recipe decides pairs, as plain data."""
    return {key: value for key, value in recipe.model_dump(mode="json").items() if key in PAIRS}


def _read(raw: dict[str, Any], root: Path, settings: Sequence[str]) -> Recipe:
    """The recipe that draws, through the same door as a user's: settings and complaints are those of `load`."""
    name = root / "dataset.json"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dataset.json"
        path.write_text(json.dumps(raw | {"scenes": STUB}), encoding="utf-8")  # JSON is YAML
        try:
            return load(path, settings)
        except InputError as error:
            raise InputError(
                str(error).replace(f"{path}:1", str(name)).replace(str(path), str(name))
            ) from error
