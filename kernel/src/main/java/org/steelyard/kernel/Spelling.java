package org.steelyard.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known name nearest to a mistyped one. */
public final class Spelling {

    private Spelling() {}

    /**
     * The known name with the smallest edit distance (insertion, deletion, substitution, swap of neighbours; case does not
     * count). Absent when nothing is near: a third of the letters may differ, and always two where the name has four or more.
     * Of two equally near the first in the alphabet wins.
     */
    public static Optional<String> nearest(String written, Collection<String> known) {
        String wanted = written.toLowerCase(Locale.ROOT);
        int most = wanted.length() < 4 ? 1 : Math.max(2, wanted.length() / 3);
        record Near(String name, int distance) {}
        return known.stream()
                .map(name -> new Near(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance <= most && near.distance < Math.max(near.name.length(), 2))
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .map(Near::name);
    }

    /** {@code otherwise}, opened by the nearest name when one is near. */
    public static Text remedy(String written, Collection<String> known, Text otherwise) {
        return nearest(written, known)
                .map(near ->
                        Text.of("是否为 " + near + "？" + otherwise.zh(), "Did you mean " + near + "? " + otherwise.en()))
                .orElse(otherwise);
    }

    /** Optimal string alignment distance. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = cell(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cell(int[][] d, String a, String b, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(d[i - 1][j - 1] + cost, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
