package org.steelyard.stats.emulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.Family;
import org.steelyard.stats.regression.GeneralizedLinearModel;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/**
 * The parametric g-formula for a discrete-time outcome: the course of covariates and outcome is simulated under a treatment strategy from
 * models of every step.
 *
 * <p><b>Estimand.</b> P(T ≤ k) had everybody followed a strategy, static or dynamic. <b>Assumptions</b>: sequential exchangeability given the modelled
 * past; positivity; consistency; every model right (a wrong one can make a null effect look real: the g-null paradox).
 *
 * <p><b>Models</b> [1, 2], each on the rows of its kind from the second period of a person on: covariate j at k on the previous period's treatment
 * and time-varying covariates, the covariates before j at k, baseline covariates and powers of the period (logistic when binary, linear with normal
 * residuals when continuous); treatment at k on the same with all covariates at k; outcome at k, on all rows, on treatment and covariates at k, baseline, period.
 * <b>Simulation</b>: first periods are drawn from the persons' own; the risk is the mean over simulated persons of 1 − Π(1 − h), so outcome draws add
 * no noise. All strategies use the same random numbers. Censored persons contribute the rows they have: censoring must be
 * independent given the modelled past.
 *
 * <ol>
 *   <li>Robins, Math Model 1986;7:1393-1512, doi:10.1016/0270-0255(86)90088-6.
 *   <li>Young et al., Stat Biosci 2011;3:119-143, doi:10.1007/s12561-011-9040-7.
 * </ol>
 */
public final class ParametricGFormula {

    /** How a covariate is modelled. */
    public enum Kind {
        BINARY,
        CONTINUOUS,
        /** Keeps its first value. */
        BASELINE
    }

    /** What a person would do in a period under the treatment model, and what the strategy makes of it. */
    @FunctionalInterface
    public interface Strategy {
        boolean treat(int step, boolean wouldBe, double[] covariates);

        static Strategy always() {
            return (step, wouldBe, covariates) -> true;
        }

        static Strategy never() {
            return (step, wouldBe, covariates) -> false;
        }

        /** The course that treatment takes by itself; its risk should be near the observed one. */
        static Strategy natural() {
            return (step, wouldBe, covariates) -> wouldBe;
        }
    }

    /**
     * @param kinds of the covariates of the person-periods, in the order in which they arise within a period
     * @param periodDegree powers of the step since the person's first row
     * @param steps periods simulated
     * @param simulated persons
     */
    public record Plan(List<Kind> kinds, int periodDegree, int steps, int simulated, Seed seed) {
        public Plan {
            kinds = List.copyOf(kinds);
            DesignError.requireSetting(
                    steps > 0 && simulated > 0 && periodDegree >= 0 && periodDegree <= 5,
                    "steps, simulated",
                    "大于 0",
                    "above 0");
        }
    }

    private final PersonPeriods data;
    private final Plan plan;
    private final SimulatedDraws draws;
    private final int[] starts;
    private final int[] steps;
    private final boolean[] baseline;
    private final List<Step> covariateModels;
    private final Step treatment;
    private final Step outcome;

    /** @param sd of a normal residual; absent for a logistic model */
    private record Step(double[] coefficients, Optional<Double> sd) {
        /** @param x the terms at its front */
        double predictor(double[] x) {
            double eta = 0;
            for (int i = 0; i < coefficients.length; i++) {
                eta += coefficients[i] * x[i];
            }
            return eta;
        }

        /** @param random standard normal, or the logit of a uniform number: it is below the predictor as often as the model's chance says */
        double draw(double[] x, double random) {
            double eta = predictor(x);
            return sd.isPresent() ? eta + sd.get() * random : (random < eta ? 1 : 0);
        }
    }

