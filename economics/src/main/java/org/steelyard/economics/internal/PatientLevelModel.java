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
 *
 * @param quantities by resource and person
 * @param years of follow-up by person
 */
record PatientLevelModel(
        List<Resource> resources, double[][] quantities, double[] years, ArmPeople treated, ArmPeople control)
        implements Model {

    /** @param rows of the arm's people */
    record ArmPeople(Arm arm, int[] rows, FollowUp followUp) {}

    /** The year by which the use of a resource is complete. */
    static double completeAt(Resource resource, double horizon) {
        return Math.min(resource.at().orElse(horizon), horizon);
    }

    @Override
    public double supportedHorizon() {
        return Math.min(treated.followUp().supported(), control.followUp().supported());
    }

    @Override
    public Prepared prepare(double[] weights) {
        StepCurve ofTreated = treated.followUp().curve(weights);
        StepCurve ofControl = control.followUp().curve(weights);
        return new Prepared() {
            @Override
            public Use use(Rates rates) {
                return new Use(arm(treated, ofTreated, weights, rates), arm(control, ofControl, weights, rates));
            }

            @Override
            public Optional<Trace> trace(double horizon) {
                return Optional.empty();
            }

            @Override
            public double crossings(double horizon) {
                return 0;
            }
        };
    }

    private Use.ArmUse arm(ArmPeople people, StepCurve curve, double[] weights, Rates rates) {
        double[] units = new double[resources.size()];
        for (int r = 0; r < units.length; r++) {
            Resource resource = resources.get(r);
            boolean borne = resource.arm().isEmpty() || resource.arm().get() == people.arm();
            units[r] = borne ? units(people, r, weights, rates) : 0;
        }
        double[] ly = {curve.restrictedMean(rates.horizon(), rates.effects())};
        return new Use.ArmUse(units, ly, curve.restrictedMean(rates.horizon(), 0));
    }

    private double units(ArmPeople people, int r, double[] weights, Rates rates) {
        Resource resource = resources.get(r);
        double[] complete = new double[years.length];
        people.followUp().completionWeights(weights, completeAt(resource, rates.horizon()), complete);
        double used = 0;
        double total = 0;
        for (int row : people.rows()) {
            used += weights[row] * complete[row] * quantities[r][row] * factor(resource, years[row], rates);
            total += weights[row];
        }
        return used / total;
    }

    /** Mean discount factor of a resource that is used at one time, or evenly until follow-up or horizon ends. */
    private static double factor(Resource resource, double years, Rates rates) {
        if (resource.at().isPresent()) {
            return Discounting.byYear(rates.costs(), resource.at().get());
        }
        double spread = Math.min(years, rates.horizon());
        return spread <= 1 ? 1 : Discounting.timeByYear(rates.costs(), 0, spread) / spread;
    }
}
