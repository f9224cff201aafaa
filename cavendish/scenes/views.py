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

from cavendish.scenes.cameras.style import CAMERAS


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
    sizes: tuple[tuple[Side, Side], ...] = Field(
        (), description="Widths and heights to draw each view's size from, in place of width and height."
    )
    cameras: tuple[str, ...] = Field(
        (),
        description="Styles of camera to draw from, such as handheld, tripod, dashboard, top-down, close-up; none: the "
        "builder's own.",
        json_schema_extra={"items": {"enum": [*sorted(CAMERAS)]}},
    )
    field_of_view: tuple[float, float] = Field(
        (50.0, 75.0), description="Degrees across the longer side, drawn between these two for each view."
    )

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return self.width, self.height

    @property
    def pixels(self) -> float:
        """Pixels of a view, on the average."""
        sizes = self.sizes or (self.size,)
        return sum(width * height for width, height in sizes) / len(sizes)

    @field_validator("cameras")
    @classmethod
    def _styles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in CAMERAS:
                raise ValueError(f"{name} is not a style of camera; there are {', '.join(sorted(CAMERAS))}")
        return value

    @field_validator("field_of_view")
    @classmethod
    def _degrees(cls, value: tuple[float, float]) -> tuple[float, float]:
        if not 5 <= value[0] <= value[1] <= 150:
            raise ValueError("takes two angles in degrees, the smaller first, between 5 and 150")
        return value

    @model_validator(mode="after")
    def _pixels(self) -> Views:
        for width, height in (self.size, *self.sizes):
            if width * height > 2**26:
                raise ValueError(f"{width} x {height} is over 67 megapixels, more than one view may have")
        return self
