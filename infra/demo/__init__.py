"""A month of complaints at the sample company's two sites, made by the same actions as a person's."""
