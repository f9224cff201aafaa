# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What cars, trucks, buses, trams and cycles are made of."""
