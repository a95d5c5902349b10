package org.steelyard.cohort;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.cohort.event.EventStep;
import org.steelyard.cohort.event.EventTable;
import org.steelyard.cohort.internal.Arms;
import org.steelyard.cohort.internal.Columns;
import org.steelyard.cohort.internal.Criteria;
import org.steelyard.cohort.internal.Derivations;
import org.steelyard.cohort.internal.EventAttrition;
import org.steelyard.cohort.internal.Rules;
import org.steelyard.data.Dictionary;
import org.steelyard.data.DuckDbEngine;
import org.steelyard.data.Engine;
import org.steelyard.data.LoadedTable;
import org.steelyard.data.Relation;
import org.steelyard.data.SourceReader;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol;

/**
 * From a plan and a data folder to the people that are analysed.
 *
 * <p>In order: the rules are read and checked; the file is read and typed; derived variables are computed; each inclusion
 * criterion and then each exclusion criterion is applied and counted; people whose treatment is not known are taken out, as
 * a step of its own; both arms must have somebody. The same plan and file give the same cohort on any number of threads.
 */
public final class CohortBuilder {

    private CohortBuilder() {}

    /**
     * The study's cohort.
     *
     * @throws org.steelyard.kernel.SteelyardException with all problems of the first stage that has any
     */
    public static Cohort build(Protocol protocol, Path folder, CohortSettings settings) {
        return build(CohortPlan.main(protocol), folder, settings);
    }

    /**
     * The study's cohort from the table that its cohort section made. The steps of the section come before the criteria of
     * the population in the attrition, and the inputs are those of the stores.
     */
    public static Cohort build(Protocol protocol, EventTable events, CohortSettings settings) {
        Path file = events.parquet().toAbsolutePath();
        Path folder = file.getParent();
        Path name = file.getFileName();
        if (folder == null || name == null || events.steps().isEmpty()) {
            throw new IllegalArgumentException("a table has a name, a folder and steps");
        }
        long left = events.steps().getLast().rows();
        if (left == 0) {
            throw nobodyLeft(events);
        }
        Cohort flat = build(CohortPlan.events(protocol, name.toString()), folder, settings);
        return new Cohort(
                flat.table(), EventAttrition.join(events.steps(), flat.attrition()), events.inputs(), flat.quality());
    }

    private static SteelyardException nobodyLeft(EventTable events) {
        EventStep last = events.steps().stream()
                .filter(step -> step.rows() == 0)
                .findFirst()
                .orElseThrow();
        return SteelyardException.of(
                CohortError.NOBODY_LEFT,
                Place.field("cohort"),
                Text.of(
                        "经过步骤“" + last.label().zh() + "”之后已无人留下",
                        "after the step \"" + last.label().en() + "\" nobody is left"),
                Text.of(
                        "核对概念集的编码、洗脱期与时间窗；起始 " + events.steps().getFirst().rows() + " 行",
                        "check the codes of the concept sets, the washout and the windows; it began with "
                                + events.steps().getFirst().rows() + " rows"));
    }

    /** The randomised trial's cohort, if the plan has one. */
    public static Optional<Cohort> buildBenchmark(Protocol protocol, Path folder, CohortSettings settings) {
        return CohortPlan.benchmark(protocol).map(plan -> build(plan, folder, settings));
    }

    public static Cohort build(CohortPlan plan, Path folder, CohortSettings settings) {
        try (Engine engine = DuckDbEngine.open(settings.threads())) {
            return build(plan, folder, engine);
        }
    }

    /** On an engine of the caller's choice. */
    public static Cohort build(CohortPlan plan, Path folder, Engine engine) {
        Rules rules = Rules.check(plan);
        Dictionary dictionary = new Dictionary(plan.variables(), plan.missing());
        Set<String> named = rules.names(plan);
        LoadedTable loaded = plan.repeated()
                ? SourceReader.loadRepeated(engine, folder, plan.source(), dictionary, named::contains)
                : SourceReader.load(engine, folder, plan.source(), dictionary, named::contains);
        Relation source = Derivations.apply(engine, loaded.relation(), rules, plan);
        Criteria.Outcome kept = Criteria.apply(engine, source, rules, plan);
        Attrition attrition = Arms.count(engine, kept, plan);
        AnalysisTable table = Columns.table(engine, kept.relation(), plan);
        List<VariableQuality> quality = Columns.quality(engine, source, kept.relation(), plan);
        return new Cohort(table, attrition, List.of(loaded.input()), quality);
    }
}
