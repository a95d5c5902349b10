package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.effect.EffectResults.Curve;
import org.steelyard.effect.EffectResults.SurvivalCurves;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.stats.survival.IntervalTransform;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.LogRank;
import org.steelyard.stats.survival.SurvivalCurve;
import org.steelyard.stats.survival.SurvivalData;

/**
 * Survival curves of both arms for drawing. Bands are pointwise on the logarithm: Greenwood's without weights, else the infinitesimal
 * jackknife with the weights as given. Only times at which a curve steps are kept, and the last.
 */
final class CurveTable {

    /** More steps than this cannot be seen; then every n-th is kept. */
    private static final int MOST_STEPS = 2000;

    private static final int TICKS = 6;
    private static final double[] NICE = {1, 2, 2.5, 5, 10};

    private CurveTable() {}

    static Optional<SurvivalCurves> of(Work work) {
        if (!(work.sample().endpoint() instanceof Endpoint.Survival outcome)
                || work.prepared() instanceof Prepared.Regressed
                || work.prepared() instanceof Prepared.Standardised) {
            return Optional.empty();
        }
        double[] weight = Prepared.weight(work.prepared(), work.sample().size());
        SurvivalData treated = arm(work, outcome, weight, true);
        SurvivalData control = arm(work, outcome, weight, false);
        double[] ticks = ticks(work.outcome(), Math.max(max(treated.time()), max(control.time())));
        return Optional.of(new SurvivalCurves(
                work.analysis().id(),
                work.outcome().id(),
                curve(treated, ticks, work.level()),
                curve(control, ticks, work.level()),
                ticks,
                work.prepared() instanceof Prepared.Crude && !work.standsForOthers()
                        ? Optional.of(logRank(work, outcome))
                        : Optional.empty()));
    }

    private static SurvivalData arm(Work work, Endpoint.Survival outcome, double[] weight, boolean treated) {
        int n = work.sample().size();
        int[] index = IntStream.range(0, n)
                .filter(i -> work.sample().treated()[i] == treated && weight[i] > 0)
                .toArray();
        return new SurvivalData(
                Take.of(outcome.time(), index), Take.of(outcome.event(), index), Take.of(weight, index));
    }

    private static double logRank(Work work, Endpoint.Survival outcome) {
        int[] group = new int[work.sample().size()];
        Arrays.setAll(group, i -> work.sample().treated()[i] ? 1 : 0);
        return LogRank.test(SurvivalData.of(outcome.time(), outcome.event()), group, 2)
                .test()
                .p();
    }

    private static Curve curve(SurvivalData data, double[] ticks, double level) {
        SurvivalCurve fitted = KaplanMeier.fit(data);
        SurvivalCurve.Band band = fitted.band(level, IntervalTransform.LOG);
        int[] steps = steps(fitted);
        boolean zero = steps.length > 0 && fitted.time()[steps[0]] == 0;
        int m = steps.length + (zero ? 0 : 1);
        double[][] out = new double[4][m];
        int[] atRisk = new int[m];
        int[] events = new int[m];
        int[] died = fitted.events().clone();
        Arrays.parallelPrefix(died, Integer::sum);
        int k = 0;
        if (!zero) {
            for (int c = 1; c < out.length; c++) {
                out[c][0] = 1;
            }
            atRisk[k++] = fitted.size();
        }
        for (int i : steps) {
            out[0][k] = fitted.time()[i];
            out[1][k] = fitted.survival()[i];
            out[2][k] = band.lower()[i];
            out[3][k] = band.upper()[i];
            atRisk[k] = fitted.atRisk()[i];
            events[k++] = died[i];
        }
        return new Curve(out[0], out[1], out[2], out[3], fitted.numberAtRisk(ticks), atRisk, events);
    }

    private static int[] steps(SurvivalCurve fitted) {
        int last = fitted.time().length - 1;
        int[] all = IntStream.rangeClosed(0, last)
                .filter(i -> i == last || fitted.events()[i] > 0)
                .toArray();
        int every = (all.length + MOST_STEPS - 1) / MOST_STEPS;
        return every <= 1
                ? all
                : IntStream.range(0, all.length)
                        .filter(i -> i % every == 0 || i == all.length - 1)
                        .map(i -> all[i])
                        .toArray();
    }

    /** Round times from 0 to the horizon, or to the last time; days over two years and more in years, months in years. */
    static double[] ticks(Outcome outcome, double last) {
        double end = outcome.horizon().map(h -> Math.min(h, last)).orElse(last);
        double step = step(end, outcome.timeUnit().orElse(TimeUnit.YEAR));
        List<Double> out = new ArrayList<>();
        for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
            out.add(i * step);
        }
        return out.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Years as reports draw them: 730 days are two. */
    private static double step(double end, TimeUnit unit) {
        double years = end / unit.perYear();
        if (unit != TimeUnit.YEAR && end >= 2 * unit.perYear() - 1) {
            return nice(years) < 1 ? unit.perYear() / 2 : Math.max(1, Math.rint(nice(years))) * unit.perYear();
        }
        return nice(end);
    }

    private static double nice(double end) {
        if (!(end > 0)) {
            return 1;
        }
        double rough = end / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double n : NICE) {
            if (n * power >= rough) {
                return n * power;
            }
        }
        return 10 * power;
    }

    private static double max(double[] x) {
        double out = 0;
        for (double v : x) {
            out = Math.max(out, v);
        }
        return out;
    }
}
