# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Packs: folders of assets and materials that builders draw from beside our own."""
