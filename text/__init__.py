"""Texts of customers and agents: language, personal data, lemmas, causes, sentiment, script checks.

Other packages use ``text.api`` only.  Nothing here reads or writes the warehouse.
"""
