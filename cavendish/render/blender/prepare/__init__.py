# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes files of packs ready to use (`scenes.packs.prepared`): arrays in metres, and materials that tell the truth."""
