package org.steelyard.stats.emulation;

import java.util.Arrays;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.SurvivalCurve;
import org.steelyard.stats.survival.SurvivalData;

/**
 * Weights for independent censoring: a person seen to have the event counts for 1 / G(t −), G the product-limit curve of the censoring times
 * (events before censorings at a tie).
 *
 * <p>The weighted share with the event by t is then one minus Kaplan and Meier's estimate, which tests prove [1]. Use for risks at a
 * horizon ({@link #atHorizon}) as an outcome of any estimator for binary outcomes.
 *
 * <p>[1] Satten and Datta, Am Stat 2001;55:207-210, doi:10.1198/000313001317098185.
 */
public final class CensoringSurvival {

    private CensoringSurvival() {}

    /** 1 / G(t_i −) for events, 0 for the censored. */
    public static double[] weights(SurvivalData data) {
        SurvivalCurve curve = censoring(data);
        double[] weights = new double[data.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = data.event()[i] ? 1 / curve.at(data.time()[i]) : 0;
        }
        return weights;
    }

    /** Weights of those whose status at the horizon is known: 1 / G(min(t_i −, horizon)); 0 for those censored before it. */
    public static double[] atHorizon(SurvivalData data, double horizon) {
        SurvivalCurve curve = censoring(data);
        double[] weights = new double[data.size()];
        for (int i = 0; i < weights.length; i++) {
            boolean past = data.time()[i] > horizon || (data.time()[i] == horizon && !data.event()[i]);
            boolean known = past || data.event()[i];
            double g = past ? curve.at(horizon) : curve.at(data.time()[i]);
            weights[i] = known ? 1 / g : 0;
        }
        requireKnown(weights);
        return weights;
    }

    private static void requireKnown(double[] weights) {
        if (Arrays.stream(weights).sum() == 0) {
            throw DesignError.NO_POSITIVITY.at(
                    "horizon",
                    Text.of(
                            "到该时间没有人的状态已知：所有人均在此前删失",
                            "nobody's status is known by then: everybody was censored before"),
                    Text.of("缩短时间上限", "choose an earlier horizon"));
        }
    }

    private static SurvivalCurve censoring(SurvivalData data) {
        boolean[] censored = new boolean[data.size()];
        double[] time = data.time().clone();
        for (int i = 0; i < censored.length; i++) {
            censored[i] = !data.event()[i];
            // A censoring at t comes after the events at t.
            time[i] = censored[i] ? Math.nextUp(time[i]) : time[i];
        }
        return KaplanMeier.fit(new SurvivalData(time, censored, data.weight()));
    }

    /** Weighted share with the event by {@code t}: equal to one minus the product-limit estimate. */
    public static double risk(SurvivalData data, double t) {
        double[] w = weights(data);
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += data.time()[i] <= t ? w[i] * data.weight()[i] : 0;
        }
        return sum / Arrays.stream(data.weight()).sum();
    }
}
