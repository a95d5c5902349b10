package org.steelyard.report.chart;

import java.util.OptionalDouble;

/**
 * One axis. Its range is what the data need unless {@code min} or {@code max} are given.
 *
 * @param label with the unit
 */
public record Axis(String label, Scale scale, Style style, OptionalDouble min, OptionalDouble max) {

    public enum Scale {
        LINEAR,
        LOG
    }

    /** How tick values are written: 1,200 or, for shares, 0.12 as 12%. */
    public enum Style {
        NUMBER,
        PERCENT,
        /** Numbers of which only whole ones mean anything: periods, years, before and after. */
        WHOLE
    }

    public static Axis linear(String label) {
        return new Axis(label, Scale.LINEAR, Style.NUMBER, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** A linear axis whose ticks are whole numbers. */
    public static Axis whole(String label) {
        return new Axis(label, Scale.LINEAR, Style.WHOLE, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** A linear axis of shares: 0.25 is shown as 25%. */
    public static Axis percent(String label) {
        return new Axis(label, Scale.LINEAR, Style.PERCENT, OptionalDouble.empty(), OptionalDouble.empty());
    }

    public static Axis log(String label) {
        return new Axis(label, Scale.LOG, Style.NUMBER, OptionalDouble.empty(), OptionalDouble.empty());
    }

    public Axis from(double newMin) {
        return new Axis(label, scale, style, OptionalDouble.of(newMin), max);
    }

    public Axis to(double newMax) {
        return new Axis(label, scale, style, min, OptionalDouble.of(newMax));
    }
}
