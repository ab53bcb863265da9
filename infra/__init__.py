"""How it runs: the composition root, the command line, the server, the lock on a data folder."""
