package org.steelyard.data.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.steelyard.data.DataError;
import org.steelyard.data.Dictionary;
import org.steelyard.data.Field;
import org.steelyard.data.Vector;
import org.steelyard.protocol.Variable;

/** Types the cells of one column by one variable of the dictionary. What does not fit is counted and left missing. */
abstract sealed class Typer {

    final Variable variable;
    final Set<String> missing;
    final RowFindings findings = new RowFindings();

    private Typer(Variable variable, Set<String> missing) {
        this.variable = variable;
        this.missing = missing;
    }

    static Typer of(Variable variable, Dictionary dictionary) {
        Set<String> missing = missingCodes(variable, dictionary);
        return switch (variable.type()) {
            case NUMBER, INTEGER -> new Numbers(variable, missing);
            case BINARY, CATEGORY -> new Codes(variable, missing);
            case DATE -> new Days(variable, missing);
            case TEXT -> new Texts(variable, missing);
        };
    }

    static Set<String> missingCodes(Variable variable, Dictionary dictionary) {
        Set<String> codes = new LinkedHashSet<>();
        dictionary.missing().forEach(code -> codes.add(Cell.trim(code)));
        variable.missing().forEach(code -> codes.add(Cell.trim(code)));
        return codes;
    }

    /** The value that each declared text of a binary or category variable stands for; 1 is yes, 0 no. */
    static Map<String, Integer> declared(Variable variable) {
        Map<String, Integer> values = new HashMap<>();
        List<String> levels =
                variable.levels().stream().map(Variable.Level::value).toList();
        if (variable.type() == Variable.Type.CATEGORY) {
            levels.forEach(level -> values.putIfAbsent(Cell.trim(level), values.size()));
        } else {
            variable.yes().forEach(value -> values.put(Cell.trim(value), 1));
            variable.no().forEach(value -> values.put(Cell.trim(value), 0));
        }
        return values;
    }

    final void accept(Cell cell, Vector vector, int i, long row) {
        boolean known = type(cell, vector, i, row);
        if (!known && variable.role() == Variable.Role.IDENTIFIER) {
            findings.add(DataError.MISSING_IDENTIFIER, row);
        }
    }

    /** False when the value is missing as declared. */
    abstract boolean type(Cell cell, Vector vector, int i, long row);

    /**
     * As {@link #accept} for several rows at once, where their values lie as this type wants them.
     *
     * @return whether it was done
     */
    boolean block(CellReader.Block block, Vector vector, int n, long[] rows) {
        return false;
    }

    final String recoded(Cell cell) {
        String text = cell.string();
        return variable.recode().getOrDefault(text, text);
    }

    final boolean report(DataError error, long row) {
        findings.add(error, row);
        return true;
    }

    private static final class Numbers extends Typer {

        private static final double LARGEST_WHOLE = 9007199254740992.0;

        private final boolean plain;
        private final double[] missingNumbers;
        private final double minimum;
        private final double maximum;
        private final boolean whole;
        private final boolean time;

        Numbers(Variable variable, Set<String> missing) {
            super(variable, missing);
            plain = variable.recode().isEmpty();
            missingNumbers = missing.stream()
                    .mapToDouble(Decimals::parse)
                    .filter(x -> !Double.isNaN(x))
                    .toArray();
            minimum = variable.minimum().orElse(Double.NEGATIVE_INFINITY);
            maximum = variable.maximum().orElse(Double.POSITIVE_INFINITY);
            whole = variable.type() == Variable.Type.INTEGER;
            time = variable.role() == Variable.Role.TIME;
        }

        @Override
        boolean type(Cell cell, Vector vector, int i, long row) {
            double[] out = ((Vector.Numbers) vector).values();
            out[i] = Double.NaN;
            double x = plain ? number(cell) : Double.NaN;
            if (Double.isNaN(x)) {
                String value = recoded(cell);
                if (missing.contains(value)) {
                    return false;
                }
                if (value.isEmpty()) {
                    return report(DataError.UNDECLARED_MISSING, row);
                }
                x = cell.kind() == Cell.Kind.TEXT || !plain ? Decimals.parse(value) : Double.NaN;
            }
            if (Double.isNaN(x)) {
                return report(DataError.NOT_A_NUMBER, row);
            }
            if (isMissing(x)) {
                return false;
            }
            out[i] = checked(x, row);
            return true;
        }

        @Override
        boolean block(CellReader.Block block, Vector vector, int n, long[] rows) {
            if (!plain || !(block.values() instanceof double[] values) || variable.role() == Variable.Role.IDENTIFIER) {
                return false;
            }
            for (int i = 0; i < n; i++) {
                if (block.isKnown(i) && Double.isNaN(values[block.at() + i])) {
                    return false; // what is no number may be a word for a missing one
                }
            }
            boolean declared = missing.contains("");
            double[] out = ((Vector.Numbers) vector).values();
            for (int i = 0; i < n; i++) {
                double x = block.isKnown(i) ? values[block.at() + i] : Double.NaN;
                out[i] = Double.NaN;
                if (!block.isKnown(i)) {
                    if (!declared) {
                        findings.add(DataError.UNDECLARED_MISSING, rows[i]);
                    }
                } else if (!isMissing(x)) {
                    out[i] = checked(x, rows[i]);
                }
            }
            return true;
        }

        private static double number(Cell cell) {
            return switch (cell.kind()) {
                case TEXT -> Decimals.parse(cell.chars(), cell.start(), cell.end());
                case NUMBER -> cell.number();
                case FLAG, DAY -> Double.NaN;
            };
        }

