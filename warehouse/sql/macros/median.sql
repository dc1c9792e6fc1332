-- Median, and its 95 % interval by order statistics (no shape of the distribution assumed).
-- ordered: a sorted list of numbers. Fewer than 6 numbers give no interval.
create macro median_low(ordered) as
    case when len(ordered) > 5 then
        ordered[greatest(1, floor(len(ordered) / 2.0 - 0.98 * sqrt(len(ordered))))::bigint]
    end;

create macro median_high(ordered) as
    case when len(ordered) > 5 then
        ordered[least(len(ordered), ceil(1 + len(ordered) / 2.0 + 0.98 * sqrt(len(ordered))))::bigint]
    end;
