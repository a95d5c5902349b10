package org.steelyard.report.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.Lang;
import org.steelyard.report.compose.Numbers.Style;

class NumbersTest {

    private static final Numbers ZH = new Numbers(Lang.ZH);
    private static final Numbers EN = new Numbers(Lang.EN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RATIO   | 1.2180468 | 1.0834  | 1.3801 | 1.22 (1.08–1.38)
            RATIO   | 0.0432    | 0.021   | 0.0888 | 0.043 (0.021–0.089)
            POINTS  | 0.0550    | 0.0244  | 0.0856 | 5.5 (2.4–8.6)
            POINTS  | 0.011     | -0.012  | 0.034  | 1.1 (−1.2 to 3.4)
            GENERAL | 0.0113    | -0.0120 | 0.0340 | 0.0113 (−0.0120 to 0.0340)
            MONEY   | 12345.6   | 11000   | 14000  | 12,346 (11,000–14,000)
            MONEY   | -250.4    | -900    | 400    | −250 (−900 to 400)
            QALY    | 0.1234    | 0.1     | 0.2    | 0.123 (0.100–0.200)
            PERCENT | 0.1234    | 0.1     | 0.2    | 12.3% (10.0%–20.0%)
            """)
    void estimatesReadAsTheFieldWritesThem(Style style, double value, double lower, double upper, String expected) {
        assertThat(EN.estimate(style, value, lower, upper)).isEqualTo(expected);
    }

    @Test
    void chineseUsesItsOwnBracketsAndWord() {
        assertThat(ZH.estimate(Style.POINTS, 0.011, -0.012, 0.034)).isEqualTo("1.1（−1.2 至 3.4）");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0321,0.032",
        "0.0004,<0.001",
        "0.0496,0.0496",
        "0.0504,0.0504",
        "0.05,0.050",
        "0.9996,>0.999",
        "0.55,0.550"
    })
    void pValuesNeverRoundOntoTheThreshold(double p, String expected) {
        assertThat(EN.p(p)).isEqualTo(expected);
    }

    @Test
    void absentNumbersAreADash() {
        assertThat(EN.of(Style.RATIO, Double.NaN)).isEqualTo("—");
        assertThat(EN.p(Double.NaN)).isEqualTo("—");
        assertThat(EN.estimate(Style.RATIO, 1.2, Double.NaN, Double.NaN)).isEqualTo("1.20 (—)");
        assertThat(EN.estimate(Style.RATIO, Double.NaN, 1, 2)).isEqualTo("—");
        assertThat(EN.estimate(Style.MONEY, 100, Double.NEGATIVE_INFINITY, 200)).isEqualTo("100 (−∞ to 200)");
    }

    @Test
    void roundingToZeroHasNoSign() {
        assertThat(EN.of(Style.INDEX, -0.0001)).isEqualTo("0.000");
        assertThat(EN.of(Style.PERCENT, -0.0)).isEqualTo("0.0%");
    }

    @Test
    void levelsAndStatementsOfP() {
        assertThat(EN.level(0.95)).isEqualTo("95%");
        assertThat(EN.level(0.975)).isEqualTo("97.5%");
        assertThat(ZH.pStatement(0.032)).isEqualTo("P=0.032");
        assertThat(EN.pStatement(0.0001)).isEqualTo("P < 0.001");
    }
}
