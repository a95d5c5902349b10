package org.steelyard.data.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.data.identity.Treatment;
import org.steelyard.kernel.Text;

/**
 * A mapping file. {@code docs/mapping.md} is its manual.
 *
 * @param mapping version of the form
 * @param missing texts that mean missing in every column
 * @param dates styles in which text writes days and times; see {@link Column#dates}
 * @param zone to which moments are brought that carry a zone or are instants, so that each falls on its day; its IANA name
 * @param tables what is read, by name
 * @param fills what is written, in order
 * @param values value maps by name
 * @param units conversions of measured values by name
 * @param period columns whose days say when the source has records
 * @param derive tables that are computed from standard tables afterwards
 */
public record Mapping(
        int mapping,
        String id,
        Text name,
        List<String> missing,
        List<String> dates,
        String zone,
        Map<String, Source> tables,
        List<Fill> fills,
        Map<String, Map<String, String>> values,
        Map<String, List<Conversion>> units,
        List<PeriodColumn> period,
        List<Derived> derive) {

    public Mapping {
        missing = List.copyOf(missing);
        dates = List.copyOf(dates);
        tables = ordered(tables);
        fills = List.copyOf(fills);
        values = ordered(values);
        units = ordered(units);
        period = List.copyOf(period);
        derive = List.copyOf(derive);
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * The same for a source that writes missing numbers, days and identifiers in other ways too. Other texts stay what they are: a
     * laboratory item may be called so.
     */
    public Mapping withMissing(List<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, Source> other = new LinkedHashMap<>();
        tables.forEach((table, source) -> other.put(table, source.withMissing(more)));
        return new Mapping(mapping, id, name, missing, dates, zone, other, fills, values, units, period, derive);
    }

    /** The same for a source whose days are those of another zone. */
    public Mapping withZone(Optional<String> other) {
        return new Mapping(
                mapping, id, name, missing, dates, other.orElse(zone), tables, fills, values, units, period, derive);
    }

    /** The table that a file is, by its name or another name of it; letter case does not count. */
    public Optional<String> table(String file) {
        return tables.entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(file)
                        || e.getValue().aliases().stream().anyMatch(file::equalsIgnoreCase))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What happens to the columns of a table before anything is stored; undeclared ones are left to the intake's scan. */
    public Map<String, Treatment> treatments(String table) {
        Map<String, Treatment> out = new LinkedHashMap<>();
        Source source = tables.get(table);
        if (source == null) {
            return out;
        }
        source.columns().forEach((name, column) -> {
            Treatment treatment = column.treatment(name, missing);
            out.put(name, treatment);
            column.aliases().forEach(alias -> out.put(alias, treatment));
        });
        return out;
    }

    /**
     * A table of the source.
     *
     * @param aliases other names of the file
     * @param required whether the source is useless without it
     * @param columns by name; a column of the file that is not named here is not read
     * @param amount the column of money that step reports add up
     * @param keep rows that stay, rule by rule
     * @param net how refund lines are taken off the lines that they refund
     * @param follow rows that go when the row of another table, which they belong to, was left out
     */
    public record Source(
            List<String> aliases,
            boolean required,
            Map<String, Column> columns,
            Optional<String> amount,
            List<Condition> keep,
            Optional<Net> net,
            List<Follow> follow) {

        public Source {
            aliases = List.copyOf(aliases);
            columns = ordered(columns);
            keep = List.copyOf(keep);
            follow = List.copyOf(follow);
        }

        Source withMissing(List<String> more) {
            Map<String, Column> other = new LinkedHashMap<>();
            columns.forEach((name, column) -> other.put(name, column.withMissing(more)));
            return new Source(aliases, required, other, amount, keep, net, follow);
        }

        /** Required columns that none of these headers is, by name or alias. */
        public List<String> lacking(java.util.Collection<String> headers) {
            return columns.entrySet().stream()
                    .filter(c -> c.getValue().required())
                    .filter(c -> headers.stream()
                            .noneMatch(h -> h.equalsIgnoreCase(c.getKey())
                                    || c.getValue().aliases().stream().anyMatch(h::equalsIgnoreCase)))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /** Types of columns. */
    public enum Type {
        TEXT,
        INTEGER,
        MONEY,
        /** Decimal with up to six places. */
        DECIMAL,
        /** Floating point. */
        NUMBER,
        DATE,
        DATETIME,
        /** Days, hours and minutes such as {@code 1/13/24}; becomes minutes. */
        DURATION,
        /** A measured value: a number, perhaps with a comparison sign before it; other text gives no number and is no fault. */
        MEASURED
    }

    /** What a column says of a person. */
    public enum Identity {
        NONE,
        PERSON,
        DROP,
        MASK
    }

    /** What the numbers of a column may carry besides digits, a point and a sign. */
    public enum NumberForm {
        /** A sign of yuan before it. */
        CURRENCY,
        /** Commas or blanks between groups of three digits. */
        THOUSANDS,
        /** A unit of money behind it, each cell its own. */
        UNITS,
        /** Brackets around a negative amount. */
        BRACKETS,
        FULL_WIDTH,
        /** Blanks around it. */
        BLANKS
    }

    /**
     * A column.
     *
     * @param aliases other headers
     * @param kind of identifier, so that one person's number links across sources
     * @param within column that makes the number unique
     * @param dates styles that replace those of the mapping
     * @param numbers how numbers may be written beyond plain digits
     * @param unit what amounts without a unit of their own are counted in; yuan where absent. They become yuan
     * @param missing texts that mean missing here, beside those of the mapping
     */
    public record Column(
            Type type,
            List<String> aliases,
            boolean required,
            Identity identity,
            Optional<String> kind,
            Optional<String> within,
            List<String> dates,
            List<NumberForm> numbers,
            Optional<String> unit,
            List<String> missing) {

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Column {
            aliases = List.copyOf(aliases);
            dates = List.copyOf(dates);
            numbers = List.copyOf(numbers);
            missing = List.copyOf(missing);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public static Column of(String type) {
            return plain(Type.valueOf(type.toUpperCase(java.util.Locale.ROOT)));
        }

        public static Column plain(Type type) {
            return new Column(
                    type,
                    List.of(),
                    false,
                    Identity.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of());
        }

        Column withMissing(List<String> more) {
            if (type == Type.TEXT && identity != Identity.PERSON) {
                return this;
            }
            List<String> all =
                    Stream.concat(missing.stream(), more.stream()).distinct().toList();
            return new Column(type, aliases, required, identity, kind, within, dates, numbers, unit, all);
        }

        /** @param everywhere texts that mean missing in every column */
        Treatment treatment(String name, List<String> everywhere) {
            return switch (identity) {
                case NONE -> Treatment.KEEP;
                case DROP -> Treatment.DROP;
                case MASK -> Treatment.MASK;
                case PERSON -> {
                    Treatment key = Treatment.personKey(kind.orElse(name))
                            .without(Stream.concat(everywhere.stream(), missing.stream())
                                    .toList());
                    yield within.map(key::within).orElse(key);
                }
            };
        }
    }

    /**
     * A condition on one column. What is asked for must all hold; a missing value holds only where {@code missing} says so.
     *
     * @param rule id under which rows that it leaves out are counted
     * @param what the rule in words
     */
    public record Condition(
            String column,
            Optional<String> rule,
            Text what,
            List<String> in,
            List<String> notIn,
            Optional<String> matches,
            Optional<Boolean> present,
            Optional<String> above,
            Optional<String> below,
            boolean missing) {

        public Condition {
            in = List.copyOf(in);
            notIn = List.copyOf(notIn);
        }
    }

    /**
     * Refund lines are taken off the lines they refund: sums over a line and its refunds. A line whose amount comes to zero
     * disappears; a refund without its line is left out and counted.
     *
     * @param line the number of a line
     * @param original in a refund: the number of the line that it refunds
     * @param within columns inside which line numbers are unique
     * @param sums columns that are added up, the amount among them
     */
    public record Net(String line, String original, List<String> within, List<String> sums) {
        public Net {
            within = List.copyOf(within);
            sums = List.copyOf(sums);
        }
    }

    /** Rows that refer to a row of another table which was left out are left out too. */
    public record Follow(String table, String column, String rule, Text what) {}

    /**
     * Rows written into a standard table from one table, or from a standard table written before.
     *
     * @param key columns that make a row of the target unique; rows with equal keys are one row. Without it every source row
     *     is a row
     * @param single whether a key may stand only once in the source; twice is an error then
     * @param fresh only keys that no fill before it had
     * @param unless taken only when this table is not there
     * @param sums fields that are added up over the rows of a key
     */
    public record Fill(
            String into,
            String from,
            List<Condition> where,
            List<String> key,
            boolean single,
            boolean fresh,
            Optional<String> unless,
            List<String> sums,
            Map<String, Value> fields) {

        public Fill {
            where = List.copyOf(where);
            key = List.copyOf(key);
            sums = List.copyOf(sums);
            fields = ordered(fields);
        }
    }

    /** A conversion of measured values: of these items, into this unit. */
    public record Conversion(List<String> items, String to, Optional<String> analyte) {
        public Conversion {
            items = List.copyOf(items);
        }
    }

    /** A column whose days count for the period of the records. */
    public record PeriodColumn(String table, String column) {}

    /** Tables that follow from others. */
    public enum Derived {
        /** From insurance periods, merged; of people without one, from their records. */
        OBSERVATION_PERIODS,
        /** One row for each payer of each settlement, and one with the totals. */
        COSTS,
        /** Condition and drug eras with the usual 30 days of persistence. */
        ERAS
    }

    /** A part of a day. */
    public enum Part {
        DATE,
        YEAR,
        MONTH,
        DAY
    }

    /** Something known of the whole source. */
    public enum Known {
        FIRST_DAY,
        LAST_DAY
    }

    /** Which concept of a code. */
    public enum Use {
        SOURCE,
        STANDARD
    }

    /** What comes out of a conversion. */
    public enum Converted {
        NUMBER,
        UNIT,
        /** The concept of the unit that the number is in afterwards. */
        CONCEPT
    }

    /** One of several values, by the first condition that holds. */
    public record Choice(List<Condition> when, Value then) {
        public Choice {
            when = List.copyOf(when);
        }
    }

    /**
     * What stands in a field. Exactly one of the kinds is there.
     *
     * @param column the value of a column; plain text in the file means this
     * @param constant the same in every row
     * @param first the first that is not missing
     * @param earliest the least of several
     * @param latest the greatest of several
     * @param code the column with a code, whose concept is looked up
     * @param system code system of the code
     * @param systemColumn column with the code system of the code
     * @param use which concept
     * @param ref a keyed standard table, whose row is looked up
     * @param key columns of this table that make the key of that one
     * @param field what to take from the row; its id when absent
     * @param shape the column with a code whose system is told by its look
     * @param systems the systems that come into question, in order
     * @param differ two columns; whether they differ
     * @param join columns that are written one after another
     * @param with what stands between them
     * @param known something about the whole source
     * @param choose by conditions
     * @param convert a column with a measured value
     * @param unit the column with its unit
     * @param item the column with what was measured
     * @param by name of the conversions
     * @param result number, unit or the unit's concept
     * @param values name of the value map that the column goes through
     * @param otherwise what a value that is not in the map becomes; an error when absent
     * @param part part of a day
     */
    public record Value(
            Optional<String> column,
            Optional<String> constant,
            List<Value> first,
            List<Value> earliest,
            List<Value> latest,
            Optional<String> code,
            Optional<String> system,
            Optional<String> systemColumn,
            Use use,
            Optional<String> ref,
            List<String> key,
            Optional<String> field,
            Optional<String> shape,
            List<String> systems,
            List<String> differ,
            List<String> join,
            String with,
            Optional<Known> known,
            List<Choice> choose,
            Optional<String> convert,
            Optional<String> unit,
            Optional<String> item,
            Optional<String> by,
            Converted result,
            Optional<String> values,
            Optional<String> otherwise,
            Optional<Part> part) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public static Value of(String column) {
            return plain(Optional.of(column), Optional.empty());
        }

        public static Value fixed(String constant) {
            return plain(Optional.empty(), Optional.of(constant));
        }

        /** A field of the row of another standard table that a column names. */
        public static Value lookup(String table, String column, String field) {
            return plain(Optional.empty(), Optional.empty(), Optional.of(table), List.of(column), Optional.of(field));
        }

        private static Value plain(Optional<String> column, Optional<String> constant) {
            return plain(column, constant, Optional.empty(), List.of(), Optional.empty());
        }

        private static Value plain(
                Optional<String> column,
                Optional<String> constant,
                Optional<String> ref,
                List<String> key,
                Optional<String> field) {
            Optional<String> none = Optional.empty();
            return new Value(
                    column,
                    constant,
                    List.of(),
                    List.of(),
                    List.of(),
                    none,
                    none,
                    none,
                    Use.SOURCE,
                    ref,
                    key,
                    field,
                    none,
                    List.of(),
                    List.of(),
                    List.of(),
                    "",
                    Optional.empty(),
                    List.of(),
                    none,
                    none,
                    none,
                    none,
                    Converted.NUMBER,
                    none,
                    none,
                    Optional.empty());
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Value {}
    }
}
