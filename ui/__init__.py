"""What pages are made of: filters, data access, cards, words. See README.md in this folder."""
