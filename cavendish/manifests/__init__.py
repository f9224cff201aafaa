# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pairs, prompts and manifests: what turns Frames into training rows, and rows back into truth. Needs no Blender."""
