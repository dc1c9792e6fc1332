-- The number of a customer: the first 32 bits of the keyed hash. Rows of one customer are looked for by it, since
-- numbers are read eight times as fast as hashes; in a hundred million rows it meets one stranger or none.
create macro customer_no(customer_key) as
    case
        when customer_key is not null
            then coalesce(try_cast('0x' || left(customer_key, 8) as uinteger), 0::uinteger)
    end;
