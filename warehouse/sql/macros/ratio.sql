-- A ratio of sums over calls (or other wholes) and its 95 % interval by linearisation (W. G. Cochran, Sampling
-- Techniques, 1977, chapter 6): calls are the sample, so long ones weigh more and are no more certain for that.
-- part, whole: sums over n calls; part_squared, part_whole, whole_squared: sums of squares and products.
create macro ratio_half_width(n, part, whole, part_squared, part_whole, whole_squared) as
    1.96 * sqrt(
        n * greatest(0.0,
            part_squared - 2 * (part / nullif(whole, 0)) * part_whole
            + (part / nullif(whole, 0)) ** 2 * whole_squared
        ) / nullif(n - 1, 0)
    ) / nullif(whole, 0);
