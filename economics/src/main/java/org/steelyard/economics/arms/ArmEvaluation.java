package org.steelyard.economics.arms;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.effect.ArmValues;

/**
 * Costs and effects of several arms as a decision: the efficiency frontier of the means, and for each willingness to pay λ what the resamples say.
 *
 * <p><b>Estimand</b>: mean cost and effect of each arm in the design's population; net benefit λE − C. <b>Ranks</b>: in every resample arms are ordered by net benefit, the higher the better, of equals
 * the one named first; the probability of a rank is the share of resamples. The probability of the first rank is the acceptability. <b>Assumptions</b>: those of the estimator that gave the means;
 * people independent. <b>Cannot</b>: discount (costs and effects come as they are counted in the data), extrapolate beyond follow-up, or value a unit of effect that is no QALY unless the plan says what it is worth.
 *
 * <p>References: [1] Drummond et al., Methods for the Economic Evaluation of Health Care Programmes, 4th ed., Oxford 2015, ch. 4 and 8. [2] Fenwick, Claxton, Sculpher, Health Econ 2001;10:779–787, doi:10.1002/hec.635.
 * [3] Salanti, Ades, Ioannidis, J Clin Epidemiol 2011;64:163–171, doi:10.1016/j.jclinepi.2010.03.016 (probabilities of ranks).
 *
 * @param at one for each threshold
 * @param ranks at each threshold, by arm and rank from the best
 */
public record ArmEvaluation(Frontier frontier, List<Uncertainty> at, List<double[][]> ranks) {

    public ArmEvaluation {
        at = List.copyOf(at);
        ranks = List.copyOf(ranks);
    }

    public static ArmEvaluation of(ArmValues values, List<Double> thresholds) {
        return new ArmEvaluation(
                Frontier.of(values.cost(), values.effect()),
                thresholds.stream()
                        .map(t -> Uncertainty.at(t, values.costDraws(), values.effectDraws()))
                        .toList(),
                thresholds.stream().map(t -> ranks(values, t)).toList());
    }

    private static double[][] ranks(ArmValues values, double threshold) {
        int arms = values.arms().size();
        int draws = values.costDraws()[0].length;
        double[][] share = new double[arms][arms];
        for (int d = 0; d < draws; d++) {
            int draw = d;
            double[] benefit = IntStream.range(0, arms)
                    .mapToDouble(a -> threshold * values.effectDraws()[a][draw] - values.costDraws()[a][draw])
                    .toArray();
            for (int a = 0; a < arms; a++) {
                share[a][rank(benefit, a)] += 1.0 / draws;
            }
        }
        return share;
    }

    /** How many are better, or as good and named before. */
    private static int rank(double[] benefit, int a) {
        int better = 0;
        for (int b = 0; b < benefit.length; b++) {
            better += benefit[b] > benefit[a] || (benefit[b] == benefit[a] && b < a) ? 1 : 0;
        }
        return better;
    }

    /** Willingness to pay at which the acceptability curves are drawn: hundredths of the highest threshold, to a third beyond it, and the thresholds themselves. */
    static double[] grid(List<Double> thresholds) {
        double highest = thresholds.stream().mapToDouble(t -> t).max().orElseThrow();
        return DoubleStream.concat(
                        IntStream.rangeClosed(0, 133).mapToDouble(i -> highest * i / 100),
                        thresholds.stream().mapToDouble(t -> t))
                .sorted()
                .distinct()
                .toArray();
    }
}
