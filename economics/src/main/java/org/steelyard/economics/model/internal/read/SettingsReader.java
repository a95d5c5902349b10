package org.steelyard.economics.model.internal.read;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.ModelSpec.Counting;
import org.steelyard.economics.model.ModelSpec.DiscountRule;
import org.steelyard.economics.model.ModelSpec.Settings;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.Timing;

/** Conventions of a model, and those that a scenario puts in their place. */
public final class SettingsReader {

    private static final double JULIAN_YEAR = 365.25;
    private static final int PEOPLE = 10_000;

    private SettingsReader() {}

    static Settings read(Field f) {
        Settings standard = new Settings(
                new Source("1 year", "settings.cycle"),
                new Source("", "settings.horizon"),
                0,
                JULIAN_YEAR,
                Counting.LIFE_TABLE,
                DiscountRule.ANNUAL,
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                false,
                PEOPLE);
        return over(standard, f.map(Field::text), "settings");
    }

    /** Settings with some of them replaced; a horizon replaces a number of cycles and the reverse. */
    public static Settings over(Settings s, Map<String, String> words, String path) {
        boolean horizon = words.containsKey("horizon");
        boolean cycles = words.containsKey("cycles");
        return new Settings(
                words.containsKey("cycle") ? new Source(words.get("cycle"), path + ".cycle") : s.cycle(),
                horizon
                        ? new Source(words.getOrDefault("horizon", ""), path + ".horizon")
                        : cycles ? new Source("", path + ".horizon") : s.horizon(),
                cycles ? whole(words.getOrDefault("cycles", "")) : horizon ? 0 : s.cycles(),
                words.containsKey("yearLength") ? number(words.get("yearLength"), s.yearLength()) : s.yearLength(),
                word(Counting.class, words.getOrDefault("counting", ""), s.counting()),
                word(DiscountRule.class, words.getOrDefault("discountRule", ""), s.discountRule()),
                optional(Timing.class, words.getOrDefault("discountTiming", "")).or(s::discountTiming),
                optional(Timing.class, words.getOrDefault("eventTiming", "")).or(s::eventTiming),
                words.containsKey("transitions") ? words.get("transitions").equals("rate") : s.rates(),
                words.containsKey("negativeComplement")
                        ? !words.get("negativeComplement").equals("fail")
                        : s.repairRows(),
                words.containsKey("crossing") ? words.get("crossing").equals("repair") : s.repairCrossing(),
                words.containsKey("people") ? whole(words.get("people")) : s.people());
    }

    private static int whole(String text) {
        return (int) number(text, 0);
    }

    private static double number(String text, double absent) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return absent;
        }
    }

    static <E extends Enum<E>> E word(Class<E> type, String text, E absent) {
        return optional(type, text).orElse(absent);
    }

    private static <E extends Enum<E>> Optional<E> optional(Class<E> type, String text) {
        String name = text.replace('-', '_').toUpperCase(Locale.ROOT);
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
