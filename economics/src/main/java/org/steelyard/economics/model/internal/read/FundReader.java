package org.steelyard.economics.model.internal.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.ModelSpec.AgreementSpec;
import org.steelyard.economics.model.ModelSpec.BudgetScenario;
import org.steelyard.economics.model.ModelSpec.BudgetSpec;
import org.steelyard.economics.model.ModelSpec.EvidenceSpec;
import org.steelyard.economics.model.ModelSpec.PoolSpec;
import org.steelyard.economics.model.ModelSpec.ServiceSpec;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.ModelSpec.StepSpec;
import org.steelyard.economics.model.ModelSpec.TierSpec;

/** Reads what concerns a fund: its budget and its agreements. */
final class FundReader {

    private FundReader() {}

    static Optional<BudgetSpec> budget(Field root, String cost) {
        Field f = root.at("budget");
        if (!f.there()) {
            return Optional.empty();
        }
        return Optional.of(new BudgetSpec(
                f.whole("years", 0),
                f.whole("first", 0),
                f.text("basis").equals("treated"),
                f.text("outcome").isEmpty() ? cost : f.text("outcome"),
                f.at("pools").map(FundReader::pool),
                f.at("services").map(FundReader::service),
                f.at("current").sources(),
                yearly(f.at("uptake")),
                f.at("displaces").map(Field::sources),
                f.at("scenarios").map(FundReader::scenario),
                Map.of(),
                f.path()));
    }

    private static Map<String, List<Source>> yearly(Field f) {
        return f.map(years -> years.list(Field::source));
    }

    private static Source or(Field f, String name, String absent) {
        return f.is(name) ? f.source(name) : new Source(absent, f.path() + "." + name);
    }

    private static PoolSpec pool(Field f) {
        return new PoolSpec(
                f.key(),
                f.prose("label", f.key()),
                f.text("province"),
                f.text("insurance"),
                f.source("members"),
                or(f, "eligible", "0"),
                or(f, "incident", "0"),
                or(f, "growth", "0"),
                or(f, "fundShare", "1"),
                f.source("fund"),
                f.source("fundGrowth"),
                or(f, "limit", "1"),
                f.path());
    }

    private static ServiceSpec service(Field f) {
        return new ServiceSpec(f.key(), f.prose("label", f.key()), f.at("cost").list(Field::source), f.path());
    }

    private static BudgetScenario scenario(Field f) {
        return new BudgetScenario(
                f.key(), f.prose("label", f.key()), f.at("set").sources(), yearly(f.at("uptake")), f.path());
    }

    static AgreementSpec agreement(Field f) {
        return new AgreementSpec(
                f.key(),
                f.prose("label", f.key()),
                f.text("strategy"),
                f.source("price"),
                f.source("people"),
                f.at("period").text("from"),
                f.at("period").text("to"),
                f.source("discount"),
                f.at("tiers").list(t -> new TierSpec(t.source("upTo"), t.source("price"), t.path())),
                f.at("endpoint").at("states").texts(),
                f.at("endpoint").source("probability"),
                f.at("refund").list(s -> step(s, "within")),
                f.at("instalments").list(s -> step(s, "at")),
                f.source("cap"),
                f.is("evidence") ? Optional.of(evidence(f.at("evidence"))) : Optional.empty(),
                f.path());
    }

    private static StepSpec step(Field f, String time) {
        return new StepSpec(f.source(time), f.source("share"), f.path());
    }

    private static EvidenceSpec evidence(Field f) {
        return new EvidenceSpec(
                f.source("people"),
                f.source("within"),
                f.source("target"),
                f.source("met"),
                f.source("missed"),
                f.source("later"),
                f.path());
    }
}
