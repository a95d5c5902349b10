package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;
import static org.steelyard.stats.simulation.Worlds.column;
import static org.steelyard.stats.simulation.Worlds.exponential;
import static org.steelyard.stats.simulation.Worlds.flag;
import static org.steelyard.stats.simulation.Worlds.logistic;
import static org.steelyard.stats.simulation.Worlds.whole;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.emulation.CloneCensorWeight;
import org.steelyard.stats.emulation.CloneCensorWeight.Censoring;
import org.steelyard.stats.emulation.MarginalStructuralModel;
import org.steelyard.stats.emulation.ParametricGFormula;
import org.steelyard.stats.emulation.PeriodWeights;
import org.steelyard.stats.emulation.PersonPeriods;
import org.steelyard.stats.emulation.SequentialTrials;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.transport.TransportWeights;

/** Treatments over time, and controls from elsewhere. Bias and coverage over 1,000 data sets and more; each test writes a table of its own, so that one can be renewed alone. */
@Tag("nightly")
class HistorySimulationTest {

    private final Simulation simulation = new Simulation();

    @Test
    void externalControls() {
        simulation.run("external controls odds weights bootstrap n 200 and 300", 1, random -> {
            int n = 500;
            double[] x = new double[n];
            double[] y = new double[n];
            boolean[] study = new boolean[n];
            for (int i = 0; i < n; i++) {
                study[i] = i < 200;
                x[i] = Draws.normal(random) + (study[i] ? 0.4 : 0);
                y[i] = (study[i] ? 1 : 0) + 0.8 * x[i] + Draws.normal(random);
            }
            int[] all = IntStream.range(0, n).toArray();
            return Bootstrap.run(
                            n,
                            Bootstrap.Plan.of(300, new Seed(random.nextLong()), 1)
                                    .within(study),
                            rows -> new double[] {external(x, y, study, rows)})
                    .percentile(0, Scale.IDENTITY, external(x, y, study, all), LEVEL);
        });
        simulation.finish("externalControls");
    }

    private static double external(double[] x, double[] y, boolean[] study, int[] rows) {
        int[] own = Arrays.stream(rows).filter(i -> study[i]).toArray();
        int[] others = Arrays.stream(rows).filter(i -> !study[i]).toArray();
        double[] weight = TransportWeights.of(
                        List.of("x"),
                        new double[][] {
                            Arrays.stream(others).mapToDouble(i -> x[i]).toArray()
                        },
                        new double[][] {
                            Arrays.stream(own).mapToDouble(i -> x[i]).toArray()
                        },
                        TransportWeights.Target.OTHERS)
                .weight();
        double sum = 0;
        double total = 0;
        for (int k = 0; k < weight.length; k++) {
            sum += weight[k] * y[others[k]];
            total += weight[k];
        }
        return Arrays.stream(own).mapToDouble(i -> y[i]).average().orElseThrow() - sum / total;
    }

    /** Two periods; the second confounder depends on the first treatment: effect 1 a period treated. */
    private record Course(PersonPeriods data, double[] outcome) {
        static Course draw(RandomGenerator random, int n) {
            int[] person = new int[2 * n];
            int[] period = new int[2 * n];
            boolean[] treated = new boolean[2 * n];
            double[] l = new double[2 * n];
            double[] first = new double[2 * n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                Arrays.fill(person, 2 * i, 2 * i + 2, i);
                period[2 * i + 1] = 1;
                l[2 * i] = Draws.uniform(random) < 0.5 ? 1 : 0;
                treated[2 * i] = Draws.uniform(random) < logistic(-0.8 + 1.4 * l[2 * i]);
                double a = treated[2 * i] ? 1 : 0;
                l[2 * i + 1] = Draws.uniform(random) < 0.6 - 0.3 * a ? 1 : 0;
                treated[2 * i + 1] = Draws.uniform(random) < logistic(-0.8 + 1.4 * l[2 * i + 1] + a);
                double b = treated[2 * i + 1] ? 1 : 0;
                y[i] = 10 + 1.6 * a + b + 2 * l[2 * i + 1] + l[2 * i] + Draws.normal(random);
                Arrays.fill(first, 2 * i, 2 * i + 2, l[2 * i]);
            }
            boolean[] none = new boolean[2 * n];
            return new Course(
                    new PersonPeriods(
                            person, period, treated, none, none, none, List.of("l", "l0"), new double[][] {l, first}),
                    y);
        }
    }

