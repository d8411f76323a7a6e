"""Documents about the inspection of social care in, a knowledge graph out: every fact with its evidence."""

__version__ = "0.1.0"
