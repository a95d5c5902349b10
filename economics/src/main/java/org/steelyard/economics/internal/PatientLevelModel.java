package org.steelyard.economics.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.economics.Discounting;
import org.steelyard.economics.EconomicResults.Trace;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.Resource;

/**
 * Weighted means of what people used and how long they lived.
 *
 * <p>Units of a resource: Σ w g q d / Σ w over the arm's people, with w the weight, q the quantity, d the discount factor
 * and g the weight of inverse probability of censoring, which is 1 for all when nobody is lost before the resource's use is
 * complete. Life years: area under the weighted Kaplan–Meier curve to the horizon. Whole years are discounted, the first is
 * not.
 *
 * <p>References: Bang, Tsiatis. Biometrika 2000;87:329–343, doi:10.1093/biomet/87.2.329. Glick, Doshi, Sonnad, Polsky.
 * Economic Evaluation in Clinical Trials, 2nd ed. Oxford 2015.
 */
final class PatientLevelModel implements Model {

    /**
     * @param quantities by resource and row
     * @param years of follow-up by row
     * @param utility index of the parameter
     */
    record Structure(List<Resource> resources, List<Line> lines, double[][] quantities, double[] years, int utility) {}

    /** People of one arm. */
    record ArmPeople(Arm arm, int[] rows, FollowUp followUp) {}

    private final Structure structure;
    private final ArmPeople treated;
    private final ArmPeople control;

    PatientLevelModel(Structure structure, ArmPeople treated, ArmPeople control) {
        this.structure = structure;
        this.treated = treated;
        this.control = control;
    }

    /** The year by which the use of a resource is complete. */
    static double completeAt(Resource resource, double horizon) {
        return Math.min(resource.at().orElse(horizon), horizon);
    }

    @Override
    public Prepared prepare(double[] weights) {
        StepCurve ofTreated = treated.followUp().curve(weights);
        StepCurve ofControl = control.followUp().curve(weights);
        return new Prepared() {
            @Override
            public Valuation value(Assumptions a) {
                return new Valuation(arm(treated, ofTreated, weights, a), arm(control, ofControl, weights, a));
            }

            @Override
            public Optional<Trace> trace(double horizon) {
                return Optional.empty();
            }
        };
    }

    private ArmValue arm(ArmPeople people, StepCurve curve, double[] weights, Assumptions a) {
        int count = structure.lines().size();
        double[] units = new double[count];
        double[] costs = new double[count];
        for (int r = 0; r < count; r++) {
            Line line = structure.lines().get(r);
            units[r] = line.borneBy(people.arm()) ? units(people, r, weights, a) : 0;
            costs[r] = units[r] * a.parameters()[line.parameter()];
        }
        double ly = curve.restrictedMean(a.horizon(), a.discountEffects());
        double qaly = ly * a.parameters()[structure.utility()];
        return new ArmValue(units, costs, qaly, ly, curve.restrictedMean(a.horizon(), 0));
    }

    private double units(ArmPeople people, int r, double[] weights, Assumptions a) {
        Resource resource = structure.resources().get(r);
        double[] complete = new double[structure.years().length];
        people.followUp().completionWeights(weights, completeAt(resource, a.horizon()), complete);
        double used = 0;
        double total = 0;
        for (int row : people.rows()) {
            double quantity = structure.quantities()[r][row];
            used += weights[row]
                    * complete[row]
                    * quantity
                    * factor(resource, structure.years()[row], a);
            total += weights[row];
        }
        return used / total;
    }

    /** Mean discount factor of a resource that is used at one time, or evenly until follow-up or horizon ends. */
    private static double factor(Resource resource, double years, Assumptions a) {
        if (resource.at().isPresent()) {
            return Discounting.byYear(a.discountCosts(), resource.at().get());
        }
        double spread = Math.min(years, a.horizon());
        return spread <= 1 ? 1 : Discounting.timeByYear(a.discountCosts(), 0, spread) / spread;
    }
}
