package org.steelyard.economics.model.expression;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.steelyard.kernel.Text;

/**
 * The units that a model may use. How long a year is in days is a convention of the model (365.25, 365 or 360), so it is given here.
 */
public final class Units {

    private static final int MONTHS = 12;
    private static final int QUARTERS = 4;
    private static final int WEEK_DAYS = 7;
    private static final int DAY_HOURS = 24;
    private static final int HOUR_MINUTES = 60;

    private final Map<String, Unit> known = new HashMap<>();

    /**
     * @param currency ISO code of the model's money
     * @param yearDays days in a year
     */
    public Units(String currency, double yearDays) {
        time(1, "year", "years", "yr", "y", "a", "QALY", "QALYs", "LY", "DALY", "DALYs", "年");
        time(1.0 / MONTHS, "month", "months", "mo", "月");
        time(1.0 / QUARTERS, "quarter", "quarters", "季度");
        time(WEEK_DAYS / yearDays, "week", "weeks", "wk", "周");
        time(1 / yearDays, "day", "days", "d", "天", "日");
        time(1 / yearDays / DAY_HOURS, "hour", "hours", "h", "小时");
        time(1 / yearDays / DAY_HOURS / HOUR_MINUTES, "minute", "minutes", "min", "分钟");
        Unit money = new Unit(1, Map.of(currency, 1));
        known.put(currency, money);
        if (currency.equals("CNY")) {
            known.put("RMB", money);
            known.put("yuan", money);
            known.put("元", money);
            known.put("万元", new Unit(1e4, money.powers()));
        }
        known.put("1", Unit.ONE);
        known.put("%", new Unit(0.01, Map.of()));
        known.put("cycle", Unit.ONE);
        known.put("cycles", Unit.ONE);
    }

    private void time(double years, String... names) {
        for (String name : names) {
            known.put(name, new Unit(years, Unit.YEAR.powers()));
        }
    }

    /**
     * Reads {@code CNY/month}, {@code 1/year}, {@code CNY*month^-1}.
     *
     * @throws FormulaFault when the text is not a product of units
     */
    public Unit parse(String text) {
        Unit out = Unit.ONE;
        boolean over = false;
        int position = 1;
        for (String part : text.strip().split("(?=[*/])")) {
            String word = part;
            if (part.startsWith("/") || part.startsWith("*")) {
                over = part.startsWith("/");
                word = part.substring(1);
            }
            Unit unit = factor(word.strip(), position);
            out = over ? out.over(unit) : out.times(unit);
            position += part.length();
        }
        return out;
    }

    private Unit factor(String word, int position) {
        int hat = word.indexOf('^');
        String name = hat < 0 ? word : word.substring(0, hat).strip();
        Unit unit = known.get(name);
        if (unit == null) {
            if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
                throw fault(position, word);
            }
            unit = new Unit(1, Map.of(name.toLowerCase(Locale.ROOT).equals(name) ? singular(name) : name, 1));
        }
        return hat < 0 ? unit : unit.power(exponent(word.substring(hat + 1).strip(), position, word));
    }

    /** {@code doses} and {@code dose} are one unit. */
    private static String singular(String name) {
        return name.length() > 3 && name.endsWith("s") && !name.endsWith("ss")
                ? name.substring(0, name.length() - 1)
                : name;
    }

    private static int exponent(String digits, int position, String word) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw fault(position, word);
        }
    }

    private static FormulaFault fault(int position, String word) {
        return new FormulaFault(
                position, Text.of("“" + word + "”不是单位", "'" + word + "' is not a unit, such as CNY/year or 1/month"));
    }
}
