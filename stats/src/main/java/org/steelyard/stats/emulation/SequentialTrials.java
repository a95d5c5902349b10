package org.steelyard.stats.emulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;

/**
 * Sequential target trials: every eligible person-period starts a trial of its own, in which the person is assigned the treatment of that
 * period and followed until the outcome or the end of the data.
 *
 * <p><b>Estimand.</b> {@link Contrast#INTENTION_TO_TREAT}: the effect of starting treatment at the trial's start, whatever follows.
 * {@link Contrast#PER_PROTOCOL}: that of keeping to the assigned treatment; follow-up ends when treatment departs from assignment, and
 * weights from {@link PeriodWeights} must undo the selection. <b>Assumptions</b>: no unmeasured confounding of starting (given the covariates
 * at the trial's start, which the outcome model holds) and, per protocol, of departing; positivity; consistency; a hazard model that is
 * right in trial period and follow-up time.
 *
 * <p><b>Expansion.</b> A trial that starts at row s of a person has rows s, s + 1, … up to the last row of the person, per protocol up to the
 * last row before the treatment first differs from that of row s. Row k has follow-up time k − s, the covariates of row s, the outcome of row k
 * and the weight Π_{j=s+1..k} factor_j (1 at k = s). The rows are a stream: their number grows with the square of the follow-up, and
 * only the person-periods are kept.
 *
 * <p><b>Variance.</b> Robust over persons, who take part in many trials. Weights are taken as known; {@code Bootstrap} over persons does without.
 *
 * <ol>
 *   <li>Hernán et al., Epidemiology 2008;19:766-779, doi:10.1097/EDE.0b013e3181875e61.
 *   <li>Danaei et al., Stat Methods Med Res 2013;22:70-96, doi:10.1177/0962280211403603.
 * </ol>
 */
public final class SequentialTrials implements RowStream {

    /** What a trial contrasts. */
    public enum Contrast {
        INTENTION_TO_TREAT,
        PER_PROTOCOL
    }

    /**
     * The hazard model's terms of time: powers of trial period and of follow-up time, and whether the effect of treatment may change with
     * follow-up time (the same powers times treatment).
     */
    public record TimeTerms(int trialDegree, int followUpDegree, boolean effectVaries) {

        public static final TimeTerms LINEAR = new TimeTerms(1, 1, false);

        public TimeTerms {
            DesignError.requireSetting(
                    trialDegree >= 0 && trialDegree <= 5 && followUpDegree >= 0 && followUpDegree <= 5,
                    "time terms",
                    "次数 0 至 5",
                    "degrees 0 to 5");
        }
    }

    /**
     * @param longestFollowUp rows at later follow-up times are left out
     * @param largestWeight weights above are set to it; infinite for none
     */
    public record Plan(Contrast contrast, TimeTerms time, int longestFollowUp, double largestWeight) {

        public static Plan of(Contrast contrast) {
            return new Plan(contrast, TimeTerms.LINEAR, Integer.MAX_VALUE, Double.POSITIVE_INFINITY);
        }

        public Plan with(TimeTerms value) {
            return new Plan(contrast, value, longestFollowUp, largestWeight);
        }

        public Plan upTo(int followUp) {
            return new Plan(contrast, time, followUp, largestWeight);
        }

        public Plan truncatedAt(double weight) {
            return new Plan(contrast, time, longestFollowUp, weight);
        }
    }

    /**
     * @param trials eligible person-periods
     * @param treatedTrials of them assigned to treatment
     * @param persons who enter at least one
     * @param rows person-periods of all trials
     * @param events outcomes in them; a person's outcome counts in each of the person's trials
     * @param departures trials that ended because treatment departed from assignment
     * @param meanWeight near 1 for stabilised weights
     */
    public record Counts(
            long trials,
            long treatedTrials,
            int persons,
            long rows,
            long events,
            long departures,
            double meanWeight,
            double largestWeight) {}

    /** A row of a trial as plain numbers; {@code baselineRow} is the row of the person-periods at which the trial starts. */
    public record TrialRow(
            int person,
            int trialPeriod,
            int followUp,
            boolean assigned,
            boolean outcome,
            double weight,
            int baselineRow) {}

    /** Takes rows of trials one by one. */
    @FunctionalInterface
    public interface RowSink {
        void row(TrialRow row);
    }

    private static final int PARTS = 64;

    private final PersonPeriods data;
    private final Plan plan;
    private final double[] factor;
    private final int[] starts;
    private final List<String> terms;

    private SequentialTrials(PersonPeriods data, Plan plan, double[] factor) {
        this.data = data;
        this.plan = plan;
        this.factor = factor;
        this.starts = data.starts();
        this.terms = termsOf(data, plan.time());
        requireArms(data);
    }

    public static SequentialTrials of(PersonPeriods data, Plan plan) {
        return of(data, plan, Optional.empty());
    }

    /** @param weights what each row multiplies the weight of a trial by, see {@link PeriodWeights} */
    public static SequentialTrials of(PersonPeriods data, Plan plan, Optional<PeriodWeights> weights) {
        double[] ones = new double[data.rows()];
        Arrays.fill(ones, 1);
        double[] factor = weights.map(PeriodWeights::factor).orElse(ones);
        Checks.sameLength(data.rows(), factor.length);
        return new SequentialTrials(data, plan, factor);
    }

    private static void requireArms(PersonPeriods data) {
        boolean[] seen = new boolean[2];
        for (int i = 0; i < data.rows(); i++) {
            if (data.eligible()[i]) {
                seen[data.treated()[i] ? 1 : 0] = true;
            }
        }
        if (!seen[0] || !seen[1]) {
            throw DesignError.NO_TRIAL.at(
                    "eligible",
                    Text.of("没有可入组的人时，或入组者全在同一治疗组", "nobody is eligible, or all who are have the same treatment"),
                    Text.of("放宽入组条件或检查治疗变量", "widen eligibility, or check the treatment"));
        }
    }

