package org.steelyard.cohort.internal;

import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.kernel.Text;

/**
 * Rows that a problem is about.
 *
 * @param count how many in all
 * @param first the first of them
 */
record Cited(long count, List<Long> first) {

    Text after(Text message) {
        boolean more = count > first.size();
        String zh = first.stream().map(String::valueOf).collect(Collectors.joining("、"));
        String en = first.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Text.of(
                message.zh() + "（第 " + zh + " 行" + (more ? "等" : "") + "，共 " + count + " 行）",
                message.en() + (count == 1 ? " (row " : " (rows ") + en + (more ? " and more" : "") + ", " + count
                        + " in all)");
    }
}
