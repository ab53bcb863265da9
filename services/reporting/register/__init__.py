"""The register of a site: which pages of the daily log were signed, which versions of a month were submitted."""
