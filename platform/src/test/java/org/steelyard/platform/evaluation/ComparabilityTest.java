package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparabilityTest {

    @ParameterizedTest
    @CsvSource({
        "乳腺癌（C50.9）, breast cancer C50, true",
        "乳腺癌（Ｃ５０）, 乳腺恶性肿瘤 c50.4, true",
        "乳腺癌, ' 乳腺 癌 ', true",
        "Breast Cancer, breast cancer, true",
        "乳腺癌, 糖尿病, false",
        "1 型糖尿病 E10, 2 型糖尿病 E11, false",
        "乳腺癌 C50, 乳腺癌, false",
        "乳腺癌 C50 与 D05, 乳腺癌 C50, false",
        "MODEL X123Y, MODEL X124Y, false",
    })
    void oneDiseaseIsOneCategoryOrOneName(String one, String other, boolean same) {
        assertThat(Comparability.disease(one).equals(Comparability.disease(other)))
                .isEqualTo(same);
    }
}
