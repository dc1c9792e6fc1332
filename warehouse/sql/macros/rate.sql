-- A count of events, or a rate, with its 95 % quasi-Poisson interval.
-- events: count. dispersion: how much more the daily counts vary than Poisson counts would (1 or more).
-- The events are divided by the dispersion, Byar's approximation to the exact Poisson interval is taken
-- (N. E. Breslow and N. E. Day, 1987, vol. II, p. 69), and the result is multiplied back.
create macro count_low(events, dispersion) as
    case when events = 0 then 0.0 else
        events * greatest(0,
            1 - dispersion / (9.0 * events) - 1.96 / (3 * sqrt(events / dispersion))
        ) ** 3
    end;

create macro count_high(events, dispersion) as
    (events + dispersion) * (
        1 - dispersion / (9.0 * (events + dispersion)) + 1.96 / (3 * sqrt((events + dispersion) / dispersion))
    ) ** 3;

-- Pearson's dispersion from squares_over_expected = sum of (daily events)^2 / (expected daily events) over days.
-- Overdispersion only: a series calmer than Poisson is not believed. One day tells nothing: 1.
create macro dispersion(squares_over_expected, events, days) as
    case when days > 1 then greatest(1.0, (squares_over_expected - events) / (days - 1)) else 1.0 end;
