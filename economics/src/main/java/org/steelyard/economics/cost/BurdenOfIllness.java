package org.steelyard.economics.cost;

/**
 * What a disease costs a population in a year (prevalence), or its new cases over their lives (incidence).
 *
 * <p>Prevalence: cases × (direct cost + productivity lost) + productivity of those who died in the year. Incidence: new cases × Σ_t S(t) c(t) d(t), year t in full, costs at the start of the year, d(t) = (1 + r)^(−t).
 *
 * <p>Productivity by human capital: every hour or day not worked is worth its wage; a death loses the earnings to the age of retirement, Σ_{t=0} w e (1 + g)^t (1 + r)^(−t) for the years left, the last one in part, e the share in work. By friction: only until the
 * work is done by somebody else, at most the friction period a spell or a death, times the elasticity of production to working time, plus the cost of filling the post.
 *
 * <p>References: Rice. Am J Public Health 1967;57:424–440, doi:10.2105/AJPH.57.3.424. Koopmanschap, Rutten, van Ineveld, van Roijen. J Health Econ 1995;14:171–189, doi:10.1016/0167-6296(94)00044-5. Larg, Moss. PharmacoEconomics 2011;29:653–671,
 * doi:10.2165/11588380-000000000-00000.
 *
 * @param direct costs of care
 * @param illness productivity lost by absence
 * @param death productivity lost by early death
 */
public record BurdenOfIllness(double direct, double illness, double death) {

    public double indirect() {
        return illness + death;
    }

    public double total() {
        return direct + indirect();
    }

    /** @param dailyWage with all that an employer pays @param employed share of people in work @param wageGrowth and {@code discount} a year */
    public record Labour(double dailyWage, double workdaysAYear, double employed, double wageGrowth, double discount) {
        public Labour {
            require(dailyWage >= 0 && workdaysAYear > 0 && employed >= 0 && employed <= 1 && discount > -1);
        }

        double yearly() {
            return dailyWage * workdaysAYear * employed;
        }
    }

    /** How lost work is valued. */
    public sealed interface Valuation {
        record HumanCapital() implements Valuation {}

        /** @param days friction period in working days @param elasticity of production to working time @param filling cost of a new person in the post */
        record Friction(double days, double elasticity, double filling) implements Valuation {
            public Friction {
                require(days >= 0 && elasticity >= 0 && filling >= 0);
            }
        }
    }

    /** @param daysAbsent working days a case, in {@code spells} spells @param deaths in the year, each {@code yearsLeft} before retirement */
    public record Year(
            double cases, double directCost, double daysAbsent, double spells, double deaths, double yearsLeft) {
        public Year {
            require(cases >= 0 && daysAbsent >= 0 && spells >= 0 && deaths >= 0 && yearsLeft >= 0);
        }
    }

    public static BurdenOfIllness prevalence(Year year, Labour labour, Valuation valuation) {
        return new BurdenOfIllness(
                year.cases * year.directCost,
                year.cases * absence(year, labour, valuation),
                year.deaths * death(year.yearsLeft, labour, valuation));
    }

    private static double absence(Year year, Labour labour, Valuation valuation) {
        double day = labour.dailyWage * labour.employed;
        return switch (valuation) {
            case Valuation.HumanCapital h -> year.daysAbsent * day;
            case Valuation.Friction f -> {
                double perSpell = year.spells > 0 ? year.daysAbsent / year.spells : 0;
                boolean replaced = perSpell > f.days;
                double spell =
                        Math.min(perSpell, f.days) * day * f.elasticity + (replaced ? f.filling * labour.employed : 0);
                yield year.spells * spell;
            }
        };
    }

    /** Value of the work that one death takes away. */
    public static double death(double yearsLeft, Labour labour, Valuation valuation) {
        return switch (valuation) {
            case Valuation.HumanCapital h -> earnings(yearsLeft, labour);
            case Valuation.Friction f ->
                yearsLeft > 0
                        ? labour.employed
                                * (Math.min(f.days, yearsLeft * labour.workdaysAYear) * labour.dailyWage * f.elasticity
                                        + f.filling)
                        : 0;
        };
    }

    private static double earnings(double years, Labour labour) {
        double sum = 0;
        double factor = 1;
        for (double left = years; left > 0; left--) {
            sum += Math.min(1, left) * factor * labour.yearly();
            factor *= (1 + labour.wageGrowth) / (1 + labour.discount);
        }
        return sum;
    }

    /**
     * Lifetime cost of the new cases of a year.
     *
     * @param yearlyCost by year since diagnosis
     * @param alive share still alive at the start of each of these years
     */
    public static double incidence(double newCases, double[] yearlyCost, double[] alive, double discount) {
        require(yearlyCost.length == alive.length && discount > -1);
        double sum = 0;
        for (int t = 0; t < yearlyCost.length; t++) {
            sum += alive[t] * yearlyCost[t] * StrictMath.pow(1 + discount, -t);
        }
        return newCases * sum;
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw new IllegalArgumentException("numbers are not negative, shares at most 1");
        }
    }
}
