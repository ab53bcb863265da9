"""How a service follows the log: effect and position in one transaction, parking, rebuilding (G3, G6, G7)."""
