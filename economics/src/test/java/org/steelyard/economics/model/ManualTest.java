package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each model of the manual, and each example, runs. */
class ManualTest {

    private static final Path ROOT = Path.of(System.getProperty("steelyard.root", ".."));
    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyModelOfTheManualRuns() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(ROOT.resolve("docs/models.md")));
        int found = 0;
        while (blocks.find()) {
            runs(blocks.group(1));
            found++;
        }
        assertThat(found).isGreaterThanOrEqualTo(8);
    }

    @Test
    void everyExampleRuns() throws IOException {
        for (String name : List.of("device", "diagnostic-test")) {
            runs(Files.readString(ROOT.resolve("examples/models").resolve(name + ".yaml")));
        }
    }

    private static void runs(String yaml) {
        boolean people = yaml.contains("microsimulation") || yaml.contains("discrete-event");
        ModelResults r = Models.parse(yaml)
                .run(RunSettings.of(1)
                        .withDraws(people ? 0 : 200)
                        .withThresholds(List.of(90000.0))
                        .withDiscountRange(List.of(0.0, 0.08)));
        assertThat(r.strategies().size()).isGreaterThan(1);
        for (ModelResults.Strategy s : r.strategies()) {
            for (double total : s.totals()) {
                assertThat(total).isFinite();
            }
        }
        assertThat(r.conventions()).containsKeys("currency", "intervals");
    }
}
