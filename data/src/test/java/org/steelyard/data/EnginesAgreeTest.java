package org.steelyard.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Seed;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.ExpressionType;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;

/** DuckDB and the slow in-memory engine give the same answers to random questions about random tables. */
class EnginesAgreeTest {

    private static final Seed SEED = new Seed(Long.getLong("seed", 20261122));
    private static final int ROWS = 40;

    @Test
    void onRandomRules() {
        compare(12, 10);
    }

    @Test
    @Tag("slow")
    void onManyRandomRules() {
        compare(80, 20);
    }

    private static void compare(int tables, int rules) {
        System.out.println("seed " + SEED.value());
        IntStream.range(0, tables).parallel().forEach(t -> compare(SEED.child("table", t), rules));
    }

    /** One thread an engine: forty rows are too few to share, and the tables share the cores. */
    private static void compare(Seed seed, int rules) {
        try (Engine fast = DuckDbEngine.open(1);
                Engine slow = new MemoryEngine()) {
            Relation a = fast.load(new RandomExpressions(seed.generator()).rows(ROWS));
            Relation b = slow.load(new RandomExpressions(seed.generator()).rows(ROWS));
            RandomExpressions random = new RandomExpressions(seed.child("rules").generator());
            for (int i = 0; i < rules; i++) {
                Expression rule = random.flag(1 + i % 4);
                String text = Expressions.print(rule);
                assertThat(fast.judge(a, rule)).as(text).isEqualTo(slow.judge(b, rule));
                assertThat(fast.rowsWhere(a, rule, 5)).as(text).isEqualTo(slow.rowsWhere(b, rule, 5));
                assertPulled(
                        fast.pull(fast.keep(a, rule, true), NAMES), slow.pull(slow.keep(b, rule, true), NAMES), text);
            }
            assertDerived(random, new Pair(fast, a), new Pair(slow, b));
            assertThat(fast.duplicates(a, List.of("sex", "flag"), 7))
                    .isEqualTo(slow.duplicates(b, List.of("sex", "flag"), 7));
            assertThat(fast.missing(a, NAMES)).isEqualTo(slow.missing(b, NAMES));
        }
    }

    /** Columns that wait outside the engine are counted and handed out as if they lay in it. */
    @Test
    void onColumnsThatNoRuleNames() {
        Expression rule = Expressions.parse("flag", Place.NONE);
        for (int table = 0; table < 20; table++) {
            Seed seed = SEED.child("aside", table);
            try (Engine fast = DuckDbEngine.open(1);
                    Engine slow = new MemoryEngine()) {
                Relation a = fast.load(new RandomExpressions(seed.generator()).rows(ROWS), "flag"::equals);
                Relation b = slow.load(new RandomExpressions(seed.generator()).rows(ROWS), "flag"::equals);
                Relation some = fast.keep(a, rule, false);
                Relation kept = slow.keep(b, rule, false);
                assertThat(fast.missing(a, NAMES)).isEqualTo(slow.missing(b, NAMES));
                assertThat(fast.missing(some, NAMES)).isEqualTo(slow.missing(kept, NAMES));
                assertPulled(fast.pull(a, NAMES), slow.pull(b, NAMES), "all rows");
                assertPulled(fast.pull(some, NAMES), slow.pull(kept, NAMES), "some rows");
                assertPulled(fast.pull(some, List.of("x")), slow.pull(kept, List.of("x")), "one column");
            }
        }
    }

    private static final List<String> NAMES =
            RandomExpressions.FIELDS.stream().map(Field::name).toList();

    private record Pair(Engine engine, Relation relation) {}

    private static void assertDerived(RandomExpressions random, Pair fast, Pair slow) {
        List<Engine.Derivation> derivations = new ArrayList<>();
        for (Field.Kind kind : Field.Kind.values()) {
            List<String> levels = kind == Field.Kind.CATEGORY ? List.of("未知", "male") : List.of();
            derivations.add(new Engine.Derivation(new Field("new" + kind, kind, levels), random.of(kind, 3)));
        }
        List<String> names = derivations.stream().map(d -> d.field().name()).toList();
        assertPulled(
                fast.engine().pull(fast.engine().derive(fast.relation(), derivations), names),
                slow.engine().pull(slow.engine().derive(slow.relation(), derivations), names),
                derivations.toString());
    }

