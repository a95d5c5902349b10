package org.steelyard.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.steelyard.data.Input;
import org.steelyard.economics.sheet.EconomicSheet;
import org.steelyard.economics.sheet.SheetTable;
import org.steelyard.economics.sheet.SheetTable.Cell;
import org.steelyard.kernel.Lang;
import org.steelyard.protocol.PolicyPacks;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The results of a sheet for programs and for people. */
final class SheetOutput {

    static final String SCHEMA = "steelyard-sheet/1";
    private static final int LONGEST_NAME = 28;

    private SheetOutput() {}

    /** Full double precision; what is not defined is {@code null}. */
    static String json(
            EconomicSheet sheet, List<SheetTable> tables, List<Input> inputs, long seed, PolicyPacks.PackFile pack) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.putObject("sheet")
                .put("id", sheet.id())
                .put("file", sheet.name())
                .put("sha256", sheet.digest().hex());
        ObjectNode run = root.putObject("run");
        run.put("seed", seed);
        run.put("javaVersion", System.getProperty("java.version"));
        run.put("codeVersion", CodeVersion.current().toString());
        run.putObject("policy")
                .put("id", pack.pack().id())
                .put("version", pack.pack().version())
                .put("sha256", pack.sha256().hex());
        ArrayNode read = run.putArray("inputs");
        inputs.forEach(i -> read.addObject()
                .put("name", i.name())
                .put("rows", i.rows())
                .put("sha256", i.sha256().hex()));
        tables(root.putArray("tables"), tables);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    static void tables(ArrayNode out, List<SheetTable> tables) {
        for (SheetTable t : tables) {
            ObjectNode node = out.addObject();
            node.put("section", t.section()).put("id", t.id()).put("part", t.part());
            node.putObject("title")
                    .put("zh", t.title().zh())
                    .put("en", t.title().en());
            node.putObject("method")
                    .put("zh", t.method().zh())
                    .put("en", t.method().en());
            ArrayNode rows = node.putArray("rows");
            t.rows().forEach(row -> row(rows.addObject(), t, row));
        }
    }

    private static void row(ObjectNode node, SheetTable table, List<Cell> row) {
        for (int c = 0; c < row.size(); c++) {
            String key = table.columns().get(c).key();
            switch (row.get(c)) {
                case Cell.Words w -> node.put(key, w.key());
                case Cell.Number n when Double.isFinite(n.value()) -> node.put(key, n.value());
                case Cell.Number n -> node.putNull(key);
            }
        }
    }

    /** A sheet a table. */
    static void workbook(List<SheetTable> tables, Lang lang, Path file) throws IOException {
        Set<String> names = new HashSet<>();
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "Steelyard", null)) {
            for (SheetTable t : tables) {
                Worksheet sheet = book.newWorksheet(name(t, lang, names));
                sheet.value(0, 0, t.title().in(lang));
                sheet.style(0, 0).bold().set();
                sheet.value(1, 0, t.method().in(lang));
                for (int c = 0; c < t.columns().size(); c++) {
                    sheet.value(2, c, t.columns().get(c).label().in(lang));
                    sheet.style(2, c).bold().fillColor("E7ECF2").set();
                    sheet.width(c, c == 0 ? 34 : 18);
                }
                sheet.freezePane(0, 3);
                for (int r = 0; r < t.rows().size(); r++) {
                    fill(sheet, r + 3, t.rows().get(r), lang);
                }
            }
        }
    }

    private static void fill(Worksheet sheet, int row, List<Cell> cells, Lang lang) {
        for (int c = 0; c < cells.size(); c++) {
            switch (cells.get(c)) {
                case Cell.Words w -> sheet.value(row, c, w.text().in(lang));
                case Cell.Number n when Double.isFinite(n.value()) -> sheet.value(row, c, n.value());
                case Cell.Number n -> sheet.value(row, c, "–");
            }
        }
    }

    /** At most 31 characters, none of those that Excel forbids, and each name once. */
    private static String name(SheetTable table, Lang lang, Set<String> taken) {
        String plain = (table.id() + " " + table.title().in(lang)).replaceAll("[\\[\\]:*?/\\\\]", " ");
        String base = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        String name = base;
        for (int k = 2; !taken.add(name); k++) {
            name = base.substring(0, Math.min(LONGEST_NAME - 1, base.length())) + " " + k;
        }
        return name;
    }
}
