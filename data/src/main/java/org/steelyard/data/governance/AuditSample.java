package org.steelyard.data.governance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.QualitySettings;
import org.steelyard.data.quality.internal.CheckDatabase;

/**
 * A random sample of standard rows for verification against the source (DQ25): each with its file and row there, what the
 * standard tables say, and room for the verdict. Every traced row of every table is as likely as any other, and the same seed
 * draws the same rows.
 */
public final class AuditSample {

    private static final List<String> HEADER =
            List.of("no", "table", "source_file", "source_row", "standard_values", "agrees", "remark");

    private AuditSample() {}

    /**
     * A row to verify.
     *
     * @param file name of the source file; its number where the name is not known
     * @param values of the standard row, as JSON
     */
    public record Sampled(String table, String file, long row, String values) {}

    /** @param files name by {@code src_file} */
    public static List<Sampled> draw(
            CheckedTables tables, Map<Integer, String> files, int size, long seed, QualitySettings settings) {
        try (CheckDatabase database = CheckDatabase.open(tables, settings)) {
            List<String> traced = new ArrayList<>();
            for (String table : tables.standard().keySet()) {
                boolean hasTrace = database.tables()
                                .type(Check.Store.STANDARD, table, "src_row")
                                .isPresent()
                        && database.tables()
                                .type(Check.Store.STANDARD, table, "src_file")
                                .isPresent();
                if (hasTrace) {
                    traced.add(select(table, size, seed));
                }
            }
            if (traced.isEmpty()) {
                return List.of();
            }
            String sql = "SELECT s.tab, s.src_file, s.src_row, s.vals FROM (" + String.join(" UNION ALL ", traced)
                    + ") AS s ORDER BY s.lot, s.tab, s.src_file, s.src_row, s.vals LIMIT " + size;
            return database.rows(sql).stream().map(row -> sampled(row, files)).toList();
        } catch (SQLException e) {
            throw new IllegalStateException("drawing the audit sample failed", e);
        }
    }

    /** The rows with the smallest lots of one table; a lot is a hash of seed, table, row and content. */
    private static String select(String table, int size, long seed) {
        String lot = "md5('" + seed + " " + table
                + "' || ' ' || CAST(t.src_file AS VARCHAR) || ' ' || CAST(t.src_row AS VARCHAR) || CAST(to_json(t) AS VARCHAR))";
        return "(SELECT '" + table + "' AS tab, t.src_file, t.src_row, CAST(to_json(t) AS VARCHAR) AS vals, " + lot
                + " AS lot FROM standard.\"" + table
                + "\" AS t WHERE t.src_file IS NOT NULL AND t.src_row IS NOT NULL ORDER BY lot, vals LIMIT " + size
                + ")";
    }

    private static Sampled sampled(List<Object> row, Map<Integer, String> files) {
        int file = ((Number) row.get(1)).intValue();
        return new Sampled(
                String.valueOf(row.get(0)),
                files.getOrDefault(file, String.valueOf(file)),
                ((Number) row.get(2)).longValue(),
                String.valueOf(row.get(3)));
    }

    /** Writes the sample as CSV, in UTF-8 with a byte order mark, so that spreadsheets read it. */
    public static void writeCsv(List<Sampled> sample, Path file) {
        StringBuilder text = new StringBuilder("\ufeff");
        text.append(String.join(",", HEADER)).append("\r\n");
        for (List<String> row : rows(sample)) {
            text.append(row.stream().map(AuditSample::quoted).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        try {
            Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the sample as an Excel file. */
    public static void writeExcel(List<Sampled> sample, Path file) {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "Steelyard", null)) {
            Worksheet sheet = workbook.newWorksheet("audit");
            List<List<String>> all = new ArrayList<>();
            all.add(HEADER);
            all.addAll(rows(sample));
            for (int i = 0; i < all.size(); i++) {
                for (int j = 0; j < HEADER.size(); j++) {
                    sheet.value(i, j, all.get(i).get(j));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> rows(List<Sampled> sample) {
        List<List<String>> rows = new ArrayList<>();
        for (Sampled s : sample) {
            rows.add(List.of(
                    String.valueOf(rows.size() + 1), s.table(), s.file(), String.valueOf(s.row()), s.values(), "", ""));
        }
        return rows;
    }

    private static String quoted(String cell) {
        return "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
