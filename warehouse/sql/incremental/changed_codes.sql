-- Codes that the snapshot knows or uses and that mean another thing now. {column}: the key; {meaning}: what facts
-- take of it.
select old.{column}
from old_{dim} as old
left join dims.{dim} as new using ({column})
where old.{meaning} is distinct from new.{meaning}
limit 1
