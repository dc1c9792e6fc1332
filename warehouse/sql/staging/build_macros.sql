-- Macros that only a build needs; the published snapshot does not carry them.

-- The rows of a record type that hold: where a key came again with other content, the last line of its newest load.
-- landed_name: name of the view over the committed files of that record type, and of the variable that lists them,
-- the schema first. One file alone holds a key once.
create temp macro latest_of(landed_name) as table (
    with
    repeated as (
        select key_hash
        from query_table(landed_name)
        where len(getvariable(landed_name)) > 2
        group by key_hash
        having count(*) > 1
    ),

    newest as (
        select key_hash, max((load_id, line)) as place
        from query_table(landed_name)
        semi join repeated using (key_hash)
        group by key_hash
    )

    select landed.*
    from query_table(landed_name) as landed
    anti join newest
        on landed.key_hash = newest.key_hash and (landed.load_id, landed.line) <> newest.place
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
            contacts.incident_id as contact_incident_id,
            coalesce(staged.channel_id, contacts.channel_id) as channel_id,
            coalesce(staged.unit_id, contacts.unit_id) as stated_unit_id,
            coalesce(staged.agent_id, contacts.agent_id) as agent_id,
            coalesce(staged.process_id, contacts.process_id) as process_id,
            coalesce(staged.product_id, contacts.product_id) as product_id,
            coalesce(staged.segment, contacts.segment) as segment,
            coalesce(staged.customer_key, contacts.customer_key) as customer_key
        from staged
        left join made_contacts as contacts using (contact_id)
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

-- Days on which something was out of order. Grain: one row per day; outages: those that touch it, the oldest first.
-- events_name: the fact of events. An outage without an end lasts to the end of its day; without a unit or region it concerns all of them.
create temp macro outage_days(events_name) as table (
    with
    outages as (
        select
            event_id,
            unit_id,
            region,
            started_at,
            coalesce(ended_at, (started_at::date + 1)::timestamp) as ended_at
        from query_table(events_name)
        where kind = 'outage'
    )

    select day::date as day, list(outages order by started_at, event_id) as outages
    from (
        select outages, started_at, event_id, unnest(range(started_at::date, ended_at, interval 1 day)) as day
        from outages
    )
    group by all
);

-- The outage in which something fell, by outages of its day, its moment, unit and region; 'none' where in none.
create temp macro outage_at(outages, moment, unit, place) as coalesce(
    list_filter(
        outages,
        lambda one: moment >= one.started_at and moment < one.ended_at
            and coalesce(one.unit_id = unit, one.unit_id is null)
            and coalesce(one.region = place, one.region is null)
    )[1].event_id,
    'none'
);

-- Until when first answers were promised, in channels with hours of their own. Result: contact_id, due_at.
-- Promises of whole days count working days and keep the time of the day; shorter ones count seconds of work. A
-- contact outside the hours counts as one of their next beginning.
-- contacts_name: contacts with contact_id, channel_id, started_at, direction; reads dims.channels, stg_working_time.
create temp macro answers_due(contacts_name) as table (
    with
    promised as (
        select
            contacts.contact_id, contacts.channel_id, contacts.started_at, channels.promise_s::bigint as promise_s
        from query_table(contacts_name) as contacts
        join dims.channels as channels using (channel_id)
        where channels.promise_s is not null
            and contacts.direction is distinct from 'outbound'
            and contacts.channel_id in (select channel_id from stg_working_time)
    ),

    begun as (
        select
            promised.*,
            greatest(promised.started_at, spans.starts_at) as began_at,
            spans.worked_before_s + date_diff('second', spans.starts_at, began_at) as worked_s,
            spans.working_day + promise_s // 86400 as due_day
        from promised
        asof join stg_working_time as spans
            on promised.channel_id = spans.channel_id and promised.started_at < spans.ends_at
    ),

    working_days as (
        select distinct channel_id, working_day, starts_at::date as day from stg_working_time
    )

    select begun.contact_id, working_days.day + begun.began_at::time as due_at
    from begun
    join working_days on begun.channel_id = working_days.channel_id and begun.due_day = working_days.working_day
    where begun.promise_s % 86400 = 0
    union all
    select begun.contact_id, spans.starts_at + to_seconds(begun.worked_s + begun.promise_s - spans.worked_before_s)
    from begun
    asof join stg_working_time as spans
        on begun.channel_id = spans.channel_id and begun.worked_s + begun.promise_s > spans.worked_before_s
    where begun.promise_s % 86400 <> 0
);
