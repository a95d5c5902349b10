package org.steelyard.data.quality.internal;

import java.util.List;

/** The files of checks that ship. */
public final class ShippedRows {

    public static final List<String> FILES = List.of("checks-omop.csv", "checks-concept.csv", "checks-settlement.csv");

    private ShippedRows() {}

    public static String text(String file) {
        return CheckTypes.resource("/org/steelyard/data/quality/" + file);
    }
}
