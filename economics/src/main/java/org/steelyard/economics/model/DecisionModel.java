package org.steelyard.economics.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.steelyard.economics.agreement.Settlement;
import org.steelyard.economics.model.internal.build.Builder;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.input.Specs;
import org.steelyard.economics.model.internal.read.SpecReader;
import org.steelyard.economics.model.internal.run.BaseCheck;
import org.steelyard.economics.model.internal.run.FundCheck;
import org.steelyard.economics.model.internal.run.Runner;
import org.steelyard.economics.model.internal.run.Scenarios;
import org.steelyard.economics.model.internal.run.SettlementTerms;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** A decision model that has been read, checked and compiled. */
public final class DecisionModel {

    /** Faults with which a model still has numbers, so that its rows and curves can be checked beside them. */
    private static final Set<ErrorCode> COMPUTABLE = Set.of(ModelError.UNUSED, ModelError.UNIT_MISMATCH);

    private final String name;
    private final Digest digest;
    private final Built built;

    private DecisionModel(String name, Digest digest, Built built) {
        this.name = name;
        this.digest = digest;
        this.built = built;
    }

    /**
     * Yearly discount rates of outcomes that name none of their own.
     *
     * @param costs of outcomes of kind cost @param effects of the others
     */
    public record Rates(double costs, double effects) {}

    /** The model in a file, or a failure with all that is wrong with it. */
    public static DecisionModel load(Path file, Rates rates) {
        try {
            return parse(Files.readAllBytes(file), String.valueOf(file.getFileName()), rates);
        } catch (IOException e) {
            throw SteelyardException.of(
                    ModelError.UNREADABLE,
                    Place.file(String.valueOf(file.getFileName())),
                    Text.of("文件不存在或无法读取", "the file does not exist or cannot be read"),
                    Text.of("检查路径与权限", "Check path and permission"));
        }
    }

    public static DecisionModel parse(byte[] bytes, String name, Rates rates) {
        return parse(ModelSource.file(bytes, name), rates, spec -> spec);
    }

    /** @param change what another source puts in place of the model's own numbers */
    public static DecisionModel parse(ModelSource source, Rates rates, UnaryOperator<ModelSpec> change) {
        Findings findings = new Findings(source.yaml()::place);
        ModelSpec spec = Specs.withRates(SpecReader.read(source.yaml().tree()), rates.costs(), rates.effects());
        List<Problem> departures = source.yaml().departures();
        if (!departures.isEmpty()) {
            throw new SteelyardException(withSense(departures, spec, findings));
        }
        return built(change.apply(spec), findings, source.name(), source.digest());
    }

    private static DecisionModel built(ModelSpec spec, Findings findings, String name, Digest digest) {
        Built built = Builder.build(spec, findings);
        List<Problem> found = findings.list();
        if (found.stream().allMatch(p -> COMPUTABLE.contains(p.code()))) {
            BaseCheck.run(built, findings);
            Scenarios.check(spec, findings);
            FundCheck.run(built, findings);
        }
        if (!findings.isEmpty()) {
            List<Problem> all = new ArrayList<>(found);
            all.addAll(
                    apart(findings.list().subList(found.size(), findings.list().size()), places(found)));
            throw new SteelyardException(sorted(all));
        }
        return new DecisionModel(name, digest, built);
    }

    /** All that is wrong with a model; empty when nothing is. */
    public static List<Problem> check(byte[] bytes, String name, Rates rates) {
        try {
            parse(bytes, name, rates);
            return List.of();
        } catch (SteelyardException e) {
            return e.problems();
        }
    }

    /** Faults of shape, and those of sense that do not follow from them: none inside a faulty part, and nothing called unused. */
    private static List<Problem> withSense(List<Problem> shape, ModelSpec spec, Findings findings) {
        List<Problem> all = new ArrayList<>(shape);
        try {
            Builder.build(spec, findings);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return sorted(shape);
        }
        List<Problem> sense = findings.list().stream()
                .filter(p -> p.code() != ModelError.UNUSED && p.code() != ModelError.BAD_SECTION)
                .toList();
        all.addAll(apart(sense, places(shape)));
        return sorted(all);
    }

    private static Set<String> places(List<Problem> problems) {
        return problems.stream().map(p -> p.place().field()).collect(Collectors.toSet());
    }

    /** Those that are not within a part with a fault of its own, from which they may follow. */
    private static List<Problem> apart(List<Problem> problems, Set<String> faulty) {
        return problems.stream()
                .filter(p -> faulty.stream()
                        .noneMatch(f -> f.isEmpty() || touches(p.place().field(), f)))
                .toList();
    }

    private static boolean touches(String path, String fault) {
        return path.startsWith(fault) || fault.startsWith(path);
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingLong((Problem p) -> p.place().row()))
                .toList();
    }

    public ModelSpec spec() {
        return built.spec();
    }

    public String name() {
        return name;
    }

    /** Ids of what is compared, in order; for a tree its policies. */
    public List<String> strategies() {
        return built.strategies().stream().map(Built.Named::id).toList();
    }

    /** Of the bytes of the file. */
    public Digest digest() {
        return digest;
    }

    /** Trees have no time. */
    public boolean kindHasNoClock() {
        return built.spec().header().kind() == ModelSpec.Kind.TREE;
    }

    /** In years; 0 for a tree. */
    public double horizon() {
        return built.horizon();
    }

    /** Base case and every analysis that the model asks for. */
    public ModelResults run(RunSettings settings) {
        return new Runner(built, settings).run();
    }

    /** The terms of an agreement of the base case, by which real people are settled. @param agreement its id, one of the model's */
    public Settlement settlement(String agreement) {
        int index = List.copyOf(built.spec().agreements().keySet()).indexOf(agreement);
        if (index < 0) {
            throw new IllegalArgumentException("no agreement " + agreement);
        }
        return SettlementTerms.of(built, index);
    }

    /** Base case alone: totals a person, by strategy and outcome. */
    public double[][] baseCase() {
        return new Runner(built, RunSettings.of(1)).baseTotals();
    }

    /** One draw of the probabilistic analysis alone: totals by strategy and outcome, the same numbers as in the whole analysis. */
    public double[][] draw(long number, RunSettings settings) {
        return new Runner(built, settings).draw(number);
    }

    /** Draws without any analysis of them: totals by strategy, outcome and draw. */
    public double[][][] draws(int count, RunSettings settings) {
        return new Runner(built, settings).draws(count);
    }

    /** The base case with some parameters at other values, each in its own unit: totals by strategy and outcome. */
    public double[][] at(java.util.Map<String, Double> parameters) {
        return new Runner(built, RunSettings.of(1)).at(parameters);
    }
}
