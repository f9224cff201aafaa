# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Steps as data."""

from __future__ import annotations

from typing import Any

import pytest

from cavendish.manifests.programs import (
    from_json,
)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"op": "kinds", "of": "mug"}, "no step"),
        ({"op": "kind"}, "takes of"),
        ({"op": "most", "by": "heavy", "rank": 1}, "cannot be 'heavy'"),
        ({"op": "most", "by": "left", "rank": "first"}, "cannot be 'first'"),
        ({"op": "related", "relation": "near", "to": []}, "cannot be 'near'"),
    ],
)
def test_a_broken_step_is_refused(row: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        from_json([row])
