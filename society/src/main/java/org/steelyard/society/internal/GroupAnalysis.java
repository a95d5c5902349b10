package org.steelyard.society.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.society.SocialResults.GroupRow;
import org.steelyard.society.SocialResults.GroupTable;
import org.steelyard.society.SocialResults.OutcomeByGroup;
import org.steelyard.society.SocialResults.OutcomeTest;
import org.steelyard.society.SocialSettings;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.inference.Independence;
import org.steelyard.stats.inference.Proportion;

/** Access and outcomes by the levels of one group variable. */
final class GroupAnalysis {

    private final AnalysisTable table;
    private final Protocol plan;
    private final SocialPlan.Group group;
    private final SocialSettings.Limits limits;
    private final Recorder recorder;
    private final Levels levels;
    private final double[] exposure;

    GroupAnalysis(SocialRun run, SocialPlan.Group group) {
        table = run.table();
        plan = run.plan();
        limits = run.settings().limits();
        recorder = run.recorder();
        this.group = group;
        levels = Levels.of(table.column(group.variable()));
        exposure = table.numbers(plan.exposure().variable());
    }

    GroupTable table() {
        sizes();
        Optional<AccessModel> model = accessModel();
        List<OutcomesByLevel> outcomes = group.outcomes().stream()
                .map(id -> new OutcomesByLevel(
                        table, outcome(id), levels, plan.analysis().level()))
                .toList();
        List<GroupRow> rows = IntStream.range(0, levels.names().size())
                .mapToObj(k -> row(k, model, outcomes))
                .toList();
        List<OutcomeTest> tests = outcomes.stream()
                .map(OutcomesByLevel::test)
                .flatMap(Optional::stream)
                .toList();
        ChiSquared access = accessTest();
        return new GroupTable(group.variable(), rows, access.statistic(), access.df(), access.p(), tests);
    }

