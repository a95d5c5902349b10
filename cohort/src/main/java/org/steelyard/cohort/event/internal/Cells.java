package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Rel.as;
import static org.steelyard.data.relational.Scalar.coalesce;
import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.daysFrom;
import static org.steelyard.data.relational.Scalar.eq;
import static org.steelyard.data.relational.Scalar.ge;
import static org.steelyard.data.relational.Scalar.gt;
import static org.steelyard.data.relational.Scalar.known;
import static org.steelyard.data.relational.Scalar.le;
import static org.steelyard.data.relational.Scalar.minus;
import static org.steelyard.data.relational.Scalar.missing;
import static org.steelyard.data.relational.Scalar.plus;
import static org.steelyard.data.relational.Scalar.when;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.steelyard.data.relational.DataType;
import org.steelyard.data.relational.Pivot;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rel.AggregateFunction;
import org.steelyard.data.relational.Rel.Named;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.Rel.WindowColumn;
import org.steelyard.data.relational.Rel.WindowFunction;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;
import org.steelyard.protocol.event.DayWindow;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventMeasure.CostComponent;
import org.steelyard.protocol.event.EventSelector;
import org.steelyard.protocol.event.VisitKind;

/**
 * What is counted over events, all at once: a cell for each row of the cohort and each measure that has an event, then one
 * row for each row of the cohort.
 *
 * <p>The records of a domain are joined to the cohort once. Which measure a record belongs to is looked up by its codes in a
 * small table, so that two hundred measures cost little more than one.
 */
final class Cells {

    private static final String OFFSET = "offset";
    private static final String MEASURE = "measure";
    private static final String ORIGIN = "origin";

    /** So few columns are made in the same pass as their cells. */
    private static final int FEW = 16;

    private static final Pivot.Keys KEYS = new Pivot.Keys(Columns.ROW, MEASURE);
    static final String RISK_FROM = "risk_from";
    static final String RISK_TO = "risk_to";

    /** What a measure takes from its records. */
    enum Take {
        COUNT,
        /** Offset of the first. */
        FIRST,
        /** Offset of the last. */
        LAST,
        AMOUNT,
        LOWEST,
        HIGHEST,
        /** Value of the first record that has one, by day and then by number. */
        FIRST_VALUE,
        LAST_VALUE,
        /** Days that begin after a pause. */
        EPISODES,
        /** Days in hospital. */
        STAY
    }

    /**
     * A measure.
     *
     * @param codes whether an event belongs to it by its codes
     * @param codeColumns what that looks at
     * @param origin column of the day that offsets are counted from
     * @param window absent for the time at risk
     * @param pause of episodes
     */
    record Spec(
            int id,
            Take take,
            EventSelector event,
            Scalar codes,
            List<String> codeColumns,
            String origin,
            Optional<DayWindow> window,
            CostComponent component,
            int pause) {}

    private final Events events;
    private final Workspace workspace;
    private final Map<Codes, Rel> codes = new HashMap<>();

    /** Codes that occur in a domain, as far as measures look at them. */
    private record Codes(EventDomain domain, List<String> columns) {
        Codes {
            columns = List.copyOf(columns);
        }
    }

    Cells(Events events, Workspace workspace) {
        this.events = events;
        this.workspace = workspace;
    }

    /** Name of a measure's column in the wide table. */
    static String column(int id) {
        return "m" + id;
    }

    /** The rows with a column for each measure, missing where there was no event. */
    Rel wide(Rel rows, List<Spec> specs, List<Rel> more) {
        List<Rel> cells = new ArrayList<>(more);
        group(specs).values().forEach(group -> cells.addAll(cells(rows, group)));
        return join(rows, cells, specs.stream().map(Cells::column).toList());
    }

    /** The rows with columns reduced from cells; many columns are made from cells that are kept. */
    Rel join(Rel rows, List<Rel> cells, List<Pivot.Column> columns) {
        if (columns.isEmpty()) {
            return rows;
        }
        Rel all = cells.size() == 1 ? cells.getFirst() : new Rel.Union(cells);
        return columns.size() <= FEW
                ? Pivot.joined(rows, all, KEYS, columns)
                : workspace.pivot(new Pivot(rows, workspace.keep("cells", all), KEYS, columns));
    }

