"""The journal: what people write inside Sapa and who listened to what; it exists nowhere else."""