    @Test
    void historiesOfTreatment() {
        simulation.run("marginal structural mean model n 1000", 1, random -> {
            Course course = Course.draw(random, 1000);
            PeriodWeights.Models models =
                    new PeriodWeights.Models(List.of(), List.of("l", "l0"), 1, PeriodWeights.Previous.AS_TERM);
            return MarginalStructuralModel.mean(
                            course.data, PeriodWeights.ofTreatment(course.data, models), course.outcome, LEVEL)
                    .perPeriod();
        });
        simulation.run("marginal structural hazard model no effect n 500", 0, random -> {
            PersonPeriods data = periods(random, 500, 5);
            PeriodWeights.Models models =
                    new PeriodWeights.Models(List.of(), List.of("l"), 1, PeriodWeights.Previous.AS_TERM);
            double[] weights = PeriodWeights.ofTreatment(data, models).cumulative(data, Double.POSITIVE_INFINITY);
            var fit = MarginalStructuralModel.hazard(data, weights, List.of(), 1);
            return Estimate.normal(fit.coefficient("treated"), fit.standardError("treated"), LEVEL);
        });
        simulation.run("sequential trials intention to treat no effect n 1500", 0, random -> {
            var fit = SequentialTrials.of(
                            eligible(periods(random, 1500, 5)),
                            SequentialTrials.Plan.of(SequentialTrials.Contrast.INTENTION_TO_TREAT))
                    .fit(1);
            String term = fit.terms().stream()
                    .filter(t -> t.contains("assigned") || t.contains("treat"))
                    .findFirst()
                    .orElseThrow();
            return Estimate.normal(fit.coefficient(term), fit.standardError(term), LEVEL);
        });
        simulation.finish("historiesOfTreatment");
    }

