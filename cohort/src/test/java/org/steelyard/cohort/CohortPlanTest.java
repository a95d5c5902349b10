package org.steelyard.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Benchmark;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.DataPlan;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.method.CoxRule;

/** Which table a plan speaks of. */
class CohortPlanTest {

    @TempDir
    Path folder;

    private static Source source(String id) {
        return Source.flat(id, DataPlan.SourceClass.RESEARCH_DATASET, id + ".csv");
    }

    /** A protocol with only those parts that the cohort looks at. */
    private static Protocol protocol(List<Source> sources, Optional<String> benchmark) {
        return protocol(sources, benchmark, List.of());
    }

    private static Protocol protocol(
            List<Source> sources, Optional<String> benchmark, List<AnalysisPlan.Analysis> analyses) {
        CohortPlan plan = Fixture.people().plan();
        AnalysisPlan.Missing missing =
                new AnalysisPlan.Missing(AnalysisPlan.Missing.Method.COMPLETE_CASE, 0, 0, Text.EMPTY);
        AnalysisPlan analysis = new AnalysisPlan(
                1,
                0.95,
                Text.EMPTY,
                Text.EMPTY,
                missing,
                List.of(),
                analyses,
                List.of(),
                benchmark.map(id -> new Benchmark(
                        Text.EMPTY, Text.EMPTY, "", id, plan.variables(), List.of(), List.of(), List.of())),
                0.1,
                100);
        DataPlan data = new DataPlan(sources, List.of(""), Text.EMPTY, Text.EMPTY, Text.EMPTY, Text.EMPTY, Text.EMPTY);
        Protocol.Population population = new Protocol.Population(
                Text.EMPTY, Text.EMPTY, Text.EMPTY, Text.EMPTY, Text.EMPTY, Text.EMPTY, List.of(), List.of());
        return new Protocol(
                "steelyard-protocol/1",
                "p",
                "1.0",
                Text.EMPTY,
                java.time.LocalDate.EPOCH,
                List.of(),
                Optional.empty(),
                Protocol.Scenario.NEW_ITEM,
                Protocol.ObjectType.DRUG,
                null,
                null,
                null,
                population,
                null,
                null,
                List.of(),
                null,
                data,
                List.of(),
                Optional.empty(),
                plan.variables(),
                plan.exposure().orElseThrow(),
                List.of(),
                analysis,
                Optional.empty(),
                Optional.empty(),
                null,
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    @Test
    void theBenchmarksSourceIsNotTheStudys() throws Exception {
        Files.write(folder.resolve("study.csv"), Fixture.people().content);
        Files.write(folder.resolve("trial.csv"), Fixture.people().content);
        Protocol protocol = protocol(List.of(source("trial"), source("study")), Optional.of("trial"));
        CohortSettings settings = new CohortSettings(1);
        assertThat(CohortBuilder.build(protocol, folder, settings).table().name())
                .isEqualTo("study");
        assertThat(CohortBuilder.buildBenchmark(protocol, folder, settings)
                        .orElseThrow()
                        .table()
                        .name())
                .isEqualTo("trial");
    }

    @Test
    void aClusterOfACoxModelGroupsPeople() {
        CoxRule rule = new CoxRule(CoxRule.TieRule.EFRON, List.of("sex"), Optional.of("centre"));
        AnalysisPlan.Analysis analysis = new AnalysisPlan.Analysis(
                "cox",
                AnalysisPlan.AnalysisRole.PRIMARY,
                "death",
                AnalysisPlan.Adjustment.REGRESSION,
                AnalysisPlan.Target.ATE,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Text.EMPTY,
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(rule),
                Optional.empty(),
                Optional.empty());
        Protocol protocol = protocol(List.of(source("study")), Optional.empty(), List.of(analysis));

        assertThat(CohortPlan.main(protocol).groups()).containsExactly("centre");
        assertThat(CohortPlan.events(protocol, "made.csv").groups()).containsExactly("centre");
    }

    @Test
    void withoutABenchmarkThereIsNoBenchmarkCohort() {
        assertThat(CohortPlan.benchmark(protocol(List.of(source("a")), Optional.empty())))
                .isEmpty();
    }

    @Test
    void aPlanWithoutASourceIsRefused() {
        assertRefused(protocol(List.of(), Optional.empty()), CohortError.NO_SOURCE, "没有研究数据源");
    }

    @Test
    void aPlanWithTwoTablesIsRefused() {
        assertRefused(
                protocol(List.of(source("a"), source("b")), Optional.empty()), CohortError.SEVERAL_SOURCES, "a, b");
    }

    @Test
    void aBenchmarkFromNowhereIsRefused() {
        Protocol protocol = protocol(List.of(source("a")), Optional.of("trial"));
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> CohortPlan.benchmark(protocol));
        assertThat(e.problems().getFirst().code()).isEqualTo(CohortError.UNKNOWN_SOURCE);
        assertThat(e.problems().getFirst().in(Lang.ZH)).contains("没有数据源“trial”");
    }

    private static void assertRefused(Protocol protocol, CohortError code, String zh) {
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> CohortPlan.main(protocol));
        assertThat(e.problems()).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(code);
            assertThat(p.in(Lang.ZH)).contains(zh);
        });
    }
}
