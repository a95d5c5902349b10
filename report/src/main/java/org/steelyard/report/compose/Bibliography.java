package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.steelyard.protocol.Protocol;
import org.steelyard.report.document.Reference;

/** What the methods are cited by. Ids carry a prefix, so that they never meet a plan's own. */
final class Bibliography {

    static final String GUIDE = "m-guide";
    static final String CHINA_ECONOMICS = "m-china-economics";
    static final String TARGET_TRIAL = "m-target-trial";
    static final String TARGET_STATEMENT = "m-target-statement";
    static final String RECORD = "m-record";
    static final String CHEERS = "m-cheers";
    static final String ESTIMANDS = "m-estimands";
    static final String PROPENSITY = "m-propensity";
    static final String WEIGHTING = "m-weighting";
    static final String OVERLAP = "m-overlap";
    static final String MATCHING = "m-matching";
    static final String DOUBLY_ROBUST = "m-doubly-robust";
    static final String G_FORMULA = "m-g-formula";
    static final String KAPLAN_MEIER = "m-kaplan-meier";
    static final String COX = "m-cox";
    static final String ROBUST_COX = "m-robust-cox";
    static final String PROPORTIONAL = "m-proportional";
    static final String RESTRICTED_MEAN = "m-restricted-mean";
    static final String BALANCE = "m-balance";
    static final String E_VALUE = "m-e-value";
    static final String IMPUTATION = "m-imputation";
    static final String RUBIN = "m-rubin";
    static final String BOOTSTRAP = "m-bootstrap";
    static final String DUPLICATE = "m-duplicate";
    static final String NET_BENEFIT = "m-net-benefit";
    static final String ACCEPTABILITY = "m-acceptability";
    static final String PARTITIONED = "m-partitioned";
    static final String CONCENTRATION = "m-concentration";
    static final String ERREYGERS = "m-erreygers";
    static final String WILSON = "m-wilson";
    static final String DISCLOSURE = "m-disclosure";
    static final String EQUIVALENCE = "m-equivalence";
    static final String GATEKEEPING = "m-gatekeeping";
    static final String COMPETING = "m-competing";
    static final String RECURRENT = "m-recurrent";
    static final String ORDINAL = "m-ordinal";
    static final String REPEATED = "m-repeated";
    static final String SPECIFICATION = "m-specification";
    static final String CALIBRATION = "m-calibration";
    static final String HIDDEN_BIAS = "m-hidden-bias";
    static final String BIAS_ANALYSIS = "m-bias-analysis";
    static final String DELTA = "m-delta";
    static final String TARGETED = "m-targeted";
    static final String COMPLETENESS = "m-completeness";

