package org.steelyard.economics.agreement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Settles a real cohort against agreed end points: what was due for each person, what is refunded, and what is still open because nobody knows yet.
 *
 * <p>Years are days over the agreement's length of a year. A person without the event is final once they were followed to the last break of the schedule; before that, what is certain is
 * settled and the rest is pending. A person who was last seen before an instalment fell due has it pending.
 *
 * @param price of a course @param yearLength days of a year
 * @param from first day of starts, @param to last one; empty for no limit
 */
public record Settlement(
        double price,
        PaymentSchedule schedule,
        double cap,
        double yearLength,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {

    /** @param row in the file @param event day of the event, if any @param seen last day on which the person was known to be followed */
    public record Case(long row, LocalDate start, Optional<LocalDate> event, LocalDate seen) {}

    public enum Status {
        /** The event led to a refund. */
        REFUND,
        /** Followed to the end, nothing to refund. */
        FULL,
        /** The event ended the instalments, without a refund. */
        STOPPED,
        /** Not followed long enough to say. */
        PENDING,
        /** Started outside the period of the agreement. */
        OUTSIDE
    }

    /**
     * @param paid in all so far @param refund of it @param open what is not decided yet
     * @param years to the event; empty without one
     */
    public record Line(
            long row, Status status, BigDecimal paid, BigDecimal refund, BigDecimal open, OptionalDouble years) {
        public BigDecimal net() {
            return paid.subtract(refund);
        }
    }

    /** @param due net of refunds, after the cap @param overCap what the cap takes off */
    public record Statement(
            List<Line> lines,
            long people,
            BigDecimal paid,
            BigDecimal refund,
            BigDecimal open,
            BigDecimal overCap,
            BigDecimal due) {

        public long count(Status status) {
            return lines.stream().filter(l -> l.status() == status).count();
        }
    }

    public Statement settle(List<Case> cases) {
        List<Line> lines = new ArrayList<>();
        cases.forEach(c -> lines.add(line(c)));
        List<Line> counted =
                lines.stream().filter(l -> l.status() != Status.OUTSIDE).toList();
        BigDecimal paid = sum(counted.stream().map(Line::paid).toList());
        BigDecimal refund = sum(counted.stream().map(Line::refund).toList());
        BigDecimal net = paid.subtract(refund);
        BigDecimal over = Double.isFinite(cap) ? net.subtract(money(cap)).max(money(0)) : money(0);
        return new Statement(
                lines,
                counted.size(),
                paid,
                refund,
                sum(counted.stream().map(Line::open).toList()),
                over,
                net.subtract(over));
    }

    private static BigDecimal sum(List<BigDecimal> all) {
        return all.stream().reduce(money(0), BigDecimal::add);
    }

    private static BigDecimal money(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    private double years(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to) / yearLength;
    }

    private boolean outside(LocalDate start) {
        return from.filter(start::isBefore).isPresent()
                || to.filter(start::isAfter).isPresent();
    }

    private Line line(Case c) {
        if (outside(c.start)) {
            return new Line(c.row, Status.OUTSIDE, money(0), money(0), money(0), OptionalDouble.empty());
        }
        if (c.event.isPresent()) {
            double t = years(c.start, c.event.get());
            BigDecimal paid = money(price * schedule.paid(t));
            BigDecimal refund = money(price * schedule.refunded(t));
            Status status = refund.signum() > 0
                    ? Status.REFUND
                    : schedule.paid(t) < schedule.paid(Double.POSITIVE_INFINITY) ? Status.STOPPED : Status.FULL;
            return new Line(c.row, status, paid, refund, money(0), OptionalDouble.of(t));
        }
        return unfinished(c, years(c.start, c.seen));
    }

    /** Without an event by the last day seen: instalments due by then are certain, refunds for a later event are not. */
    private Line unfinished(Case c, double seen) {
        double[] breaks = schedule.breaks();
        boolean complete = breaks.length == 0 || seen >= breaks[breaks.length - 1];
        double sofar = schedule.instalments().isEmpty()
                ? 1
                : schedule.instalments().stream()
                        .filter(i -> i.time() == 0 || seen >= i.time())
                        .mapToDouble(PaymentSchedule.Step::share)
                        .sum();
        double refundable = schedule.refunds().stream()
                .filter(r -> seen < r.time())
                .mapToDouble(PaymentSchedule.Step::share)
                .max()
                .orElse(0);
        double later = schedule.paid(Double.POSITIVE_INFINITY) - sofar;
        double open = complete ? 0 : later + refundable * sofar;
        return new Line(
                c.row,
                complete ? Status.FULL : Status.PENDING,
                money(price * sofar),
                money(0),
                money(price * open),
                OptionalDouble.empty());
    }
}