        private boolean isMissing(double x) {
            for (double code : missingNumbers) {
                if (code == x) {
                    return true;
                }
            }
            return false;
        }

        private double checked(double x, long row) {
            if (!Double.isFinite(x)) {
                findings.add(DataError.NOT_A_NUMBER, row);
                return Double.NaN;
            }
            if (whole && (x != Math.rint(x) || Math.abs(x) > LARGEST_WHOLE)) {
                findings.add(DataError.NOT_AN_INTEGER, row);
            } else if (time && x < 0) {
                findings.add(DataError.NEGATIVE_TIME, row);
            } else if (x < minimum || x > maximum) {
                findings.add(DataError.OUT_OF_RANGE, row);
            }
            return x == 0 ? 0.0 : x;
        }
    }

    /** Binary and category: the text must be one that the dictionary lists. */
    private static final class Codes extends Typer {

        private final TextCodes codes;

        Codes(Variable variable, Set<String> missing) {
            super(variable, missing);
            codes = new TextCodes(outcomes(variable, missing));
        }

        private static Map<String, Integer> outcomes(Variable variable, Set<String> missing) {
            Map<String, Integer> declared = declared(variable);
            Set<String> texts = new HashSet<>(missing);
            texts.addAll(declared.keySet());
            texts.addAll(variable.recode().keySet());
            Map<String, Integer> outcomes = new HashMap<>();
            for (String text : texts) {
                String value = variable.recode().getOrDefault(text, text);
                Integer code = missing.contains(value) ? Integer.valueOf(-1) : declared.get(value);
                if (code != null) {
                    outcomes.put(text, code);
                }
            }
            return outcomes;
        }

        @Override
        boolean type(Cell cell, Vector vector, int i, long row) {
            int code = cell.kind() == Cell.Kind.TEXT
                    ? codes.get(cell.chars(), cell.start(), cell.end())
                    : codes.get(cell.string());
            if (code == TextCodes.ABSENT && cell.kind() == Cell.Kind.FLAG && vector instanceof Vector.Flags) {
                code = cell.flag() ? 1 : 0;
            }
            boolean absent = code == TextCodes.ABSENT;
            if (absent) {
                findings.add(cell.isEmpty() ? DataError.UNDECLARED_MISSING : DataError.UNDECLARED_VALUE, row);
            }
            put(vector, i, absent ? -1 : code);
            return absent || code >= 0;
        }

        /** What small whole numbers come to; flags are such numbers. */
        private int[] small() {
            int[] out = new int[256];
            java.util.Arrays.setAll(out, v -> codes.get(Integer.toString(v)));
            return out;
        }

        @Override
        boolean block(CellReader.Block block, Vector vector, int n, long[] rows) {
            if (!(block.values() instanceof long[] values) || variable.role() == Variable.Role.IDENTIFIER) {
                return false;
            }
            int[] small = small();
            int empty = codes.get("");
            for (int i = 0; i < n; i++) {
                boolean there = block.isKnown(i);
                long value = there ? values[block.at() + i] : 0;
                boolean isSmall = value >= 0 && value < small.length;
                int code = !there ? empty : isSmall ? small[(int) value] : codes.get(Long.toString(value));
                if (code == TextCodes.ABSENT) {
                    findings.add(there ? DataError.UNDECLARED_VALUE : DataError.UNDECLARED_MISSING, rows[i]);
                }
                put(vector, i, code == TextCodes.ABSENT ? -1 : code);
            }
            return true;
        }

        private static void put(Vector vector, int i, int code) {
            if (vector instanceof Vector.Flags flags) {
                flags.values()[i] = (byte) code;
            } else {
                ((Vector.Codes) vector).values()[i] = code;
            }
        }
    }

    private static final class Days extends Typer {

        Days(Variable variable, Set<String> missing) {
            super(variable, missing);
        }

        @Override
        boolean type(Cell cell, Vector vector, int i, long row) {
            int[] out = ((Vector.Days) vector).values();
            out[i] = Vector.MISSING_DAY;
            String value = recoded(cell);
            if (missing.contains(value)) {
                return false;
            }
            if (value.isEmpty()) {
                return report(DataError.UNDECLARED_MISSING, row);
            }
            OptionalInt day = cell.kind() == Cell.Kind.DAY ? day(cell.day()) : Dates.parse(value);
            if (day.isEmpty()) {
                return report(DataError.NOT_A_DATE, row);
            }
            out[i] = day.getAsInt();
            return true;
        }

        private static OptionalInt day(int day) {
            return Dates.inRange(LocalDate.ofEpochDay(day)) ? OptionalInt.of(day) : OptionalInt.empty();
        }
    }

    private static final class Texts extends Typer {

        Texts(Variable variable, Set<String> missing) {
            super(variable, missing);
        }

        @Override
        boolean type(Cell cell, Vector vector, int i, long row) {
            String value = recoded(cell);
            boolean absent = missing.contains(value) || value.isEmpty();
            ((Vector.Texts) vector).values()[i] = absent ? null : value;
            if (value.isEmpty() && !missing.contains(value)) {
                return report(DataError.UNDECLARED_MISSING, row);
            }
            return !absent;
        }
    }

    /** Texts that a cell of this column may hold, for messages: never values of the file, only of the plan. */
    static List<String> allowed(Variable variable) {
        Set<String> texts = new LinkedHashSet<>();
        variable.levels().forEach(level -> texts.add(level.value()));
        texts.addAll(variable.yes());
        texts.addAll(variable.no());
        texts.addAll(variable.recode().keySet());
        return new ArrayList<>(texts);
    }

    Field field() {
        return Field.of(variable);
    }
}
