package org.steelyard.economics.cost;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean cost to a limit L when people are lost to follow-up.
 *
 * <p>K is the Kaplan–Meier curve of censoring, read at the end of each person's follow-up itself; where it is 0 its smallest positive value stands in. S is that of death. Follow-up at or beyond L counts as complete (δ = 1).
 * <ul>
 * <li>available sample: mean of all costs seen; complete cases: mean of those followed to death or L. Both are biased under censoring and given for comparison;
 * <li>Lin and colleagues [1], by intervals: Σ Ŝ(a_k) Ê_k, Ê_k the mean cost of interval k of those under observation at its start, which is unbiased when people are lost at the ends of intervals only; by deaths: the total
 * cost of those who die between two losses, weighed by the fall of S there;
 * <li>Bang and Tsiatis [2]: (1/n) Σ δ M/K(T); in intervals, the same for the cost of each interval among those complete to its end;
 * <li>Zhao and Tian [3]: Bang and Tsiatis plus (1/n) Σ (1 − δ) {M(T) − M̄(T)}/K(T), M̄ the mean cost so far of all still followed: cost histories of the censored are used.
 * </ul>
 * With G(X)(t) = Σ δ X 1(T ≥ t)/K/(n S(t−)), V = {Σ δ(M − μ)²/K + Σ (1 − δ)/K² [G(M²) − G(M)²]}/n² for Bang and Tsiatis. Zhao and Tian's is less 2/n² Σ (1 − δ)/K² [G(M M(T)) − G(M) G(M(T))] and more 1/n² Σ (1 − δ)/K² times the
 * variance of M(T) among those still followed. The partitioned estimator's sums, over pairs of intervals, the covariance of the interval terms' influence: each person's term minus its mean, less the compensator of the
 * intervals' censoring. Lin's have no formula here: resample people.
 *
 * <p>Agrees with R ccostr and Stata hcost. Errors: {@code IllegalArgumentException} without people, for a limit of 0 or cuts that do not ascend below it. Units: those of the costs and of the follow-up.
 *
 * <p>References: [1] Lin, Feuer, Etzioni, Wax. Biometrics 1997;53:419–434, doi:10.2307/2533947. [2] Bang, Tsiatis. Biometrika 2000;87:329–343, doi:10.1093/biomet/87.2.329. [3] Zhao, Tian. Biometrics 2001;57:1002–1008,
 * doi:10.1111/j.0006-341X.2001.01002.x.
 */
public final class CensoredCost {

    /** Costs from day {@code start} to {@code stop}, spread evenly. */
    public record Line(double start, double stop, double cost) {}

    /** @param complete whether follow-up ended by death @param lines all costs seen */
    public record Person(double followed, boolean complete, List<Line> lines) {
        public Person {
            lines = List.copyOf(lines);
        }
    }

    /** Standard errors are NaN where no formula is given. */
    public record Means(
            double availableSample,
            double availableSampleSe,
            double completeCases,
            double completeCasesSe,
            double linIntervals,
            double linDeaths,
            double bangTsiatis,
            double bangTsiatisSe,
            double partitioned,
            double partitionedSe,
            double zhaoTian,
            double zhaoTianSe) {}

    private final List<Person> people;
    private final double limit;
    private final int n;
    private final double[] time;
    private final boolean[] complete;
    /** People by ascending time. */
    private final int[] order;

    private final double[] weight;
    /** S just before each person's time. */
    private final double[] survival;

