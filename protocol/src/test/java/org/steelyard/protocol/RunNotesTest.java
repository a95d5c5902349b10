package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.PlanStatus.LockedAnalysis;

class RunNotesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path plan() throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), Plans.small());
    }

    @Test
    void whatRanBeforeTheLockIsExploratoryForEver() throws IOException {
        Path plan = plan();
        assertThat(RunNotes.note(plan, ProtocolFile.load(plan), CLOCK.instant()))
                .isTrue();

        assertThat(ProtocolLock.lock(plan, CLOCK, "0.1.0").analyses())
                .isNotEmpty()
                .allMatch(LockedAnalysis::exploratory);
    }

    @Test
    void whatIsLockedBeforeItRunsIsPreSpecified() throws IOException {
        Path plan = plan();
        PlanStatus.Lock lock = ProtocolLock.lock(plan, CLOCK, "0.1.0");
        RunNotes.note(plan, ProtocolFile.load(plan), CLOCK.instant());

        assertThat(lock.analyses()).noneMatch(LockedAnalysis::exploratory);
        assertThat(ProtocolRules.preSpecified(ProtocolFile.read(plan), ProtocolLock.verify(plan), "main"))
                .isTrue();
    }

    @Test
    void theSameContentIsNotedOnce() throws IOException {
        Path plan = plan();
        RunNotes.note(plan, ProtocolFile.load(plan), CLOCK.instant());
        RunNotes.note(plan, ProtocolFile.load(plan), CLOCK.instant().plusSeconds(60));

        assertThat(RunNotes.read(plan)).hasSize(1);
    }

    @Test
    void aDamagedNoteIsNeverTakenForNone() throws IOException {
        Path plan = plan();
        Files.writeString(RunNotes.file(plan), "nonsense\n");

        assertThatThrownBy(() -> ProtocolLock.lock(plan, CLOCK, "0.1.0")).isInstanceOf(SteelyardException.class);
    }
}
