package org.steelyard.data.raw.internal;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The engine's reader of delimited text with everything said and nothing guessed: no sniffing, no types, no padding of short
 * rows, no ignoring of errors. Line ends alone are left to it: told that they are CRLF, version 2.0.0 finds no rows at all.
 */
final class BulkText {

    /** The header is row 1. The engine numbers rows as they come, which is the order of the file. */
    static final String ROW = "row_number() OVER () + 1";

    private BulkText() {}

    static String from(TextFacts text, List<ColumnPlan> plans) {
        String columns = plans.stream()
                .map(p -> RawEngine.literal(p.column().name()) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        return "read_csv("
                + RawEngine.literal(text.content().file().toAbsolutePath().toString())
                + ", auto_detect = false, header = true, columns = " + columns
                + ", delim = " + RawEngine.literal(String.valueOf(text.delimiter()))
                + ", quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, strict_mode = true"
                + ", null_padding = false, ignore_errors = false, encoding = 'utf-8', max_line_size = 4194304"
                + ", compression = " + (text.content().isGzip() ? "'gzip'" : "'none'") + ")";
    }
}
