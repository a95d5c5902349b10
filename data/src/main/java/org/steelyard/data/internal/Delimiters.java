package org.steelyard.data.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.data.DataError;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Finds the delimiter from the beginning of a text file. */
public final class Delimiters {

    private static final List<Character> CANDIDATES = List.of(',', '\t', ';', '|');
    private static final Map<Character, String> NAMES = Map.of(',', "comma", '\t', "tab", ';', "semicolon", '|', "bar");
    private static final int RECORDS = 50;

    private Delimiters() {}

    public static String name(char delimiter) {
        return NAMES.getOrDefault(delimiter, String.valueOf(delimiter));
    }

    /**
     * The only candidate in the header; of several, the only one that cuts the first rows into equally many fields. With
     * none in the header the file has one column.
     */
    public static char find(char[] head, int length, String file) {
        String plain = file.toLowerCase(Locale.ROOT);
        if (plain.endsWith(".tsv") || plain.endsWith(".tsv.gz")) {
            return '\t';
        }
        List<Character> present = CANDIDATES.stream()
                .filter(c -> fields(head, length, c, 1).getFirst() > 1)
                .toList();
        if (present.size() <= 1) {
            return present.isEmpty() ? ',' : present.getFirst();
        }
        List<Character> even = present.stream()
                .filter(c ->
                        fields(head, length, c, RECORDS).stream().distinct().count() == 1)
                .toList();
        if (even.size() == 1) {
            return even.getFirst();
        }
        throw unclear(file);
    }

    private static SteelyardException unclear(String file) {
        return Files.problem(
                DataError.UNCLEAR_DELIMITER,
                file,
                Text.of(
                        "无法确定分隔符：表头含有逗号、制表符、分号、竖线中的多种，各行字段数都不能唯一确定其一",
                        "the delimiter is unclear: the header holds several of comma, tab, semicolon and bar, and the"
                                + " rows do not single one out"),
                Text.of(
                        "另存为逗号分隔的 CSV，含逗号的文本用双引号括起来",
                        "save it with commas, and put texts that hold a comma in double quotes"));
    }

    /** Numbers of fields of the first complete records that are not blank. */
    private static List<Integer> fields(char[] c, int length, char delimiter, int records) {
        List<Integer> counts = new ArrayList<>();
        boolean quoted = false;
        boolean start = true;
        boolean blank = true;
        int fields = 1;
        for (int i = 0; i < length && counts.size() < records; i++) {
            char x = c[i];
            if (quoted) {
                quoted = x != '"';
            } else if (x == '"' && (start || i > 0 && c[i - 1] == '"')) {
                quoted = true;
            } else if (x == delimiter) {
                fields++;
            } else if (x == '\n' || x == '\r') {
                if (!blank) {
                    counts.add(fields);
                }
                fields = 1;
                blank = true;
                start = true;
                continue;
            }
            start = x == delimiter;
            blank = false;
        }
        if (counts.isEmpty()) {
            counts.add(fields);
        }
        return counts;
    }
}
