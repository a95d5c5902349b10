package org.steelyard.economics.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.steelyard.economics.EconomicError;
import org.steelyard.economics.model.DecisionModel;
import org.steelyard.economics.model.ModelSource;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicModel.ModelCurve;
import org.steelyard.protocol.EconomicModel.ModelFile;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;

/** Whether a plan and its decision model fit together. Needs no data. */
public final class ModelCheck {

    private static final String AT = "economics.model";
    private static final double SAME = 1e-6;

    private final Function<String, Place> where;
    private final PolicyPack pack;
    private final EconomicPlan economics;
    private final Decision model;
    private final Problems problems = new Problems();

    public ModelCheck(Function<String, Place> where, Protocol plan, PolicyPack pack) {
        this.where = where;
        this.pack = pack;
        economics = plan.economics().orElseThrow(() -> new IllegalStateException("the plan has an economic part"));
        if (!(economics.model() instanceof Decision decision)) {
            throw new IllegalStateException("the plan has a decision model");
        }
        model = decision;
    }

    /** Everything at once: digest, the model by itself, and what the plan says of it. */
    public List<Problem> problems(ModelSource source) {
        digest(source);
        List<Problem> own = new ArrayList<>();
        try {
            DecisionModel read = DecisionModel.parse(source, rates(), spec -> agreed(source, spec));
            strategies(read);
            horizon(read);
        } catch (SteelyardException e) {
            own.addAll(e.problems());
        }
        List<Problem> all = new ArrayList<>(problems.list());
        all.addAll(own);
        return all;
    }

    Decision model() {
        return model;
    }

    DecisionModel.Rates rates() {
        return new DecisionModel.Rates(
                economics.discountCosts().orElse(pack.discountCosts().value()),
                economics.discountEffects().orElse(pack.discountEffects().value()));
    }

    /** A model file must be the one that the plan was written with. */
    void digest(ModelSource source) {
        String found = source.digest().hex();
        if (model instanceof ModelFile file && !found.equals(file.sha256())) {
            bad(
                    ".sha256",
                    Text.of(
                            "模型文件 " + file.file() + " 的摘要与方案不符，现为 " + found,
                            "the model file " + file.file() + " has another digest than the plan says: " + found),
                    Text.of(
                            "若模型文件是所需的那一个，把 sha256 写成该值；已锁定的方案须经修订",
                            "If the file is the right one, write that value; a locked plan needs an amendment"));
        }
    }

    /** The model with what a definition in the plan leaves to the plan; where both speak, they say the same. */
    ModelSpec agreed(ModelSource source, ModelSpec written) {
        ModelSpec spec = source.ownFile() ? written : completed(source, written);
        if (!spec.header().currency().equals(economics.currency())) {
            mismatch("economics.currency", "方案与模型的货币不同", "plan and model have different currencies");
        }
        if (spec.header().priceYear() != 0 && spec.header().priceYear() != economics.priceYear()) {
            mismatch("economics.priceYear", "方案与模型的价格年份不同", "plan and model have different price years");
        }
        names(spec);
        return spec;
    }

    private ModelSpec completed(ModelSource source, ModelSpec spec) {
        ModelSpec.Header h = spec.header();
        ModelSpec.Header header = new ModelSpec.Header(
                h.id(),
                h.title(),
                h.kind(),
                source.says("currency") ? h.currency() : economics.currency(),
                source.says("priceYear") ? h.priceYear() : economics.priceYear(),
                h.perspective(),
                h.population(),
                h.reporting());
        boolean timed = h.kind() == ModelSpec.Kind.TREE
                || source.says("settings", "horizon")
                || source.says("settings", "cycles");
        ModelSpec.Settings s = spec.settings();
        String years = BigDecimal.valueOf(economics.horizon()).toPlainString() + " years";
        ModelSpec.Settings settings = timed
                ? s
                : new ModelSpec.Settings(
                        s.cycle(),
                        new ModelSpec.Source(years, "settings.horizon"),
                        0,
                        s.yearLength(),
                        s.counting(),
                        s.discountRule(),
                        s.discountTiming(),
                        s.eventTiming(),
                        s.rates(),
                        s.repairRows(),
                        s.repairCrossing(),
                        s.people());
        return spec.with(header, settings);
    }

