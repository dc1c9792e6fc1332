-- Rows of a fact that tell of a contact something new is known of.
insert into picked_{fact}
select old.rowid
from facts.{fact} as old
semi join touched_contacts using (contact_id)
