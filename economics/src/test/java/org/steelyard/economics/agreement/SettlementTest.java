package org.steelyard.economics.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.agreement.PaymentSchedule.Step;
import org.steelyard.economics.agreement.Settlement.Case;
import org.steelyard.economics.agreement.Settlement.Finding;
import org.steelyard.economics.agreement.Settlement.Line;
import org.steelyard.economics.agreement.Settlement.Price;
import org.steelyard.economics.agreement.Settlement.Statement;
import org.steelyard.economics.agreement.Settlement.Status;
import org.steelyard.economics.agreement.Settlement.Study;

/** Settlements worked out by hand. */
class SettlementTest {

    private static final PaymentSchedule REFUNDS =
            new PaymentSchedule(List.of(), List.of(new Step(1, 1), new Step(2, 0.5)));
    private static final PaymentSchedule INSTALMENTS = new PaymentSchedule(
            List.of(new Step(0, 0.4), new Step(1, 0.2), new Step(3, 0.2), new Step(5, 0.2)), List.of());

    private static Settlement terms(PaymentSchedule schedule, double cap) {
        return new Settlement(
                new Price(1000, Optional.empty(), 0),
                schedule,
                cap,
                365.25,
                Optional.of(LocalDate.parse("2024-01-01")),
                Optional.of(LocalDate.parse("2024-12-31")),
                Optional.empty());
    }

    /** @param days start, event, death, last seen; "-" for none */
    private static Case person(String days) {
        String[] d = days.split(" ");
        return new Case(2, LocalDate.parse(d[0]), day(d[1]), day(d[2]), LocalDate.parse(d[3]));
    }

    private static Optional<LocalDate> day(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }

    private static Line settled(PaymentSchedule schedule, String days) {
        return terms(schedule, Double.POSITIVE_INFINITY)
                .settle(List.of(person(days)))
                .lines()
                .getFirst();
    }

    @Test
    void anEventOnTheAnniversaryIsWithinAndOneADayLaterIsNot() {
        assertThat(settled(REFUNDS, "2024-03-01 2025-03-01 - 2025-03-01").refund())
                .isEqualByComparingTo("1000");
        assertThat(settled(REFUNDS, "2024-03-01 2025-03-02 - 2025-03-02").refund())
                .isEqualByComparingTo("500");
        assertThat(settled(REFUNDS, "2024-02-29 2025-02-28 - 2025-02-28").refund())
                .isEqualByComparingTo("1000");
        assertThat(settled(REFUNDS, "2024-02-29 2025-03-01 - 2025-03-01").refund())
                .isEqualByComparingTo("500");
        Line late = settled(REFUNDS, "2024-03-01 2026-03-02 - 2026-03-02");
        assertThat(late.status()).isEqualTo(Status.FULL);
        assertThat(late.net()).isEqualByComparingTo("1000");
    }

    @Test
    void breaksThatAreNoWholeMonthsAreCountedInDays() {
        PaymentSchedule weeks = new PaymentSchedule(List.of(), List.of(new Step(42 / 365.25, 1)));
        assertThat(settled(weeks, "2024-03-01 2024-04-12 - 2024-04-12").status())
                .isEqualTo(Status.REFUND);
        assertThat(settled(weeks, "2024-03-01 2024-04-13 - 2024-04-13").status())
                .isEqualTo(Status.FULL);
    }

    @Test
    void whoIsNotFollowedLongEnoughIsOpenByWhatCanStillHappen() {
        Line early = settled(REFUNDS, "2024-03-01 - - 2024-12-01");
        assertThat(early.status()).isEqualTo(Status.PENDING);
        assertThat(early.mayReturn()).isEqualByComparingTo("1000");
        assertThat(settled(REFUNDS, "2024-03-01 - - 2025-03-01").mayReturn()).isEqualByComparingTo("500");
        assertThat(settled(REFUNDS, "2024-03-01 - - 2026-03-01").status()).isEqualTo(Status.FULL);
        assertThat(settled(REFUNDS, "2024-03-01 - 2024-06-01 2024-06-01").status())
                .isEqualTo(Status.FULL);
    }

    @Test
    void instalmentsEndWithTheEventAndFallDueWithTheAnniversary() {
        Line ended = settled(INSTALMENTS, "2024-03-01 2025-09-01 - 2025-09-01");
        assertThat(ended.status()).isEqualTo(Status.STOPPED);
        assertThat(ended.paid()).isEqualByComparingTo("600");
        Line open = settled(INSTALMENTS, "2024-03-01 - - 2027-03-01");
        assertThat(open.paid()).isEqualByComparingTo("800");
        assertThat(open.mayPay()).isEqualByComparingTo("200");
        assertThat(settled(INSTALMENTS, "2024-03-01 - - 2027-02-28").paid()).isEqualByComparingTo("600");
        assertThat(settled(INSTALMENTS, "2024-03-01 - 2024-06-01 2024-06-01").paid())
                .isEqualByComparingTo("1000");
    }

