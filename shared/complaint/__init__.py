"""The complaint aggregate, pure: facts, actions, guards, clocks. Knows no store, no web, no time of day."""
