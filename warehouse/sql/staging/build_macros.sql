-- Macros that only a build needs; the published snapshot does not carry them.

-- The rows of a record type that hold: where a key came again with other content, the last line of its newest load.
-- landed_name: name of the view over the committed files of that record type.
create temp macro latest_of(landed_name) as table (
    with
    landed as (select * from query_table(landed_name)),

    repeated as (
        select key_hash, max((load_id, line)) as newest
        from landed
        group by key_hash
        having count(*) > 1
    )

    select landed.*
    from landed
    anti join repeated
        on landed.key_hash = repeated.key_hash and (landed.load_id, landed.line) <> repeated.newest
);

-- Rows of a staged record with everything that says where and about what: the record's own value, else its
-- contact's, else (for the unit) where the agent worked that day. The day of the agent is the contact's day.
-- staged_name: a staged record with contact_id, channel_id, unit_id, agent_id, process_id, product_id, segment,
-- customer_key and day (DATE, when the contact is not known).
create temp macro placed(staged_name) as table (
    with
    staged as (select * from query_table(staged_name)),

    own_or_contacts as (
        select
            staged.* exclude (channel_id, unit_id, agent_id, process_id, product_id, segment, customer_key, day),
            coalesce(contacts.date, staged.day) as contact_date,
            contacts.contact_id is not null as is_contact_known,
            coalesce(staged.channel_id, contacts.channel_id) as channel_id,
            coalesce(staged.unit_id, contacts.unit_id) as stated_unit_id,
            coalesce(staged.agent_id, contacts.agent_id) as agent_id,
            coalesce(staged.process_id, contacts.process_id) as process_id,
            coalesce(staged.product_id, contacts.product_id) as product_id,
            coalesce(staged.segment, contacts.segment) as segment,
            coalesce(staged.customer_key, contacts.customer_key) as customer_key
        from staged
        left join facts.contacts as contacts using (contact_id)
    )

    select
        own.* exclude (stated_unit_id),
        channels.kind as channel_kind,
        coalesce(own.stated_unit_id, history.unit_id) as unit_id,
        units.region,
        history.team
    from own_or_contacts as own
    left join dims.agent_history as history
        on own.agent_id = history.agent_id
        and own.contact_date >= history.holds_from
        and own.contact_date < history.holds_to
    left join dims.channels as channels on own.channel_id = channels.channel_id
    left join dims.units as units on coalesce(own.stated_unit_id, history.unit_id) = units.unit_id
);
