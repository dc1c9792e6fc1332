-- Sources of surveys that ever said when one was delivered; the others do not know. Grain: one row per source.
select distinct loads.source
from (select distinct load_id from landed_surveys where delivered_at is not null)
inner join meta.loads as loads using (load_id)
order by loads.source
