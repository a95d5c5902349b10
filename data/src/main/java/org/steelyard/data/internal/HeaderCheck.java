package org.steelyard.data.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.data.DataError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/** Every column has a name, and no two have the same. */
public final class HeaderCheck {

    private HeaderCheck() {}

    static void check(List<String> header, String file) {
        Problems problems = new Problems();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty()) {
                problems.add(
                        DataError.EMPTY_HEADER,
                        Place.of(file, 1, ""),
                        Text.of("表头第 " + (i + 1) + " 列没有列名", "column " + (i + 1) + " of the header has no name"),
                        remedy(header));
                continue;
            }
            Integer first = seen.putIfAbsent(name, i + 1);
            if (first != null) {
                twice(name, first, i + 1, file, problems);
            }
        }
        problems.throwIfAny();
    }

    /** What to do about a column without a name: Excel's own line that names the delimiter is no header. */
    public static Text remedy(List<String> header) {
        return header.getFirst().toLowerCase(Locale.ROOT).startsWith("sep=")
                ? Text.of(
                        "第 1 行 sep= 是 Excel 的分隔符说明，不是表头：删去这一行",
                        "line 1, sep=, tells Excel the delimiter and is no header: delete it")
                : Text.of("补上列名，或删去该列", "name the column, or delete it");
    }

    private static void twice(String name, int first, int second, String file, Problems problems) {
        problems.add(
                DataError.DUPLICATE_HEADER,
                Place.of(file, 1, name),
                Text.of(
                        "列名重复：第 " + first + " 列与第 " + second + " 列",
                        "columns " + first + " and " + second + " have the same name"),
                Text.of("改名，使每个列名只出现一次", "rename one, so that every name occurs once"));
    }
}
