package org.steelyard.platform;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.UseList;
import org.steelyard.protocol.PolicyPacks;

/** The region's use of items, summed by year. All faulty rows are told together; a small count is a fault. */
final class UseFile {

    private static final RegionFile.Form FORM = new RegionFile.Form(
            "use.csv",
            List.of("region", "year", "disease", "code", "name", "name_en", "people", "frequency", "fund", "total"),
            List.of(),
            Text.of("使用汇总", "the list of use"));

    private final Set<List<String>> keys = new HashSet<>();
    private final SmallCells cells =
            SmallCells.of(PolicyPacks.loadFile(PolicyPacks.DEFAULT).pack());

    private UseFile() {}

    static UseList read(Optional<String> file) {
        return UseList.of(RegionFile.read(file, FORM, new UseFile()::item));
    }

    private UseList.Row item(RegionFile.Row row) {
        if (!row.text("region").matches("[0-9]{6}")) {
            row.bad("region", "应为六位行政区划代码", "has six digits");
        }
        row.required("code");
        row.required("name");
        long year = count(row, "year");
        long people = people(row);
        BigDecimal fund = money(row, "fund");
        BigDecimal total = money(row, "total");
        if (total.compareTo(fund) < 0) {
            row.bad("total", "不小于医保基金支出", "is no less than the fund's part");
        }
        if (!keys.add(List.of(row.text("region"), String.valueOf(year), row.text("disease"), row.text("code")))) {
            row.bad("code", "同一地区、年度、疾病的项目重复", "is there twice for the region, the year and the disease");
        }
        String zh = row.text("name");
        String en = row.text("name_en");
        return new UseList.Row(
                row.text("region"),
                (int) year,
                row.text("disease"),
                row.text("code"),
                zh,
                en.isEmpty() ? zh : en,
                people,
                count(row, "frequency"),
                fund,
                total);
    }

    private long people(RegionFile.Row row) {
        long people = count(row, "people");
        if (cells.isSmall(people)) {
            row.bad(
                    "people",
                    "人数过少（1—" + cells.limit() + "），须先并入更大的类别",
                    "is a small count (1 to " + cells.limit() + "): merge it into a larger row first");
        }
        return people;
    }

    private static long count(RegionFile.Row row, String column) {
        boolean isYear = column.equals("year");
        if (row.text(column).matches(isYear ? "(19|20)[0-9]{2}" : "[0-9]{1,15}")) {
            return Long.parseLong(row.text(column));
        }
        row.bad(
                column,
                isYear ? "应为四位年份" : "应为非负整数",
                isYear ? "is a year of four digits" : "is a whole number, not negative");
        return 0;
    }

    private static BigDecimal money(RegionFile.Row row, String column) {
        if (row.text(column).matches("[0-9]{1,15}(\\.[0-9]{1,6})?")) {
            return new BigDecimal(row.text(column));
        }
        row.bad(column, "应为非负金额（元）", "is a number of yuan, not negative");
        return BigDecimal.ZERO;
    }
}
