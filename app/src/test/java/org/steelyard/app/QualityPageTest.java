package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckRows;

/** The second half of {@code docs/quality.md} lists the checks that ship. */
class QualityPageTest {

    private static final String MARK = "<!-- made by QualityPageTest from the checks that ship -->\n";

    @Test
    void thePageListsEveryCheck() throws IOException {
        Path page = Path.of("docs/quality.md");
        String text = Files.readString(GeneratedFile.root().resolve(page));
        String head = text.contains(MARK) ? text.substring(0, text.indexOf(MARK)) : text + "\n";
        GeneratedFile.check(page, head + MARK + list(CheckRows.shipped()));
    }

    private static String list(List<Check> checks) {
        StringBuilder text = new StringBuilder();
        Map<String, TreeSet<String>> bySchema = new LinkedHashMap<>();
        StringBuilder rows = new StringBuilder();
        for (Check check : checks) {
            boolean fromSchema = check.id().startsWith(check.type() + "." + check.table())
                    && check.level() != Check.Level.CONCEPT
                    && check.level() != Check.Level.RULE;
            if (fromSchema) {
                bySchema.computeIfAbsent(check.type(), key -> new TreeSet<>()).add(check.id());
            } else {
                rows.append(row(check));
            }
        }
        text.append("\n## Checks by table and field: ")
                .append(bySchema.values().stream().mapToInt(TreeSet::size).sum())
                .append("\n\nThe id is `type.table.field`.\n\n| type | checks |\n|---|---:|\n");
        bySchema.forEach((type, ids) ->
                text.append("| ").append(type).append(" | ").append(ids.size()).append(" |\n"));
        text.append("\n## Checks by concept, and rules\n\n")
                .append("| id | looks at | says | 含义 | allowed | severity |\n|---|---|---|---|---:|---|\n")
                .append(rows);
        return text.toString();
    }

    private static String row(Check check) {
        String where = check.store().name().toLowerCase(java.util.Locale.ROOT) + " " + check.table()
                + (check.field().isEmpty() ? "" : "." + check.field());
        return "| " + check.id() + " | " + where + " | " + safe(check.what().en()) + " | "
                + safe(check.what().zh()) + " | " + threshold(check) + "% | "
                + check.severity().name().toLowerCase(java.util.Locale.ROOT) + " |\n";
    }

    private static String threshold(Check check) {
        return new java.math.BigDecimal(String.valueOf(check.threshold()))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String safe(String text) {
        return text.replace("|", "\\|");
    }
}
