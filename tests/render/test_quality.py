# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Quality refuses what Cycles could not do."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from cavendish.render.quality import Quality


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("samples", 0),
        ("samples", 70_000),
        ("bounces", -1),
        ("bounces", 65),
        ("threads", -1),
        ("threads", 1025),
        ("device", "gpu"),
        ("sample", 4),
    ],
)
def test_a_wrong_setting_is_refused_by_name(key: str, value: object) -> None:
    with pytest.raises(ValidationError, match=key):
        Quality.model_validate({key: value})


@pytest.mark.parametrize(
    "limits", [{"samples": 1, "bounces": 0, "threads": 0}, {"samples": 65_536, "threads": 1024}]
)
def test_the_limits_themselves_are_allowed(limits: dict[str, int]) -> None:
    assert Quality.model_validate(limits).model_dump(include=set(limits)) == limits


def test_a_quality_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Quality().samples = 3  # type: ignore[misc]
