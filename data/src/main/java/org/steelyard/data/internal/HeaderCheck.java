package org.steelyard.data.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.data.DataError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/** Every column has a name, and no two have the same. */
final class HeaderCheck {

    private HeaderCheck() {}

    static void check(List<String> header, String file) {
        Problems problems = new Problems();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty()) {
                nameless(i + 1, file, problems);
                continue;
            }
            Integer first = seen.putIfAbsent(name, i + 1);
            if (first != null) {
                twice(name, first, i + 1, file, problems);
            }
        }
        problems.throwIfAny();
    }

    private static void nameless(int position, String file, Problems problems) {
        problems.add(
                DataError.EMPTY_HEADER,
                Place.of(file, 1, ""),
                Text.of("表头第 " + position + " 列没有列名", "column " + position + " of the header has no name"),
                Text.of("补上列名，或删去该列", "name the column, or delete it"));
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
