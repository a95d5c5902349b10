package org.steelyard.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.steelyard.disclosure.SmallCells;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.UseList;
import org.steelyard.protocol.PolicyPacks;

/** The region's use of items from a CSV file, or the sample that ships. All faulty rows are told together; so are small counts. */
final class UseFile {

    private static final String RESOURCE = "/platform/use.csv";
    private static final List<String> COLUMNS =
            List.of("region", "year", "disease", "code", "name", "name_en", "people", "frequency", "fund", "total");
    private static final CSVFormat FORM = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Problems problems = new Problems();
    private final Set<List<String>> keys = new HashSet<>();
    private final SmallCells cells =
            SmallCells.of(PolicyPacks.loadFile(PolicyPacks.DEFAULT).pack());
    private final String name;

    private UseFile(String name) {
        this.name = name;
    }

    static UseList read(Optional<String> file) {
        String name = file.map(f -> String.valueOf(Path.of(f).getFileName())).orElse("use.csv");
        try (InputStream in = file.isPresent()
                ? Files.newInputStream(Path.of(file.get()))
                : Objects.requireNonNull(UseFile.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new UseFile(name).list(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.file(name),
                    Text.of("项目使用汇总无法读取", "the list of use cannot be read"),
                    Text.of(
                            "使用 UTF-8 的 CSV，首行为 " + String.join(",", COLUMNS),
                            "use CSV in UTF-8 whose first line is " + String.join(",", COLUMNS)));
        }
    }

    private UseList list(String text) throws IOException {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        List<UseList.Row> rows = new ArrayList<>();
        try (CSVParser parser = FORM.parse(new StringReader(plain))) {
            List<String> absent = COLUMNS.stream()
                    .filter(column -> !parser.getHeaderNames().contains(column))
                    .toList();
            if (!absent.isEmpty()) {
                throw new IllegalArgumentException("columns are missing: " + absent);
            }
            for (CSVRecord row : parser) {
                row((int) row.getRecordNumber() + 1, row.toMap()).ifPresent(rows::add);
            }
        }
        problems.throwIfAny();
        return UseList.of(rows);
    }

    private Optional<UseList.Row> row(int number, Map<String, String> cells) {
        int before = problems.list().size();
        String region = cells.getOrDefault("region", "");
        if (!region.matches("[0-9]{6}")) {
            bad(number, "region", "应为六位行政区划代码", "has six digits");
        }
        if (cells.getOrDefault("code", "").isBlank()) {
            bad(number, "code", "未填写", "is missing");
        }
        if (cells.getOrDefault("name", "").isBlank()) {
            bad(number, "name", "未填写", "is missing");
        }
        long year = count(number, "year", cells);
        long people = count(number, "people", cells);
        if (this.cells.isSmall(people)) {
            bad(
                    number,
                    "people",
                    "人数过少（1—" + this.cells.limit() + "），须先并入更大的类别",
                    "is a small count (1 to " + this.cells.limit() + "): merge it into a larger row first");
        }
        BigDecimal fund = money(number, "fund", cells);
        BigDecimal total = money(number, "total", cells);
        if (total.compareTo(fund) < 0) {
            bad(number, "total", "不小于医保基金支出", "is no less than the fund's part");
        }
        if (!keys.add(List.of(
                region, String.valueOf(year), cells.getOrDefault("disease", ""), cells.getOrDefault("code", "")))) {
            bad(number, "code", "同一地区、年度、疾病的项目重复", "is there twice for the region, the year and the disease");
        }
        long frequency = count(number, "frequency", cells);
        String zh = cells.getOrDefault("name", "");
        String en = cells.getOrDefault("name_en", "");
        return problems.list().size() > before
                ? Optional.empty()
                : Optional.of(new UseList.Row(
                        region,
                        (int) year,
                        cells.getOrDefault("disease", ""),
                        cells.getOrDefault("code", ""),
                        zh,
                        en.isEmpty() ? zh : en,
                        people,
                        frequency,
                        fund,
                        total));
    }

    private long count(int row, String column, Map<String, String> cells) {
        String text = cells.getOrDefault(column, "");
        boolean isYear = column.equals("year");
        if (text.matches(isYear ? "(19|20)[0-9]{2}" : "[0-9]{1,15}")) {
            return Long.parseLong(text);
        }
        bad(
                row,
                column,
                isYear ? "应为四位年份" : "应为非负整数",
                isYear ? "is a year of four digits" : "is a whole number, not negative");
        return 0;
    }

    private BigDecimal money(int row, String column, Map<String, String> cells) {
        String text = cells.getOrDefault(column, "");
        if (text.matches("[0-9]{1,15}(\\.[0-9]{1,6})?")) {
            return new BigDecimal(text);
        }
        bad(row, column, "应为非负金额（元）", "is a number of yuan, not negative");
        return BigDecimal.ZERO;
    }

    private void bad(int row, String column, String zh, String en) {
        problems.add(
                PlatformError.BAD_SETTING,
                Place.of(name, row, column),
                Text.of(zh, "the cell " + en),
                Text.of("改正使用汇总后重新启动", "mend the list of use and start again"));
    }
}
