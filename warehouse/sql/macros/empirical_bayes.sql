-- Empirical Bayes for means of groups of unequal size (C. N. Morris, 1983), normal approximation.
-- within: variance within groups; between: variance of the true means; n: size of a group.

-- Variance of the true means by moments (one-way analysis of variance), not below 0.
create macro between_variance(squares_between, within, groups, total_n, total_n_squared) as
    case when groups > 1 then
        greatest(0.0,
            (squares_between / (groups - 1) - within)
            / nullif((total_n - total_n_squared::double / total_n) / (groups - 1), 0)
        )
    end;

-- How far a group's own mean is believed: 0 not at all, 1 wholly.
create macro own_weight(n, within, between) as
    case when within = 0 then 1.0 else between / nullif(between + within / nullif(n, 0), 0) end;

create macro posterior_mean(own_mean, common_mean, weight) as
    common_mean + weight * (own_mean - common_mean);

-- The second term is what the common mean itself is uncertain by; without it groups that do not
-- differ at all would get an interval of no width.
create macro posterior_deviation(n, within, weight, common_mean_variance) as
    sqrt(weight * within / nullif(n, 0) + (1 - weight) ** 2 * common_mean_variance);
