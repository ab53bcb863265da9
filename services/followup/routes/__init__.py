"""What is asked of follow-up over HTTP: orders of staff, and the page that a customer answers on."""
