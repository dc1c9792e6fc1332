"""How a file nobody declared yet is looked at: its text, its layout, its columns, what they may mean."""
