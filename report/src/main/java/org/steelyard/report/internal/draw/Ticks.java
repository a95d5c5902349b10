package org.steelyard.report.internal.draw;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.steelyard.report.chart.Axis;

/** Round values along an axis, their labels, and the range of the axis. */
record Ticks(Range range, boolean log, double[] values, List<String> labels) {

    private static final double[][] MANTISSAS = {
        {1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9},
        {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8},
        {1, 1.25, 1.5, 2, 3, 4, 6, 8},
        {1, 1.5, 2, 3, 5, 7},
        {1, 2, 5},
        {1, 3},
        {1}
    };
    private static final int MOST = 9;
    private static final double GAP = 14;
    private static final double ROW = 28;

    /** The densest ticks whose labels keep their distance on a horizontal axis of this many pixels. */
    static Ticks horizontal(Axis axis, Range data, double pixels) {
        return fit(axis, data, ticks -> ticks.reach() + GAP <= ticks.closest(pixels));
    }

    static Ticks vertical(Axis axis, Range data, double pixels) {
        return fit(axis, data, ticks -> ticks.closest(pixels) >= ROW);
    }

    /** Ticks at given values, every k-th of them so that labels keep their distance. */
    static Ticks at(Axis axis, Range range, double[] wanted, double pixels) {
        double[] inside = Arrays.stream(wanted)
                .filter(v -> v >= range.low() && v <= range.high())
                .toArray();
        for (int stride = 1; stride < inside.length; stride++) {
            int step = stride;
            double[] some = IntStream.range(0, inside.length)
                    .filter(i -> i % step == 0)
                    .mapToDouble(i -> inside[i])
                    .toArray();
            Ticks ticks = labelled(range, false, some, axis);
            if (ticks.reach() + GAP <= ticks.closest(pixels)) {
                return ticks;
            }
        }
        return horizontal(axis, range, pixels);
    }

    Scale scale(double from, double to) {
        return new Scale(range, log, from, to);
    }

    /** Width of the widest label. */
    double reach() {
        return Prose.widest(labels, Theme.TICK);
    }

    private double closest(double pixels) {
        Scale scale = scale(0, pixels);
        return IntStream.range(1, values.length)
                .mapToDouble(i -> scale.at(values[i]) - scale.at(values[i - 1]))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private interface Room {
        boolean holds(Ticks ticks);
    }

    private static Ticks fit(Axis axis, Range data, Room room) {
        if (axis.scale() == Axis.Scale.LOG) {
            return logarithmic(axis, data, room);
        }
        for (int target = MOST; target > 2; target--) {
            Ticks ticks = linear(axis, data, target);
            if (room.holds(ticks)) {
                return ticks;
            }
        }
        return linear(axis, data, 2);
    }

    private static Ticks linear(Axis axis, Range data, int target) {
        Range wanted = bounded(axis, data).solid();
        double round = roundStep((wanted.high() - wanted.low()) / target);
        double step = axis.style() == Axis.Style.WHOLE ? Math.ceil(round) : round;
        double low = axis.min().isPresent() ? wanted.low() : Math.floor(wanted.low() / step + 1e-9) * step;
        double high = axis.max().isPresent() ? wanted.high() : Math.ceil(wanted.high() / step - 1e-9) * step;
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        double[] values = new double[(int) Math.max(0, last - first + 1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = exact((first + i) * step);
        }
        return labelled(new Range(low, high), false, values, axis);
    }

    private static Range bounded(Axis axis, Range data) {
        Range range = data.isEmpty() ? new Range(0, 1) : data;
        double low = axis.min().orElse(range.low());
        double high = axis.max().orElse(range.high());
        return new Range(Math.min(low, high), Math.max(low, high));
    }

    /** The least of 1, 2, 2.5, 5 times a power of ten that is not less. */
    private static double roundStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double fraction = raw / power;
        double round = fraction <= 1.0001
                ? 1
                : fraction <= 2.0001 ? 2 : fraction <= 2.5001 ? 2.5 : fraction <= 5.0001 ? 5 : 10;
        return exact(round * power);
    }

    private static Ticks logarithmic(Axis axis, Range data, Room room) {
        Range positive = data.isEmpty() || data.low() <= 0 ? new Range(0.5, 2) : data;
        Range wanted = bounded(axis, positive);
        Range range = wanted.high() / wanted.low() < 1.2 ? new Range(wanted.low() / 1.1, wanted.high() * 1.1) : wanted;
        for (double[] mantissas : MANTISSAS) {
            Ticks ticks = labelled(range, true, powers(range, mantissas), axis);
            if (ticks.values.length <= MOST && room.holds(ticks)) {
                return ticks.values.length >= 2 ? ticks : ends(range, axis);
            }
        }
        return ends(range, axis);
    }

    private static Ticks ends(Range range, Axis axis) {
        return labelled(range, true, new double[] {exact(range.low()), exact(range.high())}, axis);
    }

    private static double[] powers(Range range, double[] mantissas) {
        int first = (int) Math.floor(Math.log10(range.low()));
        int last = (int) Math.ceil(Math.log10(range.high()));
        return IntStream.rangeClosed(first, last)
                .boxed()
                .flatMapToDouble(k -> Arrays.stream(mantissas).map(m -> exact(m * Math.pow(10, k))))
                .filter(v -> v >= range.low() * (1 - 1e-9) && v <= range.high() * (1 + 1e-9))
                .toArray();
    }

    private static Ticks labelled(Range range, boolean log, double[] values, Axis axis) {
        boolean years = !log && years(values);
        List<String> labels = DoubleStream.of(values)
                .mapToObj(v -> years ? Integer.toString((int) v) : label(v, axis.style()))
                .toList();
        return new Ticks(range, log, values, labels);
    }

    /** Whole numbers that lie close together where calendar years do are years, which nobody writes with a comma. */
    private static boolean years(double[] values) {
        return values.length > 1 && DoubleStream.of(values).allMatch(v -> v == Math.rint(v) && v >= 1900 && v <= 2100);
    }

    /** A round value as people write it: thousands separated, a true minus sign. */
    static String label(double value, Axis.Style style) {
        double shown = style == Axis.Style.PERCENT ? exact(value * 100) : value;
        String digits = new DecimalFormat("#,##0.##########", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(Math.abs(shown));
        String sign = shown < 0 && !digits.equals("0") ? "−" : "";
        return sign + digits + (style == Axis.Style.PERCENT ? "%" : "");
    }

    /** Without the noise of binary arithmetic: ten significant digits. */
    private static double exact(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        int digits = 10 - (int) Math.ceil(Math.log10(Math.abs(value)));
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }
}
