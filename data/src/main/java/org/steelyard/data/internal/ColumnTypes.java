package org.steelyard.data.internal;

import java.util.List;
import org.steelyard.data.DataError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/** Types of columns that hold no single value, such as lists and structures: they cannot be read as cells. */
public final class ColumnTypes {

    private static final int SHOWN = 80;

    private static final List<String> STARTS = List.of("STRUCT", "MAP", "UNION", "VARIANT", "BLOB", "BIT");

    private ColumnTypes() {}

    /** @param type as DuckDB writes it */
    public static boolean unreadable(String type) {
        return type.endsWith("]") || STARTS.stream().anyMatch(type::startsWith);
    }

    /** A type for a message: those of deep structures are long. */
    public static String shown(String type) {
        return type.length() <= SHOWN ? type : type.substring(0, SHOWN) + "…";
    }

    /** Says that a column that is needed has such a type. */
    public static void refuse(String type, Place place, Problems problems) {
        problems.add(
                DataError.UNSUPPORTED_COLUMN,
                place,
                Text.of(
                        "列的类型 " + shown(type) + " 不能作为单元格读取；允许数值、布尔、日期、时间与文本",
                        "the column's type " + shown(type)
                                + " cannot be read as cells; numbers, booleans, dates, times and texts can"),
                Text.of(
                        "导出时展开成普通列（结构与映射每个成员一列，列表另存一表、每个元素一行）；用不到时从映射或方案中去掉该列",
                        "unfold it when exporting (a column for each member of a structure or map, a table of its own with a row"
                                + " for each element of a list); where it is not needed, take it out of the mapping or plan"));
    }
}