    /** @param near the models of a sample like this one, from whose coefficients the iterations start */
    private ParametricGFormula(PersonPeriods data, Plan plan, SimulatedDraws draws, Optional<ParametricGFormula> near) {
        if (plan.kinds().size() != data.terms().size()) {
            throw new IllegalArgumentException("one kind per covariate");
        }
        this.data = data;
        this.plan = plan;
        this.draws = draws;
        this.starts = data.starts();
        this.steps = steps(starts);
        this.baseline = new boolean[plan.kinds().size()];
        for (int j = 0; j < baseline.length; j++) {
            baseline[j] = plan.kinds().get(j) == Kind.BASELINE;
        }
        requireFollowUp();
        List<Step> models = new ArrayList<>();
        for (int j = 0; j < plan.kinds().size(); j++) {
            if (plan.kinds().get(j) != Kind.BASELINE && plan.steps() > 1) {
                int number = models.size();
                models.add(fitCovariate(j, near.map(m -> m.covariateModels.get(number))));
            }
        }
        covariateModels = models;
        treatment = plan.steps() > 1
                ? logistic(
                        new Rows(
                                laterRows(),
                                (i, x) -> treatmentFeatures(x, at(i), lag(i)),
                                covariateNames(plan.kinds().size())),
                        i -> data.treated()[i],
                        near.map(m -> m.treatment))
                : new Step(new double[0], Optional.empty());
        int[] all = IntStream.range(0, data.rows()).toArray();
        outcome = logistic(
                new Rows(all, (i, x) -> outcomeFeatures(x, at(i), data.treated()[i]), outcomeNames()),
                i -> data.outcome()[i],
                near.map(m -> m.outcome));
    }

    public static ParametricGFormula fit(PersonPeriods data, Plan plan) {
        return new ParametricGFormula(
                data, plan, SimulatedDraws.streamed(plan, data.starts().length - 1), Optional.empty());
    }

    /** Nothing is extrapolated: somebody must be followed for as many periods as are simulated. */
    private void requireFollowUp() {
        int longest = IntStream.range(0, starts.length - 1)
                .map(i -> starts[i + 1] - starts[i])
                .max()
                .orElse(0);
        if (longest < plan.steps()) {
            throw DesignError.TOO_FEW_POINTS.at(
                    "steps",
                    Text.of(
                            "要模拟 " + plan.steps() + " 个时期，而随访最长者只有 " + longest + " 个时期",
                            plan.steps() + " periods are to be simulated, and nobody is followed for more than "
                                    + longest),
                    Text.of("减少 steps，不作外推", "simulate fewer periods: nothing is extrapolated"));
        }
    }

    /** What was known in the period before. */
    private record Lag(double[] values, boolean treated) {}

    /** A simulated or an observed moment: covariates, and periods since the first. */
    private record Moment(double[] now, int step) {}

    /** Writes a row's terms, and returns how many there are. */
    private interface Features {
        int of(int row, double[] x);
    }

    private interface Flag {
        boolean of(int row);
    }

    private int[] laterRows() {
        boolean[] first = PeriodWeights.firstRows(data);
        return IntStream.range(0, data.rows()).filter(i -> !first[i]).toArray();
    }

    private double[] values(int row) {
        double[] values = new double[data.covariates().length];
        for (int j = 0; j < values.length; j++) {
            values[j] = data.covariates()[j][row];
        }
        return values;
    }

    private Moment at(int row) {
        return new Moment(values(row), steps[row]);
    }

    private Lag lag(int row) {
        return new Lag(values(row - 1), data.treated()[row - 1]);
    }

    /** Of every row, counted from the person's first. */
    private static int[] steps(int[] starts) {
        int persons = starts.length - 1;
        int[] steps = new int[starts[persons]];
        for (int k = 0; k < persons; k++) {
            for (int i = starts[k]; i < starts[k + 1]; i++) {
                steps[i] = i - starts[k];
            }
        }
        return steps;
    }

    /** The rows of one model, their terms and the names of these. */
    private record Rows(int[] rows, Features features, List<String> names) {}

    private Step fitCovariate(int j, Optional<Step> near) {
        Rows of = new Rows(laterRows(), (i, x) -> covariateFeatures(x, at(i), lag(i), j), covariateNames(j));
        if (plan.kinds().get(j) == Kind.BINARY) {
            return logistic(of, i -> data.covariates()[j][i] != 0, near);
        }
        double[] y = Arrays.stream(of.rows())
                .mapToDouble(i -> data.covariates()[j][i])
                .toArray();
        LinearFit fit = LinearRegression.withDefaults().fit(design(of), y);
        return new Step(fit.coefficients(), Optional.of(fit.sigma()));
    }

