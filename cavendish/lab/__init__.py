# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The laboratory: every codec through every harm that a picture meets between a trainer and its reader.

`truth` and `synthetic` give depth, normals and instances; `study` encodes them, harms the picture (`perturb`), decodes
and scores (`metrics`); `plots` and `report` tell what came out. Only `plots` needs matplotlib, only H.264 needs PyAV.
"""
