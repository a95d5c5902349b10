package org.steelyard.stats.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.steelyard.stats.causal.PropensityModel;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;

/** Two confounders; the difference of means is 1 and that of risks 0.1 for everybody. */
record People(double[][] x, boolean[] treated, double[] y, double[] event) {
    static People draw(RandomGenerator random, int n, boolean discrete) {
        double[][] x = new double[2][n];
        boolean[] treated = new boolean[n];
        double[] y = new double[n];
        double[] event = new double[n];
        for (int i = 0; i < n; i++) {
            x[0][i] = discrete ? Draws.index(random, 4) - 1.5 : Draws.normal(random);
            x[1][i] = Draws.uniform(random) < 0.4 ? 1 : 0;
            treated[i] = Draws.uniform(random) < Worlds.logistic(-0.4 + 0.5 * x[0][i] - 0.6 * x[1][i]);
            double a = treated[i] ? 1 : 0;
            y[i] = a + 0.7 * x[0][i] + x[1][i] + Draws.normal(random);
            event[i] = Draws.uniform(random) < 0.15 + 0.1 * a + 0.4 * Worlds.logistic(0.8 * x[0][i] + 0.5 * x[1][i])
                    ? 1
                    : 0;
        }
        return new People(x, treated, y, event);
    }

    DesignMatrix design() {
        return DesignMatrix.withIntercept(List.of("x1", "x2"), x);
    }

    PropensityModel score() {
        return PropensityModel.fit(design(), treated, Numerics.plain());
    }
}
