# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Packs that grow from Infinigen's generators, in a Python and a Blender of their own."""

from cavendish.packs.grow.events import Event, Failed, Made, Preparing, Started, Summary
from cavendish.packs.grow.run import grow

__all__ = ["Event", "Failed", "Made", "Preparing", "Started", "Summary", "grow"]
