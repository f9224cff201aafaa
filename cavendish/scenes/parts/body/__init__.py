# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What people are made of: flesh, heads, hands, hair, poses."""
