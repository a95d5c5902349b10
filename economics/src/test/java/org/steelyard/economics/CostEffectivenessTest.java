package org.steelyard.economics;

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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.kernel.testing.Oracle;

class CostEffectivenessTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 1, DOMINANT",
        "0, 1, DOMINANT",
        "-1, 0, DOMINANT",
        "1, -1, DOMINATED",
        "0, -1, DOMINATED",
        "1, 0, DOMINATED",
        "0, 0, DOMINATED",
        "1, 1, MORE_COSTLY_MORE_EFFECTIVE",
        "-1, -1, LESS_COSTLY_LESS_EFFECTIVE"
    })
    void everyPlaceOnThePlaneHasItsVerdict(double cost, double effect, Verdict verdict) {
        assertThat(CostEffectiveness.verdict(cost, effect)).isEqualTo(verdict);
        boolean ratio = verdict == Verdict.MORE_COSTLY_MORE_EFFECTIVE || verdict == Verdict.LESS_COSTLY_LESS_EFFECTIVE;
        assertThat(Double.isNaN(CostEffectiveness.icer(cost, effect))).isNotEqualTo(ratio);
    }

    /** Neighbours on the HERC frontier of the R package dampack (tests/testthat/test_calculate_icers.R). */
    @ParameterizedTest
    @CsvSource({"10000, 5000, 2, 1, 5000", "35000, 10000, 4, 2, 12500", "55000, 35000, 5, 4, 20000"})
    void neighboursOnTheFrontierHaveThePublishedRatio(double c1, double c0, double e1, double e0, double icer) {
        Oracle.check(
                "ICER of two strategies",
                "dampack test_calculate_icers.R, HERC",
                "ICER at cost " + c1,
                icer,
                CostEffectiveness.icer(c1 - c0, e1 - e0),
                1e-14);
    }

    @Test
    void dominatedNeighbourHasNoRatio() {
        // HERC: A costs 12,000 for 1.5, B costs 10,000 for 2
        assertThat(CostEffectiveness.verdict(12000 - 10000, 1.5 - 2)).isEqualTo(Verdict.DOMINATED);
        assertThat(CostEffectiveness.icer(12000 - 10000, 1.5 - 2)).isNaN();
    }

    @Test
    void smallExampleByHand() {
        // INMB at 100: -10, 90, 0 (a tie), 40
        double[] cost = {10, 10, 50, 60};
        double[] effect = {0, 1, 0.5, 1};
        assertThat(CostEffectiveness.netBenefit(100, cost, effect)).containsExactly(-10, 90, 0, 40);
        assertThat(CostEffectiveness.acceptability(100, cost, effect)).isEqualTo(0.5);
        // mean of the positive parts 130/4, mean 120/4
        assertThat(CostEffectiveness.perfectInformation(100, cost, effect)).isEqualTo(2.5);
    }

    @Test
    void perfectInformationIsNeverNegative() {
        double[] cost = {1, 1, 1};
        double[] effect = {0.1, 0.1, 0.1};
        for (double threshold = 0; threshold < 30; threshold += 0.1) {
            assertThat(CostEffectiveness.perfectInformation(threshold, cost, effect))
                    .isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void drawsComeInPairs() {
        assertThatThrownBy(() -> CostEffectiveness.acceptability(1, new double[] {1}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CostEffectiveness.acceptability(1, new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The influenza vaccine example of the R package BCEA (commit f8fadf5): 1,000 draws, read from the shared folder. */
    @ParameterizedTest
    @CsvSource({
        "0, -5.149945245237862, 0.019, 0.03705360745895534",
        "5000, -3.88695920697443, 0.072, 0.15408068109798073",
        "10000, -2.623973168710998, 0.227, 0.6096241254856163",
        "15000, -1.3609871304475658, 0.357, 1.423989968989259",
        "20000, -0.09800109218413365, 0.461, 2.454750440135879"
    })
    void vaccineDrawsGiveTheValuesOfBcea(double k, double benefit, double probability, double information)
            throws IOException {
        Path file = shared().resolve("oracles/12_bcea_vaccine_psa.csv.gz");
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + file.getFileName());
        double[][] draws = vaccine(file);
        double[] all = CostEffectiveness.netBenefit(k, draws[0], draws[1]);
        double mean = java.util.Arrays.stream(all).sum() / all.length;
        String source = "R package BCEA f8fadf5, Vaccine";
        String at = " at " + (int) k;
        Oracle.check("Expected incremental benefit", source, "EIB" + at, benefit, mean, 1e-11);
        Oracle.check(
                "Acceptability curve",
                source,
                "CEAC" + at,
                probability,
                CostEffectiveness.acceptability(k, draws[0], draws[1]),
                1e-14);
        Oracle.check(
                "Expected value of perfect information",
                source,
                "EVPI" + at,
                information,
                CostEffectiveness.perfectInformation(k, draws[0], draws[1]),
                1e-12);
    }

    private static Path shared() {
        return Path.of(System.getProperty("steelyard.shared", "absent"));
    }

    private static double[][] vaccine(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String[]> rows = in.lines().skip(1).map(l -> l.split(",", -1)).toList();
            double[] cost =
                    rows.stream().mapToDouble(r -> number(r[3]) - number(r[2])).toArray();
            double[] effect =
                    rows.stream().mapToDouble(r -> number(r[1]) - number(r[0])).toArray();
            return new double[][] {cost, effect};
        }
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }
}
