package org.steelyard.economics.internal;

/** Both strategies, valued. */
record Valuation(ArmValue treated, ArmValue control) {

    /**
     * One strategy, a person; all discounted.
     *
     * @param units of each cost line
     * @param costs of each line
     */
    record ArmValue(double[] units, double[] costs, double qaly, double ly, double lifeYears) {

        double cost() {
            double sum = 0;
            for (double cost : costs) {
                sum += cost;
            }
            return sum;
        }
    }

    /** @param parameters unit costs in the order of the lines, then the utility of each living state */
    static Valuation of(Use use, double[] parameters) {
        return new Valuation(value(use.treated(), parameters), value(use.control(), parameters));
    }

    private static ArmValue value(Use.ArmUse use, double[] parameters) {
        int lines = use.units().length;
        double[] costs = new double[lines];
        for (int i = 0; i < lines; i++) {
            costs[i] = use.units()[i] * parameters[i];
        }
        double qaly = 0;
        double ly = 0;
        for (int s = 0; s < use.stateYears().length; s++) {
            ly += use.stateYears()[s];
            qaly += use.stateYears()[s] * parameters[lines + s];
        }
        return new ArmValue(use.units(), costs, qaly, ly, use.lifeYears());
    }

    double deltaCost() {
        return treated.cost() - control.cost();
    }

    double deltaQaly() {
        return treated.qaly() - control.qaly();
    }

    double deltaLy() {
        return treated.ly() - control.ly();
    }

    /** Units of a line that the intervention uses more than the comparator. */
    double extraUnits(int line) {
        return treated.units()[line] - control.units()[line];
    }

    /** Price at which net benefit is zero: it falls in a straight line with the price, by the extra units paid for. */
    double thresholdPrice(int line, double threshold) {
        double paid = treated.costs()[line] - control.costs()[line];
        return (threshold * deltaQaly() - (deltaCost() - paid)) / extraUnits(line);
    }
}
