package org.steelyard.app;

import java.util.Locale;
import java.util.Random;

/**
 * The invented patients of {@code examples/equivalence}: 435 on the originator, 336 on the procured generic, who is treated with what depending on age, sex, disease and hospital.
 * The true difference is nil in every end point; negative controls depend on age alone.
 */
final class EquivalencePatients {

    static final long SEED = 20261122;
    static final int ORIGINATOR = 435;
    static final int GENERIC = 336;

    private EquivalencePatients() {}

    static String csv() {
        Random random = new Random(SEED);
        StringBuilder out = new StringBuilder(
                "id,generic,age,sex,years,diabetes,tertiary,sbp0,controlled,change,adverse,days,stopped,cataract,fracture,tooth,hernia,zoster,gout\n");
        int[] left = {ORIGINATOR, GENERIC};
        int id = 0;
        while (left[0] + left[1] > 0) {
            double age = Math.min(88, Math.max(35, 62 + 10 * random.nextGaussian()));
            boolean male = random.nextDouble() < 0.54;
            double years = Math.min(30, -7 * Math.log(1 - random.nextDouble()));
            boolean diabetes = random.nextDouble() < 0.18 + 0.004 * (age - 60);
            boolean tertiary = random.nextDouble() < 0.45;
            double sbp0 = 154 + 0.15 * (age - 62) + 11 * random.nextGaussian();
            double logit = -0.3 - 0.02 * (age - 62) + 0.15 * (male ? 1 : 0) - 0.35 * (tertiary ? 1 : 0);
            int arm = random.nextDouble() < expit(logit) ? 1 : 0;
            if (left[arm] > 0) {
                left[arm]--;
                id++;
                out.append(row(random, id, new Person(arm, age, male, years, diabetes, tertiary, sbp0)));
            }
        }
        return out.toString();
    }

    private record Person(
            int arm, double age, boolean male, double years, boolean diabetes, boolean tertiary, double sbp0) {}

    private static String row(Random random, int id, Person p) {
        double change = -18
                - 0.35 * (p.sbp0() - 154)
                + 0.06 * (p.age() - 62)
                + (p.diabetes() ? 2 : 0)
                + 9 * random.nextGaussian();
        boolean controlled = p.sbp0() + change < 140;
        boolean adverse = random.nextDouble() < expit(-1.5 + 0.02 * (p.age() - 62) + (p.diabetes() ? 0.2 : 0));
        double hazard = 0.0011 * Math.exp(0.01 * (p.age() - 62) - (p.tertiary() ? 0.2 : 0));
        double time = -Math.log(1 - random.nextDouble()) / hazard;
        int days = (int) Math.ceil(Math.min(365, time));
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "E%04d,%d,%.0f,%s,%.1f,%d,%d,%.0f,%d,%.1f,%d,%d,%d",
                id,
                p.arm(),
                p.age(),
                p.male() ? "m" : "f",
                p.years(),
                flag(p.diabetes()),
                flag(p.tertiary()),
                p.sbp0(),
                flag(controlled),
                change,
                flag(adverse),
                days,
                flag(time <= 365)));
        double[] base = {-1.9, -2.1, -1.4, -2.3, -2.0, -1.8};
        for (double b : base) {
            out.append(',').append(flag(random.nextDouble() < expit(b + 0.03 * (p.age() - 62))));
        }
        return out.append('\n').toString();
    }

    private static double expit(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static int flag(boolean b) {
        return b ? 1 : 0;
    }
}