    private Outcome outcome(String id) {
        return plan.outcomes().stream()
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private int[] exposureKnown(int k) {
        return IntStream.of(levels.rows(k))
                .filter(i -> !Double.isNaN(exposure[i]))
                .toArray();
    }

    private int treated(int[] rows) {
        return (int) IntStream.of(rows).filter(i -> exposure[i] == 1).count();
    }

    private void sizes() {
        double missing = 1 - (double) levels.known() / table.rows();
        recorder.atMost(
                group.variable(),
                "group-missing",
                missing,
                limits.missing(),
                Text.of("分组变量缺失的患者比例", "share of people whose level is missing"));
        long small = IntStream.range(0, levels.names().size())
                .filter(k -> levels.rows(k).length < limits.smallGroup())
                .count();
        recorder.atMost(
                group.variable(),
                "small-groups",
                small,
                0,
                Text.of(
                        "人数少于 " + limits.smallGroup() + " 的水平数；其区间较粗略",
                        "levels with fewer than " + limits.smallGroup() + " people; their intervals are rough"));
    }

    private ChiSquared accessTest() {
        long[][] counts = new long[levels.names().size()][];
        for (int k = 0; k < counts.length; k++) {
            int[] rows = exposureKnown(k);
            counts[k] = new long[] {treated(rows), rows.length - treated(rows)};
        }
        return Independence.pearson(counts);
    }

    private Optional<AccessModel> accessModel() {
        if (levels.names().size() < 2) {
            return Optional.empty();
        }
        try {
            AccessModel model = AccessModel.fit(table, plan, levels);
            recorder.atLeast(
                    group.variable(),
                    "access-events-per-variable",
                    model.rarer(),
                    limits.eventsPerVariable(),
                    Text.of("可及性模型中每个参数对应的较少一组人数", "people of the smaller arm per term of the access model"));
            return Optional.of(model);
        } catch (SteelyardException e) {
            Text what = Text.of("调整后的可及性比值比无法估计", "the adjusted odds ratio of access cannot be estimated");
            recorder.notEstimated(group.variable() + "/access-odds-ratio", what, e);
            return Optional.empty();
        }
    }

    private GroupRow row(int k, Optional<AccessModel> model, List<OutcomesByLevel> outcomes) {
        int[] rows = exposureKnown(k);
        int treated = treated(rows);
        Proportion share =
                Proportion.wilson(treated, rows.length, plan.analysis().level());
        recordShare(k, share, new Recorder.Counts(rows.length, treated, -1));
        Optional<Estimate> ratio = model.flatMap(m -> m.ratios().get(k));
        ratio.ifPresent(e -> recordRatio(k, e, model.orElseThrow()));
        return new GroupRow(
                levels.names().get(k),
                rows.length,
                treated,
                share.value(),
                share.lower(),
                share.upper(),
                ratio.map(Estimate::value).orElse(Double.NaN),
                ratio.map(Estimate::lower).orElse(Double.NaN),
                ratio.map(Estimate::upper).orElse(Double.NaN),
                outcomes(k, outcomes));
    }

    private String population(int k) {
        return group.variable() + "=" + levels.names().get(k);
    }

    private void recordShare(int k, Proportion p, Recorder.Counts counts) {
        Estimate e = new Estimate(
                Scale.IDENTITY,
                p.value(),
                Double.NaN,
                p.lower(),
                p.upper(),
                p.level(),
                Double.NaN,
                Double.POSITIVE_INFINITY);
        recorder.estimate(
                new Recorder.Subject(
                        "access-share/" + population(k),
                        Dimension.ACCESSIBILITY,
                        plan.exposure().variable(),
                        "access-share",
                        population(k),
                        "observed share, Wilson interval",
                        "description",
                        "share",
                        "people whose level and treatment are known"),
                e,
                counts);
    }

    private void recordRatio(int k, Estimate e, AccessModel model) {
        String adjusted = model.covariates().isEmpty() ? "none" : String.join(", ", model.covariates());
        recorder.estimate(
                new Recorder.Subject(
                        "access-odds-ratio/" + population(k),
                        Dimension.ACCESSIBILITY,
                        plan.exposure().variable(),
                        "access-odds-ratio",
                        population(k),
                        "logistic regression, Wald interval",
                        "conditional odds ratio against " + levels.names().getFirst(),
                        "ratio",
                        "adjusted for: " + adjusted),
                e,
                new Recorder.Counts(model.people(), model.treated(), -1));
    }

    private List<OutcomeByGroup> outcomes(int k, List<OutcomesByLevel> outcomes) {
        List<OutcomeByGroup> out = new ArrayList<>();
        for (int o = 0; o < outcomes.size(); o++) {
            Outcome outcome = outcome(group.outcomes().get(o));
            try {
                OutcomesByLevel.Described d = outcomes.get(o).describe(k);
                recordOutcome(k, outcome, d);
                Estimate e = d.estimate();
                out.add(new OutcomeByGroup(
                        outcome.id(), d.measure(), d.n(), d.events(), e.value(), e.lower(), e.upper()));
            } catch (SteelyardException e) {
                Text what = Text.of(
                        "水平“" + levels.names().get(k) + "”的“" + outcome.name().zh() + "”无法估计",
                        outcome.name().en() + " cannot be estimated in the level "
                                + levels.names().get(k));
                recorder.notEstimated(population(k) + "/" + outcome.id(), what, e);
            }
        }
        return List.copyOf(out);
    }

    private void recordOutcome(int k, Outcome outcome, OutcomesByLevel.Described d) {
        String unit = switch (d.measure()) {
            case "mean" -> outcome.unit().map(Text::en).orElse("");
            case "event-rate" -> "per person-year";
            default -> "probability";
        };
        String convention = outcome.horizon()
                .filter(h -> d.measure().equals("survival"))
                .map(h -> "at " + h + " "
                        + outcome.timeUnit().orElseThrow().label().en())
                .orElse("as observed, not adjusted");
        recorder.estimate(
                new Recorder.Subject(
                        d.measure() + "/" + outcome.id() + "/" + population(k),
                        Dimension.EQUITY,
                        outcome.id(),
                        d.measure(),
                        population(k),
                        method(d.measure()),
                        "description",
                        unit,
                        convention),
                d.estimate(),
                new Recorder.Counts(d.n(), treated(exposureKnown(k)), d.events()));
    }

    private static String method(String measure) {
        return switch (measure) {
            case "risk" -> "observed share, Wilson interval";
            case "mean" -> "mean, Student interval";
            case "survival" -> "Kaplan–Meier, Greenwood variance, log–log interval";
            default -> "events by person-years, exact Poisson interval";
        };
    }
}
