package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.steelyard.data.raw.Bad.SECRET;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** A corpus of bad files. Each is refused with its code and its place, and nothing is left behind. */
class BadFilesTest {

    @TempDir
    Path folder;

    /** Made once: some of the files are large. */
    private static final List<Bad> CORPUS = Stream.of(
                    BadTexts.all(), BadContainers.all(), BadSheets.all(), BadContents.all())
            .flatMap(List::stream)
            .toList();

    static List<Bad> corpus() {
        return CORPUS;
    }

    @ParameterizedTest
    @MethodSource("corpus")
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void isRefusedWithItsCodeAndPlaceAndLeavesNothing(Bad bad) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve("folder.csv"));
        if (bad.bytes() != null) {
            Raw.write(data.resolve(bad.file()), bad.bytes());
        }
        RawSource.File source = RawSource.File.of(data, bad.file());
        Throwable thrown = catchThrowable(() -> Raw.intake(
                bad.part().isEmpty() ? source : source.withPart(bad.part()),
                Map.of(),
                folder.resolve("out").resolve("t.parquet")));
        assertThat(thrown).as(bad.name()).isInstanceOf(SteelyardException.class);
        Problem first = ((SteelyardException) thrown).problems().getFirst();
        assertThat(first.code()).as(first.in(Lang.EN)).isEqualTo(bad.code());
        assertThat(first.place().row()).as(first.in(Lang.EN)).isEqualTo(bad.row());
        assertThat(first.place().field()).isEqualTo(bad.field());
        assertThat(first.place().file()).startsWith(bad.file());
        for (Lang lang : Lang.values()) {
            assertThat(first.in(lang))
                    .contains(bad.code().id())
                    .doesNotContain(SECRET)
                    .doesNotContain(folder.toString());
        }
        assertThat(first.message().zh()).matches("(?s).*[一-龥].*");
        assertThat(first.message().en()).matches("(?s).*[a-z].*");
        assertThat(first.remedy().isBlank()).isFalse();
        try (Stream<Path> left =
                Files.exists(folder.resolve("out")) ? Files.list(folder.resolve("out")) : Stream.empty()) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theCorpusIsLargeAndItsNamesDiffer() {
        List<String> names = corpus().stream().map(Bad::name).toList();
        System.out.println("bad files: " + names.size());
        assertThat(names).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
    }

    /** Codes that need more than a file are provoked where they arise. */
    private static final Set<RawError> ELSEWHERE = EnumSet.of(
            RawError.ROW_TOO_LONG, // DelimitedRowsTest
            RawError.CHANGED_MEANWHILE, // RawFolderTest
            RawError.DUPLICATE_TABLE,
            RawError.NO_TABLES,
            RawError.MALFORMED_CONNECTION, // DatabasesTest
            RawError.NO_DRIVER,
            RawError.DATABASE_REFUSED,
            RawError.MISSING_TABLE,
            RawError.READING_FAILED,
            RawError.TARGET_NOT_WRITTEN,
            RawError.TABLE_EXISTS,
            RawError.DATABASE_NOT_WRITTEN,
            RawError.FULL_WIDTH_DIGITS, // CellsTest
            RawError.THOUSANDS_SEPARATOR,
            RawError.NOT_A_DECIMAL,
            RawError.TOO_MANY_DECIMALS,
            RawError.NOT_AN_INTEGER,
            RawError.NOT_A_DATE,
            RawError.MIXED_DATE_STYLES,
            RawError.AMBIGUOUS_DATE,
            RawError.NOT_A_CODE,
            RawError.UNIT_IN_NUMBER);

    @Test
    void everyCodeIsProvoked() {
        Set<ErrorCode> provoked = corpus().stream().map(Bad::code).collect(Collectors.toSet());
        assertThat(Arrays.stream(RawError.values()).filter(e -> !provoked.contains(e)))
                .containsExactlyInAnyOrderElementsOf(ELSEWHERE);
    }
}
