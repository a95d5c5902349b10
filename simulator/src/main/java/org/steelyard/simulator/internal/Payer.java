package org.steelyard.simulator.internal;

import java.util.List;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionConfig.Scheme;
import org.steelyard.simulator.internal.Draws.Purpose;
import org.steelyard.simulator.internal.Lines.Amounts;

/** Applies the rules of payment of the configuration. All amounts are whole fen; every product is rounded half up. */
final class Payer {

    private static final double FEN = 100;
    private static final double SHARES = 10_000;

    private final World world;
    private final RegionConfig.Payment rules;
    private final Draws draws;

    Payer(World world) {
        this.world = world;
        rules = world.config().payment();
        draws = new Draws(world.config().run().seed());
    }

    /** How a visit is paid, and what is left of the year's limits after it. */
    record Paid(Settlement settlement, Purse purse) {}

    Paid pay(Person person, Visit visit, Amounts costs, Purse before) {
        Case c = new Case(person, visit, costs, yearly(person, visit, before));
        Basic basic = c.visitStay ? inpatient(c) : ambulatory(c);
        return finish(c, basic);
    }

    /** What must be known of a visit to pay it. */
    private final class Case {
        private final Person person;
        private final Visit visit;
        private final Amounts costs;
        private final Purse purse;
        private final boolean employee;
        private final boolean visitStay;
        private final Scheme scheme;
        private final int level;
        private final double bonus;
        private final double factor;

        Case(Person person, Visit visit, Amounts costs, Purse purse) {
            this.person = person;
            this.visit = visit;
            this.costs = costs;
            this.purse = purse;
            int day = visit.when().from();
            employee = person.employee(day);
            visitStay = visit.stay();
            scheme = employee ? rules.employees() : rules.residents();
            level = visit.site().level() - 1;
            boolean retired = employee && retired(person, day);
            bonus = retired ? scheme.retiredBonus() : 0;
            factor = visit.site().home() ? 1 : scheme.outOfAreaFactor();
        }

        double share(List<Double> byLevel) {
            double share = byLevel.get(level);
            return share == 0 ? 0 : Math.min(1, share + bonus) * factor;
        }
    }

    boolean retired(Person person, int day) {
        return world.calendar().age(person, day) >= world.config().insurance().retirementAge();
    }

    private Purse yearly(Person person, Visit visit, Purse before) {
        int year = world.calendar().year(visit.when().settled());
        if (before.year() == year) {
            return before;
        }
        int day = visit.when().from();
        double credit = person.employee(day)
                ? retired(person, day)
                        ? rules.account().retired()
                        : rules.account().employed()
                : 0;
        return Purse.open(year, before.account() + fen(credit));
    }

    /** What the basic fund pays, what lies above its yearly limit, and the purse with both. */
    private record Basic(long deductible, long paid, long above, Purse purse) {}

    private Basic ambulatory(Case c) {
        boolean chronic = c.visit.kind() == Visit.Kind.CHRONIC;
        RegionConfig.Ambulatory rule = chronic ? c.scheme.chronic() : c.scheme.outpatient();
        Purse p = c.purse;
        long used = chronic ? p.chronicDeductible() : p.ambulatoryDeductible();
        long already = chronic ? p.chronicPaid() : p.ambulatoryPaid();
        long deductible = Math.min(c.costs.scope(), Math.max(0, fen(rule.deductible()) - used));
        long wanted = times(c.costs.scope() - deductible, c.share(rule.share()));
        long paid = Math.min(wanted, Math.max(0, fen(rule.yearCap()) - already));
        Purse after = new Purse(
                p.year(),
                p.ambulatoryDeductible() + (chronic ? 0 : deductible),
                p.ambulatoryPaid() + (chronic ? 0 : paid),
                p.chronicDeductible() + (chronic ? deductible : 0),
                p.chronicPaid() + (chronic ? paid : 0),
                p.stays(),
                p.inpatientPaid(),
                p.overPaid(),
                p.major(),
                p.account());
        return new Basic(deductible, paid, 0, after);
    }

