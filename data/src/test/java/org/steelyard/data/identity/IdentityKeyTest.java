package org.steelyard.data.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;

/** The key lies outside the data, is the owner's alone, and is never overwritten. */
class IdentityKeyTest {

    @TempDir
    Path folder;

    private static void refused(IdentityError error, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        SteelyardException e = catchThrowableOfType(SteelyardException.class, call);
        assertThat(e.problems().getFirst().code()).isEqualTo(error);
        assertThat(e.problems().getFirst().in(Lang.ZH)).contains(error.id()).contains("处理");
    }

    @Test
    void aNewKeyIsTheOwnersAloneAndReadsBack() throws IOException {
        Path file = folder.resolve("keys").resolve("site.key");
        IdentityKey made = IdentityKey.create(file, List.of(folder.resolve("data")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
        IdentityKey read = IdentityKey.read(file, List.of(folder.resolve("data")));
        assertThat(read.id()).isEqualTo(made.id());
        assertThat(Pseudonyms.of(read).of("psn_no", "1"))
                .isEqualTo(Pseudonyms.of(made).of("psn_no", "1"));
        assertThat(IdentityKey.create(folder.resolve("other.key"), List.of()).id())
                .isNotEqualTo(made.id());
    }

    @Test
    void aKeyIsNotOverwritten() {
        Path file = folder.resolve("k");
        IdentityKey.create(file, List.of());
        refused(IdentityError.KEY_EXISTS, () -> IdentityKey.create(file, List.of()));
    }

    @Test
    void aKeyBesideDataIsRefusedAlsoThroughALink() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        refused(IdentityError.KEY_BESIDE_DATA, () -> IdentityKey.create(data.resolve("k"), List.of(data)));
        refused(
                IdentityError.KEY_BESIDE_DATA,
                () -> IdentityKey.create(data.resolve("sub").resolve("k"), List.of(data)));
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        refused(IdentityError.KEY_BESIDE_DATA, () -> IdentityKey.create(link.resolve("k"), List.of(data)));
        Path outside = folder.resolve("outside");
        IdentityKey.create(outside, List.of(data));
        Files.copy(outside, data.resolve("copy"));
        Path pointer = Files.createSymbolicLink(folder.resolve("pointer"), data.resolve("copy"));
        refused(IdentityError.KEY_BESIDE_DATA, () -> IdentityKey.read(pointer, List.of(data)));
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        Path file = folder.resolve("k");
        IdentityKey.create(file, List.of());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        refused(IdentityError.KEY_READABLE_BY_OTHERS, () -> IdentityKey.read(file, List.of()));
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        refused(IdentityError.MISSING_KEY, () -> IdentityKey.read(folder.resolve("none"), List.of()));
        for (String text : List.of("", "abc", "g".repeat(64), "a".repeat(65), "a".repeat(4096))) {
            Path file = Files.createFile(
                    folder.resolve("k" + text.length()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
            refused(IdentityError.MALFORMED_KEY, () -> IdentityKey.read(file, List.of()));
        }
    }

    @Test
    void aKeyThatCannotBeWrittenIsAnError() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        refused(IdentityError.KEY_NOT_WRITTEN, () -> IdentityKey.create(file.resolve("k"), List.of()));
    }
}
