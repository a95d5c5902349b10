package org.steelyard.data.quality.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.steelyard.kernel.Text;

/** What a user most likely meant. */
public final class Nearest {

    private Nearest() {}

    /** A remedy that opens with the nearest name, when one is near. */
    public static Text remedy(String word, Collection<String> names, Text otherwise) {
        return find(word, names)
                .map(near ->
                        Text.of("是否为 " + near + "？" + otherwise.zh(), "Did you mean " + near + "? " + otherwise.en()))
                .orElse(otherwise);
    }

    static Optional<String> find(String word, Collection<String> names) {
        return names.stream()
                .min(Comparator.<String>comparingInt(n ->
                                distance(word.toLowerCase(java.util.Locale.ROOT), n.toLowerCase(java.util.Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(n -> distance(word, n) <= Math.max(2, word.length() / 3));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