    private static Pivot.Column column(Spec spec) {
        return switch (spec.take()) {
            case COUNT, EPISODES, STAY -> column(spec, AggregateFunction.SUM, "n");
            case FIRST -> column(spec, AggregateFunction.MINIMUM, "first");
            case LAST -> column(spec, AggregateFunction.MAXIMUM, "last");
            case AMOUNT -> column(spec, AggregateFunction.SUM, "amount");
            case LOWEST, FIRST_VALUE, LAST_VALUE -> column(spec, AggregateFunction.MINIMUM, "low");
            case HIGHEST -> column(spec, AggregateFunction.MAXIMUM, "high");
        };
    }

    private static Pivot.Column column(Spec spec, AggregateFunction function, String cell) {
        return new Pivot.Column(column(spec.id()), spec.id(), function, cell);
    }

    /** A cell of a count that was made elsewhere. */
    static Rel counts(Rel rows, Scalar measure, Scalar count) {
        return rows.project(
                as(Columns.ROW, col(Columns.ROW)),
                as(MEASURE, measure),
                as("n", count),
                as("first", new Scalar.Missing(DataType.INTEGER)),
                as("last", new Scalar.Missing(DataType.INTEGER)),
                as("amount", new Scalar.Missing(DataType.MONEY)),
                as("low", new Scalar.Missing(DataType.NUMBER)),
                as("high", new Scalar.Missing(DataType.NUMBER)));
    }

    /** How a column is reduced from counts. */
    static Pivot.Column total(int id) {
        return new Pivot.Column(column(id), id, AggregateFunction.SUM, "n");
    }

    private record Group(EventDomain domain, String origin, boolean coded, boolean stays) {}

    private static Map<Group, List<Spec>> group(List<Spec> specs) {
        Map<Group, List<Spec>> out = new LinkedHashMap<>();
        for (Spec spec : specs) {
            Group group = new Group(
                    spec.event().domain(), spec.origin(), !spec.codeColumns().isEmpty(), spec.take() == Take.STAY);
            out.computeIfAbsent(group, g -> new ArrayList<>()).add(spec);
        }
        return out;
    }

    private List<Rel> cells(Rel rows, List<Spec> specs) {
        if (specs.getFirst().take() == Take.STAY) {
            return specs.stream().map(s -> stays(rows, s)).toList();
        }
        List<Rel> out = new ArrayList<>();
        List<Spec> plain = specs.stream().filter(s -> isPlain(s.take())).toList();
        if (plain.size() > 1 && plain.getFirst().codeColumns().isEmpty()) {
            out.add(together(rows, plain));
        } else if (!plain.isEmpty()) {
            out.add(plain(assigned(rows, plain), plain));
        }
        values(rows, specs, Take.FIRST_VALUE).ifPresent(out::add);
        values(rows, specs, Take.LAST_VALUE).ifPresent(out::add);
        specs.stream().filter(s -> s.take() == Take.EPISODES).forEach(s -> out.add(episodes(rows, s)));
        return out;
    }

    private static boolean isPlain(Take take) {
        return take != Take.FIRST_VALUE && take != Take.LAST_VALUE && take != Take.EPISODES && take != Take.STAY;
    }

    private static boolean isMoney(Spec spec) {
        return spec.event().domain() == EventDomain.CLAIM || spec.event().domain() == EventDomain.CLAIM_ITEM;
    }

    /** Records of the cohort's people with the day's offset. */
    Rel candidates(Rel rows, EventDomain domain, String origin) {
        List<Named> columns = new ArrayList<>();
        columns.add(as(Columns.ROW, col(Columns.ROW)));
        events.keys().forEach(k -> columns.add(as(k, col(k))));
        columns.add(as(ORIGIN, col(origin)));
        if (rows.schema().has(RISK_FROM)) {
            columns.add(as(RISK_FROM, col(RISK_FROM)));
            columns.add(as(RISK_TO, col(RISK_TO)));
        }
        Rel joined =
                new Rel.Join(rows.filter(known(col(origin))).project(columns), events.of(domain), events.samePerson());
        return joined.with(as(OFFSET, daysFrom(col(ORIGIN), col(Columns.E_DAY))));
    }

    /** The same, within a window. */
    Rel candidates(Rel rows, EventDomain domain, DayWindow window) {
        List<Scalar> inside = new ArrayList<>();
        window.from().ifPresent(f -> inside.add(ge(col(OFFSET), Scalar.of(f))));
        window.to().ifPresent(t -> inside.add(le(col(OFFSET), Scalar.of(t))));
        return candidates(rows, domain, Columns.DAY).filter(Scalar.all(inside));
    }

