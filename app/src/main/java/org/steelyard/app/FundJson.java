package org.steelyard.app;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.ModelPart;
import org.steelyard.economics.agreement.AgreementForecast;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.budget.FundModel;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.kernel.Text;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Budget impact and agreements for outside programs. Full double precision; what is not defined is {@code null}. */
final class FundJson {

    private FundJson() {}

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static void text(ObjectNode node, String name, Text text) {
        node.putObject(name).put("zh", text.zh()).put("en", text.en());
    }

    private static void interval(ObjectNode node, String name, Interval interval) {
        ObjectNode out = node.putObject(name);
        number(out, "lower", interval.lower());
        number(out, "upper", interval.upper());
    }

    static void budget(ObjectNode node, BudgetResults b) {
        node.put("currency", b.currency());
        if (b.first() > 0) {
            node.put("firstYear", b.first());
        } else {
            node.putNull("firstYear");
        }
        ArrayNode services = node.putArray("services");
        b.services().forEach(s -> {
            ObjectNode item = services.addObject().put("id", s.id()).put("new", s.newcomer());
            text(item, "label", s.label());
            ArrayNode cost = item.putArray("costByYearSinceStart");
            for (double c : s.cost()) {
                cost.add(c);
            }
        });
        ArrayNode pools = node.putArray("pools");
        b.pools().forEach(p -> {
            ObjectNode item = pools.addObject().put("id", p.id());
            text(item, "label", p.label());
            item.put("province", p.province()).put("insurance", p.insurance());
            years(item.putArray("years"), p.years(), b);
        });
        groups(node.putArray("byProvince"), b.by(BudgetResults.PoolForecast::province), b);
        groups(node.putArray("byInsurance"), b.by(BudgetResults.PoolForecast::insurance), b);
        years(node.putArray("total"), b.total(), b);
        number(node, "cumulativeNet", BudgetResults.net(b.total()));
        number(node, "cumulativeFundNet", BudgetResults.fundNet(b.total()));
        uncertainty(node, b);
        ObjectNode conventions = node.putObject("conventions");
        b.conventions().forEach((name, words) -> conventions.put(name, words.en()));
    }

    private static void groups(ArrayNode array, Map<String, List<FundModel.Year>> groups, BudgetResults b) {
        groups.forEach(
                (name, years) -> years(array.addObject().put("name", name).putArray("years"), years, b));
    }

    private static void years(ArrayNode array, List<FundModel.Year> years, BudgetResults b) {
        for (FundModel.Year y : years) {
            ObjectNode node = array.addObject().put("year", b.name(y));
            number(node, "members", y.members());
            number(node, "people", y.people());
            services(node, "peopleByService", b, i -> y.services()[i]);
            services(node, "spendingWithout", b, i -> y.spendingWithout()[i]);
            services(node, "spendingWith", b, i -> y.spendingWith()[i]);
            number(node, "without", y.without());
            number(node, "with", y.with());
            number(node, "net", y.net());
            number(node, "fundWithout", y.fundWithout());
            number(node, "fundWith", y.fundWith());
            number(node, "fundNet", y.fundNet());
            number(node, "othersNet", y.othersNet());
            number(node, "perMemberMonth", y.perMemberMonth());
            number(node, "fundGrowth", y.room());
            number(node, "allowed", y.allowed());
            if (y.judged()) {
                node.put("affordable", y.affordable());
            } else {
                node.putNull("affordable");
            }
        }
    }

    private static void services(ObjectNode node, String name, BudgetResults b, IntFunction<Double> of) {
        ObjectNode out = node.putObject(name);
        for (int i = 0; i < b.services().size(); i++) {
            number(out, b.services().get(i).id(), of.apply(i));
        }
    }

