package org.steelyard.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.app.TableBook.Form;
import org.steelyard.data.Input;
import org.steelyard.economics.sheet.EconomicSheet;
import org.steelyard.economics.sheet.SheetTable;
import org.steelyard.economics.sheet.SheetTable.Cell;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPacks;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The results of a sheet for programs and for people. */
final class SheetOutput {

    static final String SCHEMA = "steelyard-sheet/1";

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
    static void workbook(Text title, List<SheetTable> tables, Lang lang, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                TableBook book = new TableBook(out, lang, title)) {
            for (SheetTable t : tables) {
                TableBook.Page page =
                        book.page(t.id() + " " + t.title().in(lang), t.method().in(lang), columns(t, lang));
                t.rows()
                        .forEach(row -> page.add(row.stream()
                                .map(cell -> switch (cell) {
                                    case Cell.Words w -> (Object) w.text().in(lang);
                                    case Cell.Number n -> n.value();
                                })
                                .toArray()));
            }
        }
    }

    private static List<TableBook.Column> columns(SheetTable t, Lang lang) {
        return IntStream.range(0, t.columns().size())
                .mapToObj(c -> new TableBook.Column(
                        t.columns().get(c).label().in(lang),
                        t.rows().stream().anyMatch(row -> row.get(c) instanceof Cell.Number)
                                ? Form.NUMBER
                                : Form.WORDS))
                .toList();
    }
}
