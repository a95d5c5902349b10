package org.steelyard.effect;

import java.util.Random;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;

/** People whose treatment effects are planted: y by 1, counts by exp(0.4), costs by exp(0.3), grades by log odds 0.7. */
record PlanMethodsData(AnalysisTable table) {

    static final double EFFECT = 1;
    static final double LOG_RATE = 0.4;

    static PlanMethodsData drawn(int n, long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        boolean[] treated = new boolean[n];
        boolean[] site = new boolean[n];
        double[][] v = new double[6][n];
        for (int i = 0; i < n; i++) {
            v[0][i] = random.nextGaussian();
            v[1][i] = random.nextGaussian();
            site[i] = random.nextBoolean();
            double logit = -0.7 + 0.5 * v[0][i] - 0.3 * v[1][i] + (site[i] ? 0.3 : 0);
            treated[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
            double a = treated[i] ? 1 : 0;
            double x = 0.4 * v[0][i] + 0.2 * v[1][i];
            v[2][i] = EFFECT * a + x + random.nextGaussian();
            double frailty = -Math.log(1 - random.nextDouble());
            v[3][i] = poisson(frailty * Math.exp(0.2 + LOG_RATE * a + x / 2), random);
            v[4][i] = -1000 * Math.exp(0.3 * a + x / 2) * Math.log(1 - random.nextDouble());
            double u = random.nextDouble();
            double latent = 0.7 * a + x + Math.log(u / (1 - u));
            v[5][i] = latent < -0.8 ? 0 : latent < 0.8 ? 1 : 2;
        }
        return new PlanMethodsData(Plans.table(
                Plans.binary("treated", treated),
                new Column.Numeric("x1", v[0]),
                new Column.Numeric("x2", v[1]),
                Plans.binary("site", site),
                new Column.Numeric("y", v[2]),
                new Column.Numeric("count", v[3]),
                new Column.Numeric("cost", v[4]),
                new Column.Numeric("grade", v[5])));
    }

    private static double poisson(double mean, Random random) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int k = 0;
        while (product > limit) {
            product *= random.nextDouble();
            k++;
        }
        return k;
    }
}
