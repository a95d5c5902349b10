package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConventionNamesTest {

    @ParameterizedTest
    @CsvSource({
        "1 month, 1 个月",
        "3 months, 3 个月",
        "0.5 years, 0.5 年",
        "1 week, 1 周",
        "7 days, 7 天",
        "1/12 of a year, 1/12 of a year"
    })
    void lengthsOfTimeAreSaidInChinese(String written, String zh) {
        assertThat(ConventionNames.span(written).zh()).isEqualTo(zh);
        assertThat(ConventionNames.span(written).en()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"start, 期初", "middle, 期中", "end, 期末"})
    void pointsOfACycleAreSaidInChinese(String word, String zh) {
        assertThat(ConventionNames.timing(word).zh()).isEqualTo(zh);
        assertThat(ConventionNames.timing(word).en()).isEqualTo(word);
    }
}
