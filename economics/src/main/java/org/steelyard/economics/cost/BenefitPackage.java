package org.steelyard.economics.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who pays a bill under a benefit package: fund, serious-illness insurance, medical aid, patient.
 *
 * <p>Of a bill, the share of partly covered items that patients pay first and all that is not covered stay with the patient; what is left is eligible. Of the eligible part the patient pays the deductible, then the fund its rate in the tier of eligible cost of the year, up to the cap
 * of the year. What a person paid within the policy in the year beyond the threshold of serious-illness insurance is paid by it at the rates of its tiers; medical aid takes its rate of what is still left beyond its own threshold, up to its cap. Bills are settled in their order. All four parts
 * of a bill sum to it.
 *
 * <p>Where a case has a payment standard (DRG, DIP), patients still pay their share of the bill, but the fund pays the hospital by the standard: {@link CasePayment#DEDUCT} the standard less what the fund does not pay of the bill; {@link CasePayment#MULTIPLY} its tiers of the
 * standard less what is not covered, the share that patients pay first and the deductible. The hospital keeps, or loses, what all four pay beyond the bill.
 *
 * @param deductibles of the first, second … bill of the year; the last one counts for all that follow
 * @param tiers of eligible cost of the year above the deductible
 * @param cap most that the fund pays in a year
 */
public record BenefitPackage(
        List<Double> deductibles,
        List<Tier> tiers,
        double cap,
        Optional<Layer> seriousIllness,
        Optional<Layer> medicalAid) {

    /** @param upTo end of the tier; infinite for the last @param rate share paid */
    public record Tier(double upTo, double rate) {}

    /** What is paid beyond a yearly threshold of own payments within the policy. */
    public record Layer(double threshold, List<Tier> tiers, double cap) {
        public Layer {
            tiers = List.copyOf(tiers);
            require(threshold >= 0 && cap >= 0);
            requireTiers(tiers);
        }
    }

    /** How the fund pays a case that has a payment standard. */
    public enum CasePayment {
        DEDUCT,
        MULTIPLY
    }

    /** A standard by case, NaN where a bill is paid by item. */
    public record Standards(CasePayment payment, List<Double> amounts) {
        public Standards {
            amounts = List.copyOf(amounts);
        }
    }

    /** @param hospital what it is paid beyond the bill; negative when it loses */
    public record Settled(Shares shares, double hospital) {}

    /** @param partly cost of items that are covered after a share of {@code firstShare} paid by the patient */
    public record Bill(double covered, double partly, double firstShare, double uncovered) {
        public Bill {
            require(covered >= 0 && partly >= 0 && uncovered >= 0 && firstShare >= 0 && firstShare <= 1);
        }

        public double total() {
            return covered + partly + uncovered;
        }

        double eligible() {
            return covered + partly * (1 - firstShare);
        }
    }

    public record Shares(double fund, double seriousIllness, double medicalAid, double patient) {
        public double total() {
            return fund + seriousIllness + medicalAid + patient;
        }

        public Shares plus(Shares o) {
            return new Shares(
                    fund + o.fund, seriousIllness + o.seriousIllness, medicalAid + o.medicalAid, patient + o.patient);
        }
    }

    public BenefitPackage {
        deductibles = List.copyOf(deductibles);
        tiers = List.copyOf(tiers);
        require(!deductibles.isEmpty() && deductibles.stream().allMatch(d -> d >= 0) && cap >= 0);
        requireTiers(tiers);
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw new IllegalArgumentException("amounts are not negative, shares at most 1");
        }
    }

    private static void requireTiers(List<Tier> tiers) {
        double from = 0;
        for (Tier t : tiers) {
            require(t.upTo > from && t.rate >= 0 && t.rate <= 1);
            from = t.upTo;
        }
        require(!tiers.isEmpty() && from == Double.POSITIVE_INFINITY);
    }

    /** Pays of the part of a yearly sum that lies between two amounts. */
    private static double paid(List<Tier> tiers, double from, double to) {
        double sum = 0;
        double low = 0;
        for (Tier t : tiers) {
            double part = Math.min(to, t.upTo) - Math.max(from, low);
            sum += part > 0 ? part * t.rate : 0;
            low = t.upTo;
        }
        return sum;
    }

    /** The bills of one person in one year, in their order. */
    public List<Shares> settle(List<Bill> year) {
        List<Shares> out = new ArrayList<>();
        double counted = 0;
        double fundSoFar = 0;
        double ownSoFar = 0;
        double seriousSoFar = 0;
        double restSoFar = 0;
        double aidSoFar = 0;
        for (int b = 0; b < year.size(); b++) {
            Bill bill = year.get(b);
            double deductible = Math.min(deductible(b), bill.eligible());
            double above = bill.eligible() - deductible;
            double fund = Math.min(paid(tiers, counted, counted + above), Math.max(0, cap - fundSoFar));
            counted += above;
            fundSoFar += fund;
            double own = bill.eligible() - fund;
            double serious = layer(seriousIllness, ownSoFar, own, seriousSoFar);
            ownSoFar += own;
            seriousSoFar += serious;
            double aid = layer(medicalAid, restSoFar, own - serious, aidSoFar);
            restSoFar += own - serious;
            aidSoFar += aid;
            out.add(new Shares(fund, serious, aid, bill.total() - fund - serious - aid));
        }
        return out;
    }

    /** Bills of one person in one year where cases are paid by standards: patients, serious-illness insurance and medical aid as without, the fund by the standard. */
    public List<Settled> settle(List<Bill> year, Standards standards) {
        require(year.size() == standards.amounts.size());
        List<Shares> byItem = settle(year);
        List<Settled> out = new ArrayList<>();
        double counted = 0;
        double fundSoFar = 0;
        for (int b = 0; b < year.size(); b++) {
            Bill bill = year.get(b);
            Shares own = byItem.get(b);
            double standard = standards.amounts.get(b);
            double fund = own.fund;
            if (!Double.isNaN(standard) && standards.payment == CasePayment.DEDUCT) {
                fund = Math.max(0, own.fund + standard - bill.total());
            } else if (!Double.isNaN(standard)) {
                double above = Math.max(0, standard - (bill.total() - bill.eligible()) - deductible(b));
                fund = Math.min(paid(tiers, counted, counted + above), Math.max(0, cap - fundSoFar));
                counted += above;
            } else {
                counted += Math.max(0, bill.eligible() - deductible(b));
            }
            fundSoFar += fund;
            Shares paid = new Shares(fund, own.seriousIllness, own.medicalAid, own.patient);
            out.add(new Settled(paid, fund - own.fund));
        }
        return out;
    }

    private double deductible(int bill) {
        return deductibles.get(Math.min(bill, deductibles.size() - 1));
    }

    private static double layer(Optional<Layer> layer, double before, double now, double paidSoFar) {
        return layer.map(l -> {
                    double from = Math.max(0, before - l.threshold);
                    double to = Math.max(0, before + now - l.threshold);
                    return Math.min(paid(l.tiers, from, to), Math.max(0, l.cap - paidSoFar));
                })
                .orElse(0.0);
    }
}
