# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How RGB is rendered. Truth does not depend on it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Device = Literal["cpu", "cuda", "optix", "hip", "oneapi", "metal"]


class Quality(BaseModel):
    """Settings of the RGB render in Cycles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    samples: int = Field(16, ge=1, le=65536, description="Light paths a pixel.")
    bounces: int = Field(4, ge=0, le=64, description="Bounces of light, at most.")
    denoise: bool = Field(True, description="Denoise by OpenImageDenoise.")
    device: Device = Field(
        "cpu", description="What Cycles computes on. A device that is asked for and not there is an error."
    )
    threads: int = Field(
        0, ge=0, le=1024, description="Threads of one worker; 0 shares the cores among the workers."
    )


class DeviceError(RuntimeError):
    """The device that a quality asks for is not on this machine."""
