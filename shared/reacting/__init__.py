"""What a service does by itself because of a fact: machinery around pure reactions, for every service that acts."""
