package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.standard.StandardError;
import org.steelyard.data.standard.StandardSettings.Strictness;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/** What did not fit: collected, then refused together or counted. Rows are cited by number, values never. */
final class Findings {

    /** How many rows one finding cites. */
    static final int CITED = 20;

    private final Strictness strictness;
    private final Problems problems = new Problems();
    private final List<StepCount> steps = new ArrayList<>();

    Findings(Strictness strictness) {
        this.strictness = strictness;
    }

    /** Rows of one file that break one rule. */
    record Rows(String file, String column, long count, List<Long> first) {}

    /** One more finding; {@code rule} is what is allowed. */
    void add(StandardError error, Rows rows, Text rule) {
        if (strictness == Strictness.STRICT) {
            problems.add(error, place(rows), message(rows, rule), REMEDY);
        } else {
            steps.add(StepCount.rows(
                    "standardise",
                    rows.file(),
                    error.id().toLowerCase(java.util.Locale.ROOT) + ":" + rows.column(),
                    new StepCount.Change(rows.count(), 0),
                    rule));
        }
    }

    /** A fault that no setting lets pass. */
    void refuse(StandardError error, Place place, Text message) {
        refuse(error, place, message, AT_THE_SOURCE);
    }

    void refuse(StandardError error, Place place, Text message, Text remedy) {
        problems.add(error, place, message, remedy);
    }

    /** Rows that break a rule which no setting lets pass. */
    void refuse(StandardError error, Rows rows, Text rule, Text remedy) {
        refuse(error, place(rows), message(rows, rule), remedy);
    }

    boolean strict() {
        return strictness == Strictness.STRICT;
    }

    void throwIfAny() {
        problems.throwIfAny();
    }

    List<StepCount> steps() {
        return List.copyOf(steps);
    }

    private static final Text REMEDY = Text.of(
            "在来源系统中更正，或在映射文件中声明其写法；确认可略去时用 --lenient，逐条计数。",
            "Correct it at the source, or declare the way it is written in the mapping; with --lenient it is left out and"
                    + " counted.");

    private static final Text AT_THE_SOURCE =
            Text.of("在来源系统中更正，或改映射文件。", "Correct it at the source, or change the mapping.");

    /** What to do when a source calls its tables or columns otherwise than the mapping. */
    static final Text OTHER_HEADINGS = Text.of(
            "若文件用的是别的名称：用 steelyard data map DIR --out my.yaml 拟一份映射（DIR 为数据文件夹；数据库用 --connections FILE --database NAME），核对后加 --mapping my.yaml 重新运行（方案中写"
                    + " format: mapped 与 mapping: my.yaml）；已有自己的映射时，在该表或该列加 aliases: [实际名称]。",
            "If the files use other names: let steelyard data map DIR --out my.yaml propose a mapping (DIR is the folder of the"
                    + " data; for a database --connections FILE --database NAME), look it over and run again with --mapping my.yaml (in a plan: format: mapped and mapping: my.yaml);"
                    + " in a mapping of your own, give the table or column aliases: [the actual name].");

    private static Place place(Rows rows) {
        return Place.of(rows.file(), rows.first().isEmpty() ? 0 : rows.first().getFirst(), rows.column());
    }

    private static Text message(Rows rows, Text rule) {
        String list = rows.first().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String dots = rows.count() > rows.first().size() ? " …" : "";
        return Text.of(
                rule.zh() + "共 " + rows.count() + " 行不符（行号：" + list + dots + "）。",
                rule.en() + " " + rows.count() + " rows break this (rows " + list + dots + ").");
    }
}
