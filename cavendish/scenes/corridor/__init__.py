# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Corridors: their plan, their shell, the rooms behind open doors, the lamps, and what stands and hangs in them."""
