package org.steelyard.economics.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.cost.BenefitPackage.Bill;
import org.steelyard.economics.cost.BenefitPackage.CasePayment;
import org.steelyard.economics.cost.BenefitPackage.Layer;
import org.steelyard.economics.cost.BenefitPackage.Settled;
import org.steelyard.economics.cost.BenefitPackage.Shares;
import org.steelyard.economics.cost.BenefitPackage.Standards;
import org.steelyard.economics.cost.BenefitPackage.Tier;

/** Two bills of a year that pass every deductible, tier, threshold and cap, worked by hand. */
class BenefitPackageTest {

    private static final double REST = Double.POSITIVE_INFINITY;

    private static final BenefitPackage PACKAGE = new BenefitPackage(
            List.of(1300.0, 650.0),
            List.of(new Tier(30_000, 0.85), new Tier(100_000, 0.9), new Tier(REST, 0.85)),
            120_000,
            Optional.of(new Layer(30_000, List.of(new Tier(50_000, 0.6), new Tier(REST, 0.7)), REST)),
            Optional.of(new Layer(5_000, List.of(new Tier(REST, 0.7)), 20_000)));

    private static final List<Bill> YEAR = List.of(new Bill(150_000, 20_000, 0.1, 6_000), new Bill(80_000, 0, 0, 0));

    private static void same(Shares got, double fund, double serious, double aid, double patient) {
        Offset<Double> fen = Offset.offset(1e-9);
        assertThat(got.fund()).as("fund").isCloseTo(fund, fen);
        assertThat(got.seriousIllness()).as("serious illness").isCloseTo(serious, fen);
        assertThat(got.medicalAid()).as("medical aid").isCloseTo(aid, fen);
        assertThat(got.patient()).as("patient").isCloseTo(patient, fen);
    }

    /**
     * First bill: eligible 150,000 + 90 % of 20,000 = 168,000, above the deductible 166,700: 25,500 + 63,000 + 56,695 = 145,195, the cap leaves 120,000; own 48,000, of which 18,000 beyond 30,000 at 60 % = 10,800; of the 37,200
     * left 32,200 beyond 5,000 at 70 % would be 22,540, the cap leaves 20,000. Second: the fund is used up; own 80,000 lies between 18,000 and 98,000 beyond the threshold: 32,000 at 60 % and 48,000 at 70 %; aid is used up.
     */
    @Test
    void billsThatCrossAllTiersAreSharedAsByHand() {
        List<Shares> s = PACKAGE.settle(YEAR);
        same(s.get(0), 120_000, 10_800, 20_000, 25_200);
        same(s.get(1), 0, 52_800, 0, 27_200);
        assertThat(s.get(0).total()).isCloseTo(176_000, Offset.offset(1e-9));
        assertThat(s.get(1).total()).isCloseTo(80_000, Offset.offset(1e-9));
    }

    /** A standard of 160,000 for a bill of 176,000: the hospital loses 16,000, the fund spends as much less, and nobody else notices. */
    @Test
    void aStandardMovesMoneyBetweenFundAndHospitalAlone() {
        List<Settled> s = PACKAGE.settle(YEAR, new Standards(CasePayment.DEDUCT, List.of(160_000.0, Double.NaN)));
        same(s.get(0).shares(), 104_000, 10_800, 20_000, 25_200);
        assertThat(s.get(0).hospital()).isCloseTo(-16_000, Offset.offset(1e-9));
        same(s.get(1).shares(), 0, 52_800, 0, 27_200);
        assertThat(s.get(1).hospital()).isZero();
        for (int b = 0; b < 2; b++) {
            assertThat(s.get(b).shares().total() - s.get(b).hospital())
                    .as("all that is paid less the surplus is the bill")
                    .isCloseTo(YEAR.get(b).total(), Offset.offset(1e-9));
        }
    }

    /** Weight 2 at a rate of 8,000 is 16,000; less 1,000 not covered, 500 paid first and a deductible of 800 are 13,700, of which the fund pays 80 %. */
    @Test
    void multiplyingPaysTheTierOfTheStandard() {
        BenefitPackage p = new BenefitPackage(
                List.of(800.0), List.of(new Tier(REST, 0.8)), 1e9, Optional.empty(), Optional.empty());
        Settled s = p.settle(
                        List.of(new Bill(10_000, 5_000, 0.1, 1_000)),
                        new Standards(CasePayment.MULTIPLY, List.of(16_000.0)))
                .getFirst();
        assertThat(s.shares().fund()).isCloseTo(10_960, Offset.offset(1e-9));
        // by item: eligible 14,500, less 800, at 80 % = 10,960: the bill equals the standard, so nothing is left over
        assertThat(s.hospital()).isCloseTo(0, Offset.offset(1e-9));
        Settled dear = p.settle(
                        List.of(new Bill(14_000, 5_000, 0.1, 1_000)),
                        new Standards(CasePayment.MULTIPLY, List.of(16_000.0)))
                .getFirst();
        assertThat(dear.shares().fund()).isCloseTo(10_960, Offset.offset(1e-9));
        assertThat(dear.hospital()).isCloseTo(-3_200, Offset.offset(1e-9));
    }

    @Test
    void aFundDoesNotPayLessThanNothing() {
        Settled s = PACKAGE.settle(List.of(new Bill(2_000, 0, 0, 0)), new Standards(CasePayment.DEDUCT, List.of(500.0)))
                .getFirst();
        // by item (2,000 − 1,300) at 85 % = 595
        assertThat(s.shares().fund()).isZero();
        assertThat(s.hospital()).isCloseTo(-595, Offset.offset(1e-9));
    }

    @Test
    void standardsMustFitTheBills() {
        Standards one = new Standards(CasePayment.DEDUCT, List.of(1.0));
        assertThatThrownBy(() -> PACKAGE.settle(YEAR, one)).isInstanceOf(IllegalArgumentException.class);
    }
}