    /** Records with the number of each measure that they belong to. */
    private Rel assigned(Rel rows, List<Spec> specs) {
        Spec first = specs.getFirst();
        Rel candidates = candidates(rows, first.event().domain(), first.origin());
        if (first.codeColumns().isEmpty()) {
            List<Rel> each = specs.stream()
                    .map(s -> candidates
                            .filter(Scalar.all(literalWindow(s), literalRow(s)))
                            .with(as(MEASURE, Scalar.of(s.id())), as("component", Scalar.of(component(s)))))
                    .toList();
            return each.size() == 1 ? each.getFirst() : new Rel.Union(each);
        }
        List<String> columns = new ArrayList<>(new TreeSet<>(
                specs.stream().flatMap(s -> s.codeColumns().stream()).toList()));
        Rel map = map(specs, columns);
        List<Scalar> on = new ArrayList<>(columns.stream()
                .map(c -> Scalar.call(ScalarFunction.SAME, col(c), col("k_" + c)))
                .toList());
        Scalar from = when(col("k_risk"), risk(rows, RISK_FROM), col("k_from"));
        Scalar to = when(col("k_risk"), risk(rows, RISK_TO), col("k_to"));
        on.add(coalesce(ge(col(OFFSET), from), Scalar.of(true)));
        on.add(coalesce(le(col(OFFSET), to), Scalar.of(true)));
        if (specs.stream().anyMatch(s -> s.event().mainDiagnosis())) {
            on.add(Scalar.any(List.of(Scalar.not(col("k_main")), col(Columns.E_MAIN))));
        }
        if (specs.stream()
                .anyMatch(s ->
                        s.event().minimum().isPresent() || s.event().maximum().isPresent())) {
            on.add(Scalar.any(List.of(missing(col("k_min")), ge(col(Columns.E_VALUE), col("k_min")))));
            on.add(Scalar.any(List.of(missing(col("k_max")), le(col(Columns.E_VALUE), col("k_max")))));
        }
        Rel joined = new Rel.Join(candidates, map, Scalar.all(on));
        List<Named> out = new ArrayList<>(
                candidates.schema().names().stream().map(n -> as(n, col(n))).toList());
        out.add(as(MEASURE, col("k_measure")));
        out.add(as("component", col("k_component")));
        return joined.project(out);
    }

    private static Scalar risk(Rel rows, String name) {
        return rows.schema().has(name) ? col(name) : new Scalar.Missing(DataType.INTEGER);
    }

    private static Scalar literalWindow(Spec spec) {
        Scalar offset = col(OFFSET);
        if (spec.window().isEmpty()) {
            return Scalar.all(ge(offset, col(RISK_FROM)), le(offset, col(RISK_TO)));
        }
        List<Scalar> inside = new ArrayList<>();
        spec.window().get().from().ifPresent(f -> inside.add(ge(offset, Scalar.of(f))));
        spec.window().get().to().ifPresent(t -> inside.add(le(offset, Scalar.of(t))));
        return Scalar.all(inside);
    }

    private static Scalar literalRow(Spec spec) {
        List<Scalar> conditions = new ArrayList<>();
        if (spec.event().mainDiagnosis()) {
            conditions.add(col(Columns.E_MAIN));
        }
        spec.event().minimum().ifPresent(m -> conditions.add(ge(col(Columns.E_VALUE), Scalar.of(m))));
        spec.event().maximum().ifPresent(m -> conditions.add(le(col(Columns.E_VALUE), Scalar.of(m))));
        return Scalar.all(conditions);
    }

    /** Codes that occur, with the measures that they belong to. */
    private Rel map(List<Spec> specs, List<String> columns) {
        EventDomain domain = specs.getFirst().event().domain();
        Rel distinct = codes.computeIfAbsent(
                new Codes(domain, columns),
                c -> workspace.keep("codes", new Rel.Distinct(events.of(domain).only(columns))));
        List<Rel> each = new ArrayList<>();
        for (Spec spec : specs) {
            List<Named> out = new ArrayList<>(
                    columns.stream().map(c -> as("k_" + c, col(c))).toList());
            DayWindow window = spec.window().orElse(DayWindow.open());
            out.add(as("k_measure", Scalar.of(spec.id())));
            out.add(as("k_component", Scalar.of(component(spec))));
            out.add(as("k_risk", Scalar.of(spec.window().isEmpty())));
            out.add(as("k_from", integer(window.from())));
            out.add(as("k_to", integer(window.to())));
            out.add(as("k_main", Scalar.of(spec.event().mainDiagnosis())));
            out.add(as("k_min", number(spec.event().minimum())));
            out.add(as("k_max", number(spec.event().maximum())));
            each.add(new Rel.Distinct(distinct.filter(spec.codes()).project(out)));
        }
        return workspace.keep("map", each.size() == 1 ? each.getFirst() : new Rel.Union(each));
    }

