"""The one command line, `suying`."""
