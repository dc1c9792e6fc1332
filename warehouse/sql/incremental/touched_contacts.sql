-- Contacts that new rows are about, or were about before they were corrected. Grain: one row per contact.
-- {seen}: a query of their identifiers.
select distinct contact_id
from ({seen})
where contact_id is not null
