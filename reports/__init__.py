"""Figures and sentences that pages, briefs and the command line share: DataFrame in, Figure out."""
