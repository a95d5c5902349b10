package org.steelyard.simulator.internal;

/** One column of a platform table. All cells are held as 64-bit integers; the kind says what they mean. */
record Column(String name, Kind kind, int precision, int scale) {

    /** A cell without a value. */
    static final long EMPTY = Long.MIN_VALUE;

    enum Kind {
        /** A text of the lexicon or of the block, by its number. */
        WORD,
        /** A text of decimal digits, as the number that they spell. */
        DIGITS,
        INTEGER,
        /** Days since 1970-01-01. */
        DATE,
        /** Minutes since 1970-01-01T00:00, written in microseconds. */
        TIMESTAMP,
        /** An unscaled decimal. */
        DECIMAL
    }

    static Column word(String name) {
        return new Column(name, Kind.WORD, 0, 0);
    }

    /** Reads the short form {@code name:kind}; a plain name is a word. */
    static Column parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return word(text.intern());
        }
        String name = text.substring(0, colon).intern();
        return switch (text.substring(colon + 1)) {
            case "digits" -> new Column(name, Kind.DIGITS, 0, 0);
            case "int" -> new Column(name, Kind.INTEGER, 0, 0);
            case "date" -> new Column(name, Kind.DATE, 0, 0);
            case "time" -> new Column(name, Kind.TIMESTAMP, 0, 0);
            case "money" -> new Column(name, Kind.DECIMAL, 16, 2);
            case "count" -> new Column(name, Kind.DECIMAL, 16, 4);
            case "price" -> new Column(name, Kind.DECIMAL, 16, 6);
            case "share" -> new Column(name, Kind.DECIMAL, 5, 4);
            default -> throw new IllegalArgumentException("unknown kind in " + text);
        };
    }
}
