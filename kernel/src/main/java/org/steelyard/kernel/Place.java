package org.steelyard.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a problem lies. Absent parts are empty text or zero.
 *
 * @param file name as the user gave it, never an absolute path of the machine
 * @param row line of a text file or row of a table, counted from 1, the header being row 1
 * @param field column of a table, or path inside a document such as {@code outcomes[2].event}
 */
public record Place(String file, long row, String field) {

    public static final Place NONE = new Place("", 0, "");

    public static Place field(String field) {
        return new Place("", 0, field);
    }

    public static Place file(String file) {
        return new Place(file, 0, "");
    }

    public static Place of(String file, String field) {
        return new Place(file, 0, field);
    }

    public static Place of(String file, long row, String field) {
        return new Place(file, row, field);
    }

    public String in(Lang lang) {
        List<String> parts = new ArrayList<>();
        if (!file.isEmpty()) {
            parts.add(file);
        }
        if (row > 0) {
            parts.add(lang == Lang.ZH ? "第 " + row + " 行" : "row " + row);
        }
        if (!field.isEmpty()) {
            parts.add(field);
        }
        return String.join(lang == Lang.ZH ? "，" : ", ", parts);
    }
}
