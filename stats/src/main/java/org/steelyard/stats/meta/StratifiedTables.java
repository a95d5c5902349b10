package org.steelyard.stats.meta;

import java.util.List;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.inference.ChiSquared;

/**
 * Two-by-two tables in strata or studies, pooled without a variance per stratum: Mantel–Haenszel and Peto.
 *
 * <p><b>Formula</b>, events a of n₁ treated and c of n₀ controls, N = n₁ + n₀: odds ratio Σ ad/N / Σ bc/N with the variance of Robins, Breslow and Greenland [1];
 * risk ratio Σ a n₀/N / Σ c n₁/N and risk difference Σ (a n₀ − c n₁)/N / Σ n₁n₀/N with those of Greenland and Robins [2]; Peto's log odds ratio Σ(a − E)/ΣV,
 * variance 1/ΣV, E and V hypergeometric [3]; the test (|Σ(a − E)| − ½)²/ΣV, or without the ½. Zero cells need no correction. <b>Assumption</b>:
 * one common effect; Peto also that effects are small and arms alike in size.
 *
 * <ol>
 *   <li>Robins, Breslow, Greenland, Biometrics 1986;42:311-323, doi:10.2307/2531052.
 *   <li>Greenland and Robins, Biometrics 1985;41:55-68, doi:10.2307/2530643.
 *   <li>Yusuf et al., Prog Cardiovasc Dis 1985;27:335-371, doi:10.1016/S0033-0620(85)80003-7.
 * </ol>
 */
public final class StratifiedTables {

    /** One stratum: events and people of both arms. */
    public record Table(double treatedEvents, double treated, double controlEvents, double controls) {
        public Table {
            boolean good = treatedEvents >= 0
                    && controlEvents >= 0
                    && treated > 0
                    && controls > 0
                    && treatedEvents <= treated
                    && controlEvents <= controls;
            DesignError.requireSetting(
                    good, "table", "每组人数大于 0，事件数在 0 与人数之间", "people above 0 in both arms, events between 0 and people");
        }

        double total() {
            return treated + controls;
        }

        double expected() {
            return (treatedEvents + controlEvents) * treated / total();
        }

        double hypergeometricVariance() {
            double events = treatedEvents + controlEvents;
            double n = total();
            return n > 1 ? treated * controls * events * (n - events) / (n * n * (n - 1)) : 0;
        }

        /** Logarithm of the risk ratio and its large-sample error; needs an event in both arms. */
        public Estimate riskRatio(double level) {
            double se = Math.sqrt(1 / treatedEvents - 1 / treated + 1 / controlEvents - 1 / controls);
            return Estimate.ratio(Math.log(treatedEvents / treated / (controlEvents / controls)), se, level);
        }

        public Estimate oddsRatio(double level) {
            double b = treated - treatedEvents;
            double d = controls - controlEvents;
            double se = Math.sqrt(1 / treatedEvents + 1 / b + 1 / controlEvents + 1 / d);
            return Estimate.ratio(Math.log(treatedEvents * d / (b * controlEvents)), se, level);
        }

        public Estimate riskDifference(double level) {
            double p = treatedEvents / treated;
            double q = controlEvents / controls;
            return Estimate.normal(p - q, Math.sqrt(p * (1 - p) / treated + q * (1 - q) / controls), level);
        }
    }

    private StratifiedTables() {}

    public static Estimate oddsRatio(List<Table> tables, double level) {
        double r = 0;
        double s = 0;
        double pr = 0;
        double cross = 0;
        double qs = 0;
        for (Table t : tables) {
            double n = t.total();
            double b = t.treated() - t.treatedEvents();
            double d = t.controls() - t.controlEvents();
            double rj = t.treatedEvents() * d / n;
            double sj = b * t.controlEvents() / n;
            double pj = (t.treatedEvents() + d) / n;
            r += rj;
            s += sj;
            pr += pj * rj;
            cross += pj * sj + (1 - pj) * rj;
            qs += (1 - pj) * sj;
        }
        requirePositive(r, s);
        double variance = pr / (2 * r * r) + cross / (2 * r * s) + qs / (2 * s * s);
        return Estimate.ratio(Math.log(r / s), Math.sqrt(variance), level);
    }

    public static Estimate riskRatio(List<Table> tables, double level) {
        double r = 0;
        double s = 0;
        double p = 0;
        for (Table t : tables) {
            double n = t.total();
            r += t.treatedEvents() * t.controls() / n;
            s += t.controlEvents() * t.treated() / n;
            p += (t.treated() * t.controls() * (t.treatedEvents() + t.controlEvents())
                            - t.treatedEvents() * t.controlEvents() * n)
                    / (n * n);
        }
        requirePositive(r, s);
        return Estimate.ratio(Math.log(r / s), Math.sqrt(p / (r * s)), level);
    }

    public static Estimate riskDifference(List<Table> tables, double level) {
        double top = 0;
        double weight = 0;
        double variance = 0;
        for (Table t : tables) {
            double n = t.total();
            top += (t.treatedEvents() * t.controls() - t.controlEvents() * t.treated()) / n;
            weight += t.treated() * t.controls() / n;
            variance += (t.treatedEvents() * (t.treated() - t.treatedEvents()) * Math.pow(t.controls(), 3)
                            + t.controlEvents() * (t.controls() - t.controlEvents()) * Math.pow(t.treated(), 3))
                    / (t.treated() * t.controls() * n * n);
        }
        return Estimate.wald(
                Scale.IDENTITY, top / weight, Math.sqrt(variance) / weight, level, Double.POSITIVE_INFINITY);
    }

    public static Estimate peto(List<Table> tables, double level) {
        double difference = 0;
        double variance = 0;
        for (Table t : tables) {
            difference += t.treatedEvents() - t.expected();
            variance += t.hypergeometricVariance();
        }
        requirePositive(variance, 1);
        return Estimate.ratio(difference / variance, Math.sqrt(1 / variance), level);
    }

    /** Test that the common odds ratio is 1. */
    public static ChiSquared test(List<Table> tables, boolean continuityCorrection) {
        double difference = 0;
        double variance = 0;
        for (Table t : tables) {
            difference += t.treatedEvents() - t.expected();
            variance += t.hypergeometricVariance();
        }
        requirePositive(variance, 1);
        double distance = Math.max(0, Math.abs(difference) - (continuityCorrection ? 0.5 : 0));
        return ChiSquared.of(distance * distance / variance, 1);
    }

    private static void requirePositive(double r, double s) {
        if (!(r > 0 && s > 0)) {
            throw DesignError.NO_INFORMATIVE_CASE.at(
                    "tables",
                    Text.of("没有任何分层同时提供两组可比的事件", "no stratum has events that inform the comparison of both arms"),
                    Text.of("合并分层或改用风险差", "merge strata, or use the risk difference"));
        }
    }
}
