package org.steelyard.economics.utility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value set of EQ-5D: u = 1 + Σ decrements (+ a constant when any dimension is below full health, when any, or all, are at the worst level).
 *
 * @param decrements by dimension (mobility, self-care, usual activities, pain, anxiety) and level; 0 for the first level, negative for others
 */
public record ValueSet(
        String id,
        String instrument,
        String version,
        String source,
        double[][] decrements,
        double anyBelowFull,
        double anyAtWorst,
        double allAtWorst) {

    private static final String PACK = "/valueset/eq5d.json";
    private static final double ROUNDING = 1e12;

    /** Value sets that ship with the program. */
    public static List<ValueSet> shipped() {
        try (InputStream in = ValueSet.class.getResourceAsStream(PACK)) {
            if (in == null) {
                throw new IllegalStateException("value sets are not in the program");
            }
            List<ValueSet> out = new ArrayList<>();
            JsonMapper.shared().readTree(in).path("valueSets").forEach(n -> out.add(read(n)));
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException when there is no such value set */
    public static ValueSet named(String id) {
        return shipped().stream()
                .filter(v -> v.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no value set of this name"));
    }

    private static ValueSet read(JsonNode n) {
        double[][] decrements = new double[n.path("decrements").size()][];
        for (int d = 0; d < decrements.length; d++) {
            JsonNode row = n.path("decrements").get(d);
            decrements[d] = new double[row.size()];
            for (int l = 0; l < row.size(); l++) {
                decrements[d][l] = row.get(l).doubleValue();
            }
        }
        return new ValueSet(
                n.path("id").asString(),
                n.path("instrument").asString(),
                n.path("version").asString(),
                n.path("source").asString(),
                decrements,
                n.path("anyBelowFull").doubleValue(),
                n.path("anyAtWorst").doubleValue(),
                n.path("allAtWorst").doubleValue());
    }

    /** @param state a digit for each dimension, such as {@code 21231} */
    public double utility(String state) {
        if (state.length() != decrements.length) {
            throw new IllegalArgumentException("a state has " + decrements.length + " digits");
        }
        double u = 1;
        boolean below = false;
        int worst = 0;
        for (int d = 0; d < decrements.length; d++) {
            int level = state.charAt(d) - '0';
            if (level < 1 || level > decrements[d].length) {
                throw new IllegalArgumentException("levels are 1 to " + decrements[d].length);
            }
            u += decrements[d][level - 1];
            below |= level > 1;
            worst += level == decrements[d].length ? 1 : 0;
        }
        u += below ? anyBelowFull : 0;
        u += worst > 0 ? anyAtWorst : 0;
        u += worst == decrements.length ? allAtWorst : 0;
        return Math.rint(u * ROUNDING) / ROUNDING;
    }

    /**
     * Quality-adjusted life years of one person: the area under straight lines between measurements.
     *
     * @param years of the measurements, ascending
     */
    public static double qalys(double[] years, double[] utilities) {
        if (years.length != utilities.length || years.length == 0) {
            throw new IllegalArgumentException("a utility for each time");
        }
        double sum = 0;
        for (int i = 1; i < years.length; i++) {
            if (!(years[i] > years[i - 1])) {
                throw new IllegalArgumentException("times ascend");
            }
            sum += (years[i] - years[i - 1]) * (utilities[i] + utilities[i - 1]) / 2;
        }
        return sum;
    }
}
