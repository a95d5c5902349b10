package org.steelyard.protocol;

import org.steelyard.kernel.Text;

/** The three modules of value (guide, part 5). */
public enum Module {
    CLINICAL("临床价值", "Clinical value"),
    ECONOMIC("经济价值", "Economic value"),
    SOCIAL("社会价值", "Social value");

    private final Text label;

    Module(String zh, String en) {
        label = Text.of(zh, en);
    }

    public Text label() {
        return label;
    }
}
