package org.steelyard.report.document;

/** A label and its value, such as 方案版本 and 1.2. */
public record Fact(String label, String value) {

    public static Fact of(String label, String value) {
        return new Fact(label, value);
    }
}
