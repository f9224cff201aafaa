# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a generator made is of no use."""

from __future__ import annotations


class Faulty(ValueError):
    """The message says in a few words why: it has no faces, too many, the wrong size."""
