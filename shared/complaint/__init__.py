"""The complaint aggregate, pure: facts, actions, guards, clocks; knows no store, no web, no time of day."""
