package org.steelyard.evidence.internal;

import java.util.List;
import org.steelyard.evidence.EvidenceCutoff;
import org.steelyard.evidence.EvidenceError;
import org.steelyard.evidence.EvidenceGrade.Axis;
import org.steelyard.evidence.EvidenceGrade.Reason;
import org.steelyard.evidence.EvidenceGrade.Score;
import org.steelyard.evidence.EvidenceInput;
import org.steelyard.evidence.EvidenceInput.Conduct;
import org.steelyard.evidence.EvidenceInput.Reanalysis;
import org.steelyard.evidence.EvidenceInput.Review;
import org.steelyard.evidence.EvidenceInput.RiskOfBias;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/** From scores to levels, from levels to the grade, and the rules that override. */
public final class Rules {

    private static final List<String> ROMAN = List.of("I", "II", "III", "IV");

    private Rules() {}

    public static void check(Review review) {
        Problems problems = new Problems();
        share("completeness", review.completeness(), problems);
        review.sourceErrorRate().ifPresent(e -> share("sourceErrorRate", e, problems));
        problems.throwIfAny();
    }

    private static void share(String field, double v, Problems problems) {
        if (!(v >= 0 && v <= 1)) {
            problems.add(
                    EvidenceError.BAD_REVIEW,
                    Place.field(field),
                    Text.of("须为 0 到 1 之间的比例", "must be a share between 0 and 1"),
                    Text.of("检查核查记录中的该比例", "check this share in the review record"));
        }
    }

    /** Level 1 (best) to 4 of an axis. */
    public static int level(Axis axis, List<Score> scores, Scale scale, List<Reason> reasons) {
        int sum = scores.stream().mapToInt(Score::score).sum();
        int least = scores.stream().mapToInt(Score::score).min().orElse(0);
        int level = level(sum, least, scale);
        String letter = axis == Axis.STRENGTH ? "A" : "B";
        Text name = axis == Axis.STRENGTH
                ? Text.of("证据基础强度", "Strength of the evidence base")
                : Text.of("决策场景适配度", "Fit for the decision");
        reasons.add(new Reason(
                axis == Axis.STRENGTH ? "strength-level" : "fit-level",
                Text.of(
                        name.zh() + "：六项得分合计 " + sum + "（满分 24），最低一项 " + least + " 分，对应 " + letter + level
                                + nextZh(level, scale),
                        name.en() + ": the six scores sum to " + sum + " of 24, the lowest is " + least
                                + ", which gives " + letter + level + nextEn(level, scale))));
        return level;
    }

    private static int level(int sum, int least, Scale scale) {
        if (least >= scale.get(EvidenceCutoff.FIRST_MINIMUM_EACH)
                && sum >= scale.get(EvidenceCutoff.FIRST_MINIMUM_SUM)) {
            return 1;
        }
        if (least >= scale.get(EvidenceCutoff.SECOND_MINIMUM_EACH)
                && sum >= scale.get(EvidenceCutoff.SECOND_MINIMUM_SUM)) {
            return 2;
        }
        return sum >= scale.get(EvidenceCutoff.THIRD_MINIMUM_SUM) ? 3 : 4;
    }

    /** How far the next better level is: the reader sees how much the grade hangs on the cut-offs. */
    private static String nextZh(int level, Scale scale) {
        return switch (level) {
            case 1 -> "（最高）";
            case 2 ->
                "；上一级要求每项不低于 " + whole(scale, EvidenceCutoff.FIRST_MINIMUM_EACH) + " 分且合计不低于 "
                        + whole(scale, EvidenceCutoff.FIRST_MINIMUM_SUM) + " 分";
            case 3 ->
                "；上一级要求每项不低于 " + whole(scale, EvidenceCutoff.SECOND_MINIMUM_EACH) + " 分且合计不低于 "
                        + whole(scale, EvidenceCutoff.SECOND_MINIMUM_SUM) + " 分";
            default -> "；上一级要求合计不低于 " + whole(scale, EvidenceCutoff.THIRD_MINIMUM_SUM) + " 分";
        };
    }

