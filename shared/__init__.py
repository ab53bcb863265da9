"""The kernel: what a complaint is, and the machinery that two services or more stand on; imports run only downwards."""
