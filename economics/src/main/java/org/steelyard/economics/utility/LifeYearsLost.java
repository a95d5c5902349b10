package org.steelyard.economics.utility;

/**
 * Disability-adjusted life years: DALY = YLL + YLD.
 *
 * <p>YLL of a death with L years of remaining standard expectation, YLD of an illness of duration L with disability weight w: w ∫₀^L e^(−rx) dx = w (1 − e^(−rL))/r, w L without discounting. With age weights (K, β) as in the studies before 2010 the weight of a
 * year at age a is K C a e^(−βa) + 1 − K, C = 0.1658, β = 0.04, and the integral is closed. The Global Burden of Disease since 2010 uses neither.
 *
 * <p>References: Murray. Bull World Health Organ 1994;72:429–445. Fox-Rushby, Hanson. Health Policy Plan 2001;16:326–331, doi:10.1093/heapol/16.3.326. Murray et al. Lancet 2012;380:2063–2066, doi:10.1016/S0140-6736(12)61899-6.
 *
 * @param discount continuous yearly rate, 0 for none
 * @param ageWeight K, 0 for none, 1 for full weights
 */
public record LifeYearsLost(double discount, double ageWeight) {

    private static final double C = 0.1658;
    private static final double BETA = 0.04;

    public LifeYearsLost {
        if (!(discount >= 0) || !(ageWeight >= 0 && ageWeight <= 1)) {
            throw new IllegalArgumentException("discount at least 0, age weight from 0 to 1");
        }
    }

    public static LifeYearsLost plain() {
        return new LifeYearsLost(0, 0);
    }

    /** @param remaining years of standard expectation at the age of death */
    public double ofDeath(double age, double remaining) {
        return integral(age, remaining);
    }

    /** @param disability weight, 0 full health to 1 death @param years duration */
    public double ofIllness(double onset, double years, double disability) {
        if (!(disability >= 0 && disability <= 1)) {
            throw new IllegalArgumentException("a disability weight is 0 to 1");
        }
        return disability * integral(onset, years);
    }

    private double integral(double age, double years) {
        if (!(years >= 0)) {
            throw new IllegalArgumentException("years are not negative");
        }
        double flat = discount == 0 ? years : -StrictMath.expm1(-discount * years) / discount;
        if (ageWeight == 0) {
            return flat;
        }
        double s = discount + BETA;
        double low = StrictMath.exp(-BETA * age) * (s * age + 1);
        double high = StrictMath.exp(-BETA * age - s * years) * (s * (age + years) + 1);
        return ageWeight * C / (s * s) * (low - high) + (1 - ageWeight) * flat;
    }
}
