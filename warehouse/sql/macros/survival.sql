-- Time until something happens, where for some it has not happened yet (E. L. Kaplan and P. Meier, 1958).
-- Interval of the curve: log-log (J. Kalbfleisch and R. Prentice, 1980); of a median: R. Brookmeyer and J. Crowley, 1982.
-- survived: share for which it has not happened; greenwood: sum of d / (n (n - d)), n at risk, d it happened to.

create macro survived_low(survived, greenwood) as
    case
        when survived <= 0 then 0.0
        when survived < 1 then survived ** exp(1.96 * sqrt(greenwood) / abs(ln(survived)))
        else 1.0
    end;

create macro survived_high(survived, greenwood) as
    case when survived > 0 and survived < 1 then survived ** exp(-1.96 * sqrt(greenwood) / abs(ln(survived))) end;

-- Order of stages entered at the same moment.
create macro stage_place(stage) as
    list_position(
        ['registered', 'assigned', 'interim_answer', 'answered', 'withdrawn', 'reopened', 'closed'], stage
    );
