package org.steelyard.economics.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.economics.Discounting;
import org.steelyard.economics.EconomicResults.Trace;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.StateCost;

/**
 * Three states read from two weighted survival curves of each arm.
 *
 * <p>Time in a state is the trapezoid sum over the cycle points of membership times (1 + r)<sup>−t</sup> at the point. What
 * happens once is discounted at the middle of its cycle. A yearly cost runs on the clock of the model, from time zero to
 * {@code untilYear}. Progression is counted from people: the Aalen–Johansen share that leaves the first state by an event
 * that is not a death, because the two curves alone cannot tell the two apart.
 */
record PartitionedModel(PartitionedSurvival plan, ArmFollowUp treated, ArmFollowUp control) implements Model {

    /** Follow-up of one arm for both outcomes. */
    record ArmFollowUp(FollowUp progression, FollowUp survival) {

        double supported() {
            return Math.min(progression.supported(), survival.supported());
        }

        ArmCurves curves(double[] weights) {
            return new ArmCurves(progression.curve(weights), survival.curve(weights));
        }
    }

    record ArmCurves(StepCurve progression, StepCurve survival) {

        Partition at(Grid grid) {
            return Partition.of(grid, progression, survival);
        }
    }

    @Override
    public double supportedHorizon() {
        return Math.min(treated.supported(), control.supported());
    }

    @Override
    public Prepared prepare(double[] weights) {
        return new Curves(plan, treated.curves(weights), control.curves(weights));
    }

    private record Curves(PartitionedSurvival plan, ArmCurves treated, ArmCurves control) implements Prepared {

        @Override
        public Use use(Rates rates) {
            Grid grid = grid(rates.horizon());
            return new Use(
                    PartitionedModel.use(plan.costs(), treated.at(grid), Arm.TREATED, rates),
                    PartitionedModel.use(plan.costs(), control.at(grid), Arm.CONTROL, rates));
        }

        private Grid grid(double horizon) {
            return Grid.of(horizon, plan.cyclesPerYear());
        }

        @Override
        public Optional<Trace> trace(double horizon) {
            Grid grid = grid(horizon);
            List<Text> states = List.of(plan.firstState(), plan.secondState(), plan.deadState());
            return Optional.of(new Trace(
                    states,
                    grid.points(),
                    treated.at(grid).trace(),
                    control.at(grid).trace()));
        }

        @Override
        public double crossings(double horizon) {
            Grid grid = grid(horizon);
            int repaired = treated.at(grid).crossings() + control.at(grid).crossings();
            return (double) repaired / (2 * grid.points().length);
        }
    }

    /** One arm from its membership alone: what the analytic oracles check. */
    static Use.ArmUse use(List<StateCost> costs, Partition p, Arm arm, Rates rates) {
        Grid grid = p.grid();
        double[] stateYears = {
            grid.integrate(discounted(p.first(), grid, rates.effects()), rates.horizon()),
            grid.integrate(discounted(p.second(), grid, rates.effects()), rates.horizon())
        };
        double[] units = new double[costs.size()];
        for (int i = 0; i < units.length; i++) {
            StateCost cost = costs.get(i);
            boolean borne = cost.arm().isEmpty() || cost.arm().get() == arm;
            units[i] = borne ? units(cost, p, rates) : 0;
        }
        return new Use.ArmUse(units, stateYears, grid.integrate(p.alive(), rates.horizon()));
    }

    private static double units(StateCost cost, Partition p, Rates rates) {
        double until = Math.min(cost.untilYear().orElse(rates.horizon()), rates.horizon());
        double rate = rates.costs();
        Grid grid = p.grid();
        return switch (cost.when()) {
            case START -> 1;
            case FIRST_STATE -> grid.integrate(discounted(p.first(), grid, rate), until);
            case SECOND_STATE -> grid.integrate(discounted(p.second(), grid, rate), until);
            case PROGRESSION -> grid.total(p.progressed(), t -> Discounting.atPoint(rate, t));
            case DEATH -> grid.total(p.dead(), t -> Discounting.atPoint(rate, t));
        };
    }

    private static double[] discounted(double[] membership, Grid grid, double rate) {
        double[] out = new double[membership.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = membership[k] * Discounting.atPoint(rate, grid.points()[k]);
        }
        return out;
    }
}
