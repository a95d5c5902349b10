package org.steelyard.data.standard.internal;

import java.math.BigDecimal;
import java.util.List;
import org.steelyard.data.mapping.Mapping.NumberForm;
import org.steelyard.data.mapping.Mapping.Type;
import org.steelyard.data.mapping.internal.NumberForms;

/**
 * The SQL that reads numbers of a declared form. Amounts are counted in yuan and stay decimal all the way: an amount whose unit
 * would leave more decimals than the type has does not fit, none is rounded.
 */
final class Amounts {

    /** Wide enough for 18 digits before the point, and times the largest unit still within what the engine can hold. */
    private static final String WIDE = "DECIMAL(26,8)";

    private static final String FACTOR = "DECIMAL(11,2)";

    private final List<NumberForm> forms;
    private final String unit;

    /** @param unit of amounts that carry none */
    Amounts(List<NumberForm> forms, String unit) {
        this.forms = forms;
        this.unit = unit;
    }

    /** The cell without what its form allows around and within digits. */
    String narrow(String text) {
        return forms.contains(NumberForm.FULL_WIDTH)
                ? "translate(" + text + ", " + Duck.text(NumberForms.WIDE) + ", " + Duck.text(NumberForms.NARROW) + ")"
                : text;
    }

    /** A number in one of the declared forms, or NULL. */
    String number(String text, Type type) {
        String narrow = narrow(text);
        String digits = "regexp_replace(" + narrow + ", '[^0-9.]', '', 'g')";
        String guard = "CASE WHEN " + Typing.matches(narrow, NumberForms.whole(forms)) + " THEN ";
        String sign =
                "CASE WHEN regexp_matches(" + narrow + ", " + Duck.text(NumberForms.NEGATIVE) + ") THEN -1 ELSE 1 END";
        String value = guard + "TRY_CAST(" + digits + " AS " + WIDE + ") * CAST(" + sign + " AS TINYINT) END";
        return exact("CAST(" + value + " AS " + WIDE + ")", factor(narrow), type);
    }

    /** An amount of a column that is a number already, in yuan. */
    String converted(String number, Type type) {
        return exact("TRY_CAST(" + number + " AS " + WIDE + ")", own(unit), type);
    }

    private static String exact(String value, String factor, Type type) {
        String yuan = "(" + value + " * " + factor + ")";
        String cast = "TRY_CAST(" + yuan + " AS " + Typing.sqlType(type) + ")";
        return type == Type.NUMBER ? cast : "CASE WHEN " + cast + " = " + yuan + " THEN " + cast + " END";
    }

    private String factor(String text) {
        if (!forms.contains(NumberForm.UNITS)) {
            return own(unit);
        }
        StringBuilder out = new StringBuilder("CASE");
        for (String name : NumberForms.units()) {
            out.append(" WHEN contains(")
                    .append(text)
                    .append(", ")
                    .append(Duck.text(name))
                    .append(") THEN ")
                    .append(own(name));
        }
        return out.append(" ELSE ").append(own(unit)).append(" END").toString();
    }

    private static String own(String unit) {
        String factor =
                BigDecimal.ONE.scaleByPowerOfTen(NumberForms.power(unit)).toPlainString();
        return "CAST(" + factor + " AS " + FACTOR + ")";
    }
}
