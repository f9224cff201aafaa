# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the views of a scene are like: how many, how large, how wide."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)


def _side(value: int) -> int:
    if not 64 <= value <= 8192 or value % 8:
        raise ValueError(
            f"{value} pixels cannot be; take a multiple of 8 from 64 to 8192 (trainers want multiples of 32)"
        )
    return value


Side = Annotated[
    int,
    AfterValidator(_side),
    WithJsonSchema({"type": "integer", "minimum": 64, "maximum": 8192, "multipleOf": 8}),
]


class Views(BaseModel):
    """The cameras of each scene."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_scene: int = Field(1, ge=1, le=1000, description="How many views of each scene are rendered.")
    width: Side = Field(
        512, description="Pixels, a multiple of 8; trainers take multiples of 32 as they are."
    )
    height: Side = Field(
        512, description="Pixels, a multiple of 8; trainers take multiples of 32 as they are."
    )
    field_of_view: tuple[float, float] = Field(
        (50.0, 75.0), description="Degrees across the longer side, drawn between these two for each view."
    )

    @field_validator("field_of_view")
    @classmethod
    def _degrees(cls, value: tuple[float, float]) -> tuple[float, float]:
        if not 5 <= value[0] <= value[1] <= 150:
            raise ValueError("takes two angles in degrees, the smaller first, between 5 and 150")
        return value

    @model_validator(mode="after")
    def _pixels(self) -> Views:
        if self.width * self.height > 2**26:
            raise ValueError(
                f"{self.width} x {self.height} is over 67 megapixels, more than one view may have"
            )
        return self
