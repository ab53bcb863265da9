"""House rules: small programs over our own sources, each with a good and a bad sample."""
