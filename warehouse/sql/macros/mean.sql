-- 95 % interval of a mean whose spread is known from elsewhere (standard_deviation in the unit of the mean).
create macro mean_low(mean, standard_deviation, n) as
    mean - 1.96 * standard_deviation / sqrt(nullif(n, 0));

create macro mean_high(mean, standard_deviation, n) as
    mean + 1.96 * standard_deviation / sqrt(nullif(n, 0));

-- Sum of squares around the mean, from the sums marts keep. Never below 0 by rounding.
create macro squares_around_mean(n, total, total_of_squares) as
    greatest(0.0, total_of_squares - total::double * total / nullif(n, 0));