    private static String nextEn(int level, Scale scale) {
        return switch (level) {
            case 1 -> " (the best)";
            case 2 ->
                "; the next level needs at least " + whole(scale, EvidenceCutoff.FIRST_MINIMUM_EACH)
                        + " everywhere and a sum of " + whole(scale, EvidenceCutoff.FIRST_MINIMUM_SUM);
            case 3 ->
                "; the next level needs at least " + whole(scale, EvidenceCutoff.SECOND_MINIMUM_EACH)
                        + " everywhere and a sum of " + whole(scale, EvidenceCutoff.SECOND_MINIMUM_SUM);
            default -> "; the next level needs a sum of " + whole(scale, EvidenceCutoff.THIRD_MINIMUM_SUM);
        };
    }

    private static String whole(Scale scale, EvidenceCutoff c) {
        double v = scale.get(c);
        return v == Math.rint(v) ? Integer.toString((int) v) : Double.toString(v);
    }

    /** Lowers the strength where one fault outweighs all else. */
    public static int cap(EvidenceInput input, Scale scale, int level, List<Reason> reasons) {
        int out = level;
        if (Strength.unjustifiedComparator(input.protocol().comparator())) {
            out = cap(
                    out,
                    scale,
                    EvidenceCutoff.CAP_COMPARATOR_UNJUSTIFIED,
                    reasons,
                    Text.of("第三顺位对照未说明理由", "the third-order comparator is not justified"));
        }
        if (input.review().reanalysis() == Reanalysis.FAILED) {
            out = cap(
                    out,
                    scale,
                    EvidenceCutoff.CAP_REANALYSIS_FAILED,
                    reasons,
                    Text.of("独立重复分析未能重现结果", "an independent repetition did not reproduce the result"));
        }
        if (input.review().riskOfBias().filter(r -> r == RiskOfBias.CRITICAL).isPresent()) {
            out = cap(
                    out,
                    scale,
                    EvidenceCutoff.CAP_CRITICAL_BIAS,
                    reasons,
                    Text.of("评议专家判定偏倚风险极高", "reviewers found a critical risk of bias"));
        }
        return out;
    }

    private static int cap(int level, Scale scale, EvidenceCutoff c, List<Reason> reasons, Text why) {
        int best = (int) scale.get(c);
        int out = Math.max(level, best);
        reasons.add(new Reason(
                c.key(),
                Text.of(
                        why.zh() + "，证据基础强度最高为 A" + best + (out > level ? "（由 A" + level + " 下调）" : "（未改变等级）"),
                        why.en() + ": strength can be A" + best + " at best"
                                + (out > level ? " (lowered from A" + level + ")" : " (no change)"))));
        return out;
    }

    public static String combine(EvidenceInput input, Scale scale, int a, int b, List<Reason> reasons) {
        String grade = ROMAN.get(scale.grade(a, b) - 1);
        reasons.add(new Reason(
                "matrix",
                Text.of(
                        "A" + a + " 与 B" + b + " 合并为 " + grade + " 级",
                        "A" + a + " and B" + b + " combine to grade " + grade)));
        reasons.add(new Reason(
                "proposal",
                Text.of(
                        "本分级为本系统依据指南两个维度提出的建议方案，国家尚未公布官方等级标准；界值取自政策参数包 "
                                + input.pack().id() + "，可据评议意见调整",
                        "The scale is a proposal on the guide's two axes; no official one is published. Its cut-offs are those of the policy pack "
                                + input.pack().id() + " and may be changed by the panel")));
        if (input.review().conduct() == Conduct.ENDED_OR_UNREPORTED_WITHOUT_REASON) {
            reasons.add(
                    new Reason(
                            "negative",
                            Text.of(
                                    "无正当理由提前终止或结果不佳未提交报告，按指南给予负面证据等级 N",
                                    "Ended early without good reason, or an unfavourable result was not reported: the guide gives the negative grade N")));
            return "N";
        }
        if (!input.protocol().stakeholders().followsGuide()) {
            reasons.add(
                    new Reason(
                            "guide-not-followed",
                            Text.of(
                                    "未声明遵循指南开展评价，列为 V 级，低于遵循指南的同类证据",
                                    "The evaluation does not declare that it follows the guide: grade V, below like evidence that does")));
            return "V";
        }
        return grade;
    }
}
