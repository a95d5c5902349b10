package org.steelyard.economics.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.economics.survival.internal.Density;
import org.steelyard.economics.survival.internal.Search;

/**
 * Parametric survival by maximum likelihood: Σ δ ln f(t) + (1 − δ) ln S(t).
 *
 * <p>With a background hazard b(t) the family describes the excess: the contribution of an event is ln(b + h), the population's own survival being a constant. With {@link Cure#MIXTURE}
 * S = π + (1 − π) S₀; with {@link Cure#NON_MIXTURE} S = π^(1 − S₀).
 *
 * <p>Several starts (shapes below, at and above one; negative, small and positive Q) are climbed; the result says how many came to the same maximum and whether it is one. Standard errors from the
 * numeric Hessian, delta method for positive parameters. Agrees with R flexsurv 2.2 ({@code flexsurvreg}), which starts once.
 *
 * <p>Reference: Jackson. J Stat Softw 2016;70(8), doi:10.18637/jss.v070.i08. Latimer. NICE DSU TSD 14, 2011. Lambert. Stata J 2007;7:351–375, doi:10.1177/1536867X0700700304.
 *
 * @param family of the times @param cure how a cured share enters
 */
public record ParametricSurvival(Family family, Cure cure) {

    private static final double CALM = 1e-2;
    private static final double FLAT = 100;

    public enum Cure {
        NONE,
        MIXTURE,
        NON_MIXTURE
    }

    public static ParametricSurvival of(Family family) {
        return new ParametricSurvival(family, Cure.NONE);
    }

    public ParametricSurvival withCure(Cure kind) {
        return new ParametricSurvival(family, kind);
    }

    public SurvivalFit fit(SurvivalSample sample) {
        List<double[]> starts = starts(sample);
        Optional<Search.Found> found = Search.maximum(x -> logLikelihood(x, sample), starts);
        return result(sample, found, starts.size());
    }

    private int size(SurvivalSample sample) {
        return family.parameters().size() + sample.covariateCount() + (cure == Cure.NONE ? 0 : 1);
    }

    /** Natural parameters of one person. */
    private double[] natural(double[] x, double[] covariates) {
        int k = family.parameters().size();
        double[] p = Arrays.copyOf(x, k);
        for (int j = 0; j < covariates.length; j++) {
            p[family.location()] += x[k + j] * covariates[j];
        }
        for (int i = 0; i < k; i++) {
            p[i] = family.positive(i) ? StrictMath.exp(p[i]) : p[i];
        }
        return p;
    }

    double logLikelihood(double[] x, SurvivalSample s) {
        double cured = cure == Cure.NONE ? 0 : 1 / (1 + StrictMath.exp(-x[x.length - 1]));
        double sum = 0;
        for (int i = 0; i < s.time().length; i++) {
            double[] p = natural(x, s.covariates()[i]);
            double t = s.time()[i];
            double logS = logSurvival(p, cured, t);
            double add = s.event()[i] ? logDensity(p, cured, t) : logS;
            if (s.background().length > 0 && s.event()[i]) {
                add = logS + StrictMath.log(s.background()[i] + StrictMath.exp(add - logS));
            }
            sum += add;
        }
        return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
    }

    private double logSurvival(double[] p, double cured, double t) {
        double log = Density.logSurvival(family, p, t);
        return switch (cure) {
            case NONE -> log;
            case MIXTURE -> StrictMath.log(cured + (1 - cured) * StrictMath.exp(log));
            case NON_MIXTURE -> -StrictMath.log(cured) * StrictMath.expm1(log);
        };
    }

    private double logDensity(double[] p, double cured, double t) {
        double log = Density.logDensity(family, p, t);
        return switch (cure) {
            case NONE -> log;
            case MIXTURE -> StrictMath.log(1 - cured) + log;
            case NON_MIXTURE -> StrictMath.log(-StrictMath.log(cured)) + log + logSurvival(p, cured, t);
        };
    }

    /** Survival under fitted parameters, for a person with these covariates. */
    public double survival(SurvivalFit fit, double[] covariates, double t) {
        if (t <= 0) {
            return 1;
        }
        double[] x = fit.search();
        double cured = cure == Cure.NONE ? 0 : 1 / (1 + StrictMath.exp(-x[x.length - 1]));
        return StrictMath.exp(logSurvival(natural(x, covariates), cured, t));
    }

