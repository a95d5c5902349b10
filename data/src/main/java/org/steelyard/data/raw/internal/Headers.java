package org.steelyard.data.raw.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.steelyard.data.DataError;
import org.steelyard.data.identity.IdentityScanner;
import org.steelyard.data.internal.HeaderCheck;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawError;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Every column has a name that no other has, whatever the letter case, and that the house does not need itself. */
final class Headers {

    /** An amount with decimals, a date, or seven digits in a row. */
    private static final Pattern VALUE =
            Pattern.compile("^[+-]?[0-9]+\\.[0-9]+$|^[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}|[0-9０-９]{7}");

    private Headers() {}

    static void check(List<String> names, String file, Limits limits) {
        check(names, Place.of(file, 1, ""), limits);
    }

    /** @param header where the names stand; without a row where the source has no header row */
    static void check(List<String> names, Place header, Limits limits) {
        String file = header.file();
        long row = header.row();
        refuseTooMany(names.size(), header, limits);
        refuseValues(names, header);
        Problems problems = new Problems();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                problems.add(
                        DataError.EMPTY_HEADER,
                        Place.of(file, row, "#" + (i + 1)),
                        Text.of("表头第 " + (i + 1) + " 列没有列名", "column " + (i + 1) + " of the header has no name"),
                        HeaderCheck.remedy(names));
                continue;
            }
            Integer first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), i + 1);
            if (first != null) {
                twice(name, first, i + 1, Place.of(file, row, name), problems);
            }
            if (name.equalsIgnoreCase(RawTable.SOURCE_ROW)) {
                problems.add(
                        RawError.RESERVED_NAME,
                        Place.of(file, row, name),
                        Text.of("列名 src_row 保留给来源行号", "the name src_row is kept for the row in the source"),
                        Text.of("在原软件中改名", "rename the column"));
            }
        }
        problems.throwIfAny();
    }

    /**
     * A table without a header row would have its first person's data for column names, which messages and files show. Such
     * a name is not repeated.
     */
    private static void refuseValues(List<String> names, Place header) {
        for (int i = 0; i < names.size(); i++) {
            if (VALUE.matcher(names.get(i)).find() || IdentityScanner.holdsIdentity(names.get(i))) {
                throw SteelyardException.of(
                        RawError.VALUES_IN_HEADER,
                        Place.of(header.file(), header.row(), "#" + (i + 1)),
                        Text.of(
                                "第 " + (i + 1) + " 个列名像是数据（数值、日期、编号或身份信息）：文件没有表头？",
                                "the name of column " + (i + 1)
                                        + " looks like data (an amount, a date, a long number, an identity): has the file no header?"),
                        Text.of("加上一行列名", "add a row of column names"));
            }
        }
    }

    private static void refuseTooMany(int columns, Place header, Limits limits) {
        if (columns > limits.columns()) {
            throw SteelyardException.of(
                    RawError.TOO_MANY_COLUMNS,
                    Place.of(header.file(), header.row(), "#" + (limits.columns() + 1)),
                    Text.of(
                            "列数超过上限 " + limits.columns(),
                            "the table has more columns than the limit of " + limits.columns()),
                    Text.of("检查分隔符；宽表请拆分或改为长表", "check the delimiter; split a wide table, or make it long"));
        }
    }

    private static void twice(String name, int first, int second, Place place, Problems problems) {
        problems.add(
                DataError.DUPLICATE_HEADER,
                place,
                Text.of(
                        "列名重复（不分大小写）：第 " + first + " 列与第 " + second + " 列",
                        "columns " + first + " and " + second + " have the same name, letter case aside"),
                Text.of("改名，使每个列名只出现一次", "rename one, so that every name occurs once"));
    }
}
