package org.steelyard.stats.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;

/**
 * How far missing values would have to differ from what was imputed (under missing at random) before the conclusion changes.
 *
 * <p><b>Delta adjustment</b> [1]: imputed values of one arm are shifted by δ (a continuous outcome), or their odds multiplied by e^δ; the analysis is repeated over a
 * range of δ. {@link #search} takes any analysis as a function of δ, with multiple imputation inside it or not. <b>Tipping point</b>: the δ nearest to 0 at which the
 * interval first covers (or leaves) the value of no effect. Whether such a δ is plausible is a clinical judgement. {@link #enumerate} looks at every possible outcome of
 * missing binary values in both arms.
 *
 * <ol>
 *   <li>Cro et al., Stat Med 2020;39:2815-2842, doi:10.1002/sim.8569.
 *   <li>Yan, Lee, Li, J Biopharm Stat 2009;19:1085-1098, doi:10.1080/10543400903243009.
 * </ol>
 */
public final class TippingPoint {

    /** One δ and the estimate it gives. */
    public record Step(double delta, Estimate estimate, boolean conclusive) {}

    /** @param tips δ at which the conclusion changes, by bisection to 1e-6 of the grid's width; empty when it never does */
    public record Result(List<Step> steps, OptionalDouble tips) {
        public Result {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param treatedEvents events assumed among the treated whose outcome is missing
     * @param conclusive whether the interval of the risk difference leaves out 0
     */
    public record Cell(int treatedEvents, int controlEvents, double riskDifference, boolean conclusive) {}

    /** Observed events and people, and people whose outcome is missing, of one arm. */
    public record Arm(int events, int observed, int missing) {
        public Arm {
            DesignError.requireSetting(
                    events >= 0 && observed >= events && missing >= 0 && observed + missing > 0,
                    "arm",
                    "事件不多于人数",
                    "no more events than people");
        }
    }

    private TippingPoint() {}

    /** @param noEffect on the estimate's natural scale: 0 for differences, 1 for ratios */
    public static Result search(DoubleFunction<Estimate> analysis, double[] deltas, double noEffect) {
        double[] grid = deltas.clone();
        Arrays.sort(grid);
        List<Step> steps =
                Arrays.stream(grid).mapToObj(d -> step(analysis, d, noEffect)).toList();
        boolean atZero = step(analysis, 0, noEffect).conclusive();
        OptionalDouble best = OptionalDouble.empty();
        double width = grid[grid.length - 1] - grid[0];
        for (int i = 0; i + 1 < steps.size(); i++) {
            if (steps.get(i).conclusive() != steps.get(i + 1).conclusive()) {
                double tip = bisect(analysis, steps.get(i), steps.get(i + 1).delta(), new double[] {noEffect, width});
                if (best.isEmpty() || Math.abs(tip) < Math.abs(best.getAsDouble())) {
                    best = OptionalDouble.of(tip);
                }
            }
        }
        return new Result(
                steps, steps.stream().allMatch(s -> s.conclusive() == atZero) ? OptionalDouble.empty() : best);
    }

    private static double bisect(DoubleFunction<Estimate> analysis, Step low, double high, double[] noEffectAndWidth) {
        double a = low.delta();
        double b = high;
        while (b - a > 1e-6 * noEffectAndWidth[1]) {
            double middle = (a + b) / 2;
            if (step(analysis, middle, noEffectAndWidth[0]).conclusive() == low.conclusive()) {
                a = middle;
            } else {
                b = middle;
            }
        }
        return (a + b) / 2;
    }

    private static Step step(DoubleFunction<Estimate> analysis, double delta, double noEffect) {
        Estimate e = analysis.apply(delta);
        return new Step(delta, e, e.lower() > noEffect || e.upper() < noEffect);
    }

    /** Wald interval of the risk difference for every number of events among the missing of both arms. */
    public static List<Cell> enumerate(Arm treated, Arm control, double level) {
        List<Cell> cells = new ArrayList<>();
        double n1 = treated.observed() + treated.missing();
        double n0 = control.observed() + control.missing();
        for (int a = 0; a <= treated.missing(); a++) {
            for (int c = 0; c <= control.missing(); c++) {
                double p = (treated.events() + a) / n1;
                double q = (control.events() + c) / n0;
                Estimate e = Estimate.normal(p - q, Math.sqrt(p * (1 - p) / n1 + q * (1 - q) / n0), level);
                cells.add(new Cell(a, c, e.value(), e.lower() > 0 || e.upper() < 0));
            }
        }
        return cells;
    }
}
