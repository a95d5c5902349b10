package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Lang;
import org.steelyard.protocol.EconomicModel.InlineModel;

/** A decision model written in the plan is part of what a lock fixes. */
class InlineModelTest {

    private static final Path PLAN =
            Path.of(System.getProperty("steelyard.root", ".."), "examples", "rotterdam", "model-plan.yaml");

    private static final String DEFINITION = """
                kind: model
                definition:
                  model: inside
                  kind: cohort
                  strategies: {none: {set: {hr: 1}}, hormone: {set: {hr: 0.8}}}
            """.indent(0);

    private static String inline() throws IOException {
        return Files.readString(PLAN)
                .replaceFirst("    kind: model-file\\n    file: .*\\n    sha256: .*\\n", DEFINITION);
    }

    private static PlanFile load(String text) {
        return ProtocolFile.load(text.getBytes(StandardCharsets.UTF_8), "plan.yaml");
    }

    @Test
    void itIsReadInTheOrderOfThePlan() throws IOException {
        EconomicModel model =
                load(inline()).protocol().economics().orElseThrow().model();
        assertThat(model).isInstanceOfSatisfying(InlineModel.class, m -> {
            assertThat(m.definition()).contains("\"none\"").matches("(?s).*none.*hormone.*");
            assertThat(m.control()).isEqualTo("none");
        });
    }

    @Test
    void anotherNumberInItIsAnotherEconomicAnalysis() throws IOException {
        PlanFile before = load(inline());
        PlanFile after = load(inline().replace("hr: 0.8", "hr: 0.7"));
        assertThat(after.canonicalSha256()).isNotEqualTo(before.canonicalSha256());
        assertThat(after.analysisDigests().get("economics"))
                .isNotEqualTo(before.analysisDigests().get("economics"));
        assertThat(ProtocolDiff.diff(before, after))
                .extracting(ProtocolDiff.Change::path)
                .containsExactly("economics.model.definition.strategies.hormone.set.hr");
    }

    @Test
    void thePlanInWordsNamesItWithoutItsText() throws IOException {
        String prose = ProtocolProse.render(load(inline()).protocol(), Lang.ZH);
        assertThat(prose).doesNotContain("\"strategies\"");
    }
}
