package org.steelyard.kernel;

/**
 * A text in Chinese and English. Where only one language is known both hold it, so that neither is ever empty by
 * accident.
 */
public record Text(String zh, String en) {

    public static final Text EMPTY = new Text("", "");

    public static Text of(String zh, String en) {
        return new Text(zh, en);
    }

    /** A text that reads the same in both languages: a name, a number, a code, or prose given in one language only. */
    public static Text same(String text) {
        return new Text(text, text);
    }

    public String in(Lang lang) {
        return switch (lang) {
            case ZH -> zh;
            case EN -> en;
        };
    }

    public boolean isBlank() {
        return zh.isBlank() && en.isBlank();
    }
}