    private static List<String> termsOf(PersonPeriods data, TimeTerms time) {
        List<String> names = new ArrayList<>(List.of(DesignMatrix.INTERCEPT, "assigned_treatment"));
        for (int d = 1; d <= time.trialDegree(); d++) {
            names.add(d == 1 ? "trial_period" : "trial_period^" + d);
        }
        for (int d = 1; d <= time.followUpDegree(); d++) {
            names.add(d == 1 ? "followup_time" : "followup_time^" + d);
        }
        for (int d = 1; d <= time.followUpDegree() && time.effectVaries(); d++) {
            names.add("assigned_treatment:followup_time" + (d == 1 ? "" : "^" + d));
        }
        names.addAll(data.terms());
        return List.copyOf(names);
    }

    public PersonPeriods data() {
        return data;
    }

    public Plan plan() {
        return plan;
    }

    @Override
    public List<String> terms() {
        return terms;
    }

    @Override
    public int parts() {
        return Math.min(PARTS, starts.length - 1);
    }

    @Override
    public void forEach(int part, Sink sink) {
        double[] x = new double[terms.size()];
        int from = (int) ((long) part * (starts.length - 1) / parts());
        int to = (int) ((long) (part + 1) * (starts.length - 1) / parts());
        for (int person = from; person < to; person++) {
            for (int s = starts[person]; s < starts[person + 1]; s++) {
                if (data.eligible()[s]) {
                    walk(s, starts[person + 1], x, sink);
                }
            }
        }
    }

    /** Row after row of the trial that starts at row s. */
    private void walk(int s, int end, double[] x, Sink sink) {
        boolean assigned = data.treated()[s];
        double weight = 1;
        for (int k = s; k < end && k - s <= plan.longestFollowUp(); k++) {
            if (departs(s, k)) {
                return;
            }
            weight *= k == s ? 1 : factor[k];
            fill(x, s, k - s, assigned);
            sink.row(x, data.outcome()[k], Math.min(weight, plan.largestWeight()), data.person()[s]);
        }
    }

    private boolean departs(int s, int k) {
        return plan.contrast() == Contrast.PER_PROTOCOL && data.treated()[k] != data.treated()[s];
    }

    /** The columns of a row of the trial that starts at row s, with an assignment that need not be the person's own. */
    void fill(double[] x, int s, int followUp, boolean assigned) {
        int at = 0;
        x[at++] = 1;
        x[at++] = assigned ? 1 : 0;
        double power = 1;
        for (int d = 1; d <= plan.time().trialDegree(); d++) {
            power *= data.period()[s];
            x[at++] = power;
        }
        power = 1;
        for (int d = 1; d <= plan.time().followUpDegree(); d++) {
            power *= followUp;
            x[at++] = power;
        }
        power = assigned ? 1 : 0;
        for (int d = 1; d <= plan.time().followUpDegree() && plan.time().effectVaries(); d++) {
            power *= followUp;
            x[at++] = power;
        }
        for (double[] covariate : data.covariates()) {
            x[at++] = covariate[s];
        }
    }

    /** All rows of all trials, person by person, trial by trial. */
    public void expand(RowSink sink) {
        for (int person = 0; person + 1 < starts.length; person++) {
            for (int s = starts[person]; s < starts[person + 1]; s++) {
                if (data.eligible()[s]) {
                    expandTrial(s, starts[person + 1], sink);
                }
            }
        }
    }

    private void expandTrial(int s, int end, RowSink sink) {
        int[] k = {s};
        walk(s, end, new double[terms.size()], (x, outcome, weight, person) -> {
            sink.row(new TrialRow(person, data.period()[s], k[0] - s, data.treated()[s], outcome, weight, s));
            k[0]++;
        });
    }

    /** Rows at which a trial starts. */
    public int[] trialStarts() {
        return java.util.stream.IntStream.range(0, data.rows())
                .filter(i -> data.eligible()[i])
                .toArray();
    }

    public Counts counts() {
        Tally tally = new Tally();
        expand(tally::add);
        return tally.counts(departures());
    }

    private long departures() {
        long departures = 0;
        for (int person = 0; person + 1 < starts.length; person++) {
            for (int s = starts[person]; s < starts[person + 1]; s++) {
                departures += data.eligible()[s] && departsBefore(s, starts[person + 1]) ? 1 : 0;
            }
        }
        return departures;
    }

    private boolean departsBefore(int s, int end) {
        for (int k = s; k < end && k - s <= plan.longestFollowUp(); k++) {
            if (departs(s, k)) {
                return true;
            }
        }
        return false;
    }

    public PooledLogisticFit fit(int threads) {
        return PooledLogistic.fit(this, threads);
    }

    private static final class Tally {
        private long trials;
        private long treated;
        private int persons;
        private long rows;
        private long events;
        private double weight;
        private double largest;
        private int lastPerson = Integer.MIN_VALUE;

        void add(TrialRow row) {
            boolean start = row.followUp() == 0;
            trials += start ? 1 : 0;
            treated += start && row.assigned() ? 1 : 0;
            persons += row.person() != lastPerson ? 1 : 0;
            lastPerson = row.person();
            rows++;
            events += row.outcome() ? 1 : 0;
            weight += row.weight();
            largest = Math.max(largest, row.weight());
        }

        Counts counts(long departures) {
            return new Counts(trials, treated, persons, rows, events, departures, weight / rows, largest);
        }
    }
}