    private List<double[]> starts(SurvivalSample s) {
        double sum = Arrays.stream(s.time()).sum();
        double rate = Math.max(s.events(), 0.5) / sum;
        double meanLog = Arrays.stream(s.time()).map(StrictMath::log).average().orElse(0);
        double location = Math.max(meanLog, -StrictMath.log(rate) - 0.5);
        List<double[]> out = new ArrayList<>();
        for (double shape : new double[] {1, 0.6, 1.8}) {
            double scale = -StrictMath.log(rate);
            switch (family) {
                case EXPONENTIAL -> out.add(new double[] {StrictMath.log(rate) + 0.5 * (shape - 1)});
                case WEIBULL, LOGLOGISTIC -> out.add(new double[] {StrictMath.log(shape), scale});
                case WEIBULL_PH -> out.add(new double[] {StrictMath.log(shape), -shape * scale});
                case GOMPERTZ -> out.add(new double[] {rate * (shape - 1), -scale});
                case LOGNORMAL -> out.add(new double[] {location, -StrictMath.log(shape)});
                case GAMMA -> out.add(new double[] {StrictMath.log(shape), StrictMath.log(shape * rate)});
                case GENERALISED_GAMMA -> {
                    for (double q : shape == 1 ? new double[] {-0.7, 0.1, 1} : new double[] {0.1}) {
                        out.add(new double[] {location, -StrictMath.log(shape), q});
                    }
                }
                case GENERALISED_F -> {
                    for (double q : shape == 1 ? new double[] {-0.7, 0.1, 1} : new double[] {0.1}) {
                        out.add(new double[] {location, -StrictMath.log(shape), q, StrictMath.log(0.3)});
                    }
                }
            }
        }
        int n = size(s);
        double share = 1 - s.events() / s.time().length;
        return out.stream()
                .map(x -> {
                    double[] full = Arrays.copyOf(x, n);
                    if (cure != Cure.NONE) {
                        full[n - 1] = StrictMath.log((0.5 * share + 0.05) / (1.05 - 0.5 * share));
                    }
                    return full;
                })
                .toList();
    }

    private SurvivalFit result(SurvivalSample s, Optional<Search.Found> found, int starts) {
        int n = size(s);
        List<String> names = new ArrayList<>(family.parameters());
        for (int j = 0; j < s.covariateCount(); j++) {
            names.add("x" + (j + 1));
        }
        if (cure != Cure.NONE) {
            names.add("cure");
        }
        String model = family.name() + (cure == Cure.NONE ? "" : " " + cure.name() + " cure");
        if (found.isEmpty()) {
            double[] nan = new double[n];
            Arrays.fill(nan, Double.NaN);
            return new SurvivalFit(
                    model,
                    names,
                    nan,
                    nan,
                    nan,
                    new double[0][],
                    Double.NaN,
                    s.time().length,
                    SurvivalFit.Ending.FAILED,
                    0,
                    starts);
        }
        return describe(model, names, s, found.get(), starts);
    }

    /** A standard error of ten on a logarithm, a factor of e^10 up and down, is no estimate. */
    private boolean steep(double[][] covariance) {
        for (int i = 0; i < family.parameters().size(); i++) {
            if (family.positive(i) && covariance[i][i] > FLAT) {
                return false;
            }
        }
        return true;
    }

    private SurvivalFit describe(String model, List<String> names, SurvivalSample s, Search.Found found, int starts) {
        double[] x = found.at();
        double[] estimate = x.clone();
        double[] se = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double slope = 1;
            if (i < family.parameters().size() && family.positive(i)) {
                estimate[i] = StrictMath.exp(x[i]);
                slope = estimate[i];
            } else if (cure != Cure.NONE && i == x.length - 1) {
                estimate[i] = 1 / (1 + StrictMath.exp(-x[i]));
                slope = estimate[i] * (1 - estimate[i]);
            }
            se[i] = found.covariance().isPresent()
                    ? slope * Math.sqrt(found.covariance().get()[i][i])
                    : Double.NaN;
        }
        boolean curved =
                found.covariance().isPresent() && steep(found.covariance().get());
        boolean maximum = curved && found.gradient() < CALM;
        return new SurvivalFit(
                model,
                names,
                estimate,
                se,
                x,
                found.covariance().orElse(new double[0][]),
                found.value(),
                s.time().length,
                maximum ? SurvivalFit.Ending.MAXIMUM : SurvivalFit.Ending.NO_CURVATURE,
                found.agreed(),
                starts);
    }
}
