-- Rows of a fact to make anew, as they are. Grain: one row per row. row_id: its place in the fact.
select old.rowid as row_id, old.*
from facts.{fact} as old
where old.rowid in (select row_id from picked_{fact})