    private static Scalar integer(Optional<Integer> value) {
        return value.isPresent() ? Scalar.of(value.get()) : new Scalar.Missing(DataType.INTEGER);
    }

    private static Scalar number(Optional<Double> value) {
        return value.isPresent() ? Scalar.of(value.get().doubleValue()) : new Scalar.Missing(DataType.NUMBER);
    }

    private static int component(Spec spec) {
        return spec.component().ordinal();
    }

    /** Cells with what the measures take; what none of them takes is left missing, and costs nothing. */
    private static Rel plain(Rel assigned, List<Spec> specs) {
        Set<Take> takes =
                specs.stream().map(Spec::take).collect(Collectors.toCollection(() -> EnumSet.noneOf(Take.class)));
        List<Named> taken = new ArrayList<>(List.of(as(Columns.ROW, col(Columns.ROW)), as(MEASURE, col(MEASURE))));
        List<Reduction> reductions = new ArrayList<>(List.of(Reduction.count("n")));
        for (Cell cell : CELLS) {
            if (takes.contains(cell.take())) {
                Scalar value = cell.take() != Take.AMOUNT
                        ? cell.value()
                        : isMoney(specs.getFirst()) ? amount() : new Scalar.Missing(DataType.MONEY);
                taken.add(as("of_" + cell.name(), value));
                reductions.add(Reduction.of(cell.name(), cell.function(), col("of_" + cell.name())));
            }
        }
        return new Rel.Aggregate(assigned.project(taken), List.of(Columns.ROW, MEASURE), reductions)
                .project(cell(col(MEASURE), "", takes));
    }

    /** Measures of all records of a domain, which differ by their window alone: the records are gone through once. */
    private Rel together(Rel rows, List<Spec> specs) {
        Spec first = specs.getFirst();
        List<Reduction> reductions = new ArrayList<>();
        for (Spec spec : specs) {
            Scalar inside = Scalar.all(literalWindow(spec), literalRow(spec));
            reductions.add(Reduction.count("n" + spec.id()).where(inside));
            CELLS.stream().filter(c -> c.take() == spec.take()).forEach(c -> {
                Scalar value = c.take() != Take.AMOUNT
                        ? c.value()
                        : isMoney(spec) ? amount(spec.component()) : new Scalar.Missing(DataType.MONEY);
                reductions.add(
                        Reduction.of(c.name() + spec.id(), c.function(), value).where(inside));
            });
        }
        Rel counted = workspace.keep(
                "counted",
                new Rel.Aggregate(
                        candidates(rows, first.event().domain(), first.origin()), List.of(Columns.ROW), reductions));
        return new Rel.Union(specs.stream()
                .map(s -> counted.filter(gt(col("n" + s.id()), Scalar.of(0)))
                        .project(cell(Scalar.of(s.id()), String.valueOf(s.id()), EnumSet.of(s.take()))))
                .toList());
    }

    /** The columns of a cell, of which those that are not taken are missing. */
    private static List<Named> cell(Scalar measure, String suffix, Set<Take> takes) {
        List<Named> out = new ArrayList<>(
                List.of(as(Columns.ROW, col(Columns.ROW)), as(MEASURE, measure), as("n", col("n" + suffix))));
        CELLS.forEach(c -> out.add(
                as(c.name(), takes.contains(c.take()) ? col(c.name() + suffix) : new Scalar.Missing(c.type()))));
        return out;
    }

    /** A column of the cells, who takes it, and of what; an amount is that of its measure's component. */
    private record Cell(String name, Take take, AggregateFunction function, Scalar value, DataType type) {}

    private static final List<Cell> CELLS = List.of(
            new Cell("first", Take.FIRST, AggregateFunction.MINIMUM, col(OFFSET), DataType.INTEGER),
            new Cell("last", Take.LAST, AggregateFunction.MAXIMUM, col(OFFSET), DataType.INTEGER),
            new Cell("amount", Take.AMOUNT, AggregateFunction.SUM, col("amount"), DataType.MONEY),
            new Cell("low", Take.LOWEST, AggregateFunction.MINIMUM, col(Columns.E_VALUE), DataType.NUMBER),
            new Cell("high", Take.HIGHEST, AggregateFunction.MAXIMUM, col(Columns.E_VALUE), DataType.NUMBER));

