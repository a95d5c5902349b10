package org.steelyard.economics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Records;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.Parameter;
import org.steelyard.protocol.Parameter.Shape;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.PolicyPacks;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.protocol.Resource;
import org.steelyard.protocol.StateCost;
import org.steelyard.protocol.Variable;

/** Plans, packs and tables for tests; the frame of a plan is that of the shipped example. */
final class Fixture {

    static final Protocol ROTTERDAM =
            ProtocolFile.read(Path.of(System.getProperty("steelyard.root"), "examples", "rotterdam", "protocol.yaml"));

    static final PolicyPack PACK = PolicyPacks.load(PolicyPacks.DEFAULT);

    private Fixture() {}

    static EconomicSettings settings(long seed) {
        return EconomicSettings.of(
                new Provenance(List.of(Digest.of("data")), Digest.of("plan"), "test", "steelyard test", seed));
    }

    static Parameter fixed(double value) {
        return new Parameter(value, Shape.FIXED, 0, Text.same("assumed in a test"));
    }

    static Parameter gamma(double value, double se) {
        return new Parameter(value, Shape.GAMMA, se, Text.same("assumed in a test"));
    }

    static Resource resource(String id, String quantity, double price) {
        return new Resource(
                id,
                Text.same(id),
                quantity,
                Optional.of(fixed(price)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    static Resource at(Resource r, double year) {
        return new Resource(
                r.id(), r.label(), r.quantity(), r.unitCost(), r.pack(), r.arm(), Optional.of(year), r.price());
    }

    static Resource price(Resource r) {
        return new Resource(
                r.id(), r.label(), r.quantity(), r.unitCost(), r.pack(), Optional.of(Arm.TREATED), r.at(), true);
    }

    static Resource packed(String id, String quantity, String name) {
        return new Resource(
                id,
                Text.same(id),
                quantity,
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    static StateCost stateCost(StateCost.When when, double amount) {
        return new StateCost(
                when.name(),
                Text.same(when.name()),
                when,
                Optional.empty(),
                Optional.of(fixed(amount)),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    static EconomicPlan economics(EconomicModel model, double horizon) {
        return new EconomicPlan(
                EconomicPlan.Perspective.PAYER,
                Text.EMPTY,
                "CNY",
                2024,
                horizon,
                Optional.of(0.05),
                Optional.of(0.05),
                Target.ATE,
                model,
                200,
                Text.EMPTY);
    }

    static EconomicPlan rates(EconomicPlan p, double costs, double effects) {
        return new EconomicPlan(
                p.perspective(),
                p.perspectiveNote(),
                p.currency(),
                p.priceYear(),
                p.horizon(),
                Optional.of(costs),
                Optional.of(effects),
                p.target(),
                p.model(),
                p.draws(),
                p.rationale());
    }

    static EconomicPlan draws(EconomicPlan p, int draws) {
        return new EconomicPlan(
                p.perspective(),
                p.perspectiveNote(),
                p.currency(),
                p.priceYear(),
                p.horizon(),
                p.discountCosts(),
                p.discountEffects(),
                p.target(),
                p.model(),
                draws,
                p.rationale());
    }

    static EconomicPlan target(EconomicPlan p, Target target) {
        return new EconomicPlan(
                p.perspective(),
                p.perspectiveNote(),
                p.currency(),
                p.priceYear(),
                p.horizon(),
                p.discountCosts(),
                p.discountEffects(),
                target,
                p.model(),
                p.draws(),
                p.rationale());
    }

    static Outcome timed(String id, String time, String event) {
        return new Outcome(
                id,
                Text.same(id),
                OutcomeType.TIME_TO_EVENT,
                Optional.empty(),
                Optional.of(time),
                Optional.of(event),
                Optional.of(TimeUnit.YEAR),
                Optional.empty(),
                Optional.empty(),
                true,
                Text.EMPTY);
    }

    static Variable variable(String name, Variable.Type type) {
        return new Variable(
                name,
                Text.same(name),
                Variable.Role.AUXILIARY,
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The frame of the example with another table behind it. */
    static Protocol plan(
            List<Variable> variables,
            List<Outcome> outcomes,
            List<String> covariates,
            Optional<EconomicPlan> economics) {
        AnalysisPlan analysis = Records.with(
                ROTTERDAM.analysis(),
                Map.of(
                        "covariates", covariates,
                        "analyses", List.of(),
                        "subgroups", List.of(),
                        "benchmark", Optional.empty()));
        return Records.with(
                ROTTERDAM,
                Map.of(
                        "variables", variables,
                        "exposure", new Protocol.Exposure("x", Text.of("新技术", "new"), Text.of("常规", "usual")),
                        "outcomes", outcomes,
                        "analysis", analysis,
                        "economics", economics,
                        "society", Optional.empty()));
    }

    /** The example's own plan with another economic part. */
    static Protocol plan(Protocol p, EconomicPlan economics) {
        return Records.with(p, Map.of("economics", Optional.of(economics)));
    }

    static AnalysisTable table(Column... columns) {
        return new AnalysisTable(
                "test.csv", LongStream.range(2, 2 + columns[0].rows()).toArray(), List.of(columns));
    }

    static Column.Binary binary(String name, int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) values[i];
        }
        return new Column.Binary(name, out);
    }

    static Column.Numeric number(String name, double... values) {
        return new Column.Numeric(name, values);
    }

    /** The rows in another order. */
    static AnalysisTable reordered(AnalysisTable table, int[] order) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(
                    switch (column) {
                        case Column.Numeric c -> {
                            double[] v = new double[order.length];
                            for (int i = 0; i < v.length; i++) {
                                v[i] = c.values()[order[i]];
                            }
                            yield new Column.Numeric(c.name(), v);
                        }
                        case Column.Binary c -> {
                            byte[] v = new byte[order.length];
                            for (int i = 0; i < v.length; i++) {
                                v[i] = c.values()[order[i]];
                            }
                            yield new Column.Binary(c.name(), v);
                        }
                        case Column.Category c -> {
                            int[] v = new int[order.length];
                            for (int i = 0; i < v.length; i++) {
                                v[i] = c.codes()[order[i]];
                            }
                            yield new Column.Category(c.name(), c.levels(), v);
                        }
                    });
        }
        long[] rows = new long[order.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = table.sourceRows()[order[i]];
        }
        return new AnalysisTable(table.name(), rows, columns);
    }
}
