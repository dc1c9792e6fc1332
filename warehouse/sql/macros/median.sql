-- Median, and its 95 % interval by order statistics (no shape of the distribution assumed).
-- n: how many numbers; ordered: a sorted list of them. Fewer than 6 numbers give no interval.

-- Places of the interval's ends, counted from 1.
create macro median_low_place(n) as
    case when n > 5 then greatest(1, floor(n / 2.0 - 0.98 * sqrt(n)))::bigint end;

create macro median_high_place(n) as
    case when n > 5 then least(n, ceil(1 + n / 2.0 + 0.98 * sqrt(n)))::bigint end;

create macro median_low(ordered) as ordered[median_low_place(len(ordered))];

create macro median_high(ordered) as ordered[median_high_place(len(ordered))];