    private static Scalar amount(CostComponent component) {
        return coalesce(col(money(component)), new Scalar.MoneyLiteral(BigDecimal.ZERO));
    }

    private static Scalar amount() {
        Scalar amount = new Scalar.MoneyLiteral(BigDecimal.ZERO);
        for (CostComponent component : CostComponent.values()) {
            amount = when(eq(col("component"), Scalar.of(component.ordinal())), amount(component), amount);
        }
        return amount;
    }

    private static String money(CostComponent component) {
        return switch (component) {
            case TOTAL -> Columns.E_TOTAL;
            case FUND -> Columns.E_FUND;
            case PERSON -> Columns.E_PAID;
            case CASH -> Columns.E_CASH;
            case ACCOUNT -> Columns.E_ACCOUNT;
            case IN_SCOPE -> Columns.E_SCOPE;
        };
    }

    /** The value of the first or last record that has one. */
    private Optional<Rel> values(Rel rows, List<Spec> all, Take take) {
        List<Spec> specs = all.stream().filter(s -> s.take() == take).toList();
        if (specs.isEmpty()) {
            return Optional.empty();
        }
        boolean last = take == Take.LAST_VALUE;
        Rel ranked = new Rel.Window(
                assigned(rows, specs).filter(known(col(Columns.E_VALUE))),
                List.of(Columns.ROW, MEASURE),
                List.of(new Order(Columns.E_DAY, last), new Order(Columns.E_ID, last)),
                List.of(new WindowColumn("turn", WindowFunction.ROW_NUMBER, Optional.empty())));
        return Optional.of(ranked.filter(eq(col("turn"), Scalar.of(1)))
                .project(
                        as(Columns.ROW, col(Columns.ROW)),
                        as(MEASURE, col(MEASURE)),
                        as("n", Scalar.of(1)),
                        as("first", col(OFFSET)),
                        as("last", col(OFFSET)),
                        as("amount", new Scalar.Missing(DataType.MONEY)),
                        as("low", col(Columns.E_VALUE)),
                        as("high", col(Columns.E_VALUE))));
    }

    /** Days with an event that come more than the pause after the day with an event before. */
    private Rel episodes(Rel rows, Spec spec) {
        Rel days = new Rel.Distinct(assigned(rows, List.of(spec)).only(Columns.ROW, OFFSET));
        Rel sequence = new Rel.Window(
                days,
                List.of(Columns.ROW),
                List.of(Order.by(OFFSET)),
                List.of(new WindowColumn("previous", WindowFunction.PREVIOUS, Optional.of(OFFSET))));
        Scalar begins = Scalar.any(
                List.of(missing(col("previous")), gt(minus(col(OFFSET), col("previous")), Scalar.of(spec.pause()))));
        return counts(sequence.filter(begins), Scalar.of(spec.id()), Scalar.of(1));
    }

    /** Nights in hospital that lie in the window; a stay that ends on the day it began is one day. */
    private Rel stays(Rel rows, Spec spec) {
        Rel stays = candidates(rows, EventDomain.VISIT, spec.origin())
                .filter(coalesce(
                        new Scalar.In(col(Columns.E_CONCEPT), Concepts.visits(List.of(VisitKind.INPATIENT))),
                        Scalar.of(false)));
        Scalar end = daysFrom(col(ORIGIN), col(Columns.E_END));
        Scalar last = when(gt(end, col(OFFSET)), minus(end, Scalar.of(1)), col(OFFSET));
        boolean atRisk = spec.window().isEmpty();
        Scalar from =
                atRisk ? col(RISK_FROM) : integer(spec.window().orElseThrow().from());
        Scalar to = atRisk ? col(RISK_TO) : integer(spec.window().orElseThrow().to());
        Scalar begin = Scalar.call(ScalarFunction.GREATEST, col(OFFSET), from);
        Scalar until = Scalar.call(ScalarFunction.LEAST, last, to);
        Scalar days = plus(minus(until, begin), Scalar.of(1));
        return counts(
                stays.with(as("days", days)).filter(gt(col("days"), Scalar.of(0))), Scalar.of(spec.id()), col("days"));
    }
}
