-- Net Promoter Score and its 95 % interval.
-- promoters, detractors, answered: counts. Result: points, -100 to 100; NULL where nobody answered.
-- Interval: adjusted Wald: 3/4 is added to the promoters and to the detractors and 3 to the answers, so that
-- small samples get an honest width (after Agresti and Coull; B. Rocks, Interval estimation for the NPS, 2016).
create macro nps(promoters, detractors, answered) as
    100.0 * (promoters - detractors) / nullif(answered, 0);

create macro nps_centre(promoters, detractors, answered) as
    100.0 * (promoters - detractors) / nullif(answered + 3, 3);

create macro nps_half_width(promoters, detractors, answered) as
    1.96 * sqrt(
        (
            10000.0 * (promoters + detractors + 1.5) / nullif(answered + 3, 3)
            - nps_centre(promoters, detractors, answered) ** 2
        ) / nullif(answered + 3, 3)
    );

create macro nps_low(promoters, detractors, answered) as
    greatest(-100.0,
        nps_centre(promoters, detractors, answered) - nps_half_width(promoters, detractors, answered)
    ) + 0.0 * nullif(answered, 0);

create macro nps_high(promoters, detractors, answered) as
    least(100.0,
        nps_centre(promoters, detractors, answered) + nps_half_width(promoters, detractors, answered)
    ) + 0.0 * nullif(answered, 0);
