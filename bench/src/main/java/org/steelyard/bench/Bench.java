package org.steelyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.causal.PropensityModel;
import org.steelyard.stats.competing.CompetingData;
import org.steelyard.stats.competing.FineGray;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.ImputedTable;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.imputation.MultipleImputation;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.linear.Numerics.Kernel;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.penalised.LargeScalePropensity;
import org.steelyard.stats.regression.LogisticRefits;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/** Times the numeric core and prints a Markdown table. See {@code bin/bench}. */
public final class Bench {

    static final String LOGISTIC = "logistic regression, %d columns";
    static final String COX = "Cox regression, Efron, 20 columns";
    static final String MATCHING = "1:1 greedy matching, caliper 0.2 SD";
    static final String BOOTSTRAP = "bootstrap of propensity weighting, n = 5,735, 72 coefficients";

    static final String COX_ROBUST = "Cox regression with robust variance, 10 columns";
    static final String FINE_GRAY = "Fine-Gray regression, n = 10,000, 5 columns";
    static final String LASSO =
            "L1 logistic regression, n = 100,000, 5,000 sparse columns, 5 million values, 10-fold cross-validation";

    static final String IMPUTATION =
            "multiple imputation, 20 tables, n = 5,735, 71 columns of which 4 have holes, 5 rounds";

    private static final int TABLES = 20;
    private static final int ROUNDS = 5;
    private static final int FINE_GRAY_ROWS = 10_000;
    private static final int LASSO_ROWS = 100_000;
    private static final int LASSO_COLUMNS = 5000;
    private static final int EVALUATION_REPLICATES = 10_000;
    private static final int WEIGHTING_ROWS = 5735;
    private static final int WEIGHTING_COLUMNS = 71;

    private final Options options;
    private final Optional<RSide> r;
    private final List<Result> results = new ArrayList<>();

    private Bench(Options options, Optional<RSide> r) {
        this.options = options;
        this.r = r;
    }

    public static void main(String[] args) throws IOException {
        Options options = Options.parse(args);
        Path folder = Files.createTempDirectory("steelyard-bench");
        try {
            Bench bench = new Bench(options, RSide.find(options, folder));
            bench.run();
            String report = Report.markdown(options, bench.results);
            System.out.println(report);
            if (options.out().isPresent()) {
                Files.writeString(options.out().get(), report);
            }
        } finally {
            RSide.delete(folder);
        }
    }

    private void run() {
        task("logistic20", () -> logistic(20));
        task("logistic50", () -> logistic(50));
        task("cox", this::cox);
        task("coxrobust", this::coxRobust);
        task("finegray", this::fineGray);
        task("lasso", this::lasso);
        task("imputation", this::imputation);
        task("matching", this::matching);
        task("bootstrap", this::bootstrap);
    }

    private void task(String name, Runnable work) {
        if (options.runs(name)) {
            work.run();
        }
    }

    /** Both sides: predictive mean matching with five donors, logistic regression for the binary column, five rounds, every column a predictor. */
    private void imputation() {
        Samples.Holes sample = Samples.holes(WEIGHTING_ROWS, WEIGHTING_COLUMNS);
        r.ifPresent(side -> side.write("imputation", sample.columns()));
        double[] check = new double[1];
        Timing timing = Timing.of(
                1,
                () -> check[0] = observedMean(MultipleImputation.run(
                        sample.incomplete(),
                        ImputationPlan.of(TABLES, ROUNDS, new Seed(5)).withThreads(options.threads()))));
        add(IMPUTATION, "Steelyard, " + options.threads() + " threads", timing, check[0]);
        r.ifPresent(side -> side.time("imputation")
                .ifPresent(t -> add(IMPUTATION, "R mice, one thread, once", t.timing(), t.check())));
    }

