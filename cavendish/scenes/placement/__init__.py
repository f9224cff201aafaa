# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whether things are where they can be: an independent check of a finished Scene, on its real meshes.

It knows nothing of how a builder places things. `faults` says what is wrong; docs/placement.md states the rules.
"""

from __future__ import annotations

from cavendish.scenes.placement.fault import KINDS, TOLERANCE, Fault, Kind
from cavendish.scenes.placement.judge import faults

__all__ = ["KINDS", "TOLERANCE", "Fault", "Kind", "faults"]
