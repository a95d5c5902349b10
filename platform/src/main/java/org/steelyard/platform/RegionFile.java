package org.steelyard.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * A list of the region in a CSV file that a setting names, or the sample that ships. In: the file and how a row is read. Out: all rows,
 * or all faults of all rows at once; never a part of the list.
 */
final class RegionFile {

    private static final CSVFormat FORM = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Problems problems = new Problems();
    private final Form form;
    private final String name;

    private RegionFile(Form form, String name) {
        this.form = form;
        this.name = name;
    }

    /**
     * What such a file is.
     *
     * @param sample the file that ships, beside this class' resources
     * @param required columns that must be there
     * @param optional columns that may be
     * @param called what people call the list
     */
    record Form(String sample, List<String> required, List<String> optional, Text called) {

        private String header() {
            return String.join(",", required) + (optional.isEmpty() ? "" : "," + String.join(",", optional));
        }
    }

    /** @return the rows in the file's order */
    static <T> List<T> read(Optional<String> file, Form form, Function<Row, T> reader) {
        String name = file.map(f -> String.valueOf(Path.of(f).getFileName())).orElse(form.sample());
        String resource = "/platform/" + form.sample();
        try (InputStream in = file.isPresent()
                ? Files.newInputStream(Path.of(file.get()))
                : Objects.requireNonNull(RegionFile.class.getResourceAsStream(resource), resource)) {
            return new RegionFile(form, name).rows(new String(in.readAllBytes(), StandardCharsets.UTF_8), reader);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.file(name),
                    Text.of(form.called().zh() + "无法读取", form.called().en() + " cannot be read"),
                    Text.of(
                            "使用 UTF-8 的 CSV，首行为 " + form.header(),
                            "use CSV in UTF-8 whose first line is " + form.header()));
        }
    }

    private <T> List<T> rows(String text, Function<Row, T> reader) throws IOException {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        List<T> rows = new ArrayList<>();
        try (CSVParser parser = FORM.parse(new StringReader(plain))) {
            if (!parser.getHeaderNames().containsAll(form.required())) {
                throw new IllegalArgumentException("columns are missing");
            }
            for (CSVRecord row : parser) {
                rows.add(reader.apply(new Row((int) row.getRecordNumber() + 1, row.toMap())));
            }
        }
        problems.throwIfAny();
        return rows;
    }

    /** One row. A reader tells its faults with {@link #bad}; what it gives of a faulty row is thrown away with all others. */
    final class Row {

        private final int number;
        private final Map<String, String> cells;

        private Row(int number, Map<String, String> cells) {
            this.number = number;
            this.cells = cells;
        }

        /** Empty where the column is absent or the cell is. */
        String text(String column) {
            return cells.getOrDefault(column, "").strip();
        }

        /** @param english ends a sentence that begins with "the cell" */
        void bad(String column, String chinese, String english) {
            problems.add(
                    PlatformError.BAD_SETTING,
                    Place.of(name, number, column),
                    Text.of(chinese, "the cell " + english),
                    Text.of(
                            "改正" + form.called().zh() + "后重新启动",
                            "mend " + form.called().en() + " and start again"));
        }

        void required(String column) {
            if (text(column).isEmpty()) {
                bad(column, "未填写", "is missing");
            }
        }
    }
}