    private Step logistic(Rows of, Flag flag, Optional<Step> near) {
        double[] y =
                Arrays.stream(of.rows()).mapToDouble(i -> flag.of(i) ? 1 : 0).toArray();
        GeneralizedLinearModel fresh = GeneralizedLinearModel.of(Family.BINOMIAL);
        GeneralizedLinearModel model =
                near.map(m -> fresh.startingFrom(m.coefficients())).orElse(fresh);
        return new Step(model.coefficients(design(of), y), Optional.empty());
    }

    /** What {@link #common} and {@link #covariateFeatures} write, in order, for errors that name terms. */
    private List<String> covariateNames(int j) {
        List<String> names = new ArrayList<>();
        IntStream.rangeClosed(1, plan.periodDegree()).forEach(d -> names.add("period^" + d));
        names.add("treated before");
        for (int k = 0; k < plan.kinds().size(); k++) {
            String name = data.terms().get(k);
            if (plan.kinds().get(k) != Kind.BASELINE) {
                names.add(name + " before");
            }
            if (plan.kinds().get(k) == Kind.BASELINE || k < j) {
                names.add(name);
            }
        }
        return names;
    }

    private List<String> outcomeNames() {
        List<String> names = new ArrayList<>();
        IntStream.rangeClosed(1, plan.periodDegree()).forEach(d -> names.add("period^" + d));
        names.add("treated");
        names.addAll(data.terms());
        return names;
    }

    private DesignMatrix design(Rows of) {
        int[] rows = of.rows();
        double[] x = room();
        int p = of.features().of(rows[0], x);
        double[][] columns = new double[p - 1][rows.length];
        for (int i = 0; i < rows.length; i++) {
            of.features().of(rows[i], x);
            for (int j = 1; j < p; j++) {
                columns[j - 1][i] = x[j];
            }
        }
        return DesignMatrix.withIntercept(of.names(), columns);
    }

    /** Room for the terms of any model. */
    private double[] room() {
        return new double[2 + 2 * data.covariates().length + plan.periodDegree()];
    }

    /** Writes the terms to the front of {@code x}, which millions of simulated steps share; returns how many there are. */
    private int covariateFeatures(double[] x, Moment at, Lag lag, int j) {
        int n = common(x, at.step());
        x[n++] = lag.treated() ? 1 : 0;
        for (int k = 0; k < at.now().length; k++) {
            if (baseline[k]) {
                x[n++] = at.now()[k];
            } else {
                x[n++] = lag.values()[k];
                if (k < j) {
                    x[n++] = at.now()[k];
                }
            }
        }
        return n;
    }

    private int treatmentFeatures(double[] x, Moment at, Lag lag) {
        return covariateFeatures(x, at, lag, at.now().length);
    }

    private int outcomeFeatures(double[] x, Moment at, boolean treated) {
        int n = common(x, at.step());
        x[n++] = treated ? 1 : 0;
        System.arraycopy(at.now(), 0, x, n, at.now().length);
        return n + at.now().length;
    }

    private int common(double[] x, int step) {
        int n = 0;
        x[n++] = 1;
        double power = 1;
        for (int d = 0; d < plan.periodDegree(); d++) {
            power *= step;
            x[n++] = power;
        }
        return n;
    }

    /** Risk by the end of each step, from the first. */
    public double[] risk(Strategy strategy, int threads) {
        List<double[]> parts = Parallel.map(SimulatedDraws.CHUNKS, threads, chunk -> {
            double[] sum = new double[plan.steps()];
            draws.forEach(chunk, drawn -> addPerson(strategy, drawn, sum));
            return sum;
        });
        double[] risk = new double[plan.steps()];
        for (double[] part : parts) {
            for (int k = 0; k < risk.length; k++) {
                risk[k] += part[k] / plan.simulated();
            }
        }
        return risk;
    }

