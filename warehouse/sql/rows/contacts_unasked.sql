-- title: Contacts that should have had a survey and had none
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, day, week, month,
--   quarter
-- filters: contact_id
-- personal: agent_name, customer_key
-- order: started_at desc, contact_id
-- sources: contacts = facts.contacts
select
    contacts.contact_id,
    contacts.date,
    contacts.started_at,
    contacts.channel_id,
    contacts.unit_id,
    contacts.region,
    contacts.agent_id,
    agents.name as agent_name,
    contacts.process_id,
    contacts.product_id,
    contacts.talk_s,
    contacts.customer_key,
    contacts.load_id,
    contacts.line
from {contacts} as contacts
left join dims.agents as agents on contacts.agent_id = agents.agent_id
where contacts.eligible = 1 and contacts.surveyed = 0
