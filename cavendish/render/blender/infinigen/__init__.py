# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes assets with Infinigen's generators, in a Python and a Blender of their own.

Nothing here imports the rest of Cavendish, whose Python is another one: `cavendish.packs.grow` copies this package
to where that Python finds it, and runs `work` with a file of jobs.
"""
