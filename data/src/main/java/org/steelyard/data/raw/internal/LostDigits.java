package org.steelyard.data.raw.internal;

import java.nio.charset.StandardCharsets;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/**
 * Identifiers that a spreadsheet has rounded: {@code 1.2E+17} stands for a thousand million people at once. Digested, nobody
 * would ever see it again, so that the whole column of a person's identifiers is looked at before anything is stored.
 */
final class LostDigits {

    private final String column;
    private long cells;
    private long firstRow;

    LostDigits(ColumnPlan plan) {
        column = plan.column().name();
    }

    /** Digits with or without a point, then {@code E+} and one to three digits. */
    static boolean in(String text) {
        int e = Math.max(text.lastIndexOf('E'), text.lastIndexOf('e'));
        if (e < 1 || e + 2 >= text.length() || text.length() - e > 5 || text.charAt(e + 1) != '+') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean sign = i == 0 && c == '-';
            boolean point = i < e && c == '.';
            if (!(c >= '0' && c <= '9' || sign || point || i == e || i == e + 1)) {
                return false;
            }
        }
        return true;
    }

    void accept(byte[] cell, int from, int to, long row) {
        // nearly every cell ends here: a plus sign stands at most four places before the end
        boolean plus = false;
        for (int i = Math.max(from, to - 6); i < to; i++) {
            plus |= cell[i] == '+';
        }
        if (plus && in(new String(cell, from, to - from, StandardCharsets.UTF_8).strip())) {
            cells++;
            firstRow = firstRow == 0 ? row : firstRow;
        }
    }

    void report(String file, Problems problems) {
        if (cells > 0) {
            Text message = message();
            problems.add(
                    RawError.LOST_DIGITS,
                    Place.of(file, firstRow, column),
                    Text.of(
                            message.zh() + "；共 " + cells + " 个单元格",
                            message.en() + "; " + cells + (cells == 1 ? " cell" : " cells")),
                    remedy());
        }
    }

    static Text message() {
        return Text.of(
                "人员标识已被电子表格改写成科学计数法（如 1.2E+17），末尾数字已经丢失，不同的人会并成一人",
                "identifiers of people were turned by a spreadsheet into scientific notation (such as 1.2E+17): their last digits are"
                        + " lost, and different people would become one");
    }

    static Text remedy() {
        return Text.of(
                "从来源系统重新导出，该列设为文本；不要在电子表格中打开后另存",
                "export it from the source again with this column as text; do not open and save it in a spreadsheet");
    }
}
