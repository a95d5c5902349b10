package org.steelyard.data.mapping.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What programs and people write where there is no value. A mark tells of nobody, so that a message may show it. */
public final class Marks {

    private static final List<String> OF_PROGRAMS =
            List.of("NA", "N/A", "NULL", "\\N", "NONE", "NAN", "NAT", "<NA>", "(NULL)", "#N/A");

    private static final List<String> OF_PEOPLE = List.of(".", "-", "--", "/", "无", "空", "缺失", "不详", "未查");

    private Marks() {}

    /** All of them, in upper case. */
    public static List<String> all() {
        return Stream.concat(OF_PROGRAMS.stream(), OF_PEOPLE.stream()).toList();
    }

    /** Whether a program wrote it, in any letter case; what people write may be an answer. */
    static boolean isOfPrograms(String cell) {
        return OF_PROGRAMS.contains(cell.strip().toUpperCase(Locale.ROOT));
    }
}
