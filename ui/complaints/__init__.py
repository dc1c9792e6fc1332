"""The complaint page, card by card."""