    private Basic inpatient(Case c) {
        RegionConfig.Inpatient rule = c.scheme.inpatient();
        Purse p = c.purse;
        long due = fen(rule.deductible().get(c.level) * (p.stays() > 0 ? rule.laterFactor() : 1));
        long deductible = Math.min(c.costs.scope(), due);
        long wanted = tiers(c, rule, c.costs.scope() - deductible);
        long paid = Math.min(wanted, Math.max(0, fen(rule.yearCap()) - p.inpatientPaid()));
        Purse after = new Purse(
                p.year(),
                p.ambulatoryDeductible(),
                p.ambulatoryPaid(),
                p.chronicDeductible(),
                p.chronicPaid(),
                p.stays() + 1,
                p.inpatientPaid() + paid,
                p.overPaid(),
                p.major(),
                p.account());
        return new Basic(deductible, paid, wanted - paid, after);
    }

    private static long tiers(Case c, RegionConfig.Inpatient rule, long payable) {
        long below = 0;
        long sum = 0;
        for (RegionConfig.Tier tier : rule.tiers()) {
            long top = Math.min(payable, fen(tier.upTo()));
            if (top > below) {
                sum += times(top - below, c.share(tier.share()));
                below = top;
            }
        }
        return Math.min(sum, payable);
    }

    private Paid finish(Case c, Basic basic) {
        Purse p = basic.purse();
        long over = overCap(c, basic);
        long open = c.costs.scope() - basic.paid() - over;
        long major = major(c, p, open);
        boolean overToEmployees = c.scheme.overCap().component().equals("hifob_pay");
        boolean majorToEmployees = c.scheme.major().component().equals("hifob_pay");
        long left = open - major;
        long civil = c.person.status().civilServant() && c.employee ? times(left, rules.civilServantShare()) : 0;
        long enterprise = c.person.status().enterprise() && c.employee ? times(left, rules.enterpriseShare()) : 0;
        long aid = c.person.status().medicalAid() && !c.employee ? times(left, rules.medicalAidShare()) : 0;
        left -= civil + enterprise + aid;
        draws.at(c.person.number(), Purpose.PURSE, c.visit.key());
        long other = draws.chance(rules.otherSupport().probability())
                ? times(left, rules.otherSupport().share())
                : 0;
        long toPerson = c.costs.amount() - basic.paid() - over - major - civil - enterprise - aid - other;
        boolean hospitalBears = draws.chance(rules.hospitalBears().probability()) && c.visitStay;
        long hospital = hospitalBears
                ? Math.min(
                        toPerson, times(c.costs.amount(), rules.hospitalBears().share()))
                : 0;
        long person = toPerson - hospital;
        long account = Math.min(person, p.account());
        long mutual = c.employee && draws.chance(rules.account().mutualShare()) ? (person - account) / 2 : 0;
        long payable = c.costs.scope() - basic.deductible();
        long poolShare = payable == 0 ? 0 : Amounts.half((payable - basic.paid()) * (long) SHARES, payable);
        Settlement settlement = new Settlement(
                c.costs.amount(),
                c.costs.full(),
                c.costs.over(),
                c.costs.self(),
                c.costs.scope(),
                basic.deductible(),
                basic.paid(),
                poolShare,
                civil,
                enterprise,
                (overToEmployees ? 0 : over) + (majorToEmployees ? 0 : major),
                (overToEmployees ? over : 0) + (majorToEmployees ? major : 0),
                aid,
                other,
                hospital,
                account,
                mutual);
        return new Paid(settlement, after(p, new long[] {over, open, account}));
    }

    private static Purse after(Purse p, long[] overOpenAccount) {
        return new Purse(
                p.year(),
                p.ambulatoryDeductible(),
                p.ambulatoryPaid(),
                p.chronicDeductible(),
                p.chronicPaid(),
                p.stays(),
                p.inpatientPaid(),
                p.overPaid() + overOpenAccount[0],
                p.major() + overOpenAccount[1],
                p.account() - overOpenAccount[2]);
    }

    private static long overCap(Case c, Basic basic) {
        RegionConfig.OverCap rule = c.scheme.overCap();
        long wanted = times(basic.above(), rule.share());
        return Math.min(wanted, Math.max(0, fen(rule.yearCap()) - basic.purse().overPaid()));
    }

    /** Major-illness insurance pays a share of the year's in-scope burden above its own deductible. */
    private static long major(Case c, Purse purse, long open) {
        long threshold = fen(c.scheme.major().deductible());
        long before = Math.max(0, purse.major() - threshold);
        long after = Math.max(0, purse.major() + open - threshold);
        return times(after - before, c.scheme.major().share());
    }

    private static long fen(double yuan) {
        return StrictMath.round(yuan * FEN);
    }

    private static long times(long amount, double share) {
        return Amounts.half(amount * StrictMath.round(share * SHARES), (long) SHARES);
    }
}
