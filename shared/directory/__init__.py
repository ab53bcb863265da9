"""The company as it was on any day: sites, people, ladder, departments, categories, limits, words."""
