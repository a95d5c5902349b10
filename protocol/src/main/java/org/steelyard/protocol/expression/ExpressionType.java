package org.steelyard.protocol.expression;

import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;

/** What an expression yields. */
public enum ExpressionType {
    NUMBER("数值", "a number"),
    BOOLEAN("是/否", "true or false"),
    TEXT("类别或文本", "a category or text"),
    DATE("日期", "a date");

    private final Text label;

    ExpressionType(String zh, String en) {
        label = Text.of(zh, en);
    }

    public Text label() {
        return label;
    }

    /** What a variable of the dictionary is inside an expression. */
    public static ExpressionType of(Variable.Type type) {
        return switch (type) {
            case NUMBER, INTEGER -> NUMBER;
            case BINARY -> BOOLEAN;
            case CATEGORY, TEXT -> TEXT;
            case DATE -> DATE;
        };
    }
}