    private static final List<Reference> METHODS = List.of(
            new Reference(GUIDE, "国家医疗保障局医药价格和招标采购指导中心. 医疗服务真实世界医保综合价值评价管理指南（试行）（征求意见稿）.", ""),
            new Reference(CHINA_ECONOMICS, "刘国恩, 主编. 中国药物经济学评价指南（2020）. 北京: 中国市场出版社, 2020.", ""),
            new Reference(
                    TARGET_TRIAL,
                    "Hernán MA, Robins JM. Using big data to emulate a target trial when a randomized trial is not available. Am J Epidemiol 2016;183:758–764.",
                    "10.1093/aje/kwv254"),
            new Reference(
                    TARGET_STATEMENT,
                    "Cashin AG, Hansford HJ, Hernán MA, et al. Transparent reporting of observational studies emulating a target trial: the TARGET statement. JAMA 2025;334:1084–1093.",
                    "10.1001/jama.2025.13350"),
            new Reference(
                    RECORD,
                    "Langan SM, Schmidt SA, Wing K, et al. The reporting of studies conducted using observational routinely collected health data statement for pharmacoepidemiology (RECORD-PE). BMJ 2018;363:k3532.",
                    "10.1136/bmj.k3532"),
            new Reference(
                    CHEERS,
                    "Husereau D, Drummond M, Augustovski F, et al. Consolidated Health Economic Evaluation Reporting Standards 2022 (CHEERS 2022) statement. BMC Med 2022;20:23.",
                    "10.1186/s12916-021-02204-0"),
            new Reference(
                    ESTIMANDS,
                    "International Council for Harmonisation. E9(R1) Addendum on estimands and sensitivity analysis in clinical trials. 2019.",
                    ""),
            new Reference(
                    PROPENSITY,
                    "Rosenbaum PR, Rubin DB. The central role of the propensity score in observational studies for causal effects. Biometrika 1983;70:41–55.",
                    "10.1093/biomet/70.1.41"),
            new Reference(
                    WEIGHTING,
                    "Lunceford JK, Davidian M. Stratification and weighting via the propensity score in estimation of causal treatment effects. Stat Med 2004;23:2937–2960.",
                    "10.1002/sim.1903"),
            new Reference(
                    OVERLAP,
                    "Li F, Morgan KL, Zaslavsky AM. Balancing covariates via propensity score weighting. J Am Stat Assoc 2018;113:390–400.",
                    "10.1080/01621459.2016.1260466"),
            new Reference(
                    MATCHING,
                    "Stuart EA. Matching methods for causal inference: a review and a look forward. Stat Sci 2010;25:1–21.",
                    "10.1214/09-STS313"),
            new Reference(
                    DOUBLY_ROBUST,
                    "Bang H, Robins JM. Doubly robust estimation in missing data and causal inference models. Biometrics 2005;61:962–973.",
                    "10.1111/j.1541-0420.2005.00377.x"),
            new Reference(
                    G_FORMULA,
                    "Robins J. A new approach to causal inference in mortality studies with a sustained exposure period. Math Model 1986;7:1393–1512.",
                    "10.1016/0270-0255(86)90088-6"),
            new Reference(
                    KAPLAN_MEIER,
                    "Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457–481.",
                    "10.1080/01621459.1958.10501452"),
            new Reference(
                    COX,
                    "Cox DR. Regression models and life-tables. J R Stat Soc B 1972;34:187–220.",
                    "10.1111/j.2517-6161.1972.tb00899.x"),
            new Reference(
                    ROBUST_COX,
                    "Lin DY, Wei LJ. The robust inference for the Cox proportional hazards model. J Am Stat Assoc 1989;84:1074–1078.",
                    "10.1080/01621459.1989.10478874"),
            new Reference(
                    PROPORTIONAL,
                    "Grambsch PM, Therneau TM. Proportional hazards tests and diagnostics based on weighted residuals. Biometrika 1994;81:515–526.",
                    "10.1093/biomet/81.3.515"),
            new Reference(
                    RESTRICTED_MEAN,
                    "Royston P, Parmar MKB. Restricted mean survival time: an alternative to the hazard ratio. BMC Med Res Methodol 2013;13:152.",
                    "10.1186/1471-2288-13-152"),
            new Reference(
                    BALANCE,
                    "Austin PC. Balance diagnostics for comparing the distribution of baseline covariates between treatment groups in propensity-score matched samples. Stat Med 2009;28:3083–3107.",
                    "10.1002/sim.3697"),
            new Reference(
                    E_VALUE,
                    "VanderWeele TJ, Ding P. Sensitivity analysis in observational research: introducing the E-value. Ann Intern Med 2017;167:268–274.",
                    "10.7326/M16-2607"),
            new Reference(
                    IMPUTATION,
                    "White IR, Royston P, Wood AM. Multiple imputation using chained equations: issues and guidance for practice. Stat Med 2011;30:377–399.",
                    "10.1002/sim.4067"),
            new Reference(
                    RUBIN,
                    "Rubin DB. Multiple imputation for nonresponse in surveys. New York: Wiley, 1987.",
                    "10.1002/9780470316696"),
            new Reference(
                    BOOTSTRAP,
                    "Efron B, Tibshirani RJ. An introduction to the bootstrap. New York: Chapman & Hall, 1993.",
                    "10.1201/9780429246593"),
            new Reference(
                    DUPLICATE,
                    "Wang SV, Schneeweiss S, RCT-DUPLICATE Initiative. Emulation of randomized clinical trials with nonrandomized database analyses. JAMA 2023;329:1376–1385.",
                    "10.1001/jama.2023.4221"),
            new Reference(
                    NET_BENEFIT,
                    "Stinnett AA, Mullahy J. Net health benefits: a new framework for the analysis of uncertainty in cost-effectiveness analysis. Med Decis Making 1998;18:S68–S80.",
                    "10.1177/0272989X98018002S09"),
            new Reference(
                    ACCEPTABILITY,
                    "Fenwick E, Claxton K, Sculpher M. Representing uncertainty: the role of cost-effectiveness acceptability curves. Health Econ 2001;10:779–787.",
                    "10.1002/hec.635"),
            new Reference(
                    PARTITIONED,
                    "Woods BS, Sideris E, Palmer S, et al. Partitioned survival and state transition models for healthcare decision making in oncology: where are we now? Value Health 2020;23:1613–1621.",
                    "10.1016/j.jval.2020.08.2094"),
            new Reference(
                    CONCENTRATION,
                    "O'Donnell O, van Doorslaer E, Wagstaff A, Lindelow M. Analyzing health equity using household survey data. Washington: World Bank, 2008.",
                    "10.1596/978-0-8213-6933-3"),
            new Reference(
                    ERREYGERS,
                    "Erreygers G. Correcting the concentration index. J Health Econ 2009;28:504–515.",
                    "10.1016/j.jhealeco.2008.02.003"),
            new Reference(
                    WILSON,
                    "Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209–212.",
                    "10.1080/01621459.1927.10502953"),
            new Reference(
                    DISCLOSURE,
                    "Willenborg L, de Waal T. Elements of statistical disclosure control. New York: Springer, 2001.",
                    "10.1007/978-1-4613-0121-9"),
            new Reference(
                    EQUIVALENCE,
                    "Schuirmann DJ. A comparison of the two one-sided tests procedure and the power approach for assessing the equivalence of average bioavailability. J Pharmacokinet Biopharm 1987;15:657–680.",
                    "10.1007/BF01068419"),
            new Reference(
                    GATEKEEPING,
                    "Bretz F, Maurer W, Brannath W, Posch M. A graphical approach to sequentially rejective multiple test procedures. Stat Med 2009;28:586–604.",
                    "10.1002/sim.3495"),
            new Reference(
                    COMPETING,
                    "Fine JP, Gray RJ. A proportional hazards model for the subdistribution of a competing risk. J Am Stat Assoc 1999;94:496–509.",
                    "10.1080/01621459.1999.10474144"),
            new Reference(
                    RECURRENT,
                    "Lin DY, Wei LJ, Yang I, Ying Z. Semiparametric regression for the mean and rate functions of recurrent events. J R Stat Soc Series B 2000;62:711–730.",
                    "10.1111/1467-9868.00259"),
            new Reference(
                    ORDINAL,
                    "McCullagh P. Regression models for ordinal data. J R Stat Soc Series B 1980;42:109–142.",
                    "10.1111/j.2517-6161.1980.tb01109.x"),
            new Reference(
                    REPEATED,
                    "Liang KY, Zeger SL. Longitudinal data analysis using generalized linear models. Biometrika 1986;73:13–22.",
                    "10.1093/biomet/73.1.13"),
            new Reference(
                    SPECIFICATION,
                    "Simonsohn U, Simmons JP, Nelson LD. Specification curve analysis. Nat Hum Behav 2020;4:1208–1214.",
                    "10.1038/s41562-020-0912-z"),
            new Reference(
                    CALIBRATION,
                    "Schuemie MJ, Hripcsak G, Ryan PB, Madigan D, Suchard MA. Empirical confidence interval calibration for population-level effect estimation studies in observational healthcare data. Proc Natl Acad Sci USA 2018;115:2571–2577.",
                    "10.1073/pnas.1708282114"),
            new Reference(
                    HIDDEN_BIAS,
                    "Rosenbaum PR. Observational studies. 2nd ed. New York: Springer, 2002.",
                    "10.1007/978-1-4757-3692-2"),
            new Reference(
                    BIAS_ANALYSIS,
                    "Lash TL, Fox MP, Fink AK. Applying quantitative bias analysis to epidemiologic data. New York: Springer, 2009.",
                    "10.1007/978-0-387-87959-8"),
            new Reference(
                    DELTA,
                    "Cro S, Morris TP, Kenward MG, Carpenter JR. Sensitivity analysis for clinical trials with missing continuous outcome data using controlled multiple imputation: a practical guide. Stat Med 2020;39:2815–2842.",
                    "10.1002/sim.8569"),
            new Reference(
                    TARGETED,
                    "van der Laan MJ, Rubin D. Targeted maximum likelihood learning. Int J Biostat 2006;2:11.",
                    "10.2202/1557-4679.1043"),
            new Reference(
                    COMPLETENESS,
                    "Seaman SR, White IR. Review of inverse probability weighting for dealing with missing data. Stat Methods Med Res 2013;22:278–295.",
                    "10.1177/0962280210395740"));

    private Bibliography() {}

    /** The plan's references, and those of the methods that the report cites. */
    static List<Reference> of(Protocol plan, Set<String> cited) {
        List<Reference> out = new ArrayList<>();
        for (Protocol.Reference r : plan.references()) {
            out.add(new Reference(r.id(), r.text(), r.doi().orElse("")));
        }
        METHODS.stream().filter(r -> cited.contains(r.id())).forEach(out::add);
        return out;
    }
}
