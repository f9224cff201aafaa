# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Exports: a dataset in the layout that a trainer loads. One format a file, in `formats`, found through a registry."""
