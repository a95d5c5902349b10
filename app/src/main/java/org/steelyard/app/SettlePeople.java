package org.steelyard.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.Dictionary;
import org.steelyard.data.DuckDbEngine;
import org.steelyard.data.Engine;
import org.steelyard.data.Input;
import org.steelyard.data.LoadedTable;
import org.steelyard.data.SourceReader;
import org.steelyard.data.Vector;
import org.steelyard.economics.agreement.Settlement;
import org.steelyard.economics.agreement.SettlementError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol.DataPlan;
import org.steelyard.protocol.Variable;

/**
 * The people of a settlement, read as the data of a plan are, and checked: every start is there, no event before it, nobody without a last day.
 *
 * @param groups by column, a value for each case
 * @param later people whose start lies after the day of the settlement; left out
 */
record SettlePeople(List<Settlement.Case> cases, Map<String, List<String>> groups, long later, Input input) {

    private static final List<String> MISSING = List.of("", "NA");
    private static final int CITED = 20;

    static SettlePeople read(SettleOptions options) {
        Path file = options.people().toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.file(String.valueOf(file.getFileName())),
                    Text.of("找不到患者表。", "The table of patients was not found."),
                    Text.of("检查 --people 的路径。", "Check the path given with --people."));
        }
        return new Reading(options, String.valueOf(file.getFileName())).people(file);
    }

    /** One reading of one file. */
    private static final class Reading {
        private final SettleOptions options;
        private final String name;
        private final Problems problems = new Problems();
        private final Map<String, Integer> cited = new HashMap<>();

        Reading(SettleOptions options, String name) {
            this.options = options;
            this.name = name;
        }

        SettlePeople people(Path file) {
            List<Variable> variables = new ArrayList<>();
            options.dates().forEach(c -> variables.add(SheetData.variable(c, Variable.Type.DATE)));
            options.groups().forEach(c -> variables.add(SheetData.variable(c, Variable.Type.TEXT)));
            List<String> wanted = variables.stream().map(Variable::name).toList();
            options.person().ifPresent(c -> variables.add(SheetData.identifier(c)));
            try (Engine engine = DuckDbEngine.open(1)) {
                LoadedTable table = SourceReader.load(
                        engine,
                        Optional.ofNullable(file.getParent()).orElse(Path.of(".")),
                        DataPlan.Source.flat(name, DataPlan.SourceClass.RESEARCH_DATASET, name),
                        new Dictionary(variables, MISSING));
                return cases(engine.pull(table.relation(), wanted), table.input());
            }
        }

        private SettlePeople cases(Engine.Pulled pulled, Input input) {
            List<Vector> columns = pulled.vectors();
            List<Settlement.Case> cases = new ArrayList<>();
            Map<String, List<String>> groups = new LinkedHashMap<>();
            options.groups().forEach(g -> groups.put(g, new ArrayList<>()));
            int dates = options.dates().size();
            int[] start = days(columns.getFirst());
            long later = 0;
            for (int i = 0; i < start.length; i++) {
                Optional<Settlement.Case> read = one(columns, i, pulled.rows()[i]);
                if (read.isEmpty()) {
                    later += start[i] == Vector.MISSING_DAY ? 0 : 1;
                    continue;
                }
                cases.add(read.get());
                int g = dates;
                for (List<String> values : groups.values()) {
                    values.add(text(columns.get(g++), i));
                }
            }
            problems.throwIfAny();
            return new SettlePeople(cases, groups, later, input);
        }

        /** Nobody when the row is faulty or starts after the day of the settlement. @param row in the file, as its reader counts */
        private Optional<Settlement.Case> one(List<Vector> columns, int i, long row) {
            Optional<LocalDate> start = day(columns.get(0), i);
            Optional<LocalDate> event = day(columns.get(1), i);
            Optional<LocalDate> seen = day(columns.get(2), i);
            Optional<LocalDate> died = options.died().isPresent() ? day(columns.get(3), i) : Optional.empty();
            if (start.isEmpty()) {
                missing(row, options.start());
                return Optional.empty();
            }
            LocalDate first = start.get();
            boolean good = ordered(first, event, row, options.event())
                    & ordered(first, seen, row, options.seen())
                    & ordered(first, died, row, options.died().orElse(""))
                    & (died.isEmpty()
                            || ordered(
                                    event.orElse(first),
                                    died,
                                    row,
                                    options.died().orElse("")));
            if (event.isEmpty() && seen.isEmpty() && died.isEmpty()) {
                missing(row, options.seen());
                good = false;
            }
            if (!good || options.asOf().filter(first::isAfter).isPresent()) {
                return Optional.empty();
            }
            Optional<LocalDate> happened = event.filter(this::counts);
            LocalDate last = seen.or(() -> died).or(() -> event).orElse(first);
            return Optional.of(new Settlement.Case(
                    row,
                    first,
                    happened,
                    died.filter(this::counts),
                    options.asOf().filter(last::isAfter).orElse(last)));
        }

        private boolean counts(LocalDate day) {
            return options.asOf().filter(day::isAfter).isEmpty();
        }

        private boolean ordered(LocalDate start, Optional<LocalDate> day, long row, String column) {
            boolean good = day.filter(d -> d.isBefore(start)).isEmpty();
            if (!good) {
                cite(
                        SettlementError.DAYS_OUT_OF_ORDER,
                        row,
                        column,
                        Text.of("这一天早于开始治疗或约定结局之日。", "This day lies before the start or before the agreed event."));
            }
            return good;
        }

        private void missing(long row, String column) {
            cite(
                    SettlementError.NO_DAY,
                    row,
                    column,
                    Text.of(
                            "缺少日期：每人须有开始日期，未发生结局者须有最后确认日期。",
                            "A day is missing: everybody has a start, and who had no event has a last day seen."));
        }

        /** The first rows are cited one by one; the rest would only repeat them. */
        private void cite(SettlementError error, long row, String column, Text what) {
            if (cited.merge(error + column, 1, Integer::sum) <= CITED) {
                problems.add(
                        error, Place.of(name, row, column), what, Text.of("改正患者表。", "Correct the table of patients."));
            }
        }

        private static int[] days(Vector v) {
            return ((Vector.Days) v).values();
        }

        private static Optional<LocalDate> day(Vector v, int i) {
            int d = days(v)[i];
            return d == Vector.MISSING_DAY ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(d));
        }

        private static String text(Vector v, int i) {
            @Nullable String value = ((Vector.Texts) v).values()[i];
            return value == null ? "" : value;
        }
    }
}
