"""The kernel that the services stand on; floor by floor, imports only downwards (see shared/README.md)."""