    private static void uncertainty(ObjectNode node, BudgetResults b) {
        node.put("draws", b.draws());
        interval(node, "cumulativeFundNetInterval", b.cumulative());
        ArrayNode spread = node.putArray("spread");
        b.spread().forEach(s -> {
            ObjectNode item = spread.addObject();
            interval(item, "net", s.net());
            interval(item, "fundNet", s.fundNet());
            number(item, "probabilityUnaffordable", s.unaffordable());
        });
        ArrayNode oneWay = node.putArray("oneWay");
        b.oneWay().forEach(w -> {
            ObjectNode item = oneWay.addObject().put("parameter", w.parameter());
            number(item, "low", w.low());
            number(item, "high", w.high());
            number(item, "fundNetLow", w.fundNetLow());
            number(item, "fundNetHigh", w.fundNetHigh());
        });
        ArrayNode scenarios = node.putArray("scenarios");
        b.scenarios().forEach(s -> {
            ObjectNode item = scenarios.addObject().put("id", s.id());
            text(item, "label", s.label());
            years(item.putArray("total"), s.total(), b);
            number(item, "cumulativeFundNet", BudgetResults.fundNet(s.total()));
        });
    }

    /** @param strategies their ids, by index */
    static void agreement(ObjectNode node, ModelResults.Agreement a, List<String> strategies) {
        AgreementForecast f = a.forecast();
        node.put("id", a.id());
        text(node, "label", a.label());
        node.put("strategy", strategies.get(a.strategy()));
        number(node, "people", f.people());
        number(node, "listPrice", f.listPrice());
        number(node, "gross", f.gross());
        number(node, "expected", f.expected());
        number(node, "sd", f.sd());
        number(node, "sdPeople", f.sdPeople());
        number(node, "sdParameters", f.sdParameters());
        interval(node, "interval", new Interval(f.lower(), f.upper()));
        number(node, "quantile95", f.tail());
        number(node, "refund", f.refund());
        number(node, "later", f.later());
        number(node, "effectivePrice", f.effectivePrice());
        number(node, "probabilityCapped", f.capped());
        number(node, "probabilityTargetMet", f.met());
        number(node, "icer", a.icer());
        ArrayNode risks = node.putArray("events");
        a.risks().forEach(r -> {
            ObjectNode item = risks.addObject();
            number(item, "years", r.years());
            number(item, "probability", r.probability());
            interval(item, "interval", r.interval());
        });
    }

    /** What a decision model adds to the results of a plan. */
    static void model(ObjectNode node, ModelPart m) {
        ModelResults r = m.results();
        node.put("id", r.spec().header().id());
        text(node, "title", r.spec().header().title());
        node.put("kind", r.spec().header().kind().word())
                .put("file", m.file())
                .put("inPlan", m.inline())
                .put("sha256", m.sha256());
        ArrayNode inputs = node.putArray("inputs");
        m.inputs().forEach(i -> {
            ObjectNode item = inputs.addObject()
                    .put("parameter", i.parameter())
                    .put("from", i.from())
                    .put("what", i.what())
                    .put("distribution", i.distribution());
            number(item, "value", i.value());
            number(item, "se", i.se());
            interval(item, "interval", new Interval(i.lower(), i.upper()));
        });
        ArrayNode fits = node.putArray("fits");
        m.fits().forEach(f -> {
            ObjectNode item = fits.addObject()
                    .put("curve", f.curve())
                    .put("outcome", f.outcome())
                    .put("arm", f.arm().name().toLowerCase(java.util.Locale.ROOT))
                    .put("family", f.family().en());
            ArrayNode families = item.putArray("families");
            f.families().forEach(x -> {
                ObjectNode family = families.addObject()
                        .put("family", x.family().en())
                        .put("used", x.used())
                        .put("converged", x.converged());
                text(family, "ending", x.ending());
                number(family, "logLikelihood", x.logLikelihood());
                number(family, "aic", x.aic());
                number(family, "bic", x.bic());
            });
        });
        ArrayNode scenarios = node.putArray("scenarios");
        r.scenarios().forEach(s -> {
            ObjectNode item = scenarios.addObject().put("id", s.id());
            text(item, "label", s.label());
            ArrayNode icers = item.putArray("icer");
            for (double icer : s.icer()) {
                if (Double.isFinite(icer)) {
                    icers.add(icer);
                } else {
                    icers.addNull();
                }
            }
        });
        r.budget().ifPresent(b -> budget(node.putObject("budgetImpact"), b));
        List<String> ids =
                r.strategies().stream().map(ModelResults.Strategy::id).toList();
        ArrayNode agreements = node.putArray("agreements");
        r.agreements().forEach(a -> agreement(agreements.addObject(), a, ids));
    }
}
