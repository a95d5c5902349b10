package org.steelyard.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.PriceList;

/** The region's price list from a CSV file, or the sample that ships. All faulty rows are told together. */
final class PriceFile {

    private static final String RESOURCE = "/platform/prices.csv";
    private static final List<String> COLUMNS = List.of("code", "name", "name_en", "unit", "price", "since");
    private static final CSVFormat FORM = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Problems problems = new Problems();
    private final Set<String> codes = new HashSet<>();
    private final String name;

    private PriceFile(String name) {
        this.name = name;
    }

    static PriceList read(Optional<String> file) {
        String name = file.map(f -> String.valueOf(Path.of(f).getFileName())).orElse("prices.csv");
        try (InputStream in = file.isPresent()
                ? Files.newInputStream(Path.of(file.get()))
                : Objects.requireNonNull(PriceFile.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new PriceFile(name).list(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.file(name),
                    Text.of("价目表无法读取", "the price list cannot be read"),
                    Text.of(
                            "使用 UTF-8 的 CSV，首行为 " + String.join(",", COLUMNS),
                            "use CSV in UTF-8 whose first line is " + String.join(",", COLUMNS)));
        }
    }

    private PriceList list(String text) throws IOException {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        List<PriceList.Item> items = new ArrayList<>();
        try (CSVParser rows = FORM.parse(new StringReader(plain))) {
            for (CSVRecord row : rows) {
                item((int) row.getRecordNumber() + 1, row.toMap()).ifPresent(items::add);
            }
        }
        problems.throwIfAny();
        return PriceList.of(items);
    }

    private Optional<PriceList.Item> item(int row, Map<String, String> cells) {
        int before = problems.list().size();
        for (String column : List.of("code", "name", "price")) {
            if (cells.getOrDefault(column, "").isBlank()) {
                bad(row, column, "未填写", "is missing");
            }
        }
        String code = cells.getOrDefault("code", "").strip();
        if (!codes.add(code)) {
            bad(row, "code", "编码重复", "is there twice");
        }
        BigDecimal price = price(row, cells.getOrDefault("price", "").strip());
        LocalDate since = since(row, cells.getOrDefault("since", "").strip());
        String zh = cells.getOrDefault("name", "").strip();
        String en = cells.getOrDefault("name_en", "").strip();
        return problems.list().size() > before
                ? Optional.empty()
                : Optional.of(new PriceList.Item(
                        code,
                        zh,
                        en.isEmpty() ? zh : en,
                        cells.getOrDefault("unit", "").strip(),
                        price,
                        since));
    }

    private BigDecimal price(int row, String text) {
        try {
            BigDecimal price = new BigDecimal(text);
            if (price.signum() > 0) {
                return price;
            }
        } catch (NumberFormatException e) {
            // told below, as a price that is not positive is
        }
        if (!text.isEmpty()) {
            bad(row, "price", "应为正数（元）", "is a positive number of yuan");
        }
        return BigDecimal.ONE;
    }

    private LocalDate since(int row, String text) {
        try {
            return text.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            bad(row, "since", "日期写作 2026-01-31", "is a date such as 2026-01-31");
            return LocalDate.EPOCH;
        }
    }

    private void bad(int row, String column, String zh, String en) {
        problems.add(
                PlatformError.BAD_SETTING,
                Place.of(name, row, column),
                Text.of(zh, "the cell " + en),
                Text.of("改正价目表后重新启动", "mend the price list and start again"));
    }
}
