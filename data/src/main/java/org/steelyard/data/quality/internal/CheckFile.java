package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.QualityError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Rows of checks as text: comma separated, one row a check, {@code parameters} as {@code name=value;name=value}. */
public final class CheckFile {

    public static final List<String> HEADER = List.of(
            "id", "store", "level", "table", "field", "type", "parameters", "threshold", "severity", "zh", "en");

    private final String file;
    private final KnownTables known;
    private final Problems problems = new Problems();
    private final Map<String, Long> ids = new HashMap<>();

    private CheckFile(String file, KnownTables known) {
        this.file = file;
        this.known = known;
    }

    /** Fails with everything that is wrong. */
    public static List<Check> read(String file, String text, KnownTables known) {
        CheckFile reader = new CheckFile(file, known);
        List<Check> checks = reader.checks(text);
        reader.problems.throwIfAny();
        return checks;
    }

    private List<Check> checks(String text) {
        List<Csv.Row> rows = Csv.rows(text.startsWith("\ufeff") ? text.substring(1) : text);
        if (rows.isEmpty() || !rows.getFirst().cells().equals(HEADER)) {
            throw SteelyardException.of(
                    QualityError.BAD_HEADER,
                    Place.of(file, 1, ""),
                    Text.of(
                            "表头应为 " + String.join(",", HEADER) + "。",
                            "The header must be " + String.join(",", HEADER) + "."),
                    Text.of("以 docs/quality.md 中的例子为模板。", "Take the example of docs/quality.md as a template."));
        }
        List<Check> checks = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            if (row.cells().size() != HEADER.size()) {
                problem(
                        QualityError.BAD_ROW,
                        row,
                        "",
                        Text.of(
                                "该行有 " + row.cells().size() + " 个字段，应有 " + HEADER.size() + " 个。",
                                "The row has " + row.cells().size() + " fields instead of " + HEADER.size() + "."),
                        Text.of("含逗号的文本须用双引号括起。", "Put a text that holds a comma in double quotes."));
            } else {
                check(row).ifPresent(checks::add);
            }
        }
        return checks;
    }

    private Optional<Check> check(Csv.Row row) {
        int before = problems.list().size();
        String id = id(row);
        Optional<Check.Store> store = word(row, 1, Check.Store.class);
        Optional<Check.Level> level = word(row, 2, Check.Level.class);
        Optional<Check.Severity> severity = word(row, 8, Check.Severity.class);
        double threshold = threshold(row);
        Optional<CheckType> type = type(row);
        if (store.isPresent() && type.isPresent()) {
            parameters(row, store.get(), type.get());
        }
        if (problems.list().size() > before || type.isEmpty() || store.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> parameters = split(row.cells().get(6));
        String field = row.cells().get(4);
        if (!field.isEmpty()) {
            parameters.put("field", field);
        }
        Check bare = new Check(
                id,
                store.get(),
                level.orElseThrow(),
                row.cells().get(3),
                field,
                type.get().name(),
                type.get().kahn(),
                parameters,
                threshold,
                severity.orElseThrow(),
                Text.of(row.cells().get(9), row.cells().get(10)));
        return Optional.of(bare.what().isBlank() ? Words.described(bare, type.get()) : bare);
    }

    private String id(Csv.Row row) {
        String id = row.cells().getFirst();
        if (!id.matches("[\\p{L}\\p{N}_.-]{1,80}")) {
            problem(
                    QualityError.BAD_VALUE,
                    row,
                    "id",
                    Text.of("编号应为 1–80 个字母、数字、_ . -。", "An id has 1 to 80 letters, digits, _ . -."),
                    Text.of("给出编号。", "Give an id."));
        } else if (ids.putIfAbsent(id, row.line()) != null) {
            problem(
                    QualityError.DUPLICATE_CHECK,
                    row,
                    "id",
                    Text.of(
                            "编号 " + id + " 已在第 " + ids.get(id) + " 行用过。",
                            "The id " + id + " was used in row " + ids.get(id) + "."),
                    Text.of("编号在文件内须唯一。", "Ids are unique within a file."));
        }
        return id;
    }

    private double threshold(Csv.Row row) {
        try {
            double threshold = Double.parseDouble(row.cells().get(7));
            if (threshold >= 0 && threshold <= 100) {
                return threshold;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problem(
                QualityError.BAD_VALUE,
                row,
                "threshold",
                Text.of("阈值应为 0 到 100 的百分数。", "A threshold is a percentage from 0 to 100."),
                Text.of("写允许的未通过行百分比，如 5。", "Write the percentage of failing rows that is allowed, such as 5."));
        return 0;
    }

    private <E extends Enum<E>> Optional<E> word(Csv.Row row, int column, Class<E> words) {
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(row.cells().get(column).toUpperCase(Locale.ROOT))) {
                return Optional.of(word);
            }
        }
        List<String> allowed = java.util.Arrays.stream(words.getEnumConstants())
                .map(w -> w.name().toLowerCase(Locale.ROOT))
                .toList();
        problem(
                QualityError.BAD_VALUE,
                row,
                HEADER.get(column),
                Text.of("允许：" + String.join("、", allowed) + "。", "Allowed: " + String.join(", ", allowed) + "."),
                Text.of("改正这一格。", "Correct this cell."));
        return Optional.empty();
    }

    private Optional<CheckType> type(Csv.Row row) {
        String name = row.cells().get(5);
        Optional<CheckType> type = CheckTypes.shipped().find(name);
        if (type.isEmpty()) {
            List<String> names =
                    CheckTypes.shipped().all().stream().map(CheckType::name).toList();
            problem(
                    QualityError.UNKNOWN_TYPE,
                    row,
                    "type",
                    Text.of("没有检查类型 " + name + "。", "There is no check type " + name + "."),
                    Spelling.remedy(name, names, Text.of("类型列于 docs/quality.md。", "docs/quality.md lists the types.")));
        }
        return type;
    }

    private void parameters(Csv.Row row, Check.Store store, CheckType type) {
        Map<String, String> given = split(row.cells().get(6));
        String field = row.cells().get(4);
        if (!field.isEmpty()) {
            given.put("field", field);
        }
        String table = row.cells().get(3);
        // a check that a table or field exists may name what is not known
        if (type.shape() == CheckType.Shape.STRUCTURE || !known.knows(store, table)) {
            tableOrStructure(row, store, type, table);
            return;
        }
        for (String name : given.keySet()) {
            if (type.parameter(name).isEmpty()) {
                unknownParameter(row, type, name);
            }
        }
        for (CheckType.Parameter parameter : type.parameters()) {
            parameter(row, store, parameter, given);
        }
    }

    private void tableOrStructure(Csv.Row row, Check.Store store, CheckType type, String table) {
        if (type.shape() != CheckType.Shape.STRUCTURE || !ParameterKind.TABLE.accepts(table)) {
            unknownTable(row, store, table, "table");
        }
    }

    private void unknownTable(Csv.Row row, Check.Store store, String table, String place) {
        problem(
                QualityError.UNKNOWN_TABLE,
                row,
                place,
                Text.of("没有表 " + table + "。", "There is no table " + table + "."),
                Spelling.remedy(
                        table, known.tables(store), Text.of("写标准表或原始表的名称。", "Name a standard table or a raw one.")));
    }

    private void unknownParameter(Csv.Row row, CheckType type, String name) {
        problem(
                QualityError.BAD_PARAMETER,
                row,
                "parameters",
                Text.of(
                        "类型 " + type.name() + " 没有参数 " + name + "。",
                        "Type " + type.name() + " has no parameter " + name + "."),
                Spelling.remedy(
                        name,
                        type.parameters().stream()
                                .map(CheckType.Parameter::name)
                                .toList(),
                        Text.of("改正参数名。", "Correct the name.")));
    }

    private void parameter(Csv.Row row, Check.Store store, CheckType.Parameter parameter, Map<String, String> given) {
        String value = given.get(parameter.name());
        String place = parameter.name().equals("field") ? "field" : "parameters." + parameter.name();
        if (value == null) {
            if (parameter.required()) {
                problem(
                        QualityError.BAD_PARAMETER,
                        row,
                        place,
                        Text.of("缺少参数 " + parameter.name() + "。", "The parameter " + parameter.name() + " is missing."),
                        allowed(parameter));
            }
            return;
        }
        if (!parameter.kind().accepts(value)) {
            problem(
                    QualityError.BAD_PARAMETER,
                    row,
                    place,
                    Text.of(
                            "参数 " + parameter.name() + " 的值不被允许。",
                            "The value of " + parameter.name() + " is not allowed."),
                    allowed(parameter));
            return;
        }
        names(row, store, parameter, given);
    }

    private void names(Csv.Row row, Check.Store store, CheckType.Parameter parameter, Map<String, String> given) {
        String value = given.getOrDefault(parameter.name(), "");
        if (parameter.kind() == ParameterKind.TABLE && !known.knows(store, value)) {
            unknownTable(row, store, value, "parameters." + parameter.name());
        }
        if (parameter.kind() == ParameterKind.COLUMN || parameter.kind() == ParameterKind.COLUMNS) {
            String table = parameter
                    .of()
                    .map(of -> given.getOrDefault(of, ""))
                    .orElse(row.cells().get(3));
            if (known.knows(store, table)) {
                ParameterKind.split(value).forEach(column -> field(row, store, table, column));
            }
        }
    }

    private void field(Csv.Row row, Check.Store store, String table, String column) {
        List<String> fields = known.fields(store, table);
        if (!fields.contains(column)) {
            problem(
                    QualityError.UNKNOWN_FIELD,
                    row,
                    "field",
                    Text.of("表 " + table + " 没有字段 " + column + "。", "Table " + table + " has no field " + column + "."),
                    Spelling.remedy(column, fields, Text.of("写表中的字段名。", "Name a field of the table.")));
        }
    }

    private static Text allowed(CheckType.Parameter parameter) {
        Text allowed = parameter.kind().allowed();
        return Text.of("允许：" + allowed.zh() + "。", "Allowed: " + allowed.en() + ".");
    }

    /** Values may hold an equals sign, but no semicolon. */
    static Map<String, String> split(String parameters) {
        Map<String, String> map = new TreeMap<>();
        for (String part : parameters.split(";")) {
            if (!part.isBlank()) {
                int equals = part.indexOf('=');
                map.put(equals < 0 ? part : part.substring(0, equals), equals < 0 ? "" : part.substring(equals + 1));
            }
        }
        return map;
    }

    private void problem(QualityError error, Csv.Row row, String field, Text message, Text remedy) {
        problems.add(error, Place.of(file, row.line(), field), message, remedy);
    }
}
