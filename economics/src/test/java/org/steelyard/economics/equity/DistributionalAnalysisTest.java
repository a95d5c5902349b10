package org.steelyard.economics.equity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.decision.ModelWeights;

class DistributionalAnalysisTest {

    private static DistributionalAnalysis.Group group(String name, double baseline, double recipients, double share) {
        return new DistributionalAnalysis.Group(name, 1000, baseline, recipients, 0.5, 10_000, share);
    }

    /** 100 + 300 people at 10,000 cost 4,000,000, which elsewhere buys 100 at 40,000 a QALY; gains are 50 and 150, losses 70 and 30. */
    @Test
    void opportunityCostByHand() {
        var r = DistributionalAnalysis.of(
                List.of(group("poor", 60, 100, 0.7), group("rich", 70, 300, 0.3)),
                new DistributionalAnalysis.Question(40_000, List.of(0.0, 1.0, 5.0), List.of(0.1)));
        assertThat(r.totalCost()).isEqualTo(4_000_000);
        assertThat(r.shares().get(0).forgone()).isCloseTo(70, Offset.offset(1e-9));
        assertThat(r.shares().get(0).net()).isCloseTo(-20, Offset.offset(1e-9));
        assertThat(r.shares().get(1).net()).isCloseTo(120, Offset.offset(1e-9));
        assertThat(r.totalNet()).isCloseTo(100, Offset.offset(1e-9));
        assertThat(r.judgements().get(0).change()).as("no aversion: the mean").isCloseTo(0.05, Offset.offset(1e-9));
        assertThat(r.judgements().get(0).impact()).isCloseTo(0, Offset.offset(1e-9));
        // by hand: the geometric means of 60, 70 and of 59.98, 70.12
        assertThat(r.judgements().get(1).change())
                .isCloseTo(Math.sqrt(59.98 * 70.12) - Math.sqrt(60.0 * 70), Offset.offset(1e-9));
        assertThat(r.judgements().get(2).impact()).as("inequality grows").isNegative();
        assertThat(r.after().gini()).isGreaterThan(r.before().gini());
        double weightPoor = 1 / 60.0 / ((1 / 60.0 + 1 / 70.0) / 2);
        double weightRich = 1 / 70.0 / ((1 / 60.0 + 1 / 70.0) / 2);
        assertThat(r.judgements().get(1).equityWeighted())
                .isCloseTo(-20 * weightPoor + 120 * weightRich, Offset.offset(1e-9));
    }

    /** The welfare of two groups turns where (60^−ε)·20 = (70^−ε)·120 for small changes: ε = ln 6 / ln(70/60) = 11.62. */
    @Test
    void theVerdictTurnsWhereMarginalValuesBalance() {
        var groups = List.of(group("poor", 60, 100, 0.7), group("rich", 70, 300, 0.3));
        assertThat(DistributionalAnalysis.breakEven(groups, 40_000, 30))
                .isCloseTo(Math.log(6) / Math.log(70 / 60.0), Offset.offset(0.1));
        assertThat(DistributionalAnalysis.breakEven(groups, 40_000, 5)).isNaN();
        assertThatThrownBy(() -> DistributionalAnalysis.breakEven(groups, 0, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void structuresWeighByTheirCriterion() {
        double[] w = ModelWeights.of(100, 102, Double.NaN, 110);
        double sum = 1 + Math.exp(-1) + Math.exp(-5);
        assertThat(w)
                .containsExactly(
                        new double[] {1 / sum, Math.exp(-1) / sum, 0, Math.exp(-5) / sum}, Offset.offset(1e-12));
    }
}