    @Test
    void whoStartedOutsideThePeriodCountsForNothing() {
        Statement s = terms(REFUNDS, Double.POSITIVE_INFINITY)
                .settle(List.of(
                        person("2023-12-31 2024-01-05 - 2024-01-05"),
                        person("2024-12-31 2025-01-05 - 2025-01-05"),
                        person("2025-01-01 - - 2025-02-05")));
        assertThat(s.people()).isEqualTo(1);
        assertThat(s.count(Status.OUTSIDE)).isEqualTo(2);
        assertThat(s.due()).isEqualByComparingTo("0");
        assertThat(s.refund()).isEqualByComparingTo("1000");
    }

    @Test
    void theCapTakesOffWhatIsNetBeyondIt() {
        List<Case> three = List.of(
                person("2024-03-01 2025-02-01 - 2025-02-01"),
                person("2024-03-01 - - 2026-03-01"),
                person("2024-03-01 - - 2026-03-01"));
        Statement s = terms(REFUNDS, 1500).settle(three);
        assertThat(s.paid()).isEqualByComparingTo("3000");
        assertThat(s.overCap()).isEqualByComparingTo("500");
        assertThat(s.due()).isEqualByComparingTo("1500");
    }

    @Test
    void tiersCountTheCoursesThatWereStartedInThePeriod() {
        PriceVolume tiers = new PriceVolume(
                List.of(new PriceVolume.Tier(2, 100), new PriceVolume.Tier(Double.POSITIVE_INFINITY, 50)));
        Settlement s = new Settlement(
                new Price(100, Optional.of(tiers), 0.1),
                new PaymentSchedule(List.of(), List.of()),
                Double.POSITIVE_INFINITY,
                365.25,
                Optional.of(LocalDate.parse("2024-01-01")),
                Optional.empty(),
                Optional.empty());
        List<Case> cases = new ArrayList<>(List.of(person("2023-05-05 - - 2024-05-05")));
        for (int i = 0; i < 4; i++) {
            cases.add(person("2024-05-05 - - 2024-05-05"));
        }
        Statement statement = s.settle(cases);
        assertThat(statement.price()).isEqualByComparingTo("67.50");
        assertThat(statement.due()).isEqualByComparingTo("270.00");
        assertThat(statement.count(Status.PENDING)).isZero();
    }

    @Test
    void theStudyIsDecidedOnlyWhenTheUndecidedCannotTurnIt() {
        assertThat(verdict(1, 2, 10)).isEqualTo(Finding.MET);
        assertThat(verdict(4, 0, 10)).isEqualTo(Finding.MISSED);
        assertThat(verdict(2, 2, 10)).isEqualTo(Finding.OPEN);
        assertThat(verdict(3, 0, 10)).isEqualTo(Finding.MET);
    }

    private static Finding verdict(int events, int open, int people) {
        Settlement s = new Settlement(
                new Price(1000, Optional.empty(), 0),
                new PaymentSchedule(List.of(), List.of()),
                Double.POSITIVE_INFINITY,
                365.25,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Study(1, 0.3, 900, 600)));
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            cases.add(person(
                    i < events
                            ? "2024-03-01 2024-06-01 - 2024-06-01"
                            : i < events + open ? "2024-03-01 - - 2024-06-01" : "2024-03-01 - - 2025-03-01"));
        }
        return s.settle(cases).verdict().orElseThrow().finding();
    }

    /** Whatever happens later, the final net lies within what was open before. */
    @Test
    void whatBecomesOfTheOpenStaysWithinWhatWasSaid() {
        long seed = Long.getLong("seed", 5);
        SplittableRandom random = new SplittableRandom(seed);
        PaymentSchedule both = new PaymentSchedule(
                List.of(new Step(0, 0.5), new Step(2, 0.5)), List.of(new Step(1, 0.8), new Step(3, 0.3)));
        Settlement terms = terms(both, Double.POSITIVE_INFINITY);
        LocalDate start = LocalDate.parse("2024-02-01");
        for (int i = 0; i < 500; i++) {
            LocalDate seen = start.plusDays(random.nextInt(1500));
            LocalDate event = seen.plusDays(1 + random.nextInt(1500));
            Line before = terms.settle(List.of(new Case(2, start, Optional.empty(), Optional.empty(), seen)))
                    .lines()
                    .getFirst();
            Line after = terms.settle(List.of(new Case(2, start, Optional.of(event), Optional.empty(), event)))
                    .lines()
                    .getFirst();
            assertThat(after.net())
                    .as("seed %d, step %d", seed, i)
                    .isBetween(
                            before.net().subtract(before.mayReturn()),
                            before.net().add(before.mayPay()));
        }
    }
}
