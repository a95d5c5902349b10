package org.steelyard.data.quality;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.data.quality.internal.CheckFile;
import org.steelyard.data.quality.internal.KnownTables;
import org.steelyard.data.quality.internal.SchemaChecks;
import org.steelyard.data.quality.internal.ShippedRows;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Where checks come from: those that ship, and files of a user's own. */
public final class CheckRows {

    private CheckRows() {}

    /** Those that follow from the standard schema, then plausibility by field and concept, then the rules of settlements. */
    public static List<Check> shipped() {
        List<Check> checks = new ArrayList<>(SchemaChecks.of(StandardSchema.current()));
        for (String file : ShippedRows.FILES) {
            checks.addAll(CheckFile.read(file, ShippedRows.text(file), KnownTables.shipped()));
        }
        return List.copyOf(checks);
    }

    /**
     * Reads a file of checks. Its tables and fields must be known, or lie in the tables given.
     *
     * @throws SteelyardException with {@link QualityError}s, all at once
     */
    public static List<Check> read(Path file, CheckedTables tables) {
        Path name = file.getFileName();
        String shown = name == null ? file.toString() : name.toString();
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw SteelyardException.of(
                    QualityError.UNREADABLE_CHECKS,
                    Place.file(shown),
                    Text.of("检查文件无法读取，或不是 UTF-8 编码。", "The file of checks cannot be read, or is not UTF-8."),
                    Text.of("检查路径，另存为 UTF-8 的 CSV。", "Check the path, and save it as CSV in UTF-8."));
        }
        return CheckFile.read(shown, text, QualityChecks.known(tables));
    }

    /** The second list after the first; a check of the same id takes the place of the first one. */
    public static List<Check> join(List<Check> first, List<Check> second) {
        Map<String, Check> byId = new LinkedHashMap<>();
        first.forEach(c -> byId.put(c.id(), c));
        second.forEach(c -> byId.put(c.id(), c));
        return List.copyOf(byId.values());
    }

    /** @throws SteelyardException with {@link QualityError#UNKNOWN_CHECK} */
    public static Check find(List<Check> checks, String id) {
        return checks.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> SteelyardException.of(
                        QualityError.UNKNOWN_CHECK,
                        Place.field(id),
                        Text.of("没有这个编号的检查。", "There is no check of this id."),
                        Spelling.remedy(
                                id,
                                checks.stream().map(Check::id).toList(),
                                Text.of(
                                        "编号见质量报告或 docs/quality.md。",
                                        "The quality report and docs/quality.md list the ids."))));
    }
}