    private void names(ModelSpec spec) {
        if (spec.header().kind() != ModelSpec.Kind.TREE) {
            known(model.treated(), spec.strategies().keySet(), ".treated", Text.of("策略", "strategy"));
            known(model.control(), spec.strategies().keySet(), ".control", Text.of("策略", "strategy"));
        }
        String reference = spec.analyses().reference();
        boolean first = spec.strategies().isEmpty()
                || spec.strategies().keySet().iterator().next().equals(model.control());
        if (reference.isEmpty() ? !first : !reference.equals(model.control())) {
            mismatch(
                    AT + ".control",
                    "对照应为模型的参照策略（第一个策略或 analyses.reference）",
                    "the comparator is the model's reference: its first strategy, or analyses.reference");
        }
        Set<String> joint = new LinkedHashSet<>();
        spec.joints().forEach(j -> joint.addAll(j.members()));
        for (int i = 0; i < model.inputs().size(); i++) {
            String parameter = model.inputs().get(i).parameter();
            String at = ".inputs[" + i + "].parameter";
            known(parameter, spec.parameters().keySet(), at, Text.of("参数", "parameter"));
            if (joint.contains(parameter)) {
                bad(
                        at,
                        Text.of(
                                "参数 " + parameter + " 在模型的 joint 中，其抽样会盖过本评价的估计",
                                "the parameter " + parameter
                                        + " is in the model's joint section, whose draws would override the estimate"),
                        Text.of("把它从 joint 中移出", "Take it out of joint"));
            }
        }
        for (int i = 0; i < model.curves().size(); i++) {
            curve(spec, model.curves().get(i), ".curves[" + i + "]");
        }
    }

    private void curve(ModelSpec spec, ModelCurve fitted, String at) {
        known(fitted.curve(), spec.curves().keySet(), at + ".curve", Text.of("曲线", "curve"));
        ModelSpec.CurveSpec curve = spec.curves().get(fitted.curve());
        if (curve == null) {
            return;
        }
        boolean background = curve.parts().containsKey("background");
        if (background != fitted.age().isPresent()) {
            bad(
                    at + ".age",
                    Text.of(
                            "曲线 " + fitted.curve() + (background ? " 带背景死亡，须给出年龄变量，否则背景死亡被计两次" : " 没有背景死亡，不应给出年龄变量"),
                            "the curve " + fitted.curve()
                                    + (background
                                            ? " has a background, so that the age variable is needed: otherwise its deaths would count twice"
                                            : " has no background, so that there is nothing to split off by age")),
                    Text.of(background ? "补充 age" : "删去 age", background ? "Add age" : "Remove age"));
        } else if (background && !lifeTable(spec, curve)) {
            bad(
                    at + ".age",
                    Text.of("背景死亡应为 life-table 曲线", "the background must be a curve of the family life-table"),
                    Text.of("改用 life-table", "Use a life-table"));
        }
    }

    private static boolean lifeTable(ModelSpec spec, ModelSpec.CurveSpec curve) {
        ModelSpec.Source name = curve.parts().get("background");
        ModelSpec.CurveSpec table =
                name == null ? null : spec.curves().get(name.text().strip());
        return table != null && table.family().equals("life-table");
    }

    /** A tree's strategies are known once it is built. */
    void strategies(DecisionModel read) {
        if (read.kindHasNoClock()) {
            known(model.treated(), read.strategies(), ".treated", Text.of("策略", "strategy"));
            known(model.control(), read.strategies(), ".control", Text.of("策略", "strategy"));
        }
    }

    void horizon(DecisionModel read) {
        if (!read.kindHasNoClock() && Math.abs(read.horizon() - economics.horizon()) > SAME * economics.horizon()) {
            mismatch(
                    "economics.horizon",
                    "方案的时限与模型的 " + read.horizon() + " 年不符",
                    "the plan's horizon is not the model's, " + read.horizon() + " years");
        }
    }

    void throwIfAny() {
        problems.throwIfAny();
    }

    private void known(String name, Collection<String> names, String at, Text what) {
        if (!names.contains(name)) {
            String list = String.join(", ", names);
            bad(
                    at,
                    Text.of(
                            "模型没有" + what.zh() + " " + name + "；现有：" + list,
                            "the model has no " + what.en() + " " + name + "; there are: " + list),
                    Text.of("改正名称，或在模型中定义它", "Correct the name, or define it in the model"));
        }
    }

    private void mismatch(String path, String zh, String en) {
        problems.add(EconomicError.MODEL_FILE, where.apply(path), Text.of(zh, en), Text.of("使两者一致", "Make both agree"));
    }

    private void bad(String below, Text message, Text remedy) {
        problems.add(EconomicError.MODEL_FILE, where.apply(AT + below), message, remedy);
    }
}
