package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.PlanStatus.Lock;
import org.steelyard.protocol.PlanStatus.Locked;

class ProtocolLockTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final String CODE = "0.1.0";
    private static final String AMENDED = """
            amendments:
              - {version: 1.1, date: 2026-02-01, section: 统计分析, change: 修改分析, reason: 评议意见, afterResults: %s}
            references:
            """;

    @TempDir
    Path folder;

    private Path plan() throws IOException {
        return plan(Plans.small());
    }

    private Path plan(String yaml) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), yaml);
    }

    private static String amended(String yaml, boolean afterResults) {
        return Plans.replace(
                Plans.replace(yaml, "version: \"1.0\"", "version: \"1.1\""),
                "references:\n",
                AMENDED.formatted(afterResults));
    }

    @Test
    void aPlanWithoutLockIsUnlockedAndAllOfItExploratory() throws IOException {
        Path plan = plan();

        PlanStatus status = ProtocolLock.verify(plan);

        assertThat(status).isEqualTo(new PlanStatus.Unlocked());
        assertThat(ProtocolRules.preSpecified(ProtocolFile.read(plan), status, "main"))
                .isFalse();
    }

    @Test
    void aLockedPlanVerifiesAndItsAnalysesArePreSpecified() throws IOException {
        Path plan = plan();

        Lock lock = ProtocolLock.lock(plan, CLOCK, CODE);
        PlanStatus status = ProtocolLock.verify(plan);

        assertThat(status).isEqualTo(new Locked(lock));
        Protocol protocol = ProtocolFile.read(plan);
        assertThat(List.of("main", "matched", "cox", "main|sex", "economics", "society"))
                .allMatch(id -> ProtocolRules.preSpecified(protocol, status, id));
        assertThat(List.of("other", "main|age", "cox|sex"))
                .noneMatch(id -> ProtocolRules.preSpecified(protocol, status, id));
    }

    @Test
    void theLockIsTheSameBytesEachTime() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        byte[] first = Files.readAllBytes(folder.resolve("plan.lock.json"));
        Files.delete(folder.resolve("plan.lock.json"));
        ProtocolLock.lock(plan(), CLOCK, CODE);

        assertThat(Files.readAllBytes(folder.resolve("plan.lock.json"))).isEqualTo(first);
    }

    @Test
    void anExploratoryAnalysisStaysExploratoryEvenWhenLocked() throws IOException {
        Path plan = plan(Plans.smallWith("role: sensitivity", "role: exploratory"));
        ProtocolLock.lock(plan, CLOCK, CODE);

        assertThat(ProtocolRules.preSpecified(ProtocolFile.read(plan), ProtocolLock.verify(plan), "matched"))
                .isFalse();
    }

    @Test
    void sameVersionIsNotLockedTwice() throws IOException {
        Path plan = plan();
        ProtocolLock.lock(plan, CLOCK, CODE);

        fails(() -> ProtocolLock.lock(plan, CLOCK, CODE), ProtocolError.ALREADY_LOCKED);
    }

    @Test
    void changedContentIsRefused() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        Path plan = plan(Plans.smallWith("rule: age >= 18", "rule: age >= 60"));

        SteelyardException failure = fails(() -> ProtocolLock.verify(plan), ProtocolError.CHANGED_AFTER_LOCK);
        assertThat(failure.problems().getFirst().in(Lang.ZH)).contains("内容已变").contains("amendments");
    }

    @Test
    void aNewCommentIsRefusedTooAndSaidToBeOne() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        Path plan = plan("# 注释\n" + Plans.small());

        SteelyardException failure = fails(() -> ProtocolLock.verify(plan), ProtocolError.CHANGED_AFTER_LOCK);
        assertThat(failure.problems().getFirst().in(Lang.ZH)).contains("内容未变");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"schema\":\"steelyard-lock/2\"}",
                "{\"schema\":\"steelyard-lock/1\",\"protocolId\":\"small\"}"
            })
    void aDamagedLockIsNeverTakenForNone(String content) throws IOException {
        Path plan = plan();
        Files.writeString(folder.resolve("plan.lock.json"), content);

        fails(() -> ProtocolLock.verify(plan), ProtocolError.LOCK_DAMAGED);
        fails(() -> ProtocolLock.lock(plan, CLOCK, CODE), ProtocolError.LOCK_DAMAGED);
    }

    @Test
    void aNewVersionMustBeAnAmendment() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        Path plan = plan(Plans.smallWith("version: \"1.0\"", "version: \"1.1\""));

        fails(() -> ProtocolLock.lock(plan, CLOCK, CODE), ProtocolError.NOT_AMENDED);
    }

    @Test
    void anotherPlanCannotTakeTheLock() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        Path plan = plan(amended(Plans.smallWith("id: small", "id: other"), false));

        fails(() -> ProtocolLock.lock(plan, CLOCK, CODE), ProtocolError.NOT_AMENDED);
    }

    @Test
    void anEarlierVersionCannotFollow() throws IOException {
        ProtocolLock.lock(plan(amended(Plans.small(), false)), CLOCK, CODE);
        Path plan = plan(Plans.small());

        fails(() -> ProtocolLock.lock(plan, CLOCK, CODE), ProtocolError.NOT_AMENDED);
    }

    @Test
    void anAmendmentBeforeResultsKeepsAnalysesPreSpecifiedAndTheHistory() throws IOException {
        Lock first = ProtocolLock.lock(plan(), CLOCK, CODE);
        Path plan = plan(amended(Plans.smallWith("rule: age >= 18", "rule: age >= 20"), false));
        Lock second = ProtocolLock.lock(plan, CLOCK, CODE);

        assertThat(second.previous()).singleElement().satisfies(previous -> {
            assertThat(previous.version()).isEqualTo("1.0");
            assertThat(previous.bytesSha256()).isEqualTo(first.bytesSha256());
        });
        assertThat(ProtocolRules.preSpecified(ProtocolFile.read(plan), ProtocolLock.verify(plan), "main"))
                .isTrue();
    }

    @Test
    void whatWasAddedAfterResultsIsExploratoryForEver() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        String added = Plans.replace(
                Plans.small(),
                "    - {id: cox,",
                "    - {id: late, role: sensitivity, outcome: death30, adjustment: none}\n    - {id: cox,");
        String second = amended(added, true);
        Path plan = plan(second);
        ProtocolLock.lock(plan, CLOCK, CODE);
        PlanStatus after = ProtocolLock.verify(plan);

        assertThat(ProtocolRules.preSpecified(ProtocolFile.read(plan), after, "main"))
                .isTrue();
        assertThat(ProtocolRules.preSpecified(ProtocolFile.read(plan), after, "late"))
                .isFalse();

        plan(version12(second));
        ProtocolLock.lock(plan, CLOCK, CODE);
        assertThat(ProtocolRules.preSpecified(ProtocolFile.read(plan), ProtocolLock.verify(plan), "late"))
                .isFalse();
    }

    @Test
    void aCriterionChangedAfterResultsMakesEveryAnalysisExploratory() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        Path plan = plan(amended(Plans.smallWith("rule: age >= 18", "rule: age >= 20"), true));
        ProtocolLock.lock(plan, CLOCK, CODE);
        PlanStatus status = ProtocolLock.verify(plan);
        Protocol protocol = ProtocolFile.read(plan);

        assertThat(List.of("main", "matched", "cox", "main|sex", "economics", "society"))
                .noneMatch(id -> ProtocolRules.preSpecified(protocol, status, id));
    }

    @Test
    void proseChangedAfterResultsLeavesAnalysesAlone() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        Path plan = plan(amended(Plans.smallWith("implications: 含义", "implications: 另一种含义"), true));
        ProtocolLock.lock(plan, CLOCK, CODE);

        assertThat(ProtocolRules.preSpecified(ProtocolFile.read(plan), ProtocolLock.verify(plan), "main"))
                .isTrue();
    }

    @Test
    void takingAnAnalysisOutAndPuttingItBackDoesNotWashIt() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        String changed = Plans.smallWith("measures: [risk-difference]", "measures: [risk-ratio]");
        ProtocolLock.lock(plan(amended(changed, true)), CLOCK, CODE);
        Lock lock = ProtocolLock.lock(plan(version12(amended(Plans.small(), true))), CLOCK, CODE);

        assertThat(lock.analyses())
                .filteredOn(a -> a.id().equals("main"))
                .singleElement()
                .matches(PlanStatus.LockedAnalysis::exploratory);
    }

    private static String version12(String yaml) {
        return Plans.replace(
                Plans.replace(yaml, "version: \"1.1\"", "version: \"1.2\""),
                "afterResults: true}\n",
                "afterResults: true}\n  - {version: 1.2, date: 2026-03-01, section: 统计, change: 改回, reason: 因, afterResults:"
                        + " false}\n");
    }

    @Test
    void aNewVersionMayLieInAFileOfItsOwn() throws IOException {
        ProtocolLock.lock(plan(), CLOCK, CODE);
        Path next = Files.writeString(folder.resolve("plan-1.1.yaml"), amended(Plans.small(), false));

        Lock lock = ProtocolLock.lock(next, folder.resolve("plan.lock.json"), CLOCK, CODE);

        assertThat(lock.previous()).hasSize(1);
        assertThat(ProtocolLock.verify(next)).isEqualTo(new Locked(lock));
        fails(() -> ProtocolLock.lock(next, folder.resolve("gone.lock.json"), CLOCK, CODE), ProtocolError.LOCK_DAMAGED);
    }

    @Test
    void aLockThatCannotBeWrittenIsSaid() throws IOException {
        String longest = "p".repeat(250) + ".yaml";
        Path plan = Files.writeString(folder.resolve(longest), Plans.small());

        fails(() -> ProtocolLock.lock(plan, CLOCK, CODE), ProtocolError.LOCK_NOT_WRITTEN);
        assertThat(folder.toFile().list()).containsExactly(longest);
    }

    /** Trust experiment T17: every change of one character is refused. */
    @Test
    void tenThousandOneCharacterMutationsAreAllRefused() throws IOException {
        Path plan = plan();
        Lock lock = ProtocolLock.lock(plan, CLOCK, CODE);
        byte[] original = Files.readAllBytes(plan);
        long seed = Long.getLong("seed", 17);
        RandomGenerator random = new Seed(seed).generator();
        int refused = 0;
        int mutations = 10_000;
        for (int i = 0; i < mutations; i++) {
            byte[] mutated = mutate(original, random);
            try {
                ProtocolLock.verify(mutated, "plan.yaml", lock);
            } catch (SteelyardException e) {
                assertThat(e.problems().getFirst().code()).isEqualTo(ProtocolError.CHANGED_AFTER_LOCK);
                refused++;
            }
        }
        assertThat(refused).as("seed %d", seed).isEqualTo(mutations);
        assertThat(ProtocolLock.verify(original, "plan.yaml", lock)).isInstanceOf(Locked.class);
    }

    /** Replaces, inserts or deletes one character; never gives the original back. */
    private static byte[] mutate(byte[] original, RandomGenerator random) {
        String text = new String(original, StandardCharsets.UTF_8);
        String letters = "abcXYZ0189 .:-#\n\t\"'[]{}，年A";
        while (true) {
            int at = random.nextInt(text.length());
            char letter = letters.charAt(random.nextInt(letters.length()));
            String changed = switch (random.nextInt(3)) {
                case 0 -> text.substring(0, at) + letter + text.substring(at + 1);
                case 1 -> text.substring(0, at) + letter + text.substring(at);
                default -> text.substring(0, at) + text.substring(at + 1);
            };
            byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(bytes, original)) {
                return bytes;
            }
        }
    }

    private static SteelyardException fails(ThrowingCallable action, ProtocolError code) {
        SteelyardException[] caught = new SteelyardException[1];
        assertThatThrownBy(action).isInstanceOfSatisfying(SteelyardException.class, e -> {
            assertThat(e.problems().getFirst().code()).isEqualTo(code);
            caught[0] = e;
        });
        return caught[0];
    }
}
