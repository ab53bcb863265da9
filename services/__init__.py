"""The services: each takes what the log says and does one duty with it; none imports another."""
