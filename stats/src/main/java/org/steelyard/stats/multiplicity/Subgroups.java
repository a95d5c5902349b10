package org.steelyard.stats.multiplicity;

import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.meta.BetweenVariance;
import org.steelyard.stats.meta.MetaAnalysis;
import org.steelyard.stats.meta.Studies;

/**
 * Effects in subgroups: whether they differ, and estimates shrunken to what all have in common.
 *
 * <p><b>Interaction</b>: Cochran's Q over independent subgroups. <b>Shrinkage</b> (empirical Bayes [1]): θ̃_g = B_g μ + (1 − B_g) θ̂_g, B_g = v_g/(v_g + τ²), μ and τ² of a random-effects model by REML; posterior
 * variance (1 − B_g) v_g + B_g² Var(μ). With τ² = 0 every subgroup gets the common effect. <b>Warning</b>: the differences between subgroups that look largest are mostly chance; a subgroup's own p-value
 * is no evidence that its effect differs from the others' [2].
 *
 * <ol>
 *   <li>Efron and Morris, J Am Stat Assoc 1975;70:311-319, doi:10.1080/01621459.1975.10479864.
 *   <li>Sun et al., JAMA 2014;311:405-411, doi:10.1001/jama.2013.285063.
 * </ol>
 *
 * @param shrunken in the order given
 * @param betweenVariance τ²
 * @param warning in both languages, to stand beside every table of subgroups
 */
public record Subgroups(ChiSquared interaction, List<Estimate> shrunken, double betweenVariance, Text warning) {

    private static final double LEVEL = 0.05;

    public Subgroups {
        shrunken = List.copyOf(shrunken);
    }

    /** @param estimates of subgroups that share nobody, all on one scale */
    public static Subgroups of(List<Estimate> estimates, double level) {
        Studies studies = Studies.of(estimates);
        MetaAnalysis.Result fit =
                MetaAnalysis.pool(studies, MetaAnalysis.Options.of(BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD));
        double tau2 = fit.betweenVariance();
        double mean = fit.coefficients()[0];
        double error = fit.covariance().at(0, 0);
        List<Estimate> shrunken = IntStream.range(0, studies.size())
                .mapToObj(g -> {
                    double v = studies.variance()[g];
                    double b = v / (v + tau2);
                    double value = b * mean + (1 - b) * studies.y()[g];
                    double se = Math.sqrt((1 - b) * v + b * b * error);
                    return Estimate.wald(studies.scale(), value, se, level, Double.POSITIVE_INFINITY);
                })
                .toList();
        return new Subgroups(fit.residual(), shrunken, tau2, warning(fit.residual()));
    }

    private static Text warning(ChiSquared interaction) {
        return interaction.p() < LEVEL
                ? Text.of(
                        "亚组间差异超出机遇（交互检验显著），但亚组越多越易偶然出现；须有事先计划与机制依据并经重复证实",
                        "the subgroups differ more than chance would have it, but among many subgroups some will; such a difference needs a plan made before, a mechanism and a second study")
                : Text.of(
                        "没有证据表明亚组间效应不同；个别亚组显著或不显著都不能说明效应只在其中存在",
                        "there is no evidence that effects differ between subgroups; that one subgroup is significant and another is not does not show otherwise");
    }
}
