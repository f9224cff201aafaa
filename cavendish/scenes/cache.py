# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The user's cache: what can be made again, and is kept because that takes time."""

from __future__ import annotations

import os
from pathlib import Path


def cache(name: str) -> Path:
    """A folder of the user's cache, made where it is not there."""
    found = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cavendish" / name
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found
