package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UseListTest {

    private static final Rules.Screen LEVELS =
            new Rules.Screen(new BigDecimal("10000000"), new BigDecimal("10000"), 0.30);

    private static UseList.Row row(String region, int year, String disease, String code, long people, long fund) {
        return new UseList.Row(
                region,
                year,
                disease,
                code,
                code,
                code,
                people,
                people,
                BigDecimal.valueOf(fund),
                BigDecimal.valueOf(2 * fund));
    }

    /** Fifty items that hardly grow, and one that grew by 80 %. */
    @Test
    void theItemThatGrewByEightyPercentComesFirst() {
        List<UseList.Row> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(row("990100", 2024, "", "S-" + i, 10_000, 2_000_000 + i * 10_000));
            rows.add(row("990100", 2025, "", "S-" + i, 10_000, 2_050_000 + i * 10_000));
        }
        rows.add(row("990100", 2024, "", "grows", 10_000, 1_000_000));
        rows.add(row("990100", 2025, "", "grows", 10_000, 1_800_000));
        UseList.Candidate first = UseList.of(rows).candidates(LEVELS).getFirst();
        assertThat(first.code()).isEqualTo("grows");
        assertThat(first.growth()).contains(0.8);
        assertThat(first.reasons()).containsExactly("growth");
        assertThat(UseList.of(rows).candidates(LEVELS).get(1).reasons()).isEmpty();
    }

    @Test
    void regionsAreAddedAndANewItemHasNoGrowth() {
        UseList list = UseList.of(List.of(
                row("990100", 2025, "", "new", 500, 6_000_000), row("990200", 2025, "", "new", 500, 6_000_000)));
        UseList.Candidate only = list.candidates(LEVELS).getFirst();
        assertThat(only.fund()).isEqualByComparingTo("12000000");
        assertThat(only.growth()).isEmpty();
        assertThat(only.fee()).isEqualByComparingTo("24000");
        assertThat(only.reasons()).containsExactly("fee", "fund");
    }

    @Test
    void theTreatmentOfMostPeopleIsTheUsualOne() {
        UseList list = UseList.of(List.of(
                row("990100", 2025, "前列腺癌", "open", 310, 1),
                row("990100", 2025, "前列腺癌", "laparoscopic", 620, 1),
                row("990100", 2025, "前列腺癌", "robot", 70, 1),
                row("990200", 2025, "前列腺癌", "open", 5000, 1),
                row("990100", 2024, "前列腺癌", "open", 5000, 1),
                row("990100", 2025, "肺癌", "other", 5000, 1)));
        List<UseList.Share> shares = list.shares("前列腺癌", Optional.of("990100"), 2025);
        assertThat(shares).extracting(UseList.Share::code).containsExactly("laparoscopic", "open", "robot");
        assertThat(shares.getFirst().share()).isEqualTo(0.62);
        assertThat(shares).extracting(UseList.Share::usual).containsExactly(true, false, false);
        assertThat(list.shares("前列腺癌", Optional.empty(), 2025).getFirst().code())
                .isEqualTo("open");
        assertThat(list.shares("无此病种", Optional.empty(), 2025)).isEmpty();
    }
}