    /** @param drawn the person's random numbers */
    private void addPerson(Strategy strategy, double[] drawn, double[] sum) {
        int row = starts[(int) drawn[0]];
        int perStep = covariateModels.size() + 1;
        double[] x = room();
        double[] now = values(row);
        boolean wouldBe = data.treated()[row];
        boolean treated = strategy.treat(0, wouldBe, now);
        double survival = 1;
        for (int k = 0; k < plan.steps(); k++) {
            if (k > 0) {
                Lag lag = new Lag(now, treated);
                int first = 1 + (k - 1) * perStep;
                now = next(x, new Past(lag, k), drawn, first);
                treatmentFeatures(x, new Moment(now, k), lag);
                wouldBe = treatment.draw(x, drawn[first + perStep - 1]) == 1;
                treated = strategy.treat(k, wouldBe, now);
            }
            outcomeFeatures(x, new Moment(now, k), treated);
            survival /= 1 + Math.exp(outcome.predictor(x));
            sum[k] += 1 - survival;
        }
    }

    /** What a step comes from. */
    private record Past(Lag lag, int step) {}

    private double[] next(double[] x, Past past, double[] drawn, int first) {
        double[] now = past.lag().values().clone();
        int model = 0;
        for (int j = 0; j < now.length; j++) {
            if (!baseline[j]) {
                covariateFeatures(x, new Moment(now, past.step()), past.lag(), j);
                now[j] = covariateModels.get(model).draw(x, drawn[first + model]);
                model++;
            }
        }
        return now;
    }

    /** Difference of the risks at the last step, first minus second, with a percentile interval of a bootstrap of persons. */
    public static Estimate riskDifference(
            PersonPeriods data, Plan plan, List<Strategy> firstAndSecond, Bootstrap.Plan replicates) {
        return riskDifference(data, plan, firstAndSecond, replicates, 0.95);
    }

    /** The same at another level of confidence. */
    public static Estimate riskDifference(
            PersonPeriods data, Plan plan, List<Strategy> firstAndSecond, Bootstrap.Plan replicates, double level) {
        int persons = data.starts().length - 1;
        SimulatedDraws draws = SimulatedDraws.kept(plan, persons);
        ParametricGFormula full = new ParametricGFormula(data, plan, draws, Optional.empty());
        Replicates drawn = Bootstrap.run(persons, replicates, units -> {
            PersonPeriods resample = select(data, units);
            ParametricGFormula model = new ParametricGFormula(resample, plan, draws, Optional.of(full));
            return new double[] {difference(model, firstAndSecond)};
        });
        return drawn.percentile(0, Scale.IDENTITY, difference(full, firstAndSecond), level);
    }

    private static double difference(ParametricGFormula model, List<Strategy> strategies) {
        int last = model.plan.steps() - 1;
        return model.risk(strategies.get(0), 1)[last] - model.risk(strategies.get(1), 1)[last];
    }

    /** The rows of drawn persons; one drawn twice is two persons. */
    static PersonPeriods select(PersonPeriods data, int[] persons) {
        int[] starts = data.starts();
        int[] rows = new int
                [Arrays.stream(persons).map(p -> starts[p + 1] - starts[p]).sum()];
        int[] person = new int[rows.length];
        int n = 0;
        for (int k = 0; k < persons.length; k++) {
            for (int i = starts[persons[k]]; i < starts[persons[k] + 1]; i++) {
                person[n] = k;
                rows[n++] = i;
            }
        }
        return new PersonPeriods(
                person,
                Arrays.stream(rows).map(i -> data.period()[i]).toArray(),
                take(data.treated(), rows),
                take(data.outcome(), rows),
                take(data.eligible(), rows),
                take(data.censored(), rows),
                data.terms(),
                Arrays.stream(data.covariates())
                        .map(c -> Arrays.stream(rows).mapToDouble(i -> c[i]).toArray())
                        .toArray(double[][]::new));
    }

    private static boolean[] take(boolean[] values, int[] rows) {
        boolean[] taken = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = values[rows[i]];
        }
        return taken;
    }
}
