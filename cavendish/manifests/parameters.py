# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What every task's section of a recipe has: its weight, how many pairs, and the languages and styles of its prompts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from cavendish.errors import nearest
from cavendish.manifests.prompts import Phrasebook, book, chosen, phrasebook

Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Weights = dict[str, Weight]


class TaskParameters(BaseModel):
    """The base of the parameters of a task that speaks by a phrasebook.

    speaks: the task whose phrasebook it is. styles_of_its_own: axes of style that the task itself draws along.
    usual: shares of their values where the recipe says nothing; all alike where this says nothing either.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    speaks: ClassVar[str]
    styles_of_its_own: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    usual: ClassVar[Mapping[str, Mapping[str, float]]] = {}

    weight: Weight = Field(
        1.0, description="How often a trainer should draw a pair of this task, relative to others."
    )
    per_view: int = Field(1, ge=1, le=100, description="Pairs of each view, at most.")
    languages: Weights = Field(
        default_factory=lambda: {"en": 1.0},
        min_length=1,
        validate_default=True,
        description="Languages of the prompts, each with its share.",
    )
    styles: dict[str, Weights] = Field(
        default_factory=dict,
        description="Axis of style -> shares of its values, such as {voice: {order: 3, question: 1}}; what is not named "
        "does not come. An axis that is left out takes all its values.",
    )

    @field_validator("languages")
    @classmethod
    def _spoken(cls, shares: Weights, info: ValidationInfo) -> Weights:
        for language in shares:
            _book(cls.speaks, language, info)
        return positive(shares, "a language")

    @field_validator("styles")
    @classmethod
    def _styles(cls, styles: dict[str, Weights], info: ValidationInfo) -> dict[str, Weights]:
        axes = dict(cls.styles_of_its_own)
        for language in info.data.get("languages", {}):
            axes |= _book(cls.speaks, language, info).axes
        for axis, shares in styles.items():
            if axis not in axes:
                raise ValueError(f"{axis} is no axis of style of {cls.speaks}; {nearest(axis, axes)}")
            for value in shares:
                if value not in axes[axis]:
                    raise ValueError(f"{value} is no {axis} of {cls.speaks}; {nearest(value, axes[axis])}")
            positive(shares, f"a value of {axis}")
        return styles

    def phrasebook(self, rng: np.random.Generator) -> Phrasebook:
        """The phrasebook of one of its languages."""
        language = next(iter(self.languages)) if len(self.languages) == 1 else None
        return phrasebook(self.speaks, language or chosen(sorted(self.languages), self.languages, rng))

    def style(self, axis: str, rng: np.random.Generator, among: tuple[str, ...] = ()) -> str:
        """A value of an axis that the task itself draws along; `among`: those that are possible, in place of all."""
        return chosen(
            among or self.styles_of_its_own[axis], self.styles.get(axis) or self.usual.get(axis), rng
        )


def _book(task: str, language: str, info: ValidationInfo) -> Phrasebook:
    """With the prompts of the recipe that is being read, else with those of the recipe under way."""
    prompts = (info.context or {}).get("prompts")
    return phrasebook(task, language) if prompts is None else book(task, language, prompts)


def positive(shares: Weights, what: str) -> Weights:
    """The shares as they are. Raises ValueError where none is over 0."""
    if not any(share > 0 for share in shares.values()):
        raise ValueError(f"no share is over 0; give {what} one")
    return shares
