package org.steelyard.economics.cost;

import java.util.Arrays;
import java.util.List;

/**
 * Mean cost to a limit L when people are lost to follow-up.
 *
 * <p>K is the Kaplan–Meier curve of censoring, read at the end of each person's follow-up itself; where it is 0 its smallest positive value stands in. Follow-up at or beyond L counts as complete.
 * <ul>
 * <li>available sample: mean of all costs seen; complete cases: mean of those followed to death or L. Both are biased under censoring and given for comparison;
 * <li>Bang and Tsiatis [1]: (1/n) Σ δ M/K(T); in intervals, the same for the cost of each interval among those complete to its end;
 * <li>Zhao and Tian [2]: Bang and Tsiatis plus (1/n) Σ (1 − δ) {M(T) − M̄(T)}/K(T), M̄ the mean cost so far of all still followed: cost histories of the censored are used.
 * </ul>
 * Standard error of Bang and Tsiatis by its influence function [1]. Agrees with R ccostr and Stata hcost.
 *
 * <p>References: [1] Bang, Tsiatis. Biometrika 2000;87:329–343, doi:10.1093/biomet/87.2.329. [2] Zhao, Tian. Biometrics 2001;57:1002–1008, doi:10.1111/j.0006-341X.2001.01002.x.
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
            double bangTsiatis,
            double bangTsiatisSe,
            double partitioned,
            double zhaoTian) {}

    private final double[] time;
    private final boolean[] complete;
    private final List<Person> people;
    private final double limit;
    private final double[] weight;

    private CensoredCost(List<Person> people, double limit) {
        this.people = people;
        this.limit = limit;
        int n = people.size();
        time = new double[n];
        complete = new boolean[n];
        for (int i = 0; i < n; i++) {
            time[i] = Math.min(people.get(i).followed(), limit);
            complete[i] = people.get(i).complete() || people.get(i).followed() >= limit;
        }
        weight = positive(curve(false));
    }

    /** @param cuts inner ends of the intervals of the partitioned estimator, ascending, below the limit */
    public static Means of(List<Person> people, double limit, double... cuts) {
        if (people.isEmpty() || !(limit > 0)) {
            throw new IllegalArgumentException("people, and a limit above 0");
        }
        return new CensoredCost(people, limit).means(cuts);
    }

    /** Cost up to a day. */
    private double until(int i, double day) {
        double sum = 0;
        for (Line l : people.get(i).lines()) {
            if (l.start > Math.min(day, limit)) {
                continue;
            }
            double end = Math.min(day, limit);
            boolean whole = l.stop <= end || l.stop == l.start;
            sum += whole ? l.cost : l.cost * (end - l.start) / (l.stop - l.start);
        }
        return sum;
    }

    /** Kaplan–Meier at each person's time: of death, or of censoring. */
    private double[] curve(boolean death) {
        return Arrays.stream(time).map(t -> curveAt(death, t)).toArray();
    }

    private double curveAt(boolean death, double at) {
        double[] times = Arrays.stream(time).sorted().distinct().toArray();
        double s = 1;
        for (double t : times) {
            if (t > at) {
                break;
            }
            int risk = 0;
            int ends = 0;
            for (int i = 0; i < time.length; i++) {
                risk += time[i] >= t ? 1 : 0;
                ends += time[i] == t && complete[i] == death ? 1 : 0;
            }
            s *= 1 - (double) ends / risk;
        }
        return s;
    }

    private static double[] positive(double[] k) {
        double least = Arrays.stream(k).filter(v -> v > 1e-12).min().orElse(1);
        return Arrays.stream(k).map(v -> v > 1e-12 ? v : least).toArray();
    }

    private Means means(double[] cuts) {
        int n = time.length;
        double[] total = new double[n];
        for (int i = 0; i < n; i++) {
            total[i] = until(i, time[i]);
        }
        double[] done = filtered(total);
        double bt = weighted(total);
        double zt = bt;
        for (int i = 0; i < n; i++) {
            if (!complete[i]) {
                zt += (total[i] - meanSoFar(time[i])) / weight[i] / n;
            }
        }
        return new Means(
                mean(total),
                se(total),
                mean(done),
                se(done),
                bt,
                Math.sqrt(variance(total, bt)),
                partitioned(cuts),
                zt);
    }

    private double[] filtered(double[] total) {
        double[] out = new double[total.length];
        int n = 0;
        for (int i = 0; i < total.length; i++) {
            if (complete[i]) {
                out[n++] = total[i];
            }
        }
        return Arrays.copyOf(out, n);
    }

    private double weighted(double[] total) {
        double sum = 0;
        for (int i = 0; i < total.length; i++) {
            sum += complete[i] ? total[i] / weight[i] : 0;
        }
        return sum / total.length;
    }

    private double meanSoFar(double day) {
        double sum = 0;
        int at = 0;
        for (int i = 0; i < time.length; i++) {
            if (time[i] >= day) {
                sum += until(i, day);
                at++;
            }
        }
        return sum / at;
    }

    private double partitioned(double[] cuts) {
        double[] ends = Arrays.copyOf(cuts, cuts.length + 1);
        ends[cuts.length] = limit;
        double sum = 0;
        double from = 0;
        for (double end : ends) {
            CensoredCost part = new CensoredCost(people, end);
            double[] cost = new double[time.length];
            for (int i = 0; i < cost.length; i++) {
                cost[i] = part.until(i, part.time[i]) - (from > 0 ? until(i, Math.min(from, time[i])) : 0);
            }
            sum += part.weighted(cost);
            from = end;
        }
        return sum;
    }

    private double variance(double[] m, double mean) {
        int n = m.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (complete[i]) {
                sum += (m[i] - mean) * (m[i] - mean) / weight[i];
            } else {
                double survival = curveAt(true, Math.nextDown(time[i]));
                double first = 0;
                double second = 0;
                for (int j = 0; j < n; j++) {
                    if (complete[j] && time[j] >= time[i]) {
                        first += m[j] / weight[j] / n / survival;
                        second += m[j] * m[j] / weight[j] / n / survival;
                    }
                }
                sum += (second - first * first) / (weight[i] * weight[i]);
            }
        }
        return sum / n / n;
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
