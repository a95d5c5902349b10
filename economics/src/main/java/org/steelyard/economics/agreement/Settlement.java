package org.steelyard.economics.agreement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Settles a real cohort against agreed end points: what was due for each person, what is refunded, and what is still open because nobody knows yet.
 *
 * <p>An event within a break of the schedule is one on or before its anniversary: the start plus whole months where the break is whole months, else plus days. A person without the event is
 * final once nothing that can still happen changes what is due: followed beyond the last break that matters, or dead without the event. Before that, what is certain is settled and the range of the
 * rest is open. Every course costs the same: with tiers the average over all courses started in the period. Amounts are rounded to the cent for each person, then added.
 *
 * @param yearLength days of a year, for breaks that are not whole months
 * @param from first day of starts, @param to last one; empty for no limit
 * @param study after which another price is paid
 */
public record Settlement(
        Price price,
        PaymentSchedule schedule,
        double cap,
        double yearLength,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Optional<Study> study) {

    private static final double WHOLE = 1e-6;
    private static final int MONTHS = 12;

    /** @param list of a course @param tiers by number of courses @param discount share taken off either */
    public record Price(double list, Optional<PriceVolume> tiers, double discount) {
        /** Of a course when so many were started. */
        public double of(long people) {
            double before = people > 0 ? tiers.map(t -> t.average(people)).orElse(list) : list;
            return before * (1 - discount);
        }
    }

    /**
     * @param within years in which events count @param target highest share of events that still meets it
     * @param met price afterwards when met @param missed price when missed
     */
    public record Study(double within, double target, double met, double missed) {}

    /**
     * @param row in the file @param event day of the agreed event, if any
     * @param died day of a death that is not the agreed event; none can follow
     * @param seen last day up to which it is known that there was no event
     */
    public record Case(
            long row, LocalDate start, Optional<LocalDate> event, Optional<LocalDate> died, LocalDate seen) {}

    public enum Status {
        /** The event led to a refund. */
        REFUND,
        /** Nothing to refund, nothing open. */
        FULL,
        /** The event ended the instalments, without a refund. */
        STOPPED,
        /** Not followed long enough to say. */
        PENDING,
        /** Started outside the period of the agreement. */
        OUTSIDE
    }

    /**
     * @param paid in all so far @param refund of it
     * @param mayPay most that can still fall due @param mayReturn most that can still be paid back
     * @param within the break by which the event came; infinite after all of them, empty without an event
     */
    public record Line(
            Case person,
            Status status,
            BigDecimal paid,
            BigDecimal refund,
            BigDecimal mayPay,
            BigDecimal mayReturn,
            OptionalDouble within) {
        public BigDecimal net() {
            return paid.subtract(refund);
        }
    }

    /** What is known of the agreed event by one break. @param open people of whom it is not known yet */
    public record Events(double years, long people, long events, long open) {}

    public enum Finding {
        MET,
        MISSED,
        /** The people not yet decided can still turn it. */
        OPEN
    }

    /** @param after price of a course afterwards; empty while the finding is open */
    public record Verdict(Events events, double target, Finding finding, Optional<BigDecimal> after) {}

    /** @param price of a course @param due net of refunds, after the cap @param overCap what the cap takes off */
    public record Statement(
            List<Line> lines,
            BigDecimal price,
            BigDecimal paid,
            BigDecimal refund,
            BigDecimal mayPay,
            BigDecimal mayReturn,
            BigDecimal overCap,
            BigDecimal due,
            List<Events> events,
            Optional<Verdict> verdict) {

        public long people() {
            return lines.size() - count(Status.OUTSIDE);
        }

        public long count(Status status) {
            return lines.stream().filter(l -> l.status() == status).count();
        }
    }

    public Statement settle(List<Case> cases) {
        List<Case> inside = cases.stream().filter(c -> !outside(c.start())).toList();
        double course = price.of(inside.size());
        List<Line> lines = cases.stream().map(c -> line(c, course)).toList();
        BigDecimal paid = sum(lines.stream().map(Line::paid).toList());
        BigDecimal refund = sum(lines.stream().map(Line::refund).toList());
        BigDecimal net = paid.subtract(refund);
        BigDecimal over = Double.isFinite(cap) ? net.subtract(money(cap)).max(money(0)) : money(0);
        return new Statement(
                lines,
                money(course),
                paid,
                refund,
                sum(lines.stream().map(Line::mayPay).toList()),
                sum(lines.stream().map(Line::mayReturn).toList()),
                over,
                net.subtract(over),
                Arrays.stream(schedule.breaks())
                        .mapToObj(years -> events(inside, years))
                        .toList(),
                study.map(s -> verdict(s, events(inside, s.within()))));
    }

    private static BigDecimal sum(List<BigDecimal> all) {
        return all.stream().reduce(money(0), BigDecimal::add);
    }

    private static BigDecimal money(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    /** Last day that still lies within so many years of the start. */
    LocalDate anniversary(LocalDate start, double years) {
        double months = years * MONTHS;
        return Math.abs(months - Math.rint(months)) < WHOLE
                ? start.plusMonths(Math.round(months))
                : start.plusDays(Math.round(years * yearLength));
    }

    private boolean outside(LocalDate start) {
        return from.filter(start::isBefore).isPresent()
                || to.filter(start::isAfter).isPresent();
    }

    private Line line(Case c, double course) {
        if (outside(c.start)) {
            return new Line(c, Status.OUTSIDE, money(0), money(0), money(0), money(0), OptionalDouble.empty());
        }
        return c.event.isPresent() ? decided(c, course, classOf(c, c.event.get())) : undecided(c, course);
    }

    /** Right end of the class of the schedule into which the event falls. */
    private double classOf(Case c, LocalDate event) {
        return Arrays.stream(schedule.breaks())
                .filter(b -> !event.isAfter(anniversary(c.start, b)))
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private Line decided(Case c, double course, double within) {
        BigDecimal refund = money(course * schedule.refunded(within));
        boolean stopped = schedule.paid(within) < schedule.paid(Double.POSITIVE_INFINITY);
        return new Line(
                c,
                refund.signum() > 0 ? Status.REFUND : stopped ? Status.STOPPED : Status.FULL,
                money(course * schedule.paid(within)),
                refund,
                money(0),
                money(0),
                OptionalDouble.of(within));
    }

    /** No event by the last day seen: what is paid by then is certain; each class that is not over yet can still be the one. */
    private Line undecided(Case c, double course) {
        List<Double> possible = new ArrayList<>(List.of(Double.POSITIVE_INFINITY));
        if (c.died.isEmpty()) {
            Arrays.stream(schedule.breaks())
                    .filter(b -> c.seen.isBefore(anniversary(c.start, b)))
                    .forEach(possible::add);
        }
        double now = c.died.isPresent() ? schedule.paid(Double.POSITIVE_INFINITY) : paidBy(c);
        double most = possible.stream().mapToDouble(schedule::net).max().orElse(now);
        double least = possible.stream().mapToDouble(schedule::net).min().orElse(now);
        boolean open = most - now > WHOLE || now - least > WHOLE;
        return new Line(
                c,
                open ? Status.PENDING : Status.FULL,
                money(course * now),
                money(0),
                money(course * Math.max(0, most - now)),
                money(course * Math.max(0, now - least)),
                OptionalDouble.empty());
    }

    private double paidBy(Case c) {
        return schedule.instalments().isEmpty()
                ? 1
                : schedule.instalments().stream()
                        .filter(i -> i.time() == 0 || !c.seen.isBefore(anniversary(c.start, i.time())))
                        .mapToDouble(PaymentSchedule.Step::share)
                        .sum();
    }

    private Events events(List<Case> inside, double years) {
        long events = inside.stream()
                .filter(c -> c.event
                        .filter(e -> !e.isAfter(anniversary(c.start, years)))
                        .isPresent())
                .count();
        long open = inside.stream()
                .filter(c -> c.event.isEmpty() && c.died.isEmpty() && c.seen.isBefore(anniversary(c.start, years)))
                .count();
        return new Events(years, inside.size(), events, open);
    }

    private static Verdict verdict(Study s, Events e) {
        double most = s.target * e.people() + WHOLE;
        Finding finding = e.people() > 0 && e.events() > most
                ? Finding.MISSED
                : e.people() > 0 && e.events() + e.open() <= most ? Finding.MET : Finding.OPEN;
        return new Verdict(
                e,
                s.target,
                finding,
                switch (finding) {
                    case MET -> Optional.of(money(s.met));
                    case MISSED -> Optional.of(money(s.missed));
                    case OPEN -> Optional.empty();
                });
    }
}
