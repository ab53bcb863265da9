"""What an action, a guard, a moment, a refusal and an event are; knows no complaint."""
