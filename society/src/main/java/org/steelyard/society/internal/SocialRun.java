package org.steelyard.society.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.society.SocialError;
import org.steelyard.society.SocialResults;
import org.steelyard.society.SocialResults.Concentration;
import org.steelyard.society.SocialResults.GroupTable;
import org.steelyard.society.SocialSettings;

/** Runs the social part of a plan from the table to the results. */
public final class SocialRun {

    private final AnalysisTable table;
    private final Protocol plan;
    private final SocialSettings settings;
    private final Recorder recorder;
    private final SocialPlan social;
    private final Problems problems = new Problems();

    public SocialRun(AnalysisTable table, Protocol plan, SocialSettings settings, Provenance provenance) {
        this.table = table;
        this.plan = plan;
        this.settings = settings;
        recorder = new Recorder(provenance, settings.preSpecified());
        social = plan.society()
                .orElseThrow(() -> SteelyardException.of(
                        SocialError.NO_SOCIAL_PLAN,
                        Place.field("society"),
                        Text.of("方案没有社会价值部分", "the plan has no social part"),
                        Text.of("补充 society，或不运行社会价值分析", "add one, or leave the social analysis out")));
    }

    AnalysisTable table() {
        return table;
    }

    Protocol plan() {
        return plan;
    }

    SocialSettings settings() {
        return settings;
    }

    Recorder recorder() {
        return recorder;
    }

    public SocialResults results() {
        check();
        settings.progress().accept(Text.of("社会价值：可及性与公平性", "Social value: access and equity"));
        List<GroupTable> groups = social.groups().stream()
                .map(g -> new GroupAnalysis(this, g).table())
                .toList();
        List<Concentration> concentration = concentration();
        return new SocialResults(recorder.estimates(), groups, concentration, recorder.diagnostics());
    }

    private List<Concentration> concentration() {
        ConcentrationAnalysis analysis = new ConcentrationAnalysis(this);
        List<Concentration> out = new ArrayList<>();
        for (SocialPlan.Concentration c : social.concentration()) {
            c.of().stream()
                    .map(v -> analysis.of(c, v))
                    .flatMap(Optional::stream)
                    .forEach(out::add);
        }
        return List.copyOf(out);
    }

    private void check() {
        if (present(plan.exposure().variable(), "exposure.variable")) {
            somebody(plan.exposure().variable(), "exposure.variable");
        }
        plan.analysis().covariates().forEach(c -> present(c, "analysis.covariates"));
        for (int g = 0; g < social.groups().size(); g++) {
            checkGroup(social.groups().get(g), "society.groups[" + g + "]");
        }
        for (int c = 0; c < social.concentration().size(); c++) {
            checkConcentration(social.concentration().get(c), "society.concentration[" + c + "]");
        }
        problems.throwIfAny();
    }

    private boolean present(String variable, String place) {
        boolean there = table.has(variable);
        if (!there) {
            problems.add(
                    SocialError.MISSING_VARIABLE,
                    Place.field(place),
                    Text.of("分析表中没有变量“" + variable + "”", "the analysis table has no variable \"" + variable + "\""),
                    Text.of("在变量字典中定义该变量", "define it in the dictionary"));
        }
        return there;
    }

    private void somebody(String variable, String place) {
        Column column = table.column(variable);
        boolean nobody = IntStream.range(0, table.rows()).allMatch(column::isMissing);
        if (nobody) {
            problems.add(
                    SocialError.NOBODY_KNOWN,
                    Place.field(place),
                    Text.of(
                            "变量“" + variable + "”对所有患者均缺失",
                            "the variable \"" + variable + "\" is missing for everybody"),
                    Text.of("检查源数据、编码和缺失码", "check the source data, recoding and missing codes"));
        }
    }

    private void checkGroup(SocialPlan.Group group, String place) {
        if (present(group.variable(), place + ".variable")) {
            if (table.column(group.variable()) instanceof Column.Numeric) {
                problems.add(
                        SocialError.BAD_GROUP,
                        Place.field(place + ".variable"),
                        Text.of("分组变量须为类别或是/否变量", "a group variable is a category or yes/no"),
                        Text.of("用 define 将数值变量划分为类别", "cut the number into a category with define"));
            } else {
                somebody(group.variable(), place + ".variable");
            }
        }
        for (String id : group.outcomes()) {
            checkOutcome(id, place + ".outcomes");
        }
    }

    private void checkOutcome(String id, String place) {
        Optional<Outcome> outcome =
                plan.outcomes().stream().filter(o -> o.id().equals(id)).findFirst();
        boolean timed = outcome.filter(o -> o.type() == Outcome.OutcomeType.TIME_TO_EVENT)
                .isPresent();
        boolean complete = outcome.filter(o -> timed
                        ? o.time().isPresent()
                                && o.event().isPresent()
                                && o.timeUnit().isPresent()
                        : o.variable().isPresent())
                .isPresent();
        if (!complete) {
            problems.add(
                    SocialError.BAD_OUTCOME,
                    Place.field(place),
                    Text.of(
                            "结局“" + id + "”不存在或缺少其变量（生存时间结局须有 time、event 和 timeUnit）",
                            "the outcome \"" + id
                                    + "\" does not exist or lacks its variable (time, event and timeUnit for a"
                                    + " time-to-event outcome)"),
                    Text.of("改正引用或补全结局定义", "correct the reference or complete the outcome"));
            return;
        }
        Outcome o = outcome.orElseThrow();
        o.variable().filter(v -> !timed).ifPresent(v -> present(v, "outcomes." + id + ".variable"));
        o.time().filter(v -> timed).ifPresent(v -> present(v, "outcomes." + id + ".time"));
        o.event().filter(v -> timed).ifPresent(v -> present(v, "outcomes." + id + ".event"));
    }

    private void checkConcentration(SocialPlan.Concentration c, String place) {
        if (present(c.rank(), place + ".rank")) {
            if (table.column(c.rank()) instanceof Column.Binary) {
                problems.add(
                        SocialError.BAD_RANK,
                        Place.field(place + ".rank"),
                        Text.of(
                                "排序变量须为数值或由差到好排列的类别",
                                "a ranking is a number or a category listed from worst to best off"),
                        Text.of("改用收入、教育等有序变量", "use an ordered variable such as income or education"));
            } else {
                somebody(c.rank(), place + ".rank");
            }
        }
        for (String variable : c.of()) {
            if (present(variable, place + ".of") && table.column(variable) instanceof Column.Category) {
                problems.add(
                        SocialError.BAD_DISTRIBUTED,
                        Place.field(place + ".of"),
                        Text.of(
                                "集中指数的对象“" + variable + "”须为是/否或数值变量",
                                "\"" + variable + "\", whose distribution is measured, must be yes/no or a number"),
                        Text.of("用 define 转换为是/否变量", "turn it into yes/no with define"));
            }
        }
    }
}
