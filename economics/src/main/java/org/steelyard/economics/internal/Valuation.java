package org.steelyard.economics.internal;

/** Both strategies under one set of assumptions. */
record Valuation(ArmValue treated, ArmValue control) {

    double deltaCost() {
        return treated.cost() - control.cost();
    }

    double deltaQaly() {
        return treated.qaly() - control.qaly();
    }

    double deltaLy() {
        return treated.ly() - control.ly();
    }

    /** Price at which net benefit is zero: INMB is linear in the price, with slope minus the units it is paid for. */
    double thresholdPrice(int line, double threshold) {
        double units = treated.units()[line] - control.units()[line];
        double paid = treated.costs()[line] - control.costs()[line];
        return (threshold * deltaQaly() - (deltaCost() - paid)) / units;
    }

    double unitsOf(int line) {
        return treated.units()[line] - control.units()[line];
    }
}
