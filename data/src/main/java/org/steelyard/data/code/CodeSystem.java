package org.steelyard.data.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.steelyard.kernel.Text;

/**
 * A code system: what its codes look like and how they nest. Codes of one system may have several shapes, as drugs do.
 *
 * @param id as it stands in {@code source_vocabulary}
 * @param levels lengths of the prefixes that are classes above a code, shortest first
 * @param domain of the concepts that the codes become
 * @param ingredient length of the prefix that names the active substance; 0 where there is none
 * @param check the check digit; none of the insurance codes has one, the citizen's number does
 */
public record CodeSystem(
        String id, Text name, List<Shape> shapes, List<Integer> levels, Check check, String domain, int ingredient) {

    public CodeSystem {
        shapes = List.copyOf(shapes);
        levels = List.copyOf(levels);
    }

    /**
     * One shape of code.
     *
     * @param kind such as {@code western} or {@code decoction}
     * @param strict what the coding standard asks for
     * @param lenient what is still told to be of this system
     */
    public record Shape(String kind, Text name, Pattern strict, Pattern lenient) {}

    /** Check digits. */
    public enum Check {
        NONE,
        /** GB 11643: ISO 7064 MOD 11-2. */
        MOD_11_2
    }

    /** How well a code fits. */
    public enum Fit {
        STRICT,
        /** Of this system by its look, but not as the standard writes it. */
        LENIENT,
        NONE
    }

    public Fit fit(String code) {
        if (shapes.stream().anyMatch(s -> s.strict().matcher(code).matches())) {
            return checkDigitHolds(code) ? Fit.STRICT : Fit.LENIENT;
        }
        return shapes.stream().anyMatch(s -> s.lenient().matcher(code).matches()) ? Fit.LENIENT : Fit.NONE;
    }

    public boolean isValid(String code) {
        return fit(code) == Fit.STRICT;
    }

    /**
     * The classes above a code, nearest first: {@code I50.900x001} is in {@code I50.900}, {@code I50.9} and {@code I50}. The
     * extension after {@code x} goes first, then the prefixes of {@link #levels}. Of a dagger and asterisk pair the dagger
     * code counts.
     */
    public List<String> ancestors(String code) {
        List<String> out = new ArrayList<>();
        String base = code.contains("+") ? code.substring(0, code.indexOf('+')) : code;
        add(out, base, code);
        int extension = base.lastIndexOf('x');
        int longest = levels.isEmpty() ? 0 : levels.getLast();
        if (extension > longest) {
            base = base.substring(0, extension);
            add(out, base, code);
        }
        for (int i = levels.size() - 1; i >= 0; i--) {
            if (levels.get(i) < base.length()) {
                add(out, base.substring(0, levels.get(i)), code);
            }
        }
        return out;
    }

    /** A class never ends in a full stop or in the filler {@code x}. */
    private static void add(List<String> out, String prefix, String code) {
        boolean whole =
                !prefix.endsWith(".") && !prefix.toLowerCase(Locale.ROOT).endsWith("x");
        if (whole && !prefix.equals(code) && !out.contains(prefix)) {
            out.add(prefix);
        }
    }

    private boolean checkDigitHolds(String code) {
        return switch (check) {
            case NONE -> true;
            case MOD_11_2 -> mod112(code);
        };
    }

    /** ISO 7064 MOD 11-2 over seventeen digits; the eighteenth is 0 to 9 or X for ten. */
    private static boolean mod112(String code) {
        int product = 0;
        for (int i = 0; i < code.length() - 1; i++) {
            product = (product + Character.digit(code.charAt(i), 10)) * 2 % 11;
        }
        int check = (12 - product) % 11;
        char last = Character.toUpperCase(code.charAt(code.length() - 1));
        return last == (check == 10 ? 'X' : (char) ('0' + check));
    }
}
