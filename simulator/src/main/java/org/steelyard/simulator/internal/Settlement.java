package org.steelyard.simulator.internal;

import java.util.List;

/**
 * How one visit was paid, in fen.
 *
 * <p>Invariants, to the fen: total = scope + self + over + full (I1); fund = the sum of its components (I2); total = fund +
 * person + hospital (I3); person = account + mutual account + cash (I4).
 *
 * @param self first self-paid share
 * @param poolShare share of what is above the deductible that the basic fund left to the person, in ten-thousandths
 */
record Settlement(
        long total,
        long full,
        long over,
        long self,
        long scope,
        long deductible,
        long basic,
        long poolShare,
        long civil,
        long enterprise,
        long residentMajor,
        long employeeMajor,
        long aid,
        long other,
        long hospital,
        long account,
        long mutual) {

    /** The funds that a scheme may name for what is above the yearly limit and for major illness. */
    static final List<String> COMPONENTS = List.of("hifmi_pay", "hifob_pay");

    long fund() {
        return basic + civil + enterprise + residentMajor + employeeMajor + aid + other;
    }

    long person() {
        return total - fund() - hospital;
    }

    long cash() {
        return person() - account - mutual;
    }
}
