# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Build a scene and check it: whatever a builder does wrong is one sentence with its author's line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel

from cavendish.scenes.blame import home_of, told, where
from cavendish.scenes.builders import Builder
from cavendish.scenes.check import faults
from cavendish.scenes.packs.choice import PackChoice
from cavendish.scenes.packs.pack import PackError
from cavendish.scenes.packs.stock import things, wear
from cavendish.scenes.scene import Scene
from cavendish.scenes.unbuildable import Unbuildable


class BuildError(ValueError):
    """A builder failed, or what it returned is no scene. fatal: every other scene of the builder would fail alike."""

    def __init__(self, message: str, fatal: bool = False) -> None:
        super().__init__(message)
        self.fatal = fatal


def build(
    builder: Builder, parameters: BaseModel, rng: np.random.Generator, packs: Sequence[PackChoice] = ()
) -> Scene:
    """A builder's scene, checked; packs: what it may draw from beside our own things. Raises BuildError."""
    try:
        draw = (things(packs),) if builder.draws else ()
        scene: object = builder.build(parameters, rng, *draw)
    except PackError as error:
        raise BuildError(str(error), fatal=True) from error
    except Unbuildable as error:
        raise BuildError(f"builder {builder.name}: {error}", fatal=True) from error
    except Exception as error:
        message = f"builder {builder.name}: {told(error, home_of(builder.build))}"
        raise BuildError(message, fatal=isinstance(error, ImportError)) from error
    fault = next(faults(scene), None)
    if fault is not None or not isinstance(scene, Scene):
        raise BuildError(f"builder {builder.name} ({where(builder.build)}): {fault}")
    return wear(scene, packs, rng)
