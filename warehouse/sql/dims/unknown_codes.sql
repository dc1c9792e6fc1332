-- Codes seen in the data but in no reference: they get a row with the code as the name.
-- {dim}, {column}: the reference and its key; {seen}: a query of all codes seen.
insert into {dim} by name
select distinct {column}, {column} as name
from ({seen})
where {column} is not null
    and {column} not in (select {column} from {dim} where {column} is not null)
order by {column}
