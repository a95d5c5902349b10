package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.economics.EconomicError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Parameter;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Resource;
import org.steelyard.protocol.StateCost;

/** Resolves unit costs and checks every number of the economic plan; finds all problems before it fails. */
final class InputReader {

    private final EconomicPlan plan;
    private final PolicyPack pack;
    private final Problems problems = new Problems();
    private final List<NamedParameter> parameters = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private InputReader(EconomicPlan plan, PolicyPack pack) {
        this.plan = plan;
        this.pack = pack;
    }

    static Inputs read(EconomicPlan plan, PolicyPack pack) {
        InputReader reader = new InputReader(plan, pack);
        reader.readModel();
        reader.checkSettings();
        reader.checkPriceLine();
        reader.checkPolicy();
        reader.problems.throwIfAny();
        return reader.inputs();
    }

    private Inputs inputs() {
        Rates rates = new Rates(
                plan.discountCosts().orElse(pack.discountCosts().value()),
                plan.discountEffects().orElse(pack.discountEffects().value()),
                plan.horizon());
        return new Inputs(plan, pack, List.copyOf(parameters), List.copyOf(lines), rates);
    }

    private void readModel() {
        switch (plan.model()) {
            case Decision _ -> throw new IllegalStateException("a decision model has an engine of its own");
            case PatientLevel m -> {
                for (int i = 0; i < m.resources().size(); i++) {
                    readResource(m.resources().get(i), "economics.model.resources[" + i + "]");
                }
                addUtility("utility", Text.of("健康效用值", "Utility"), m.utility());
            }
            case PartitionedSurvival m -> {
                for (int i = 0; i < m.costs().size(); i++) {
                    readStateCost(m.costs().get(i), "economics.model.costs[" + i + "]");
                }
                addUtility("firstUtility", utilityOf(m.firstState()), m.firstUtility());
                addUtility("secondUtility", utilityOf(m.secondState()), m.secondUtility());
                checkCycles(m.cyclesPerYear());
            }
        }
    }

    private static Text utilityOf(Text state) {
        return Text.of("“" + state.zh() + "”健康效用值", "Utility: " + state.en());
    }

    private void readResource(Resource resource, String place) {
        addLine(
                new Cost(resource.id(), resource.label(), resource.arm(), resource.price()),
                place,
                unitCost(resource.unitCost(), resource.pack(), place + ".unitCost"));
        resource.at()
                .filter(at -> !(at >= 0 && at <= plan.horizon()))
                .ifPresent(at -> setting(
                        place + ".at",
                        Text.of("资源使用时间（at）须在 0 与研究时限之间", "the time of use (at) must lie between 0 and the horizon"),
                        Text.of("改正该时间，或延长 horizon", "correct the time, or lengthen the horizon")));
    }

    private void readStateCost(StateCost cost, String place) {
        addLine(
                new Cost(cost.id(), cost.label(), cost.arm(), cost.price()),
                place,
                unitCost(cost.amount(), cost.pack(), place + ".amount"));
        boolean yearly = cost.when() == StateCost.When.FIRST_STATE || cost.when() == StateCost.When.SECOND_STATE;
        cost.untilYear()
                .filter(until -> !(until > 0 && yearly))
                .ifPresent(until -> setting(
                        place + ".untilYear",
                        Text.of(
                                "untilYear 须大于 0，且仅用于按年计的状态成本",
                                "untilYear must be above 0 and belongs to yearly state costs only"),
                        Text.of("删除或改正 untilYear", "remove or correct untilYear")));
    }

    private record Cost(String id, Text label, Optional<Arm> arm, boolean price) {}

    private void addLine(Cost cost, String place, Optional<Parameter> amount) {
        if (lines.stream().anyMatch(l -> l.id().equals(cost.id()))) {
            setting(
                    place + ".id",
                    Text.of("成本条目编号“" + cost.id() + "”重复", "the cost line id \"" + cost.id() + "\" is used twice"),
                    Text.of("给每个条目不同的 id", "give each line its own id"));
        }
        lines.add(new Line(cost.id(), cost.label(), cost.arm(), cost.price()));
        Parameter found = amount.orElse(new Parameter(0, Parameter.Shape.FIXED, 0, Text.EMPTY));
        checkShape(found, place);
        if (found.value() < 0) {
            bad(place, Text.of("成本不得为负", "a cost must not be negative"));
        }
        parameters.add(new NamedParameter("cost:" + cost.id(), cost.label(), new Distribution(found)));
    }

    private void addUtility(String field, Text label, Parameter utility) {
        String place = "economics.model." + field;
        checkShape(utility, place);
        if (utility.value() > 1) {
            bad(place, Text.of("健康效用值不得大于 1（完全健康）", "a utility must not exceed 1, full health"));
        }
        parameters.add(new NamedParameter(field, label, new Distribution(utility)));
    }

    private void checkShape(Parameter parameter, String place) {
        Distribution.problem(parameter).ifPresent(text -> bad(place, text));
    }

    private void bad(String place, Text message) {
        problems.add(
                EconomicError.BAD_DISTRIBUTION,
                Place.field(place),
                message,
                Text.of("改正 value、shape 或 se（均以自然尺度给出）", "correct value, shape or se (all on the natural scale)"));
    }

    /** The plan's own amount or the pack's; exactly one of the two. */
    private Optional<Parameter> unitCost(Optional<Parameter> own, Optional<String> named, String place) {
        if (own.isPresent() == named.isPresent()) {
            problems.add(
                    EconomicError.UNIT_COST_NOT_ONE,
                    Place.field(place),
                    Text.of(
                            "单价须由方案给出或引用政策包，二者有且只有其一",
                            "a unit cost comes either from the plan or from the policy pack, exactly one of them"),
                    Text.of("保留金额或 pack 中的一个", "keep the amount or the pack's name, not both"));
            return own;
        }
        return own.isPresent() ? own : named.flatMap(name -> fromPack(name, place));
    }

