package org.steelyard.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.DuckDbEngine;
import org.steelyard.data.Engine;
import org.steelyard.data.MemoryEngine;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.Criterion.OnMissing;
import org.steelyard.protocol.Variable.Role;
import org.steelyard.protocol.Variable.Type;

/** The engine and the slow in-memory reference build the same cohort, or refuse it for the same reason. */
class EnginesAgreeOnCohortsTest {

    private static final Seed SEED = new Seed(Long.getLong("seed", 7));

    private static final List<String> RULES = List.of(
            "age >= 40",
            "sex = 'female' or age < 70",
            "visits in (0, 1, 2, 3)",
            "day >= date('2024-01-03') or day is missing",
            "band != 'old'",
            "time / visits > 1",
            "not (arm and age > 60)");

    @TempDir
    Path folder;

    @Test
    void onRandomTables() {
        System.out.println("seed " + SEED.value());
        int built = 0;
        for (int t = 0; t < 25; t++) {
            Fixture f = fixture(SEED.child("cohort", t).generator());
            String fast = outcome(f, DuckDbEngine.open(1 + t % 3));
            assertThat(fast).isEqualTo(outcome(f, new MemoryEngine()));
            built += fast.startsWith("SYAT") ? 1 : 0;
        }
        assertThat(built).isGreaterThan(5);
    }

    private static Fixture fixture(RandomGenerator random) {
        Fixture f = Fixture.people()
                .with(Fixture.var("band", Role.GROUP, Type.CATEGORY)
                        .define("if(age > 60, 'old', if(late, 'late', 'young'))")
                        .levels("young", "old", "late")
                        .build())
                .with(Fixture.derived("late", Type.BINARY, "days(date('2024-01-01'), day) > 4"))
                .with(Fixture.derived("rate", Type.NUMBER, "visits / time"));
        StringBuilder text = new StringBuilder("id,arm,age,visits,sex,day,time\n");
        int n = 5 + random.nextInt(40);
        for (int i = 0; i < n; i++) {
            text.append('p').append(i);
            for (String value : List.of(
                    String.valueOf(random.nextInt(2)),
                    String.valueOf(random.nextInt(30, 90)),
                    String.valueOf(random.nextInt(5)),
                    random.nextBoolean() ? "male" : "female",
                    "2024-01-0" + random.nextInt(1, 9),
                    String.valueOf(random.nextInt(100)))) {
                text.append(',').append(random.nextInt(10) == 0 ? "" : value);
            }
            text.append('\n');
        }
        OnMissing[] handling = OnMissing.values();
        for (int i = random.nextInt(4); i > 0; i--) {
            String rule = RULES.get(random.nextInt(RULES.size()));
            OnMissing onMissing = handling[random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(2)];
            if (random.nextBoolean()) {
                f.include("c" + i, rule, onMissing);
            } else {
                f.exclude("c" + i, "not (" + rule + ")", onMissing);
            }
        }
        return f.text(text.toString());
    }

    private String outcome(Fixture f, Engine engine) {
        try (engine) {
            byte[] bytes = AnalysisTableFile.bytes(CohortBuilder.build(f.plan(), f.in(folder), engine));
            return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (SteelyardException e) {
            return e.getMessage();
        }
    }
}
