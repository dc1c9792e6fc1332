-- Landed rows of one record type that came since the snapshot. Grain: one row per landed line.
select * from read_parquet(getvariable('new_{contract}'), union_by_name = true)
