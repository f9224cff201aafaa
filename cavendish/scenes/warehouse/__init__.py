# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the warehouse builder is made of: the hall, its racks, its floor and who works there."""
