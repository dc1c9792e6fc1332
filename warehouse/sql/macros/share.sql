-- A share in percent and its 95 % Wilson interval (E. B. Wilson, 1927).
-- part, whole: counts. Result: percent, 0 to 100; NULL where the whole is empty.
create macro share(part, whole) as
    100.0 * part / nullif(whole, 0);

create macro wilson_centre(part, whole) as
    (part + 1.96 ** 2 / 2) / (nullif(whole, 0) + 1.96 ** 2);

create macro wilson_half_width(part, whole) as
    1.96 * sqrt(part::double * (whole - part) / nullif(whole, 0) + 1.96 ** 2 / 4) / (nullif(whole, 0) + 1.96 ** 2);

create macro wilson_low(part, whole) as
    100.0 * (wilson_centre(part, whole) - wilson_half_width(part, whole));

create macro wilson_high(part, whole) as
    100.0 * (wilson_centre(part, whole) + wilson_half_width(part, whole));
