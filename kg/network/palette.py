"""Colours that stay apart in print and for eyes that see fewer of them: Okabe and Ito, 2008."""

from __future__ import annotations

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C7A00", "#5B5B5B")
