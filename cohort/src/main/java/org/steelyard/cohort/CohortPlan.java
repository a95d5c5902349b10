package org.steelyard.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Benchmark;
import org.steelyard.protocol.Criterion;
import org.steelyard.protocol.DesignVariables;
import org.steelyard.protocol.LongTable;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceClass;
import org.steelyard.protocol.Protocol.Exposure;
import org.steelyard.protocol.Variable;

/**
 * What a cohort is built from: the part of the plan that speaks of one table.
 *
 * @param missing codes that mean missing in every column
 * @param exposure what tells the arms apart; absent for a long table of a design
 * @param repeated whether identifiers may repeat; they are then kept as numbers without meaning, for designs to tell units apart
 * @param groups identifiers and texts by which people are grouped, such as a cluster of a Cox model; they are kept as numbers without meaning, too
 * @param variablesPath where the dictionary stands in the plan, for messages
 * @param criteriaPath where inclusion and exclusion stand in the plan, for messages
 */
public record CohortPlan(
        Source source,
        List<Variable> variables,
        List<String> missing,
        List<Criterion> inclusion,
        List<Criterion> exclusion,
        Optional<Exposure> exposure,
        boolean repeated,
        Set<String> groups,
        String variablesPath,
        String criteriaPath) {

    /** A row a person, in one of two arms. */
    public CohortPlan(
            Source source,
            List<Variable> variables,
            List<String> missing,
            List<Criterion> inclusion,
            List<Criterion> exclusion,
            Exposure exposure,
            String variablesPath,
            String criteriaPath) {
        this(
                source,
                variables,
                missing,
                inclusion,
                exclusion,
                Optional.of(exposure),
                false,
                Set.of(),
                variablesPath,
                criteriaPath);
    }

    public CohortPlan {
        variables = List.copyOf(variables);
        missing = List.copyOf(missing);
        inclusion = List.copyOf(inclusion);
        exclusion = List.copyOf(exclusion);
        groups = Set.copyOf(groups);
    }

    /**
     * The study's own table: the one source of the plan that is neither the benchmark's nor a long table's; where every source is
     * read by long tables, the first. In a plan of designs alone a row need not be a person.
     *
     * @throws SteelyardException when there is none, or more than one
     */
    public static CohortPlan main(Protocol protocol) {
        List<Source> sources = ownSources(protocol);
        if (sources.size() != 1) {
            throw sourceProblem(sources);
        }
        return new CohortPlan(
                sources.getFirst(),
                protocol.variables(),
                protocol.data().missing(),
                protocol.population().inclusion(),
                protocol.population().exclusion(),
                Optional.of(protocol.exposure()),
                protocol.analysis().analyses().isEmpty(),
                groups(protocol),
                "variables",
                "population");
    }

    private static List<Source> ownSources(Protocol protocol) {
        Optional<String> trial = protocol.analysis().benchmark().map(Benchmark::source);
        List<String> tables =
                protocol.analysis().tables().stream().map(LongTable::source).toList();
        List<Source> own = protocol.data().sources().stream()
                .filter(s -> trial.filter(s.id()::equals).isEmpty())
                .toList();
        List<Source> rest = own.stream().filter(s -> !tables.contains(s.id())).toList();
        return rest.isEmpty() && !own.isEmpty() ? List.of(own.getFirst()) : rest;
    }

    /** A long table of the plan's designs. */
    public static CohortPlan longTable(Protocol protocol, LongTable table) {
        String at = "analysis.tables[" + protocol.analysis().tables().indexOf(table) + "]";
        return new CohortPlan(
                source(protocol, table.source()),
                table.variables(),
                protocol.data().missing(),
                table.inclusion(),
                table.exclusion(),
                Optional.empty(),
                true,
                Set.of(),
                at + ".variables",
                at);
    }

    /**
     * The flat table that a cohort section made: what is missing in it is missing.
     *
     * @param file name of the table
     */
    public static CohortPlan events(Protocol protocol, String file) {
        List<String> missing = new ArrayList<>(protocol.data().missing());
        if (!missing.contains("")) {
            missing.add("");
        }
        return new CohortPlan(
                Source.flat("cohort", SourceClass.CLAIMS, file),
                protocol.variables(),
                missing,
                protocol.population().inclusion(),
                protocol.population().exclusion(),
                Optional.of(protocol.exposure()),
                false,
                groups(protocol),
                "variables",
                "population");
    }

    /** Clusters of Cox models, and what designs on the plan's own table read. */
    private static Set<String> groups(Protocol protocol) {
        Stream<String> clusters = protocol.analysis().analyses().stream()
                .flatMap(a -> a.cox().stream().flatMap(c -> c.cluster().stream()));
        Stream<String> units = protocol.analysis().designs().stream()
                .filter(d -> d.table().isEmpty())
                .flatMap(d -> DesignVariables.names(d, protocol).stream());
        return Stream.concat(clusters, units).collect(Collectors.toSet());
    }

    /**
     * The randomised trial's table, if the plan has one.
     *
     * @throws SteelyardException when its source is not among the plan's
     */
    public static Optional<CohortPlan> benchmark(Protocol protocol) {
        return protocol.analysis()
                .benchmark()
                .map(benchmark -> new CohortPlan(
                        source(protocol, benchmark.source()),
                        benchmark.variables(),
                        protocol.data().missing(),
                        benchmark.inclusion(),
                        benchmark.exclusion(),
                        protocol.exposure(),
                        "analysis.benchmark.variables",
                        "analysis.benchmark"));
    }

    private static Source source(Protocol protocol, String id) {
        List<String> ids = protocol.data().sources().stream().map(Source::id).toList();
        return protocol.data().sources().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(() -> SteelyardException.of(
                        CohortError.UNKNOWN_SOURCE,
                        Place.field("analysis.benchmark.source"),
                        Text.of("data.sources 中没有数据源“" + id + "”", "data.sources has no source \"" + id + "\""),
                        Text.of("现有数据源：" + String.join("、", ids), "sources: " + String.join(", ", ids))));
    }

    private static SteelyardException sourceProblem(List<Source> sources) {
        if (sources.isEmpty()) {
            return SteelyardException.of(
                    CohortError.NO_SOURCE,
                    Place.field("data.sources"),
                    Text.of("方案没有研究数据源", "the plan names no data source for the study"),
                    Text.of("在 data.sources 中写明数据文件", "name the data file under data.sources"));
        }
        String ids = String.join(", ", sources.stream().map(Source::id).toList());
        return SteelyardException.of(
                CohortError.SEVERAL_SOURCES,
                Place.field("data.sources"),
                Text.of(
                        "除外部对照试验外只能有一个研究数据源，方案有 " + sources.size() + " 个：" + ids,
                        "besides the benchmark there can be one source for the study; the plan has " + sources.size()
                                + ": " + ids),
                Text.of("先把各来源连接成一人一行的一张表", "join them first into one table with one row a person"));
    }
}
