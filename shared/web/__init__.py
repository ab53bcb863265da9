"""What every api.py needs: sign-in, strict bodies, noes as answers, languages, paging, read-your-writes."""
