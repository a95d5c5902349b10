package org.steelyard.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseFormsTest {

    private static final SmallCells TEN = new SmallCells(10);

    @Test
    void aPointOfACurveStandsForMoreEventsThanTheLimit() {
        int[] events = {0, 4, 11, 12, 21, 22, 40, 60};
        int[] atRisk = {100, 90, 80, 70, 60, 50, 20, 10};
        assertThat(RiskSets.tellable(events, atRisk, TEN)).containsExactly(2, 5, 6);
        assertThat(RiskSets.tellable(new int[] {0, 3, 9}, new int[] {100, 90, 80}, TEN))
                .isEmpty();
        assertThat(RiskSets.tellable(new int[] {0, 1, 2}, new int[] {3, 2, 1}, new SmallCells(0)))
                .as("without a limit every event is a point")
                .containsExactly(1, 2);
    }

    @Test
    void curveStopsBeforeTheFirstStepTakenByFew() {
        assertThat(RiskSets.drawable(new int[] {100, 60, 11, 10, 3}, TEN)).isEqualTo(3);
        assertThat(RiskSets.drawable(new int[] {9, 8}, TEN)).isZero();
        assertThat(RiskSets.drawable(new int[] {100, 60}, TEN)).isEqualTo(2);
    }

    @Test
    void numbersAtRiskHideFewButNotNobody() {
        assertThat(RiskSets.release(new int[] {25, 10, 0}, TEN))
                .containsExactly(new ReleasedCount.Shown(25), new ReleasedCount.Hidden(10), new ReleasedCount.Shown(0));
    }

    @Test
    void barsAreRoundedSoThatASmallOneCannotBeMeasured() {
        assertThat(Histograms.coarsen(new int[] {0, 1, 10, 14, 15, 1234}, TEN))
                .containsExactly(0, 10, 10, 10, 20, 1230);
        assertThat(Histograms.coarsen(new int[] {3}, new SmallCells(0))).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    完整病例分析剔除 3 人。              | 完整病例分析剔除 ≤10 人。
                    共7例事件，n=9                        | 共≤10例事件，n=≤10
                    only 4 events in 1,234 people         | only ≤10 events in 1,234 people
                    剔除 11 人，占 3.5%                   | 剔除 11 人，占 3.5%
                    within 10 years, 0 people             | within 10 years, 0 people
                    ratio 1.5 people-years                | ratio 1.5 people-years
                    """)
    void smallCountsInProseAreHidden(String written, String released) {
        assertThat(Redaction.hideSmallCounts(written, TEN)).isEqualTo(released);
    }

    @Test
    void namesAndBoundsAreNotCounts() {
        assertThat(Redaction.hide("cat1：有一组不足 5 人", TEN, Set.of(1L, 5L))).isEqualTo("cat1：有一组不超过 10 人");
        assertThat(Redaction.hide("fewer than 5 people", TEN, Set.of())).isEqualTo("at most 10 people");
    }

    @Test
    void withheldCountsInProseAreHiddenToo() {
        assertThat(Redaction.hide("剔除后剩余 997 人", TEN, Set.of(997L))).isEqualTo("剔除后剩余 * 人");
        assertThat(Redaction.hide("997 remain, 9975 and 0.997 stay", TEN, Set.of(997L)))
                .isEqualTo("* remain, 9975 and 0.997 stay");
    }

    @Test
    void numeratorOfAPrintedDivisionIsHidden() {
        assertThat(Redaction.hideSmallCounts("2.5 events per term (8 / 4)", TEN))
                .isEqualTo("2.5 events per term (≤10 / 4)");
        assertThat(Redaction.hideSmallCounts("平均 2.5 个（8 ÷ 4）", TEN)).isEqualTo("平均 2.5 个（≤10 ÷ 4）");
    }

    @Test
    void restThatIsSmallRevealsToo() {
        assertThat(TEN.isRevealing(95, 100)).isTrue();
        assertThat(TEN.isRevealing(50, 100)).isFalse();
        assertThat(TEN.isRevealing(0, 100)).isFalse();
    }
}