    private Optional<Parameter> fromPack(String name, String place) {
        PolicyPack.UnitCost cost = pack.unitCosts().get(name);
        if (cost == null) {
            String known = String.join(
                    ", ", pack.unitCosts().keySet().stream().sorted().toList());
            problems.add(
                    EconomicError.UNKNOWN_UNIT_COST,
                    Place.field(place),
                    Text.of(
                            "政策包 " + pack.id() + " 没有名为“" + name + "”的单价；可用：" + known,
                            "the policy pack " + pack.id() + " has no unit cost \"" + name + "\"; it has: " + known),
                    Text.of("改正名称，或在方案中直接给出单价", "correct the name, or give the unit cost in the plan"));
            return Optional.empty();
        }
        checkMoney(name, cost, place);
        return Optional.of(new Parameter(cost.value(), Parameter.Shape.FIXED, 0, cost.source()));
    }

    private void checkMoney(String name, PolicyPack.UnitCost cost, String place) {
        if (!cost.currency().equals(plan.currency())) {
            problems.add(
                    EconomicError.CURRENCY_MISMATCH,
                    Place.field(place),
                    Text.of(
                            "单价“" + name + "”的币种为 " + cost.currency() + "，方案的币种为 " + plan.currency(),
                            "the unit cost \"" + name + "\" is in " + cost.currency() + ", the plan in "
                                    + plan.currency()),
                    Text.of("使用同一币种", "use one currency"));
        }
        if (cost.priceYear() != plan.priceYear()) {
            problems.add(
                    EconomicError.PRICE_YEAR_MISMATCH,
                    Place.field(place),
                    Text.of(
                            "单价“" + name + "”为 " + cost.priceYear() + " 年价格，方案为 " + plan.priceYear() + " 年价格",
                            "the unit cost \"" + name + "\" is in prices of " + cost.priceYear()
                                    + ", the plan in those of " + plan.priceYear()),
                    Text.of(
                            "按公布的价格指数折算后写入方案，或改用相应年份的政策包",
                            "convert it by a published price index and write it in the plan, or use the pack of that year"));
        }
    }

    private void checkCycles(double cyclesPerYear) {
        if (!(cyclesPerYear > 0 && cyclesPerYear <= 366)) {
            setting(
                    "economics.model.cyclesPerYear",
                    Text.of("每年周期数须大于 0 且不超过 366", "cycles per year must be above 0 and at most 366"),
                    Text.of("例如 12（按月）", "for instance 12, monthly"));
        }
    }

    private void checkSettings() {
        if (!(plan.horizon() > 0 && plan.horizon() <= 150)) {
            setting(
                    "economics.horizon",
                    Text.of("研究时限须大于 0 且不超过 150 年", "the horizon must be above 0 and at most 150 years"),
                    Text.of("以年为单位填写", "give it in years"));
        }
        if (plan.draws() < 2) {
            setting(
                    "economics.draws",
                    Text.of("概率敏感性分析至少需要 2 次抽样", "the probabilistic analysis needs at least 2 draws"),
                    Text.of("建议 1000 次或以上", "1,000 or more are usual"));
        }
        checkRate(plan.discountCosts(), "economics.discountCosts");
        checkRate(plan.discountEffects(), "economics.discountEffects");
    }

    private void checkRate(Optional<Double> rate, String place) {
        rate.filter(r -> !(r >= 0 && r < 1))
                .ifPresent(r -> setting(
                        place,
                        Text.of(
                                "贴现率须在 0（含）与 1 之间，5% 写作 0.05",
                                "a discount rate is at least 0 and below 1; 5% is written 0.05"),
                        Text.of("改正贴现率", "correct the rate")));
    }

    private void setting(String place, Text message, Text remedy) {
        problems.add(EconomicError.BAD_SETTING, Place.field(place), message, remedy);
    }

    private void checkPriceLine() {
        List<Line> priced = lines.stream().filter(Line::price).toList();
        boolean forControl = priced.stream().anyMatch(l -> !l.borneBy(Arm.TREATED));
        if (priced.size() > 1 || forControl) {
            problems.add(
                    EconomicError.BAD_PRICE_LINE,
                    Place.field("economics.model"),
                    Text.of(
                            "标记为干预价格（price: true）的条目至多一个，且须计入干预组",
                            "at most one line may be marked as the intervention's price, and the intervention must bear it"),
                    Text.of("只保留一个 price: true", "keep one line with price: true"));
        }
    }

    private void checkPolicy() {
        boolean thresholds = !pack.thresholdMultiples().isEmpty()
                && pack.thresholdMultiples().stream().allMatch(m -> m > 0)
                && pack.gdpPerCapita().value() > 0;
        boolean range = pack.discountRange().size() == 2
                && pack.discountRange().get(0) >= 0
                && pack.discountRange().get(0) <= pack.discountRange().get(1);
        if (!thresholds || !range) {
            problems.add(
                    EconomicError.BAD_POLICY,
                    Place.field("policy." + pack.id()),
                    Text.of(
                            "政策包须给出大于 0 的人均 GDP 和阈值倍数，以及由低到高的两个贴现率（discountRange）",
                            "the policy pack must give a GDP per capita and threshold multiples above 0, and two discount rates"
                                    + " from low to high (discountRange)"),
                    Text.of("补全或更换政策包", "complete the pack or use another"));
        }
    }
}
