"""What a person can ask Steward to do: one use case a function, one transaction each."""
