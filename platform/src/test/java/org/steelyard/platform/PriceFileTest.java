package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.evaluation.PriceList;

/** A price list is read as spreadsheets write it; what is wrong is told with its row and column, all at once. */
class PriceFileTest {

    private static final String HEAD = "code,name,name_en,unit,price,since\n";

    @TempDir
    private Path folder;

    private PriceList read(String text) throws Exception {
        return PriceFile.read(Optional.of(
                Files.writeString(folder.resolve("prices.csv"), text).toString()));
    }

    @Test
    void quotesMarksAndMissingColumnsAreNoTrouble() throws Exception {
        PriceList list = read("\uFEFFcode,name,price\r\nA1,\"检查，一次\",12.50\r\nB2,其他,3\r\n");
        assertThat(list.item("A1").orElseThrow().nameZh()).isEqualTo("检查，一次");
        assertThat(list.item("A1").orElseThrow().price()).isEqualByComparingTo(new BigDecimal("12.5"));
        assertThat(list.like("a", 5)).hasSize(1);
        assertThat(list.like("", 5)).hasSize(2);
        assertThat(list.like("检查 一次", 5)).hasSize(1);
        assertThat(list.like("检查 两次", 5)).isEmpty();
    }

    @Test
    void everyFaultyRowIsToldAtOnce() {
        assertThatThrownBy(() -> read(HEAD + "A,检查,Test,次,abc,2026-01-01\nA,检查,Test,次,5,1.1.2026\n,检查,Test,次,-5,\n"))
                .isInstanceOfSatisfying(SteelyardException.class, e -> {
                    assertThat(e.problems()).hasSize(5);
                    assertThat(e.problems().getFirst().code()).isEqualTo(PlatformError.BAD_SETTING);
                    assertThat(e.problems().getFirst().place().in(Lang.EN)).isEqualTo("prices.csv, row 2, price");
                });
    }

    @Test
    void whatIsNoCsvStopsTheStart() {
        assertThatThrownBy(() ->
                        PriceFile.read(Optional.of(folder.resolve("absent.csv").toString())))
                .isInstanceOf(SteelyardException.class);
    }

    @Test
    void theSampleThatShipsIsRead() {
        assertThat(PriceFile.read(Optional.empty()).like("示例", 50)).hasSize(10);
    }
}