    private static void assertPulled(Engine.Pulled fast, Engine.Pulled slow, String about) {
        assertThat(fast.rows()).as(about).isEqualTo(slow.rows());
        for (int i = 0; i < fast.vectors().size(); i++) {
            switch (fast.vectors().get(i)) {
                case Vector.Numbers v ->
                    assertThat(zeros(v.values()))
                            .as(about)
                            .isEqualTo(zeros(((Vector.Numbers) slow.vectors().get(i)).values()));
                case Vector.Flags v ->
                    assertThat(v.values())
                            .as(about)
                            .isEqualTo(((Vector.Flags) slow.vectors().get(i)).values());
                case Vector.Codes v ->
                    assertThat(v.values())
                            .as(about)
                            .isEqualTo(((Vector.Codes) slow.vectors().get(i)).values());
                case Vector.Days v ->
                    assertThat(v.values())
                            .as(about)
                            .isEqualTo(((Vector.Days) slow.vectors().get(i)).values());
                case Vector.Texts v ->
                    assertThat(v.values())
                            .as(about)
                            .isEqualTo(((Vector.Texts) slow.vectors().get(i)).values());
            }
        }
    }

    /** The sign of zero carries no meaning. */
    private static double[] zeros(double[] values) {
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += 0.0;
        }
        return out;
    }

    @Test
    void lnAndExpAgreeWithinOneUnitOfTheLastDigit() {
        Field result = new Field("r", Field.Kind.NUMBER, List.of());
        for (String source : List.of("ln(x)", "exp(x)", "exp(ln(x) / 2)", "ln(exp(x))")) {
            Expression e = Expressions.parse(source, Place.NONE);
            try (Engine fast = DuckDbEngine.open(1);
                    Engine slow = new MemoryEngine()) {
                Relation a = fast.load(new RandomExpressions(SEED.generator()).rows(ROWS));
                Relation b = slow.load(new RandomExpressions(SEED.generator()).rows(ROWS));
                double[] x = numbers(fast, fast.derive(a, List.of(new Engine.Derivation(result, e))));
                double[] y = numbers(slow, slow.derive(b, List.of(new Engine.Derivation(result, e))));
                for (int i = 0; i < ROWS; i++) {
                    assertThat(Double.isNaN(x[i])).isEqualTo(Double.isNaN(y[i]));
                    assertThat(Double.isNaN(x[i]) || Math.abs(x[i] - y[i]) <= 2 * Math.ulp(y[i]))
                            .as(source)
                            .isTrue();
                }
            }
        }
    }

    private static double[] numbers(Engine engine, Relation relation) {
        return ((Vector.Numbers) engine.pull(relation, List.of("r")).vectors().getFirst()).values();
    }

    @Test
    void randomExpressionsPassTheTypeChecker() {
        Scope scope = new Scope(RandomExpressions.FIELDS.stream()
                .collect(java.util.stream.Collectors.toMap(Field::name, EnginesAgreeTest::symbol)));
        RandomExpressions random = new RandomExpressions(SEED.child("types").generator());
        for (int i = 0; i < 500; i++) {
            Expression rule = random.flag(4);
            assertThat(Expressions.typeOf(rule, scope))
                    .as(Expressions.print(rule))
                    .contains(ExpressionType.BOOLEAN);
            assertThat(Expressions.parse(Expressions.print(rule), Place.NONE)).isEqualTo(rule);
        }
    }

    private static Scope.Symbol symbol(Field field) {
        ExpressionType type = switch (field.kind()) {
            case NUMBER -> ExpressionType.NUMBER;
            case FLAG -> ExpressionType.BOOLEAN;
            case CATEGORY, TEXT -> ExpressionType.TEXT;
            case DAY -> ExpressionType.DATE;
        };
        return new Scope.Symbol(field.name(), type, org.steelyard.kernel.Text.EMPTY, List.of());
    }
}
