package org.steelyard.effect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;

/** The right-heart-catheterisation data, coded as in the reference analysis. Not shipped: read from the shared folder. */
final class Rhc {

    static final List<String> COVARIATES = List.of(
            ("age female race edu income ninsclas cat1 cat2 ca dnr1 cardiohx chfhx dementhx psychhx chrpulhx renalhx liverhx "
                            + "gibledhx malighx immunhx transhx amihx resp card neuro gastr renal meta hema seps trauma ortho das2d3pc "
                            + "surv2md1 aps1 scoma1 wtkilo1 temp1 meanbp1 resp1 hrt1 pafi1 paco21 ph1 wblc1 hema1 sod1 pot1 crea1 bili1 alb1")
                    .split(" "));

    private final List<String> header;
    private final List<String[]> rows;

    private Rhc(List<String> header, List<String[]> rows) {
        this.header = header;
        this.rows = rows;
    }

    static Path file(String inside) {
        Path shared = Path.of(System.getProperty("steelyard.shared", "../../shared"));
        Path file = shared.resolve(inside);
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + inside);
        return file;
    }

    static AnalysisTable table() {
        return read(file("data/rhc/rhc.csv")).coded();
    }

    static Rhc read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String[]> rows = new ArrayList<>();
            lines.subList(1, lines.size()).forEach(l -> rows.add(cells(l)));
            return new Rhc(Arrays.asList(cells(lines.getFirst())), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] cells(String line) {
        return line.replace("\"", "").split(",", -1);
    }

    private AnalysisTable coded() {
        List<Column> columns = new ArrayList<>();
        columns.add(binary("rhc", "swang1", "RHC"));
        columns.add(binary("dth30", "dth30", "Yes"));
        columns.add(number("t3d30"));
        columns.add(los());
        for (String c : COVARIATES) {
            columns.add(covariate(c));
        }
        return new AnalysisTable("rhc", rowNumbers(), columns);
    }

    private long[] rowNumbers() {
        long[] out = new long[rows.size()];
        Arrays.setAll(out, i -> i + 2L);
        return out;
    }

    private Column covariate(String name) {
        return switch (name) {
            case "female" -> binary("female", "sex", "Female");
            case "resp", "card", "neuro", "gastr", "renal", "meta", "hema", "seps", "trauma", "ortho", "dnr1" ->
                binary(name, name, "Yes");
            case "race" -> category(name, "white");
            case "income" -> category(name, "Under $11k");
            case "ninsclas" -> category(name, "Private");
            case "cat1" -> category(name, "ARF");
            case "cat2" -> category(name, "None");
            case "ca" -> category(name, "No");
            default -> number(name);
        };
    }

    Column.Binary binary(String name, String column, String yes) {
        int j = header.indexOf(column);
        byte[] out = new byte[rows.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (rows.get(i)[j].equals(yes) ? 1 : 0);
        }
        return new Column.Binary(name, out);
    }

    Column.Numeric number(String name) {
        int j = header.indexOf(name);
        double[] out = new double[rows.size()];
        for (int i = 0; i < out.length; i++) {
            String cell = rows.get(i)[j];
            out[i] = cell.isEmpty() || cell.equals("NA") ? Double.NaN : Double.parseDouble(cell);
        }
        return new Column.Numeric(name, out);
    }

    int level(String column, int row, List<String> levels) {
        return levels.indexOf(rows.get(row)[header.indexOf(column)]);
    }

    private Column.Numeric los() {
        double[] in = number("sadmdte").values();
        double[] end = number("dschdte").values();
        double[] out = new double[in.length];
        Arrays.setAll(out, i -> end[i] - in[i]);
        return new Column.Numeric("los", out);
    }

    /** The reference level first, the others sorted as R sorts them. */
    private Column.Category category(String name, String reference) {
        int j = header.indexOf(name);
        List<String> values = rows.stream()
                .map(r -> r[j].isEmpty() || r[j].equals("NA") ? "None" : r[j])
                .toList();
        List<String> levels =
                new ArrayList<>(values.stream().distinct().sorted().toList());
        levels.remove(reference);
        levels.addFirst(reference);
        return new Column.Category(
                name, levels, values.stream().mapToInt(levels::indexOf).toArray());
    }
}
