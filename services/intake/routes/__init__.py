"""The routes of intake: those that act follow from the declared actions, those that read are written by hand."""
