"""How a running desk reports about itself; knows no domain."""
