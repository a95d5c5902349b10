package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.EconomicResults.NetBenefit;
import org.steelyard.effect.EffectEstimate;

/**
 * What a decision maker may take from the results, in cautious words. It says what the evidence supports, never what to
 * decide: the guide leaves that to reviewers and the authority.
 */
record Advice(Context c) {

    private static final double MORE_LIKELY_THAN_NOT = 0.5;

    List<String> sentences() {
        List<String> out = new ArrayList<>();
        out.add(clinical());
        c.economics().map(this::economic).ifPresent(out::add);
        out.add(grade());
        return out;
    }

    private String clinical() {
        Optional<EffectEstimate> main = c.findings().headline();
        String scenario = c.t(c.plan().scenario().label());
        if (main.isEmpty()) {
            return c.t(
                    "本次评价未获得主要分析的结果，不宜单独作为“" + scenario + "”决策的依据。",
                    "The primary analysis has no result; the report alone is no basis for the decision (" + scenario
                            + ").");
        }
        String treated =
                main.map(e -> c.names().sides(e).first()).orElse(c.names().treated());
        return switch (c.findings().direction(main.get())) {
            case INTERVENTION ->
                c.t(
                        "主要临床结果有利于" + treated + "，可作为“" + scenario + "”决策的支持性证据，并应与下述证据等级和局限性一并考虑。",
                        "The main clinical result favours " + treated + " and may support the decision (" + scenario
                                + "), to be read together with the grade and the limitations below.");
            case COMPARATOR ->
                c.t(
                        "主要临床结果不利于" + treated + "，不支持以临床获益为由作出“" + scenario + "”决策；如仍有临床需求，宜先在获益可能性较大的人群中补充前瞻性证据。",
                        "The main clinical result does not favour " + treated + "; it does not support the decision ("
                                + scenario
                                + ") on grounds of clinical benefit. Where need remains, prospective evidence in people likely to gain should come first.");
            case UNCLEAR ->
                c.t(
                        "主要临床结果尚不足以支持或否定" + treated + "的获益，建议扩大样本、延长随访或开展前瞻性研究后再评价。",
                        "The main clinical result neither supports nor refutes a benefit of " + treated
                                + "; a larger sample, longer follow-up or a prospective study should precede a new evaluation.");
        };
    }

    private String economic(EconomicResults results) {
        List<NetBenefit> benefits = results.incremental().netBenefit().stream()
                .filter(b -> Double.isFinite(b.probability()))
                .toList();
        long likely = benefits.stream()
                .filter(b -> b.probability() >= MORE_LIKELY_THAN_NOT)
                .count();
        if (benefits.isEmpty()) {
            return c.t(
                    "经济性结果未与支付意愿阈值比较，须另行判断。",
                    "The economic result was not set against a threshold and needs separate judgement.");
        }
        if (likely == benefits.size()) {
            return c.t(
                    "在政策参数包所列各阈值下，具有成本效果的概率均不低于一半。",
                    "At every threshold of the policy pack it is at least as likely as not to be cost-effective.");
        }
        if (likely == 0) {
            return c.t(
                    "在政策参数包所列各阈值下，具有成本效果的概率均低于一半；按现行价格其经济性证据不足" + priceHint(results) + "。",
                    "At every threshold of the policy pack it is less likely than not to be cost-effective; at the present price the economic case is weak"
                            + priceHint(results) + ".");
        }
        return c.t(
                "是否具有成本效果取决于所采用的支付意愿阈值" + priceHint(results) + "。",
                "Whether it is cost-effective depends on the threshold chosen" + priceHint(results) + ".");
    }

    private String priceHint(EconomicResults results) {
        return results.incremental().thresholdPrice().isEmpty()
                ? ""
                : c.t("，价格形成与谈判可参考阈值价格", "; threshold prices are given for price setting");
    }

    private String grade() {
        String grade = c.dossier().evidence().grade();
        return c.t(
                "按本报告所用分级建议，综合证据等级为 " + grade + " 级；该分级并非官方标准，最终等级与政策建议以医保部门组织的专家评议为准。",
                "On the proposed scale used here the overall evidence grade is " + grade
                        + "; the scale is not official, and the final grade and recommendation rest with the experts whom the authority convenes.");
    }
}
