package org.steelyard.economics.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.economics.EconomicError;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Resource;
import org.steelyard.stats.linear.DesignMatrix;

/** Takes from the analysis table what the economic model needs, and says what is not there. */
final class PeopleReader {

    private static final double SAME_TIME = 1e-9;

    private final AnalysisTable table;
    private final Protocol plan;
    private final EconomicModel model;
    private final List<Line> lines;
    private final Problems problems = new Problems();

    private PeopleReader(AnalysisTable table, Protocol plan, Inputs inputs) {
        this.table = table;
        this.plan = plan;
        model = inputs.plan().model();
        lines = inputs.lines();
    }

    static People read(AnalysisTable table, Protocol plan, Inputs inputs) {
        return new PeopleReader(table, plan, inputs).read();
    }

    private record Timed(String id, double[] years, double[] event) {}

    private People read() {
        List<String> covariates = plan.analysis().covariates();
        need(plan.exposure().variable(), "exposure.variable");
        covariates.forEach(name -> need(name, "analysis.covariates"));
        Optional<Timed> survival = outcome(survivalId(), "economics.model.survival");
        Optional<Timed> progression = outcome(progressionId(), "economics.model.progression");
        double[][] quantities = quantities();
        problems.throwIfAny();
        double[] exposure = table.numbers(plan.exposure().variable());
        Timed alive = survival.orElseThrow();
        Timed free = progression.orElseThrow();
        int[] complete = IntStream.range(0, table.rows())
                .filter(i -> known(exposure[i], alive.years()[i], alive.event()[i], free.years()[i], free.event()[i]))
                .filter(i -> covariates.stream().noneMatch(c -> table.column(c).isMissing(i)))
                .filter(i -> quantitiesKnown(quantities, exposure[i] == 1 ? Arm.TREATED : Arm.CONTROL, i))
                .toArray();
        checkQuantities(quantities, exposure, complete);
        checkArms(exposure, complete);
        problems.throwIfAny();
        boolean[] treated = new boolean[complete.length];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = exposure[complete[i]] == 1;
        }
        return new People(
                treated,
                covariates,
                design(covariates, complete),
                Arrays.stream(quantities).map(q -> pick(q, complete)).toArray(double[][]::new),
                new People.Outcomes(alive.id(), pick(alive.years(), complete), deaths(alive, complete)),
                new People.Outcomes(free.id(), pick(free.years(), complete), exits(free, alive, complete)),
                table.rows() - complete.length);
    }

    private String survivalId() {
        return switch (model) {
            case Decision _ -> throw new IllegalStateException("a decision model has an engine of its own");
            case PatientLevel m -> m.survival();
            case PartitionedSurvival m -> m.survival();
        };
    }

    private String progressionId() {
        return switch (model) {
            case Decision _ -> throw new IllegalStateException("a decision model has an engine of its own");
            case PatientLevel m -> m.survival();
            case PartitionedSurvival m -> m.progression();
        };
    }

    private boolean need(String variable, String place) {
        boolean there = table.has(variable);
        if (!there) {
            Quantities.missingVariable(variable, Place.field(place), problems);
        }
        return there;
    }

    private Optional<Timed> outcome(String id, String place) {
        Optional<Outcome> found =
                plan.outcomes().stream().filter(o -> o.id().equals(id)).findFirst();
        boolean timed = found.isPresent()
                && found.get().type() == Outcome.OutcomeType.TIME_TO_EVENT
                && found.get().time().isPresent()
                && found.get().event().isPresent()
                && found.get().timeUnit().isPresent();
        if (!timed) {
            problems.add(
                    EconomicError.BAD_OUTCOME,
                    Place.field(place),
                    Text.of(
                            "结局“" + id + "”须是方案中的生存时间结局，并给出 time、event 和 timeUnit",
                            "the outcome \"" + id
                                    + "\" must be a time-to-event outcome of the plan with time, event and timeUnit"),
                    Text.of("改正引用或补全该结局的定义", "correct the reference or complete the outcome"));
            return Optional.empty();
        }
        Outcome o = found.get();
        String time = o.time().orElseThrow();
        String event = o.event().orElseThrow();
        if (!need(time, "outcomes." + id + ".time") | !need(event, "outcomes." + id + ".event")) {
            return Optional.empty();
        }
        double perYear = o.timeUnit().orElseThrow().perYear();
        double[] years =
                Arrays.stream(table.numbers(time)).map(t -> t / perYear).toArray();
        return Optional.of(new Timed(id, years, table.numbers(event)));
    }

    private double[][] quantities() {
        if (!(model instanceof PatientLevel m)) {
            return new double[0][];
        }
        Quantities quantities = new Quantities(table, plan.variables());
        double[][] out = new double[m.resources().size()][];
        for (int r = 0; r < out.length; r++) {
            Resource resource = m.resources().get(r);
            Place place = Place.field("economics.model.resources[" + r + "].quantity");
            out[r] = quantities.evaluate(resource.quantity(), place, problems).orElse(new double[table.rows()]);
        }
        return out;
    }

    private boolean quantitiesKnown(double[][] quantities, Arm arm, int row) {
        for (int r = 0; r < quantities.length; r++) {
            if (lines.get(r).borneBy(arm) && Double.isNaN(quantities[r][row])) {
                return false;
            }
        }
        return true;
    }

    private static boolean known(double... values) {
        return Arrays.stream(values).noneMatch(Double::isNaN);
    }

    private void checkQuantities(double[][] quantities, double[] exposure, int[] complete) {
        for (int r = 0; r < quantities.length; r++) {
            double[] values = quantities[r];
            Line line = lines.get(r);
            int[] negative = Arrays.stream(complete)
                    .filter(i -> line.borneBy(exposure[i] == 1 ? Arm.TREATED : Arm.CONTROL) && values[i] < 0)
                    .toArray();
            if (negative.length > 0) {
                problems.add(
                        EconomicError.NEGATIVE_QUANTITY,
                        Place.of(table.name(), table.sourceRows()[negative[0]], line.id()),
                        Text.of(
                                "有 " + negative.length + " 行的资源用量为负，用量不得为负；此处为首行",
                                negative.length
                                        + " rows have a negative quantity, which must be 0 or more; this is the first"),
                        Text.of("核对源数据或 quantity 表达式", "check the source data or the quantity's expression"));
            }
        }
    }

    private void checkArms(double[] exposure, int[] complete) {
        long treated = Arrays.stream(complete).filter(i -> exposure[i] == 1).count();
        if (treated == 0 || treated == complete.length) {
            problems.add(
                    EconomicError.EMPTY_ARM,
                    Place.field("economics"),
                    Text.of(
                            "剔除缺失后，有一组没有可用于经济学分析的患者",
                            "after missing values are left out, an arm has nobody for the economic analysis"),
                    Text.of("检查协变量、结局和资源用量的缺失情况", "look at missing values of covariates, outcomes and resources"));
        }
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private static FollowUp.End[] deaths(Timed survival, int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(i -> survival.event()[i] == 1 ? FollowUp.End.DEATH : FollowUp.End.CENSORED)
                .toArray(FollowUp.End[]::new);
    }

    /** Leaving the first state at the time of death is a death; at any other time it is progression. */
    private static FollowUp.End[] exits(Timed progression, Timed survival, int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(i -> {
                    if (progression.event()[i] != 1) {
                        return FollowUp.End.CENSORED;
                    }
                    double gap = Math.abs(progression.years()[i] - survival.years()[i]);
                    boolean atDeath = survival.event()[i] == 1 && gap <= SAME_TIME * survival.years()[i];
                    return atDeath ? FollowUp.End.DEATH : FollowUp.End.NON_FATAL;
                })
                .toArray(FollowUp.End[]::new);
    }

    /**
     * The covariates with numbers standardised: scores do not depend on units, and a ridge then weighs all alike.
     *
     * @throws SteelyardException when a covariate has one value only
     */
    private DesignMatrix design(List<String> covariates, int[] rows) {
        try {
            CovariateDesign coded = CovariateDesign.encode(table, rows, covariates);
            double[][] columns = new double[coded.columns().length][];
            for (int j = 0; j < columns.length; j++) {
                boolean number = coded.terms().get(j).level().isEmpty();
                columns[j] = number ? standardised(coded.columns()[j]) : coded.columns()[j];
            }
            return columns.length == 0
                    ? DesignMatrix.interceptOnly(rows.length)
                    : DesignMatrix.withIntercept(coded.names(), columns);
        } catch (SteelyardException e) {
            throw Placed.under("economics", e);
        }
    }

    private static double[] standardised(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double sd = Math.sqrt(squares / values.length);
        return Arrays.stream(values).map(v -> (v - mean) / sd).toArray();
    }
}
