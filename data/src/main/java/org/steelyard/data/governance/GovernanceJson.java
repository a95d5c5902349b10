package org.steelyard.data.governance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.FitResult;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.standard.MappingCoverage;
import org.steelyard.kernel.Text;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The report as JSON, of the layout that {@code schema/governance-1.schema.json} publishes. The same report gives the same
 * bytes.
 */
public final class GovernanceJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private GovernanceJson() {}

    public static byte[] write(GovernanceReport report) {
        ObjectNode root = NODES.objectNode();
        root.put("schema", GovernanceReport.SCHEMA);
        root.set("title", text(report.title()));
        report.protocol()
                .ifPresent(plan -> root.putObject("protocol")
                        .put("id", plan.id())
                        .put("version", plan.version())
                        .put("sha256", plan.digest().hex()));
        root.put("program", report.program());
        ArrayNode sources = root.putArray("sources");
        report.sources().forEach(s -> source(sources, s));
        identities(root.putObject("identities"), report.identities());
        ArrayNode steps = root.putArray("steps");
        report.steps().forEach(s -> step(steps.addObject(), s));
        ArrayNode tables = root.putArray("tables");
        report.tables().forEach(t -> tables.addObject().put("table", t.table()).put("rows", t.rows()));
        report.period()
                .ifPresent(p -> root.putObject("period")
                        .put("from", p.from().toString())
                        .put("to", p.to().toString()));
        ArrayNode coverage = root.putArray("coverage");
        report.coverage().forEach(c -> coverage(coverage.addObject(), c));
        texts(root.putArray("packs"), report.packs());
        quality(root.putObject("quality"), report.quality());
        ArrayNode fit = root.putArray("fitForPurpose");
        report.fit().forEach(f -> fit(fit.addObject(), f));
        ArrayNode limits = root.putArray("limits");
        report.limits().forEach(l -> limits.add(text(l)));
        return (MAPPER.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode text(Text text) {
        return NODES.objectNode().put("zh", text.zh()).put("en", text.en());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static void source(ArrayNode sources, GovernanceReport.SourceFacts source) {
        ObjectNode node = sources.addObject()
                .put("index", source.index())
                .put("name", source.name())
                .put("kind", source.kind())
                .put("format", source.format())
                .put("encoding", source.encoding())
                .put("rows", source.rows())
                .put("sha256", source.sha256());
        ArrayNode notes = node.putArray("notes");
        source.notes().forEach(n -> notes.add(text(n)));
    }

    private static void identities(ObjectNode node, GovernanceReport.IdentityFacts identities) {
        node.put("method", identities.method()).put("keyId", identities.keyId());
        texts(node.putArray("digested"), identities.digested());
        texts(node.putArray("dropped"), identities.dropped());
        texts(node.putArray("kept"), identities.kept());
    }

    private static void step(ObjectNode node, StepCount step) {
        node.put("step", step.step())
                .put("table", step.table())
                .put("rule", step.rule())
                .put("rowsBefore", step.rowsBefore())
                .put("rowsAfter", step.rowsAfter());
        step.amountBefore().ifPresent(a -> node.put("amountBefore", a));
        step.amountAfter().ifPresent(a -> node.put("amountAfter", a));
        node.set("what", text(step.what()));
    }

    private static void coverage(ObjectNode node, MappingCoverage c) {
        node.put("table", c.table())
                .put("field", c.field())
                .put("vocabulary", c.vocabulary())
                .put("records", c.records())
                .put("inForce", c.inForce())
                .put("outOfForce", c.outOfForce())
                .put("standard", c.standard())
                .put("codes", c.codes())
                .put("codesInForce", c.codesInForce())
                .put("codesStandard", c.codesStandard());
    }

    private static void quality(ObjectNode node, QualityReport quality) {
        QualityReport.Tally tally = quality.tally();
        node.put("passed", tally.pass())
                .put("failed", tally.fail())
                .put("notApplicable", tally.notApplicable())
                .put("broken", tally.error());
        ArrayNode checks = node.putArray("checks");
        quality.results().forEach(r -> check(checks.addObject(), r));
    }

    private static void check(ObjectNode node, CheckResult result) {
        Check check = result.check();
        node.put("id", check.id())
                .put("store", check.store().name())
                .put("level", check.level().name())
                .put("category", check.kahn().category().name())
                .put("subcategory", check.kahn().subcategory().name())
                .put("type", check.type())
                .put("table", check.table())
                .put("field", check.field())
                .put("threshold", check.threshold())
                .put("severity", check.severity().name())
                .put("status", result.status().name());
        node.set("what", text(check.what()));
        switch (result.outcome()) {
            case Outcome.Counted counted -> {
                node.put("rows", counted.rows())
                        .put("failing", counted.failing())
                        .put("percent", counted.percent());
                ArrayNode details = node.putArray("details");
                counted.details().forEach(d -> details.add(text(d)));
            }
            case Outcome.NotApplicable absent -> {
                node.put("reason", absent.reason().name());
                node.set("why", text(absent.why()));
            }
            case Outcome.Broken broken -> node.put("cause", broken.cause());
        }
    }

    private static void fit(ObjectNode node, FitResult fit) {
        node.put("kind", fit.kind().name()).put("verdict", fit.verdict().name());
        node.set("about", text(fit.about()));
        fit.share().ifPresent(s -> node.put("share", s));
        fit.needed().ifPresent(s -> node.put("needed", s));
        fit.records().ifPresent(r -> node.put("records", r));
        fit.persons().ifPresent(p -> node.put("persons", p));
        ArrayNode years = node.putArray("years");
        fit.years().forEach(y -> years.addObject().put("year", y.year()).put("records", y.records()));
        node.set("finding", text(fit.finding()));
    }
}
