package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.standard.StandardError;
import org.steelyard.kernel.Text;

/**
 * What exports do to numbers of rows, codes and flags: a spreadsheet rounds long numbers, so that rows of different people share
 * one; a column of fixed width has blanks around its texts, so that nothing equals anything.
 */
final class ExportMarks {

    /** A sheet has no more rows, so that a longer file was never in one; blanks of a fixed width show in the first rows too. */
    private static final int LOOKED_AT = 1 << 20;

    private static final Text ROUNDED = Text.of(
            "编号已被电子表格改写成科学计数法或浮点数（如 1.2E+17），末尾数字已经丢失，不同的行会并成一行。",
            "The number was turned by a spreadsheet into scientific notation or a rounded number (such as 1.2E+17): its last digits are"
                    + " lost, and different rows would become one.");

    private static final Text AS_TEXT = Text.of(
            "从来源系统重新导出，编号列设为文本；不要在电子表格中打开后另存。",
            "Export it from the source again with this column as text; do not open and save it in a spreadsheet.");

    private static final Text BLANKS = Text.of(
            "编号、代码与标志前后不得有空白：有空白就与其他表、代码表对不上。",
            "Numbers, codes and flags have no blanks around them: with blanks they equal nothing in other tables and code lists.");

    private final Duck duck;
    private final Mapping mapping;
    private final Findings findings;

    ExportMarks(Duck duck, Mapping mapping, Findings findings) {
        this.duck = duck;
        this.mapping = mapping;
        this.findings = findings;
    }

    private record Look(String column, boolean rounded, String where) {}

    void check(Source source, Source.File file) {
        List<Look> looks = looks(source, file);
        if (looks.isEmpty()) {
            return;
        }
        String table = "(SELECT * FROM " + Duck.parquet(file.raw().parquet().toString()) + " LIMIT " + LOOKED_AT + ")";
        String counts =
                looks.stream().map(l -> "count(*) FILTER (" + l.where() + ")").collect(Collectors.joining(", "));
        List<Long> found = duck.numbers("SELECT " + counts + " FROM " + table);
        for (int i = 0; i < looks.size(); i++) {
            if (found.get(i) > 0) {
                Look look = looks.get(i);
                tell(
                        look,
                        new Findings.Rows(file.raw().input().name(), look.column(), found.get(i), rows(table, look)));
            }
        }
    }

    private void tell(Look look, Findings.Rows rows) {
        if (look.rounded()) {
            findings.refuse(StandardError.LOST_DIGITS, rows, ROUNDED, AS_TEXT);
        } else {
            findings.add(StandardError.BAD_VALUE, rows, BLANKS);
        }
    }

    private List<Look> looks(Source source, Source.File file) {
        Roles roles = Roles.of(mapping, source);
        List<Look> out = new ArrayList<>();
        source.typings(mapping, file).forEach((column, typing) -> {
            Mapping.Column declared =
                    Objects.requireNonNull(source.declared().columns().get(column));
            boolean plainText = declared.type() == Mapping.Type.TEXT && declared.identity() == Mapping.Identity.NONE;
            if (plainText && roles.numbers().contains(column)) {
                typing.flatMap(Typing::lostDigits).ifPresent(w -> out.add(new Look(column, true, w)));
            }
            if (plainText && roles.marks().contains(column)) {
                typing.flatMap(Typing::blanksAround).ifPresent(w -> out.add(new Look(column, false, w)));
            }
        });
        return out;
    }

    private List<Long> rows(String table, Look look) {
        return duck
                .rows("SELECT src_row FROM " + table + " WHERE " + look.where() + " ORDER BY src_row LIMIT "
                        + Findings.CITED)
                .stream()
                .map(r -> r.getFirst().map(Long::valueOf))
                .flatMap(Optional::stream)
                .toList();
    }
}
