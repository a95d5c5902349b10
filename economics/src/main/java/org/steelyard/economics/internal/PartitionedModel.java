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
final class PartitionedModel implements Model {

    /** Follow-up of one arm for both outcomes. */
    record ArmFollowUp(FollowUp progression, FollowUp survival) {

        double supported() {
            return Math.min(progression.supported(), survival.supported());
        }
    }

    /**
     * @param firstUtility index of the parameter
     * @param secondUtility index of the parameter
     */
    record Structure(PartitionedSurvival plan, List<Line> lines, int firstUtility, int secondUtility) {}

    private final Structure structure;
    private final ArmFollowUp treated;
    private final ArmFollowUp control;

    PartitionedModel(Structure structure, ArmFollowUp treated, ArmFollowUp control) {
        this.structure = structure;
        this.treated = treated;
        this.control = control;
    }

    @Override
    public Curves prepare(double[] weights) {
        return new Curves(
                treated.progression().curve(weights),
                treated.survival().curve(weights),
                control.progression().curve(weights),
                control.survival().curve(weights));
    }

    final class Curves implements Prepared {
        private final StepCurve treatedProgression;
        private final StepCurve treatedSurvival;
        private final StepCurve controlProgression;
        private final StepCurve controlSurvival;

        Curves(
                StepCurve treatedProgression,
                StepCurve treatedSurvival,
                StepCurve controlProgression,
                StepCurve controlSurvival) {
            this.treatedProgression = treatedProgression;
            this.treatedSurvival = treatedSurvival;
            this.controlProgression = controlProgression;
            this.controlSurvival = controlSurvival;
        }

        @Override
        public Valuation value(Assumptions a) {
            return new Valuation(
                    PartitionedModel.value(structure, partition(Arm.TREATED, a.horizon()), Arm.TREATED, a),
                    PartitionedModel.value(structure, partition(Arm.CONTROL, a.horizon()), Arm.CONTROL, a));
        }

        Partition partition(Arm arm, double horizon) {
            Grid grid = Grid.of(horizon, structure.plan().cyclesPerYear());
            return switch (arm) {
                case TREATED -> Partition.of(grid, treatedProgression, treatedSurvival);
                case CONTROL -> Partition.of(grid, controlProgression, controlSurvival);
            };
        }

        @Override
        public Optional<Trace> trace(double horizon) {
            PartitionedSurvival plan = structure.plan();
            List<Text> states = List.of(plan.firstState(), plan.secondState(), plan.deadState());
            Partition ofTreated = partition(Arm.TREATED, horizon);
            Partition ofControl = partition(Arm.CONTROL, horizon);
            return Optional.of(new Trace(states, ofTreated.grid().points(), ofTreated.trace(), ofControl.trace()));
        }
    }

    /** Costs and effects of one arm from its membership alone: what the analytic oracles check. */
    static ArmValue value(Structure structure, Partition p, Arm arm, Assumptions a) {
        Grid grid = p.grid();
        double first = grid.integrate(discounted(p.first(), grid, a.discountEffects()), a.horizon());
        double second = grid.integrate(discounted(p.second(), grid, a.discountEffects()), a.horizon());
        double qaly =
                first * a.parameters()[structure.firstUtility()] + second * a.parameters()[structure.secondUtility()];
        int count = structure.lines().size();
        double[] units = new double[count];
        double[] costs = new double[count];
        for (int i = 0; i < count; i++) {
            Line line = structure.lines().get(i);
            units[i] = line.borneBy(arm) ? units(structure.plan().costs().get(i), p, a) : 0;
            costs[i] = units[i] * a.parameters()[line.parameter()];
        }
        return new ArmValue(units, costs, qaly, first + second, grid.integrate(p.alive(), a.horizon()));
    }

    private static double units(StateCost cost, Partition p, Assumptions a) {
        double until = cost.untilYear().orElse(a.horizon());
        double rate = a.discountCosts();
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
