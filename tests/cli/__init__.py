"""The command line, against a served desk."""
