# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cavendish grows training sets that turn an image generator into a vision model."""

__version__ = "0.1.0"