    private CensoredCost(List<Person> people, double limit) {
        this.people = people;
        this.limit = limit;
        n = people.size();
        time = new double[n];
        complete = new boolean[n];
        for (int i = 0; i < n; i++) {
            time[i] = Math.min(people.get(i).followed(), limit);
            complete[i] = people.get(i).complete() || people.get(i).followed() >= limit;
        }
        order = IntStream.range(0, n)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(i -> time[i]))
                .mapToInt(i -> i)
                .toArray();
        survival = new double[n];
        weight = new double[n];
        curves();
    }

    /** @param cuts inner ends of the intervals of the partitioned estimators, ascending, below the limit */
    public static Means of(List<Person> people, double limit, double... cuts) {
        if (people.isEmpty() || !(limit > 0)) {
            throw new IllegalArgumentException("people, and a limit above 0");
        }
        for (int k = 0; k < cuts.length; k++) {
            if (!(cuts[k] > (k == 0 ? 0 : cuts[k - 1]) && cuts[k] < limit)) {
                throw new IllegalArgumentException("cuts ascend between 0 and the limit");
            }
        }
        return new CensoredCost(people, limit).means(cuts);
    }

    /** Total cost to the limit and weight δ/K by person: what a regression of cost needs under censoring. */
    public record Weighted(double[] cost, double[] weight) {}

    public static Weighted weighted(List<Person> people, double limit) {
        CensoredCost c = new CensoredCost(people, limit);
        double[] w = new double[c.n];
        Arrays.setAll(w, i -> c.complete[i] ? 1 / c.weight[i] : 0);
        return new Weighted(c.totals(), w);
    }

    /** Both Kaplan–Meier curves in one walk along the ordered times. */
    private void curves() {
        double s = 1;
        double k = 1;
        double least = 1;
        for (int from = 0; from < n; ) {
            int to = from;
            int deaths = 0;
            while (to < n && time[order[to]] == time[order[from]]) {
                deaths += complete[order[to]] ? 1 : 0;
                to++;
            }
            int risk = n - from;
            double before = s;
            s *= 1 - (double) deaths / risk;
            k *= 1 - (double) (to - from - deaths) / risk;
            least = k > 1e-12 ? k : least;
            for (int j = from; j < to; j++) {
                survival[order[j]] = before;
                weight[order[j]] = k > 1e-12 ? k : least;
            }
            from = to;
        }
    }

    /** Cost up to a day. */
    private double until(int i, double day) {
        double sum = 0;
        double end = Math.min(day, limit);
        for (Line l : people.get(i).lines()) {
            if (l.start > end) {
                continue;
            }
            boolean whole = l.stop <= end || l.stop == l.start;
            sum += whole ? l.cost : l.cost * (end - l.start) / (l.stop - l.start);
        }
        return sum;
    }

    private double[] totals() {
        return IntStream.range(0, n).mapToDouble(i -> until(i, time[i])).toArray();
    }

    private Means means(double[] cuts) {
        double[] total = totals();
        double[] done = IntStream.range(0, n)
                .filter(i -> complete[i])
                .mapToDouble(i -> total[i])
                .toArray();
        double bt = weighted(total);
        double variance = variance(total, bt);
        double[] zt = zhaoTian(total);
        double[] parts = partitioned(cuts);
        return new Means(
                mean(total),
                se(total),
                mean(done),
                se(done),
                linIntervals(cuts),
                linDeaths(total),
                bt,
                Math.sqrt(variance),
                parts[0],
                parts[1],
                bt + zt[0],
                Math.sqrt(Math.max(0, variance + zt[1])));
    }

    private double weighted(double[] total) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += complete[i] ? total[i] / weight[i] : 0;
        }
        return sum / n;
    }

    private double[] ends(double[] cuts) {
        double[] ends = Arrays.copyOf(cuts, cuts.length + 1);
        ends[cuts.length] = limit;
        return ends;
    }

    private double linIntervals(double[] cuts) {
        double sum = 0;
        double from = 0;
        for (double end : ends(cuts)) {
            double cost = 0;
            int seen = 0;
            for (int i = 0; i < n; i++) {
                if (time[i] > from || (from == 0 && time[i] == 0)) {
                    cost += until(i, Math.min(end, time[i])) - (from > 0 ? until(i, from) : 0);
                    seen++;
                }
            }
            sum += seen > 0 ? survivalAt(from) * cost / seen : 0;
            from = end;
        }
        return sum;
    }

    /** S at a day, deaths of that day taken off. */
    private double survivalAt(double day) {
        double s = 1;
        for (int from = 0; from < n && time[order[from]] <= day; ) {
            int to = from;
            int deaths = 0;
            while (to < n && time[order[to]] == time[order[from]]) {
                deaths += complete[order[to]] ? 1 : 0;
                to++;
            }
            s *= 1 - (double) deaths / (n - from);
            from = to;
        }
        return s;
    }

    /** Between two losses the risk set shrinks by deaths alone, so that those who die there stand for all who would. */
    private double linDeaths(double[] total) {
        double sum = 0;
        double cost = 0;
        int deaths = 0;
        double entered = 1;
        for (int from = 0; from < n; ) {
            int to = from;
            int losses = 0;
            while (to < n && time[order[to]] == time[order[from]]) {
                int i = order[to++];
                losses += complete[i] ? 0 : 1;
                deaths += complete[i] ? 1 : 0;
                cost += complete[i] ? total[i] : 0;
            }
            if (losses > 0 || to == n) {
                double now = survivalAt(time[order[from]]);
                sum += deaths > 0 ? (entered - now) * cost / deaths : 0;
                entered = now;
                cost = 0;
                deaths = 0;
            }
            from = to;
        }
        return sum;
    }

    /** Σ δ x 1(T ≥ t)/K / (n S(t−)) for the time of a person. */
    private double later(int place, java.util.function.IntToDoubleFunction x) {
        double sum = 0;
        double at = time[order[place]];
        int first = place;
        while (first > 0 && time[order[first - 1]] == at) {
            first--;
        }
        for (int j = first; j < n; j++) {
            int i = order[j];
            sum += complete[i] ? x.applyAsDouble(i) / weight[i] : 0;
        }
        double s = survival[order[place]];
        return s > 0 ? sum / n / s : 0;
    }

    private double variance(double[] m, double mean) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            int i = order[j];
            if (complete[i]) {
                sum += (m[i] - mean) * (m[i] - mean) / weight[i];
            } else {
                double first = later(j, k -> m[k]);
                sum += (later(j, k -> m[k] * m[k]) - first * first) / (weight[i] * weight[i]);
            }
        }
        return sum / n / n;
    }

    /** What is added to Bang and Tsiatis' mean, and to its variance. */
    private double[] zhaoTian(double[] total) {
        double mean = 0;
        double variance = 0;
        for (int j = 0; j < n; j++) {
            int i = order[j];
            if (complete[i]) {
                continue;
            }
            double day = time[i];
            double[] soFar = new double[n];
            double sum = 0;
            double squares = 0;
            int risk = 0;
            for (int k = 0; k < n; k++) {
                if (time[k] >= day) {
                    soFar[k] = until(k, day);
                    sum += soFar[k];
                    squares += soFar[k] * soFar[k];
                    risk++;
                }
            }
            double average = sum / risk;
            mean += (total[i] - average) / weight[i] / n;
            double covariance = later(j, k -> total[k] * soFar[k]) - later(j, k -> total[k]) * later(j, k -> soFar[k]);
            double spread = squares / risk - average * average;
            variance += (spread - 2 * covariance) / (weight[i] * weight[i]) / n / n;
        }
        return new double[] {mean, variance};
    }

    /**
     * Sum over intervals, and its standard error from each person's influence: δ_k M_k/K_k − μ_k, plus Σ (1 − δ_k) G_k(T)/K less its compensator over the losses at which the person was still followed.
     */
    private double[] partitioned(double[] cuts) {
        double[] influence = new double[n];
        double total = 0;
        double from = 0;
        for (double end : ends(cuts)) {
            CensoredCost part = new CensoredCost(people, end);
            double[] cost = new double[n];
            for (int i = 0; i < n; i++) {
                cost[i] = part.until(i, part.time[i]) - (from > 0 ? until(i, Math.min(from, time[i])) : 0);
            }
            double mean = part.weighted(cost);
            total += mean;
            part.addInfluence(cost, mean, influence);
            from = end;
        }
        double squares = Arrays.stream(influence).map(v -> v * v).sum();
        return new double[] {total, Math.sqrt(squares) / n};
    }

    private void addInfluence(double[] cost, double mean, double[] influence) {
        double hazardSum = 0;
        for (int from = 0; from < n; ) {
            int to = from;
            int losses = 0;
            while (to < n && time[order[to]] == time[order[from]]) {
                losses += complete[order[to]] ? 0 : 1;
                to++;
            }
            // G at this time, over K there: ∫ dM_c(u) G(u)/K(u) of the martingale of loss
            double jump = losses > 0 ? later(from, k -> cost[k]) / weight[order[from]] : 0;
            hazardSum += jump * losses / (n - from);
            for (int j = from; j < to; j++) {
                int i = order[j];
                influence[i] += complete[i] ? cost[i] / weight[i] : jump;
                influence[i] -= mean + hazardSum;
            }
            from = to;
        }
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElse(Double.NaN);
    }

    private static double se(double[] x) {
        double mean = mean(x);
        double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (x.length - 1) / x.length);
    }
}
