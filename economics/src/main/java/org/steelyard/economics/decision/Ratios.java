package org.steelyard.economics.decision;

/**
 * Ratios and the comparison by cost alone, beside net benefit.
 *
 * <p>Average cost-effectiveness ratio C/E: a description of one strategy, no rule of decision, since the next unit of effect costs the incremental ratio. Benefit-cost ratio λΔE/ΔC: what the added effect is worth at λ for each unit of added cost; above 1 exactly where
 * incremental net benefit is positive. It is not defined where nothing is added to cost. Cost-minimisation compares costs alone and holds only where effects are equal, here within a margin that is said beforehand: the share of draws within the margin says how sure that is.
 *
 * <p>References: Drummond, Sculpher, Claxton, Stoddart, Torrance. Methods for the Economic Evaluation of Health Care Programmes, 4th ed. Oxford 2015, ch. 1 and 6. Briggs, O'Brien. Health Econ 2001;10:179–184, doi:10.1002/hec.584 (equality of effects is seldom known
 * well enough to compare costs alone).
 */
public final class Ratios {

    private Ratios() {}

    /** NaN without effect. */
    public static double average(double cost, double effect) {
        return effect > 0 ? cost / effect : Double.NaN;
    }

    /** NaN where no cost is added. */
    public static double benefitCost(double threshold, double deltaCost, double deltaEffect) {
        return deltaCost > 0 ? threshold * deltaEffect / deltaCost : Double.NaN;
    }

    /** Share of draws in which two effects differ by no more than the margin. */
    public static double within(double margin, double[] effect, double[] other) {
        if (effect.length != other.length || effect.length == 0 || !(margin >= 0)) {
            throw new IllegalArgumentException("as many draws of both effects, and a margin of at least 0");
        }
        int n = 0;
        for (int d = 0; d < effect.length; d++) {
            n += Math.abs(effect[d] - other[d]) <= margin ? 1 : 0;
        }
        return n / (double) effect.length;
    }
}
