package org.steelyard.cohort.internal;

import org.steelyard.cohort.Attrition;
import org.steelyard.cohort.CohortError;
import org.steelyard.cohort.CohortPlan;
import org.steelyard.data.Engine;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol.Exposure;
import org.steelyard.protocol.expression.Expression;

/** Counts the two arms; a comparison needs somebody in each. The rows of a long table without arms count as controls. */
public final class Arms {

    private Arms() {}

    public static Attrition count(Engine engine, Criteria.Outcome kept, CohortPlan plan) {
        if (plan.exposure().isEmpty()) {
            Engine.Verdict rows = engine.judge(kept.relation(), new Expression.BooleanLiteral(true));
            return new Attrition(plan.source().id(), kept.start(), kept.steps(), 0, Math.toIntExact(rows.yes()));
        }
        Exposure exposure = plan.exposure().get();
        Engine.Verdict verdict = engine.judge(kept.relation(), new Expression.Reference(exposure.variable()));
        Problems problems = new Problems();
        if (verdict.yes() == 0) {
            empty(plan, exposure, exposure.treated(), Text.of("干预组", "the intervention arm"), problems);
        }
        if (verdict.no() == 0) {
            empty(plan, exposure, exposure.control(), Text.of("对照组", "the comparator arm"), problems);
        }
        problems.throwIfAny();
        return new Attrition(
                plan.source().id(),
                kept.start(),
                kept.steps(),
                Math.toIntExact(verdict.yes()),
                Math.toIntExact(verdict.no()));
    }

    private static void empty(CohortPlan plan, Exposure exposure, Text label, Text arm, Problems problems) {
        problems.add(
                CohortError.EMPTY_ARM,
                Place.of(plan.source().where(), exposure.variable()),
                Text.of(
                        arm.zh() + "“" + label.zh() + "”没有人，无法比较",
                        arm.en() + " \"" + label.en() + "\" is empty; there is nothing to compare"),
                Text.of("核对暴露变量的 yes/no 编码与纳入、排除标准", "check the codes yes/no of the exposure, and the criteria"));
    }
}
