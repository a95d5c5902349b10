package org.steelyard.society;

import org.steelyard.cohort.AnalysisTable;
import org.steelyard.kernel.Provenance;
import org.steelyard.protocol.Protocol;
import org.steelyard.society.internal.SocialRun;

/**
 * Who has access to the service, what becomes of whom, and how unequally.
 *
 * <p><b>Access.</b> Share of each level that received the service, with Wilson's interval [1]; Pearson's chi-squared test
 * over the levels; odds ratio of receiving it against the first level, from a logistic regression on the group variable and
 * the plan's covariates among people complete in all of them. Covariates that the group variable is defined from, or that
 * are defined from it, are left out of that model: adjusting age groups for age would answer no question.
 *
 * <p><b>Outcomes by level</b>, as observed and not adjusted: risk with Wilson's interval, mean with Student's, survival at the
 * outcome's horizon (Kaplan–Meier, Greenwood, log–log), or events a person-year (exact Poisson [2]) where the outcome has
 * no horizon. Tests: Pearson's, Cochran's Q over the means, log-rank.
 *
 * <p><b>Inequality.</b> Concentration index C = 2 cov(h, R)/μ with R the fractional rank from worst to best off, tied people
 * sharing their middle rank [3]; for a yes/no variable also Erreygers' 4 μ C [4]. Negative: concentrated among the worst
 * off.
 *
 * <p><b>Estimand.</b> Description of the people of the analysis table; no causal claim. <b>Assumption</b>: levels and ranks
 * missing at random; people without them are left out and their share is reported.
 *
 * <p><b>Edges.</b> An outcome or index that cannot be computed (nobody followed to the horizon, a mean of zero, separation)
 * is left out, and a failed diagnostic says why.
 *
 * <p>References: [1] Wilson. J Am Stat Assoc 1927;22:209–212, doi:10.1080/01621459.1927.10502953. [2] Garwood. Biometrika
 * 1936;28:437–442, doi:10.1093/biomet/28.3-4.437. [3] O'Donnell, van Doorslaer, Wagstaff, Lindelow. Analyzing
 * Health Equity Using Household Survey Data. World Bank 2008, doi:10.1596/978-0-8213-6933-3. [4] Erreygers. J Health Econ
 * 2009;28:504–515, doi:10.1016/j.jhealeco.2008.02.003.
 */
public final class SocialEngine {

    private SocialEngine() {}

    /**
     * @param plan whose {@code society} part is present
     * @throws org.steelyard.kernel.SteelyardException with every problem at once, see {@link SocialError}
     */
    public static SocialResults run(AnalysisTable table, Protocol plan, SocialSettings settings) {
        Provenance provenance = settings.provenance().at("society/" + plan.id() + "/" + plan.version());
        return new SocialRun(table, plan, settings, provenance).results();
    }
}
