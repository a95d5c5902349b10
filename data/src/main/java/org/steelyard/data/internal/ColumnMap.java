package org.steelyard.data.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.steelyard.data.DataError;
import org.steelyard.data.Dictionary;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;

/** Which column of the file feeds which variable. Column names must agree to the letter. */
public record ColumnMap(List<Entry> entries) {

    public ColumnMap {
        entries = List.copyOf(entries);
    }

    record Entry(Typer typer, String column, int index) {}

    public static ColumnMap of(List<String> header, Dictionary dictionary, String file) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            positions.put(header.get(i), i);
        }
        Problems problems = new Problems();
        List<Entry> entries = new ArrayList<>();
        for (Variable variable : dictionary.read()) {
            String column = Cell.trim(variable.column().orElse(variable.name()));
            checkDictionary(variable, dictionary, problems);
            Integer index = positions.get(column);
            if (index == null) {
                missingColumn(variable, column, header, file, problems);
            } else {
                entries.add(new Entry(Typer.of(variable, dictionary), column, index));
            }
        }
        problems.throwIfAny();
        return new ColumnMap(entries);
    }

    private static void missingColumn(
            Variable variable, String column, List<String> header, String file, Problems problems) {
        Optional<String> near = Spelling.nearest(column, header);
        problems.add(
                DataError.MISSING_COLUMN,
                Place.of(file, column),
                Text.of(
                        "文件中没有变量“" + variable.name() + "”所需的列“" + column + "”（列名须完全一致，区分大小写）",
                        "the file has no column \"" + column + "\", which variable \"" + variable.name()
                                + "\" needs (names must agree to the letter)"),
                near.map(n -> Text.of(
                                "是否为“" + n + "”？在该变量的 column 中写明",
                                "did you mean \"" + n + "\"? say so under column of the variable"))
                        .orElse(Text.of(
                                "在变量字典中改正 column，或补上这一列；文件共有 " + header.size() + " 列",
                                "correct column in the dictionary or add the column; the file has " + header.size()
                                        + " columns")));
    }

    /** The same text cannot mean two things. */
    private static void checkDictionary(Variable variable, Dictionary dictionary, Problems problems) {
        Set<String> missing = Typer.missingCodes(variable, dictionary);
        List<String> twice = new ArrayList<>(Typer.declared(variable).keySet().stream()
                .filter(missing::contains)
                .sorted()
                .toList());
        if (variable.type() == Variable.Type.BINARY) {
            variable.yes().stream().filter(variable.no()::contains).forEach(twice::add);
        }
        if (twice.isEmpty()) {
            return;
        }
        String codes = String.join("”、“", twice);
        problems.add(
                DataError.CONTRADICTORY_VARIABLE,
                Place.field("variables." + variable.name()),
                Text.of(
                        "变量“" + variable.name() + "”的编码“" + codes + "”有两种含义（取值与缺失，或“是”与“否”）",
                        "code \"" + String.join("\", \"", twice) + "\" of variable \"" + variable.name()
                                + "\" means two things (a value and missing, or yes and no)"),
                Text.of(
                        "每个编码只能有一种含义：从 levels/yes/no 或 missing 中去掉一处",
                        "let each code mean one thing: take it out of levels/yes/no or out of missing"));
    }

    List<CellReader.Selection> selections() {
        return entries.stream()
                .map(e -> new CellReader.Selection(e.index(), isNumber(e.typer().variable)))
                .toList();
    }

    private static boolean isNumber(Variable variable) {
        return variable.type() == Variable.Type.NUMBER || variable.type() == Variable.Type.INTEGER;
    }
}
