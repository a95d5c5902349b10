package org.steelyard.protocol.expression.internal;

/**
 * @param text what it stands for: the digits, the text without its quotes, the name
 * @param at position of its first character, from 0
 */
record Token(Kind kind, String text, int at) {

    enum Kind {
        NUMBER,
        TEXT,
        /** A bare word: a name, a function or a keyword. */
        WORD,
        /** A name in back quotes: never a keyword. */
        QUOTED_NAME,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }
}
