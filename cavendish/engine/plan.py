# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The plan: what each scene is, drawn from the recipe's seed and the scene's number alone, in constant memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cavendish.recipe import Recipe, SceneChoice

# Streams of one scene's randomness, so that one stage's draws never shift another's.
BUILD, CAMERAS, PAIRS, CHOICE = 0, 1, 2, 3


@dataclass(frozen=True)
class Job:
    """One scene to make: its number, its split and its kind."""

    scene: int
    split: str
    choice: SceneChoice

    def folder(self, out: Path) -> Path:
        """Where the finished scene lies."""
        return out / self.split / f"{self.scene:06d}"


def job(recipe: Recipe, scene: int) -> Job:
    """The job of one scene."""
    weights = np.array([choice.weight for choice in recipe.scenes])
    draw = stream(recipe, scene, CHOICE).random()
    index = int(np.searchsorted(np.cumsum(weights) / weights.sum(), draw, side="right"))
    return Job(
        scene, split_of(recipe.splits, recipe.seed, scene), recipe.scenes[min(index, len(weights) - 1)]
    )


def stream(recipe: Recipe, scene: int, stage: int, *more: int) -> np.random.Generator:
    """The generator of one stage of one scene: the same wherever and whenever it is asked for."""
    seed = recipe.seed_of_pairs if stage == PAIRS else recipe.seed
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(scene, stage, *more)))


def split_of(splits: Mapping[str, float], seed: int, scene: int) -> str:
    """The split of a scene: shares are kept at every count, and a scene never moves when the count grows.

    A golden-ratio sequence fills [0, 1) evenly, so any run of scenes has each split's share to within a scene or two.
    """
    names = list(splits)
    shares = np.cumsum([splits[name] for name in names])
    offset = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(2**31,))).random()
    # Exact integer arithmetic keeps the sequence even for billions of scenes.
    golden = 0x9E3779B97F4A7C15
    place = ((scene * golden) % 2**64 / 2**64 + offset) % 1.0
    return names[min(int(np.searchsorted(shares / shares[-1], place, side="right")), len(names) - 1)]
