package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.Further;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;

/**
 * What sensitivity analyses say of the analysis that they belong to, as diagnostics: a conclusion that does not survive is a failed check, and
 * is counted as such wherever checks are.
 */
final class BesideChecks {

    private BesideChecks() {}

    /** A decision is no check of an assumption: it informs, whichever way it went. */
    static Diagnostic of(Further.MarginTest m) {
        return Checks.diagnostic(
                m.analysis(),
                m.question() + ":" + m.measure(),
                m.p(),
                Double.NaN,
                true,
                Text.of(
                        m.conclusion().zh() + "（单侧 α 为 " + Checks.number(m.alpha()) + "，P 为 " + Checks.number(m.p())
                                + "）",
                        m.conclusion().en() + " (one-sided alpha " + Checks.number(m.alpha()) + ", p "
                                + Checks.number(m.p()) + ")"));
    }

    /** Informs: the size of a hidden bias that would matter is for the reader to judge. */
    static Diagnostic of(Further.HiddenBias h) {
        return Checks.diagnostic(
                h.analysis(),
                "hidden-bias",
                h.critical(),
                Double.NaN,
                true,
                Text.of(
                        h.critical() > 1
                                ? "隐藏偏倚使对子内接受处理的优势相差 " + Checks.number(h.critical()) + " 倍以内时，结论仍有统计学意义"
                                : "即使没有隐藏偏倚，配对检验也无统计学意义",
                        h.critical() > 1
                                ? "the result stays significant as long as hidden bias changes the odds of treatment within pairs by at most "
                                        + Checks.number(h.critical())
                                : "the test of the pairs is not significant even without hidden bias"));
    }

    /** Fails when the estimate excludes no effect but the interval with systematic and random error does not. */
    static Diagnostic of(Further.BiasCorrected b, Optional<Estimate> own, double level) {
        String share = Checks.number(100 * level) + "%";
        boolean claimed = own.filter(e -> side(e.lower(), e.upper(), e.scale().back(0)) != 0)
                .isPresent();
        boolean holds = side(b.total()[1], b.total()[2], 1) != 0;
        boolean passed = !claimed || holds;
        return Checks.diagnostic(
                b.analysis(),
                "bias-analysis",
                b.total()[0],
                1,
                passed,
                Text.of(
                        "计入所设系统误差与随机误差后，中位值 " + Checks.number(b.total()[0]) + "，" + share + " 模拟区间 "
                                + Checks.number(b.total()[1]) + " 至 " + Checks.number(b.total()[2])
                                + (passed ? "" : "，结论不再成立"),
                        "with the assumed systematic and random error the median is " + Checks.number(b.total()[0])
                                + ", the " + share + " simulation interval " + Checks.number(b.total()[1]) + " to "
                                + Checks.number(b.total()[2]) + (passed ? "" : ": the conclusion does not hold")));
    }

    /** Fails when calibration turns a significant result into one that is not. */
    static Diagnostic of(Further.Calibration c, double alpha) {
        boolean passed = !(c.p() < alpha) || c.calibratedP() < alpha;
        return Checks.diagnostic(
                c.analysis(),
                "negative-controls",
                c.calibratedP(),
                alpha,
                passed,
                Text.of(
                        c.controls().size() + " 个阴性对照结局提示的期望绝对系统误差为 " + Checks.number(c.ease()) + "，校准后 P 为 "
                                + Checks.number(c.calibratedP()) + (passed ? "" : "，校准后不再有统计学意义"),
                        c.controls().size() + " negative controls show an expected absolute systematic error of "
                                + Checks.number(c.ease()) + "; the calibrated p is " + Checks.number(c.calibratedP())
                                + (passed ? "" : ", no longer significant")));
    }

    /** Fails when the analysis claims an effect and some reasonable way of answering points to the other side. */
    static Diagnostic of(Further.Specifications s, double none) {
        boolean claimed = s.points().stream().anyMatch(p -> p.own() && side(p.lower(), p.upper(), none) != 0);
        boolean passed = !claimed || s.shareSameSide() == 1;
        return Checks.diagnostic(
                s.analysis(),
                "specification-curve",
                s.shareSameSide(),
                claimed ? 1 : Double.NaN,
                passed,
                Text.of(
                        s.points().size() + " 种合理设定中 " + Checks.percent(s.shareSameSide()) + " 方向一致，"
                                + Checks.percent(s.shareSignificant()) + " 有统计学意义"
                                + (s.failed() > 0 ? "，另有 " + s.failed() + " 种无法估计" : ""),
                        "of " + s.points().size() + " reasonable specifications " + Checks.percent(s.shareSameSide())
                                + " agree in direction and " + Checks.percent(s.shareSignificant())
                                + " are significant"
                                + (s.failed() > 0 ? "; " + s.failed() + " more could not be estimated" : "")));
    }

    /** Informs: whether the shift that overturns the conclusion is plausible is for the reader to judge. */
    static Diagnostic of(Further.Tipping t) {
        boolean tips = t.tips().isPresent();
        String at = tips ? Checks.number(t.tips().getAsDouble()) : "";
        return Checks.diagnostic(
                t.analysis(),
                "tipping-point",
                t.tips().orElse(Double.NaN),
                Double.NaN,
                true,
                Text.of(
                        tips ? "缺失结局偏移 " + at + " 时结论改变" : "在所设偏移范围内结论不变",
                        tips
                                ? "the conclusion changes when missing outcomes are shifted by " + at
                                : "no planned shift of the missing outcomes changes the conclusion"));
    }

    /** One for each member; fails when what was significant alone is not so in its family. */
    static List<Diagnostic> of(Further.Family f) {
        List<Diagnostic> out = new ArrayList<>();
        for (Further.Family.Member m : f.members()) {
            boolean passed = m.rejected() || !(m.p() < f.alpha());
            out.add(Checks.diagnostic(
                    m.analysis(),
                    "multiplicity:" + f.id(),
                    m.adjusted(),
                    f.alpha(),
                    passed,
                    Text.of(
                            "多重性校正后 P 为 " + Checks.number(m.adjusted()) + (passed ? "" : "，不再有统计学意义"),
                            "adjusted for multiplicity, p is " + Checks.number(m.adjusted())
                                    + (passed ? "" : ", no longer significant"))));
        }
        return out;
    }

    private static int side(double lower, double upper, double none) {
        return lower > none ? 1 : upper < none ? -1 : 0;
    }
}
