"""Which rule of docs/process.md is carried out where, and which test holds the desk to it."""
