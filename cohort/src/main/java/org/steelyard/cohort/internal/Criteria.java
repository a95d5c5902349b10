package org.steelyard.cohort.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cohort.Attrition.Step;
import org.steelyard.cohort.CohortError;
import org.steelyard.cohort.CohortPlan;
import org.steelyard.data.Engine;
import org.steelyard.data.Relation;
import org.steelyard.data.SourceReader;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Criterion.OnMissing;
import org.steelyard.protocol.Protocol.Exposure;
import org.steelyard.protocol.expression.Expression;

/** Applies criteria one after the other; each sees only who the earlier ones left. */
public final class Criteria {

    /** The step that takes out people whose treatment is not known. */
    static final String EXPOSURE_KNOWN = "exposure-known";

    private final Engine engine;
    private final CohortPlan plan;
    private final List<Step> steps = new ArrayList<>();
    private final int start;
    private Relation relation;
    private int remaining;

    private Criteria(Engine engine, CohortPlan plan, Relation source) {
        this.engine = engine;
        this.plan = plan;
        relation = source;
        start = Math.toIntExact(
                engine.judge(source, new Expression.BooleanLiteral(true)).yes());
        remaining = start;
    }

    /**
     * @param start rows of the source
     * @param relation who is left
     */
    public record Outcome(int start, List<Step> steps, Relation relation) {
        public Outcome {
            steps = List.copyOf(steps);
        }
    }

    public static Outcome apply(Engine engine, Relation source, Rules rules, CohortPlan plan) {
        Criteria criteria = new Criteria(engine, plan, source);
        rules.inclusion().forEach(rule -> criteria.criterion(rule, true));
        rules.exclusion().forEach(rule -> criteria.criterion(rule, false));
        plan.exposure().ifPresent(criteria::exposureKnown);
        return new Outcome(criteria.start, criteria.steps, criteria.relation);
    }

    private void criterion(Rules.Rule rule, boolean inclusion) {
        Expression stays = inclusion ? rule.expression() : new Expression.Not(rule.expression());
        OnMissing onMissing = rule.criterion().onMissing();
        Engine.Verdict verdict = engine.judge(relation, stays);
        if (verdict.unknown() > 0 && onMissing == OnMissing.FAIL) {
            throw undecided(rule, verdict.unknown());
        }
        boolean keepUnknown = onMissing == OnMissing.KEEP;
        relation = engine.keep(relation, stays, keepUnknown);
        long left = verdict.yes() + (keepUnknown ? verdict.unknown() : 0);
        step(rule.criterion().id(), rule.criterion().text(), inclusion, verdict.unknown(), left);
    }

    private void exposureKnown(Exposure exposure) {
        Expression known = new Expression.IsMissing(new Expression.Reference(exposure.variable()), true);
        Engine.Verdict verdict = engine.judge(relation, known);
        relation = engine.keep(relation, known, false);
        Text label = Text.of("所接受的干预已知", "The treatment received is known");
        step(EXPOSURE_KNOWN, label, true, verdict.no(), verdict.yes());
    }

    private void step(String id, Text label, boolean inclusion, long undecided, long left) {
        int now = Math.toIntExact(left);
        steps.add(new Step(id, label, inclusion, remaining - now, Math.toIntExact(undecided), now));
        if (now == 0) {
            throw nobodyLeft(id);
        }
        remaining = now;
    }

    private SteelyardException undecided(Rules.Rule rule, long count) {
        List<Long> first =
                engine.rowsWhere(relation, new Expression.IsMissing(rule.expression(), false), SourceReader.CITED_ROWS);
        String id = rule.criterion().id();
        return SteelyardException.of(
                CohortError.UNDECIDED,
                Place.of(plan.source().where(), first.getFirst(), rule.path()),
                new Cited(count, first)
                        .after(Text.of(
                                "标准“" + id + "”因缺失值无法判断",
                                "criterion \"" + id + "\" cannot be decided because a value is missing")),
                Text.of(
                        "补齐数据，或在该标准的 onMissing 中写明 remove（剔除）或 keep（保留）",
                        "complete the data, or state remove or keep under onMissing of the criterion"));
    }

    private SteelyardException nobodyLeft(String id) {
        return SteelyardException.of(
                CohortError.NOBODY_LEFT,
                Place.of(plan.source().where(), plan.criteriaPath()),
                Text.of("应用“" + id + "”之后已无人留下", "after \"" + id + "\" nobody is left"),
                Text.of(
                        "核对该标准的规则、单位与取值编码；起始 " + start + " 行",
                        "check the rule, its units and codes; the source has " + start + " rows"));
    }
}
