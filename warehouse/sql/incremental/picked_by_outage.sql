-- Rows of a fact that are from the time of a changed outage. {moment}: when, as far as the row itself knows.
insert into picked_{fact}
select old.rowid
from facts.{fact} as old
semi join changed_outages as outages
    on old.{moment} >= outages.started_at and old.{moment} < outages.ended_at
