# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenes through Blender: the only code that imports bpy, and only in worker processes."""
