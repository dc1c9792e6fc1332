-- Rows of a fact that new rows correct. Grain: one row per row to make anew. row_id: its place in the fact.
select old.rowid as row_id
from facts.{fact} as old
semi join new_{contract} as new using ({keys})
