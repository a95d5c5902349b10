package org.steelyard.stats.emulation.internal;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.steelyard.stats.cox.CoxBaseline;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.emulation.CloneCensorWeight.Cohort;
import org.steelyard.stats.emulation.CloneCensorWeight.Plan;
import org.steelyard.stats.emulation.PeriodWeights;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.Family;
import org.steelyard.stats.regression.GeneralizedLinearModel;

/**
 * Copies of persons in a strategy, cut into pieces of follow-up {@code (from, to]} within which the weight does not change.
 *
 * @param arm 1 for starting, 0 for waiting
 */
public record Clones(
        int[] person,
        double[] arm,
        double[] from,
        double[] to,
        boolean[] event,
        double[] weight,
        int copies,
        int censored) {

    /** Follow-up of each copy under a strategy. */
    private record FollowUp(double[] time, boolean[] event, boolean[] censored) {}

    /**
     * Where follow-up is cut: wherever a weight changes, or only where somebody has an event between two such times. The second gives the same curves and the same Cox model, for these look at weights at
     * events alone, from far fewer pieces; the weights at the ends of pieces are then not those of {@link PeriodWeights.Summary}.
     */
    public enum Cuts {
        EVERY_WEIGHT,
        BEFORE_EVENTS
    }

    /** @param events times in order, of everybody */
    private record Strategy(Cohort cohort, Plan plan, double arm, Cuts cuts, double[] events) {

        static Strategy of(Cohort cohort, Plan plan, double arm, Cuts cuts) {
            double[] events = IntStream.range(0, cohort.time().length)
                    .filter(i -> cohort.event()[i])
                    .mapToDouble(i -> cohort.time()[i])
                    .sorted()
                    .toArray();
            return new Strategy(cohort, plan, arm, cuts, events);
        }

        boolean starts() {
            return arm == 1;
        }

        boolean isCut(double from, double to) {
            if (cuts == Cuts.EVERY_WEIGHT) {
                return true;
            }
            int at = Arrays.binarySearch(events, Math.nextUp(from));
            int first = at >= 0 ? at : -at - 1;
            return first < events.length && events[first] <= to;
        }
    }

    public static Clones starting(Cohort cohort, Plan plan, Cuts cuts) {
        int n = cohort.time().length;
        double[] time = cohort.time().clone();
        boolean[] event = cohort.event().clone();
        boolean[] censored = new boolean[n];
        for (int i = 0; i < n; i++) {
            if (!startsInTime(cohort, plan, i) && time[i] > plan.window()) {
                time[i] = plan.window();
                event[i] = false;
                censored[i] = true;
            }
        }
        return cut(Strategy.of(cohort, plan, 1, cuts), new FollowUp(time, event, censored));
    }

    public static Clones waiting(Cohort cohort, Plan plan, Cuts cuts) {
        int n = cohort.time().length;
        double[] time = cohort.time().clone();
        boolean[] event = cohort.event().clone();
        boolean[] censored = new boolean[n];
        for (int i = 0; i < n; i++) {
            if (startsInTime(cohort, plan, i)) {
                // Who starts at once is out of this strategy before any time has passed.
                time[i] = cohort.start()[i];
                event[i] = false;
                censored[i] = true;
            }
        }
        return cut(Strategy.of(cohort, plan, 0, cuts), new FollowUp(time, event, censored));
    }

    public static boolean startsInTime(Cohort cohort, Plan plan, int i) {
        return cohort.start()[i] <= plan.window() && cohort.start()[i] <= cohort.time()[i];
    }

    private static Clones cut(Strategy strategy, FollowUp followUp) {
        int n = followUp.time().length;
        int[] kept = IntStream.range(0, n).filter(i -> followUp.time()[i] > 0).toArray();
        Censoring censoring = censoring(strategy, followUp, kept);
        boolean[] cut = cuts(strategy, censoring.times());
        Builder builder = new Builder(strategy.arm());
        for (int i : kept) {
            double from = 0;
            double hazard = 0;
            for (int j = 0; j < censoring.times().length && censoring.times()[j] < followUp.time()[i]; j++) {
                if (cut[j]) {
                    builder.add(
                            i,
                            from,
                            censoring.times()[j],
                            false,
                            Math.exp(hazard * censoring.risk()[i]));
                    from = censoring.times()[j];
                }
                hazard = censoring.cumulative()[j];
            }
            builder.add(
                    i,
                    from,
                    followUp.time()[i],
                    followUp.event()[i],
                    Math.exp(hazard * censoring.risk()[i]));
        }
        int censored =
                (int) Arrays.stream(kept).filter(i -> followUp.censored()[i]).count();
        return builder.build(kept.length, censored);
    }

    private static boolean[] cuts(Strategy strategy, double[] times) {
        boolean[] cut = new boolean[times.length];
        double from = 0;
        for (int j = 0; j < times.length; j++) {
            cut[j] = strategy.isCut(from, times[j]);
            from = cut[j] ? times[j] : from;
        }
        return cut;
    }

    /** Baseline hazard of the artificial censoring at the times when it happens, and each person's factor. */
    private record Censoring(double[] times, double[] cumulative, double[] risk) {
        static Censoring none(int n) {
            return new Censoring(new double[0], new double[0], new double[n]);
        }
    }

    private static Censoring censoring(Strategy strategy, FollowUp followUp, int[] kept) {
        Cohort cohort = strategy.cohort();
        boolean anyone = Arrays.stream(kept).anyMatch(i -> followUp.censored()[i]);
        if (!anyone || cohort.covariates().length == 0) {
            return Censoring.none(followUp.time().length);
        }
        return switch (strategy.plan().censoring()) {
            case NONE -> Censoring.none(followUp.time().length);
            case COX -> cox(cohort, followUp, kept);
            case LOGISTIC -> strategy.starts() ? atWindow(strategy, followUp) : cox(cohort, followUp, kept);
        };
    }

    private static Censoring cox(Cohort cohort, FollowUp followUp, int[] kept) {
        Cohort rows = cohort.select(kept);
        double[] time = Arrays.stream(kept).mapToDouble(i -> followUp.time()[i]).toArray();
        CoxData data = CoxData.rightCensored(
                DesignMatrix.of(rows.terms(), rows.covariates()), time, among(followUp.censored(), kept));
        CoxFit fit = CoxRegression.withDefaults().fit(data);
        CoxBaseline baseline = CoxBaseline.of(data, fit);
        double[] risk = new double[followUp.time().length];
        for (int k = 0; k < kept.length; k++) {
            risk[kept[k]] = Math.exp(fit.linearPredictor()[k]);
        }
        return new Censoring(baseline.times(0), baseline.cumulativeHazard(0), risk);
    }

    /** Everybody who is followed beyond the window stays with the chance of having started: a step of −log of it, at the window alone. */
    private static Censoring atWindow(Strategy strategy, FollowUp followUp) {
        Cohort cohort = strategy.cohort();
        double window = strategy.plan().window();
        int n = followUp.time().length;
        int[] beyond =
                IntStream.range(0, n).filter(i -> cohort.time()[i] > window).toArray();
        Cohort rows = cohort.select(beyond);
        boolean[] leaves = among(followUp.censored(), beyond);
        double[] y = new double[beyond.length];
        for (int k = 0; k < y.length; k++) {
            y[k] = leaves[k] ? 1 : 0;
        }
        DesignMatrix design = DesignMatrix.withIntercept(rows.terms(), rows.covariates());
        double[] eta = GeneralizedLinearModel.of(Family.BINOMIAL).fit(design, y).linearPredictor();
        double[] step = new double[n];
        for (int k = 0; k < beyond.length; k++) {
            step[beyond[k]] = eta[k] > 0 ? eta[k] + Math.log1p(Math.exp(-eta[k])) : Math.log1p(Math.exp(eta[k]));
        }
        return new Censoring(new double[] {window}, new double[] {1}, step);
    }

    private static boolean[] among(boolean[] of, int[] rows) {
        boolean[] out = new boolean[rows.length];
        for (int k = 0; k < rows.length; k++) {
            out[k] = of[rows[k]];
        }
        return out;
    }

    /** Weights of each copy's last piece, of the persons asked for. */
    public double[] lastWeights(IntPredicate of) {
        return IntStream.range(0, person.length)
                .filter(k -> k + 1 == person.length || person[k + 1] != person[k])
                .filter(k -> of.test(person[k]))
                .mapToDouble(k -> weight[k])
                .toArray();
    }

    /** Whether the person's copy in this strategy is not censored for departing from it. */
    public boolean keeps(Cohort cohort, Plan plan, int i) {
        boolean starts = startsInTime(cohort, plan, i);
        return arm[0] == 1 ? starts || cohort.time()[i] <= plan.window() : !starts;
    }

    public int events() {
        int events = 0;
        for (boolean e : event) {
            events += e ? 1 : 0;
        }
        return events;
    }

    /** These copies, then those. */
    public Clones and(Clones other) {
        return new Clones(
                IntStream.concat(Arrays.stream(person), Arrays.stream(other.person))
                        .toArray(),
                join(arm, other.arm),
                join(from, other.from),
                join(to, other.to),
                join(event, other.event),
                join(weight, other.weight),
                copies + other.copies,
                censored + other.censored);
    }

    private static double[] join(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static boolean[] join(boolean[] a, boolean[] b) {
        boolean[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** Grows arrays of pieces. */
    private static final class Builder {
        private final double arm;
        private int size;
        private int[] person = new int[64];
        private double[] from = new double[64];
        private double[] to = new double[64];
        private double[] weight = new double[64];
        private boolean[] event = new boolean[64];

        Builder(double arm) {
            this.arm = arm;
        }

        void add(int who, double start, double stop, boolean happened, double w) {
            if (size == person.length) {
                person = Arrays.copyOf(person, 2 * size);
                from = Arrays.copyOf(from, 2 * size);
                to = Arrays.copyOf(to, 2 * size);
                weight = Arrays.copyOf(weight, 2 * size);
                event = Arrays.copyOf(event, 2 * size);
            }
            person[size] = who;
            from[size] = start;
            to[size] = stop;
            weight[size] = w;
            event[size++] = happened;
        }

        Clones build(int copies, int censored) {
            double[] arms = new double[size];
            Arrays.fill(arms, arm);
            return new Clones(
                    Arrays.copyOf(person, size),
                    arms,
                    Arrays.copyOf(from, size),
                    Arrays.copyOf(to, size),
                    Arrays.copyOf(event, size),
                    Arrays.copyOf(weight, size),
                    copies,
                    censored);
        }
    }
}
