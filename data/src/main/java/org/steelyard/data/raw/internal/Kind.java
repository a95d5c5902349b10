package org.steelyard.data.raw.internal;

import java.util.Locale;
import java.util.Optional;

/** Kinds of file, by name. */
enum Kind {
    TEXT("csv"),
    JSON("json"),
    PARQUET("parquet"),
    EXCEL("xlsx"),
    ZIP("zip");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Optional<Kind> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        String extension = plain.substring(plain.lastIndexOf('.') + 1);
        boolean packed = !plain.equals(lower);
        return switch (extension) {
            case "csv", "tsv", "txt" -> Optional.of(TEXT);
            case "json", "jsonl", "ndjson" -> Optional.of(JSON);
            case "parquet" -> packed ? Optional.empty() : Optional.of(PARQUET);
            case "xlsx" -> packed ? Optional.empty() : Optional.of(EXCEL);
            case "zip" -> packed ? Optional.empty() : Optional.of(ZIP);
            default -> Optional.empty();
        };
    }

    /** The name without folder and extensions, in lower case. */
    static String table(String name) {
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        String plain = base.endsWith(".gz") ? base.substring(0, base.length() - 3) : base;
        int dot = plain.lastIndexOf('.');
        return dot > 0 ? plain.substring(0, dot) : plain;
    }
}