    /** Mean of the first column with holes over all completed tables: both sides agree to the error of simulation only. */
    private static double observedMean(List<ImputedTable> tables) {
        return tables.stream()
                .mapToDouble(t -> Arrays.stream(
                                ((IncompleteColumn.Numeric) t.columns().getFirst()).values())
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    private void coxRobust() {
        Samples.Survival sample = Samples.survival(options.rows(), 10);
        r.ifPresent(side -> side.write("coxrobust", sample.columns(), sample.days(), indicator(sample.event())));
        CoxData data = CoxData.rightCensored(
                DesignMatrix.of(Samples.names(10), sample.columns()), sample.days(), sample.event());
        for (Numerics numerics : variants()) {
            double[] check = new double[1];
            Timing timing = Timing.of(
                    options.repeats(),
                    () -> check[0] = CoxRegression.withDefaults()
                            .with(numerics)
                            .withRobust(true)
                            .fit(data)
                            .standardError("x1"));
            add(COX_ROBUST, name(numerics), timing, check[0]);
        }
        r.ifPresent(side -> side.time("coxrobust")
                .ifPresent(t -> add(COX_ROBUST, "R coxph, robust = TRUE, once", t.timing(), t.check())));
    }

    private static double[] indicator(boolean[] flags) {
        double[] values = new double[flags.length];
        Arrays.setAll(values, i -> flags[i] ? 1 : 0);
        return values;
    }

    private void fineGray() {
        Samples.Survival sample = Samples.survival(FINE_GRAY_ROWS, 5);
        int[] cause = new int[FINE_GRAY_ROWS];
        Arrays.setAll(cause, i -> sample.event()[i] ? 1 + i % 2 : 0);
        double[] causes = Arrays.stream(cause).asDoubleStream().toArray();
        r.ifPresent(side -> side.write("finegray", sample.columns(), sample.days(), causes));
        DesignMatrix x = DesignMatrix.of(Samples.names(5), sample.columns());
        CompetingData data = CompetingData.of(sample.days(), cause);
        double[] check = new double[1];
        Timing timing = Timing.of(
                options.repeats(),
                () -> check[0] = FineGray.forCause(1)
                        .with(Numerics.standard())
                        .fit(x, data)
                        .coefficient("x1"));
        add(FINE_GRAY, name(Numerics.standard()), timing, check[0]);
        r.ifPresent(side ->
                side.time("finegray").ifPresent(t -> add(FINE_GRAY, "R cmprsk::crr, once", t.timing(), t.check())));
    }

    /** R's side is glmnet with the same folds and as many penalties; Cyclops, where measured, is named in the page. */
    private void lasso() {
        Samples.Sparse sample = Samples.sparse(LASSO_ROWS, LASSO_COLUMNS);
        r.ifPresent(side -> side.write("lasso", new double[][] {sample.places(), sample.y()}));
        boolean[] treated = flags(sample.y());
        double[] check = new double[1];
        Timing timing = Timing.once(() -> check[0] = LargeScalePropensity.fit(
                        sample.columns(), treated, LargeScalePropensity.Options.of(new Seed(3), options.threads()))
                .fit()
                .lambda());
        add(LASSO, "Steelyard, " + options.threads() + " threads", timing, check[0]);
        r.ifPresent(side -> side.time("lasso")
                .ifPresent(t -> add(LASSO, "R cv.glmnet, 40 penalties, once", t.timing(), t.check())));
    }

    private List<Numerics> variants() {
        return List.of(
                Numerics.plain(),
                Numerics.plain().withThreads(options.threads()),
                new Numerics(Kernel.VECTOR, 1),
                new Numerics(Kernel.VECTOR, options.threads()));
    }

    private static String name(Numerics numerics) {
        return "Steelyard, " + numerics.kernel().id() + ", " + numerics.threads()
                + (numerics.threads() == 1 ? " thread" : " threads");
    }

    private void add(String task, String variant, Timing timing, double check) {
        results.add(new Result(task, variant, timing, check));
        System.err.printf("%s | %s | %.2f s wall, %.2f s CPU%n", task, variant, timing.wall(), timing.cpu());
    }

    private void logistic(int columns) {
        String task = LOGISTIC.formatted(columns);
        Samples.Binary sample = Samples.binary(options.rows(), columns);
        r.ifPresent(side -> side.write("logistic", sample.columns(), sample.y()));
        DesignMatrix x = DesignMatrix.withIntercept(Samples.names(columns), sample.columns());
        for (Numerics numerics : variants()) {
            double[] check = new double[1];
            Timing timing = Timing.of(
                    options.repeats(),
                    () -> check[0] = LogisticRegression.withDefaults()
                            .with(numerics)
                            .fit(x, sample.y())
                            .coefficient("x1"));
            add(task, name(numerics), timing, check[0]);
        }
        r.ifPresent(side -> side.time("logistic").ifPresent(t -> add(task, "R glm.fit", t.timing(), t.check())));
    }

    private void cox() {
        Samples.Survival sample = Samples.survival(options.rows(), 20);
        double[] event = new double[sample.event().length];
        Arrays.setAll(event, i -> sample.event()[i] ? 1 : 0);
        r.ifPresent(side -> side.write("cox", sample.columns(), sample.days(), event));
        CoxData data = CoxData.rightCensored(
                DesignMatrix.of(Samples.names(20), sample.columns()), sample.days(), sample.event());
        for (Numerics numerics : variants()) {
            double[] check = new double[1];
            Timing timing = Timing.of(
                    options.repeats(),
                    () -> check[0] = CoxRegression.withDefaults()
                            .with(numerics)
                            .fit(data)
                            .coefficient("x1"));
            add(COX, name(numerics), timing, check[0]);
        }
        r.ifPresent(side -> side.time("cox").ifPresent(t -> add(COX, "R coxph.fit", t.timing(), t.check())));
    }

    private void matching() {
        RandomGenerator random = new Seed(7).child("matching").generator();
        double[] logit = new double[options.rows()];
        boolean[] treated = new boolean[options.rows()];
        for (int i = 0; i < logit.length; i++) {
            logit[i] = random.nextGaussian() - 1;
            treated[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit[i]));
        }
        NearestNeighbourMatching method =
                NearestNeighbourMatching.withDefaults().withCaliper(Optional.of(0.2));
        Timing timing = Timing.of(options.repeats(), () -> method.matchOnLogit(logit, treated));
        add(MATCHING, "Steelyard", timing, Double.NaN);
    }

    private void bootstrap() {
        Samples.Binary sample = Samples.binary(WEIGHTING_ROWS, WEIGHTING_COLUMNS);
        double[] outcome = Samples.binary(WEIGHTING_ROWS, 4).y();
        r.ifPresent(side -> side.write("bootstrap", sample.columns(), sample.y(), outcome));
        DesignMatrix x = DesignMatrix.withIntercept(Samples.names(WEIGHTING_COLUMNS), sample.columns());
        boolean[] treated = flags(sample.y());
        for (Kernel kernel : Kernel.values()) {
            PropensityModel model =
                    PropensityModel.fit(x, treated, Numerics.plain().with(kernel));
            Bootstrap.Plan plan = Bootstrap.Plan.of(options.replicates(), new Seed(11), options.threads());
            Replicates[] made = new Replicates[1];
            Timing timing = Timing.of(
                    1,
                    () -> made[0] = Bootstrap.run(
                            WEIGHTING_ROWS, plan, rows -> new double[] {difference(model, treated, outcome, rows)}));
            Numerics shown = new Numerics(kernel, options.threads());
            add(BOOTSTRAP, name(shown) + ", " + options.replicates() + " replicates", timing, Double.NaN);
        }
        manyBootstraps(x, sample.y(), outcome);
        r.ifPresent(side -> side.time("bootstrap")
                .ifPresent(t -> add(
                        BOOTSTRAP,
                        "R glm.fit, " + options.replicates() + " replicates (extrapolated from 20)",
                        t.timing(),
                        Double.NaN)));
    }

    /** As an evaluation does it: quasi-Newton steps from the full sample's fit, rows counted rather than copied. */
    private void manyBootstraps(DesignMatrix x, double[] treatment, double[] outcome) {
        boolean[] treated = flags(treatment);
        LogisticRefits refits = LogisticRefits.of(
                x, treatment, LogisticRegression.withDefaults().fit(x, treatment));
        Bootstrap.Plan plan = Bootstrap.Plan.of(EVALUATION_REPLICATES, new Seed(11), options.threads());
        double[] check = new double[1];
        Timing timing = Timing.once(() -> check[0] = Bootstrap.run(
                        WEIGHTING_ROWS, plan, rows -> new double[] {difference(refits, treated, outcome, rows)})
                .standardError(0));
        add(
                BOOTSTRAP,
                "Steelyard, as in an evaluation, " + options.threads() + " threads, " + EVALUATION_REPLICATES
                        + " replicates",
                timing,
                check[0]);
    }

    private static double difference(LogisticRefits refits, boolean[] treated, double[] outcome, int[] rows) {
        double[] times = new double[treated.length];
        for (int row : rows) {
            times[row]++;
        }
        double[] score = refits.probabilities(refits.coefficients(times));
        double[] weight = new double[2];
        double[] sum = new double[2];
        for (int i = 0; i < times.length; i++) {
            int a = treated[i] ? 1 : 0;
            double w = times[i] * (treated[i] ? 1 / score[i] : 1 / (1 - score[i]));
            weight[a] += w;
            sum[a] += w * outcome[i];
        }
        return sum[1] / weight[1] - sum[0] / weight[0];
    }

    private static boolean[] flags(double[] values) {
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values[i] == 1;
        }
        return flags;
    }

    /** The propensity model fitted anew, and the difference of the inverse-probability weighted means. */
    private static double difference(PropensityModel model, boolean[] treated, double[] outcome, int[] rows) {
        boolean[] arm = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            arm[i] = treated[rows[i]];
        }
        double[] score = model.refit(rows, arm).score();
        double[] weight = new double[2];
        double[] sum = new double[2];
        for (int i = 0; i < rows.length; i++) {
            int a = arm[i] ? 1 : 0;
            double w = arm[i] ? 1 / score[i] : 1 / (1 - score[i]);
            weight[a] += w;
            sum[a] += w * outcome[rows[i]];
        }
        return sum[1] / weight[1] - sum[0] / weight[0];
    }
}
