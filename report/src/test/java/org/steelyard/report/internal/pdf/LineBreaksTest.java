package org.steelyard.report.internal.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineBreaksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P=0.001|4|false",
                "n=1,151|4|false",
                "0.53–0.78|5|false",
                "steelyard|4|false",
                "年龄（P<0.001）|3|true",
                "共 12 例|2|true",
                "real world|5|true",
                "https://doi.org/10.1200/JCO.1994.12.10.2086|20|true"
            })
    void figuresAndWordsStayWholeAndAddressesDoNot(String text, int position, boolean expected) {
        assertThat(LineBreaks.mayBreak(text, position)).isEqualTo(expected);
    }
}
