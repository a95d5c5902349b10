package org.steelyard.effect.design;

/**
 * Where diagnostics of designs start to warn. Conventions of the literature, not policy.
 *
 * @param autocorrelationP a test of autocorrelation left in the residuals below this p warns
 * @param pointsEachSide fewer points of a series before or after the change warn (Penfold and Zhang 2013, doi:10.1016/j.acap.2013.08.002)
 * @param preTrendP a test of parallel trends before treatment below this p warns
 * @param clusters fewer independent units warn: robust errors are then too small (Cameron and Miller 2015, doi:10.3368/jhr.50.2.317)
 * @param syntheticFit error before treatment above this share of the mean outcome warns
 * @param placeboP the smallest p that placebos can give must not exceed this
 * @param densityP a test of the running variable's density below this p warns
 * @param placeboJumpP the smallest p of baseline variables' jumps, times their number, below this warns
 * @param firstStageF a first-stage F below this warns (Staiger and Stock 1997, doi:10.2307/2171753)
 * @param overidentificationP Sargan's test below this p warns
 * @param meanWeight stabilised weights whose mean is further from 1 warn (Cole and Hernán 2008, doi:10.1093/aje/kwn164)
 * @param effectiveShare weights that leave a smaller effective share warn
 * @param censoredAtWindow a larger share of copies that a Cox model sees censored at one moment warns: up to a third its curves are off by less than 0.002 and a sixteenth
 *     of what unweighted ones are (own calculation, {@code stats/src/test/r/window_share.R})
 * @param eventsPerTerm fewer events per term of a model warn
 * @param naturalCourse a simulated natural course further from the observed risk warns
 * @param inconsistency an I² above this (percent) warns (Higgins et al. 2003, doi:10.1136/bmj.327.7414.557)
 * @param smallStudyP Egger's test below this p warns, with ten estimates or more
 */
public record DesignLimits(
        double autocorrelationP,
        int pointsEachSide,
        double preTrendP,
        int clusters,
        double syntheticFit,
        double placeboP,
        double densityP,
        double placeboJumpP,
        double firstStageF,
        double overidentificationP,
        double meanWeight,
        double effectiveShare,
        double censoredAtWindow,
        double eventsPerTerm,
        double naturalCourse,
        double inconsistency,
        double smallStudyP) {

    public static DesignLimits conventional() {
        return new DesignLimits(
                0.05, 8, 0.05, 30, 0.1, 0.05, 0.05, 0.05, 10, 0.05, 0.1, 0.25, 1.0 / 3, 10, 0.05, 75, 0.1);
    }
}