    /** Treatment follows a covariate that also raises the risk; treatment itself does nothing; once begun it goes on with chance 0.8. */
    private static PersonPeriods periods(RandomGenerator random, int n, int most) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean before = false;
            double l = Draws.normal(random);
            for (int t = 0; t < most; t++) {
                l = 0.5 * l + 0.8 * Draws.normal(random);
                boolean a = Draws.uniform(random) < (before ? 0.8 : logistic(-1 + 0.7 * l));
                boolean event = Draws.uniform(random) < logistic(-3 + 0.7 * l);
                rows.add(new double[] {i, t, a ? 1 : 0, event ? 1 : 0, before ? 1 : 0, l});
                before = a;
                if (event) {
                    break;
                }
            }
        }
        boolean[] none = new boolean[rows.size()];
        return new PersonPeriods(
                whole(rows, 0),
                whole(rows, 1),
                flag(rows, 2),
                flag(rows, 3),
                flag(rows, 4),
                none,
                List.of("l"),
                new double[][] {column(rows, 5)});
    }

    /** Those not treated in the period before are eligible. */
    private static PersonPeriods eligible(PersonPeriods p) {
        boolean[] eligible = new boolean[p.rows()];
        for (int i = 0; i < eligible.length; i++) {
            eligible[i] = !p.eligible()[i];
        }
        return new PersonPeriods(
                p.person(), p.period(), p.treated(), p.outcome(), eligible, p.censored(), p.terms(), p.covariates());
    }

    @Test
    void cloning() {
        simulation
                .writing("cloning")
                .run("clone-censor-weight survival difference no effect n 300 bootstrap 400", 0, random -> {
                    CloneCensorWeight.Cohort cohort = starters(random, 300);
                    return CloneCensorWeight.bootstrap(
                                    cohort,
                                    new CloneCensorWeight.Plan(2, 8, Censoring.COX),
                                    Bootstrap.Plan.of(400, new Seed(random.nextLong()), 1),
                                    LEVEL)
                            .survivalDifference();
                });
        simulation.finish("cloning");
    }

    private static final CloneCensorWeight.Plan AT_WINDOW = new CloneCensorWeight.Plan(2, 8, Censoring.LOGISTIC);
    private static final String LOGISTIC =
            "clone-censor-weight logistic at the window survival difference no effect n 300";

    @Test
    void cloningAtWindow() {
        simulation
                .writing("cloningAtWindow")
                .run(
                        LOGISTIC + " bootstrap 400",
                        0,
                        random -> CloneCensorWeight.bootstrap(
                                        starters(random, 300),
                                        AT_WINDOW,
                                        Bootstrap.Plan.of(400, new Seed(random.nextLong()), 1),
                                        LEVEL)
                                .survivalDifference());
        simulation.finish("cloningAtWindow");
    }

    /** Whether the bias that the Cox model leaves goes with it. */
    @Test
    void biasAtWindow() {
        simulation.writing("biasAtWindow");
        simulation.bias(
                LOGISTIC,
                0,
                20_000,
                random -> CloneCensorWeight.of(starters(random, 300), AT_WINDOW).survivalDifference());
        simulation.finish("biasAtWindow");
    }

    @Test
    void gFormula() {
        simulation
                .writing("gFormula")
                .run("parametric g-formula risk difference no effect n 400 bootstrap 400", 0, random -> {
                    PersonPeriods data = periods(random, 400, 3);
                    return ParametricGFormula.riskDifference(
                            data,
                            plan(random),
                            List.of(ParametricGFormula.Strategy.always(), ParametricGFormula.Strategy.never()),
                            Bootstrap.Plan.of(400, new Seed(random.nextLong()), 1),
                            LEVEL);
                });
        simulation.finish("gFormula");
    }

    private static ParametricGFormula.Plan plan(RandomGenerator random) {
        return new ParametricGFormula.Plan(
                List.of(ParametricGFormula.Kind.CONTINUOUS), 1, 3, 1000, new Seed(random.nextLong()));
    }

    /** Whether the two estimators whose bootstrap takes hours are biased in small samples, and whether that leaves them in larger ones. */
    @Test
    void biasOfHistories() {
        simulation.writing("historiesBias");
        for (int n : new int[] {300, 1200}) {
            String name = "clone-censor-weight survival difference no effect n " + n;
            simulation.knowing(name, new Simulation.Known(0.005, 0));
            simulation.bias(
                    name,
                    0,
                    n == 300 ? 20_000 : 1500,
                    random -> CloneCensorWeight.of(starters(random, n), new CloneCensorWeight.Plan(2, 8, Censoring.COX))
                            .survivalDifference());
        }
        for (int n : new int[] {400, 1600}) {
            simulation.bias(
                    "parametric g-formula risk difference no effect n " + n, 0, n == 400 ? 20_000 : 5000, random -> {
                        PersonPeriods data = periods(random, n, 3);
                        ParametricGFormula model = ParametricGFormula.fit(data, plan(random));
                        return model.risk(ParametricGFormula.Strategy.always(), 1)[2]
                                - model.risk(ParametricGFormula.Strategy.never(), 1)[2];
                    });
        }
        simulation.finish("historiesBias");
    }

    /** Sicker people start sooner and die sooner; starting does nothing. */
    private static CloneCensorWeight.Cohort starters(RandomGenerator random, int n) {
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        double[] start = new double[n];
        double[] x = Draws.normals(random, n);
        for (int i = 0; i < n; i++) {
            double death = exponential(random, 0.08 * Math.exp(0.5 * x[i]));
            time[i] = Math.min(death, 12);
            event[i] = death <= 12;
            double begin = exponential(random, 0.35 * Math.exp(0.4 * x[i]));
            start[i] = begin < time[i] ? begin : Double.POSITIVE_INFINITY;
        }
        return new CloneCensorWeight.Cohort(time, event, start, List.of("x"), new double[][] {x});
    }
}
