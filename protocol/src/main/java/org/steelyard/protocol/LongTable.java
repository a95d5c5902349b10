package org.steelyard.protocol;

import java.util.List;
import org.steelyard.kernel.Text;

/**
 * A table of a design over time: a row a point in time, a unit and period, a person and period, or an event. Identifiers may repeat.
 *
 * @param source a data source of the plan
 * @param rows whom a row is about, which decides whether counts of rows are counts of people
 * @param variables its own dictionary
 */
public record LongTable(
        String id,
        Text name,
        String source,
        RowsAre rows,
        List<Variable> variables,
        List<Criterion> inclusion,
        List<Criterion> exclusion) {

    /** What one row stands for. */
    public enum RowsAre implements Labelled {
        /** People, their periods or their events: small counts are protected. */
        PEOPLE("个人、个人的时期或事件", "people, their periods or their events"),
        /** Regions, institutions, months, published estimates. */
        AGGREGATES("地区、机构、时点等汇总单位", "aggregates such as regions, institutions or months");

        private final Text label;

        RowsAre(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }
}
