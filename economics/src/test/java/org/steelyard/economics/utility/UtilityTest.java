package org.steelyard.economics.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.trial.AdjustedDifference;
import org.steelyard.kernel.testing.Oracle;

class UtilityTest {

    private static List<String> map(String name) throws IOException {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), "oracles", name + ".csv.gz");
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + name);
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    /** Both tables of the decision support unit: our value set gives the own value of all states, and the map gives back every line. */
    @Test
    void mapsBetweenVersionsAgreeOnAllStates() throws IOException {
        String source = "NICE DSU maps, eq5d (R)";
        for (String direction : List.of("3L_to_5L", "5L_to_3L")) {
            List<String> lines = map("18_dsu_map_china_" + direction);
            ValueSet own = ValueSet.named(direction.startsWith("3L") ? "eq5d-3l-china" : "eq5d-5l-china");
            ValueMap map = ValueMap.of(lines, "mapped_value_china");
            double worst = 0;
            double furthest = 0;
            double low = 1;
            double high = 0;
            for (String line : lines.subList(1, lines.size())) {
                String[] c = line.split(",");
                worst = Math.max(worst, Math.abs(own.utility(c[0]) - Double.parseDouble(c[3])));
                double age = Double.parseDouble(c[1].replaceAll("[^0-9].*", ""));
                double mapped = map.utility(c[0], age + 0.5, c[2]);
                furthest = Math.max(furthest, Math.abs(mapped - Double.parseDouble(c[4])));
                low = Math.min(low, mapped);
                high = Math.max(high, mapped);
            }
            Oracle.check(
                    "EQ-5D map " + direction,
                    source,
                    "largest difference of own values over " + (lines.size() - 1) + " lines, plus 1",
                    1,
                    1 + worst,
                    5.1e-4);
            Oracle.check(
                    "EQ-5D map " + direction,
                    source,
                    "largest difference of mapped values, plus 1",
                    1,
                    1 + furthest,
                    1e-12);
            assertThat(low).isGreaterThanOrEqualTo(direction.endsWith("3L") ? -0.149 : -0.391);
            assertThat(high).isLessThanOrEqualTo(1);
        }
        assertThatThrownBy(() -> ValueMap.of(List.of("state,age"), "v")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Two answers to the first dimension, half each, all others certain: the mean of two values. */
    @Test
    void aResponseMapIsTheExpectedValue() {
        double[][] same = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double[][] torn = {{1, 0, 0}, {0.5, 0.5, 0}, {0, 0, 1}};
        ValueSet set = ValueSet.named("eq5d-3l-china");
        ResponseMap map = new ResponseMap(new double[][][] {torn, same, same, same, same}, set);
        assertThat(map.utility("21211"))
                .isCloseTo((set.utility("11211") + set.utility("21211")) / 2, Offset.offset(1e-12));
        assertThat(map.utility("31133")).isCloseTo(set.utility("31133"), Offset.offset(1e-12));
        assertThatThrownBy(() -> new ResponseMap(new double[][][] {torn}, set))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.utility("41111")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Fox-Rushby and Hanson's formulas by quadrature; without weights and discounting a year is a year. */
    @Test
    void lifeYearsLostAreTheIntegral() {
        assertThat(LifeYearsLost.plain().ofDeath(40, 35)).isEqualTo(35);
        assertThat(LifeYearsLost.plain().ofIllness(40, 10, 0.3)).isCloseTo(3, Offset.offset(1e-12));
        for (double r : new double[] {0, 0.03, 0.05}) {
            for (double k : new double[] {0, 0.5, 1}) {
                double sum = 0;
                int n = 20_000;
                for (int i = 0; i < n; i++) {
                    double x = (i + 0.5) / n * 33.6;
                    double age = 46.4 + x;
                    sum += 33.6 / n * Math.exp(-r * x) * (k * 0.1658 * age * Math.exp(-0.04 * age) + 1 - k);
                }
                Oracle.check(
                        "DALY",
                        "quadrature",
                        "r = " + r + ", K = " + k,
                        sum,
                        new LifeYearsLost(r, k).ofDeath(46.4, 33.6),
                        1e-8);
            }
        }
        assertThatThrownBy(() -> LifeYearsLost.plain().ofIllness(1, 1, 1.2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** QALY = 0.2 + 0.9 baseline + 0.05 arm exactly: the adjusted difference finds 0.05, the plain one is moved by the baselines. */
    @Test
    void baselineIsHeldEqual() {
        double[] base = {0.5, 0.6, 0.8, 0.9, 0.4, 0.5, 0.6, 0.65};
        boolean[] arm = {true, true, true, true, false, false, false, false};
        double[] qaly = new double[8];
        for (int i = 0; i < 8; i++) {
            qaly[i] = 0.2 + 0.9 * base[i] + (arm[i] ? 0.05 : 0);
        }
        AdjustedDifference d = AdjustedDifference.of(qaly, arm, new double[][] {base}, 0.95);
        assertThat(d.value()).isCloseTo(0.05, Offset.offset(1e-10));
        assertThat(d.unadjusted()).isCloseTo(0.05 + 0.9 * (0.7 - 0.5375), Offset.offset(1e-10));
    }
}
